"""违法违规信息举报 (M3.2.13): the form reaches the authority and gets a receipt."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path

from pydantic import BaseModel
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtQml import QmlElement

from core.errors import FileNotAccessible
from core.network.authority import AuthorityConnection
from core.ui.language import QT_TRANSLATE_NOOP
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel

QML_IMPORT_NAME = "CorePages"
QML_IMPORT_MAJOR_VERSION = 1

CATEGORIES = (
    QT_TRANSLATE_NOOP("Report", "违法信息"),
    QT_TRANSLATE_NOOP("Report", "侵害个人信息"),
    QT_TRANSLATE_NOOP("Report", "诈骗"),
    QT_TRANSLATE_NOOP("Report", "侵权"),
    QT_TRANSLATE_NOOP("Report", "其他"),
)
MOST_PICTURES = 9
_LONGEST_PICTURE = 10 * 1024 * 1024  # bytes; the authority refuses longer ones


class _NewReport(BaseModel):
    category: str
    text: str
    contact: str
    picture_file_ids: list[str]


class _Receipt(BaseModel):
    receipt_number: str


class _StoredFile(BaseModel):
    id: str


@QmlElement
class ReportViewModel(ViewModel):
    """The report form; what was typed and chosen stays when sending fails.

    Attributes:
        categories: what a report can be about, in the person's language.
        pictures: names of the pictures that go with it.
        canAttach: another picture may be added; who is not signed in sends text alone.
        receipt: number of the receipt, once the authority has the report.
    """

    categories = prop(list, [])
    pictures = prop(list, [])
    canAttach = prop(bool, False)
    receipt = prop(str, "")

    def __init__(self, page: PageContext, authority: AuthorityConnection) -> None:
        super().__init__(page)
        self._authority = authority
        self._chosen: list[Path] = []
        self._sent: dict[Path, str] = {}
        self._key = str(uuid.uuid4())
        self._show_pictures()
        self.language_changed()

    def language_changed(self) -> None:
        """See `ViewModel`."""
        self.categories = [QCoreApplication.translate("Report", category) for category in CATEGORIES]

    @slot(QUrl)
    def attach(self, picture: QUrl) -> None:
        """Add a picture."""
        path = Path(picture.toLocalFile())
        if path not in self._chosen and len(self._chosen) < MOST_PICTURES:
            self._chosen.append(path)
            self.dirty = True
            self._show_pictures()

    @slot(int)
    def detach(self, row: int) -> None:
        """Leave a picture out again."""
        del self._chosen[row]
        self._show_pictures()

    @slot(int, str, str, once=True)
    async def send(self, category: int, text: str, contact: str) -> None:
        """提交; pressed again after a lost answer it is still one report."""
        for path in self._chosen:
            if path not in self._sent:
                self._sent[path] = await self._upload(path)
        body = _NewReport(
            category=CATEGORIES[category],
            text=text.strip(),
            contact=contact.strip(),
            picture_file_ids=[self._sent[path] for path in self._chosen],
        )
        # changed after a refusal it is another request, which needs another key
        key = str(uuid.uuid5(uuid.UUID(self._key), body.model_dump_json()))
        answer = await self._authority.post("/reports", body, _Receipt, key)
        self.receipt = answer.receipt_number
        self.dirty = False

    async def _upload(self, path: Path) -> str:
        try:
            content = await asyncio.to_thread(_read, path)
        except OSError as error:
            raise FileNotAccessible(name=path.name) from error
        stored = await self._authority.upload(
            "/files", path.name, content, "application/octet-stream", "attachment", _StoredFile
        )
        return stored.id

    def _show_pictures(self) -> None:
        self.pictures = [path.name for path in self._chosen]
        self.canAttach = self._authority.signed_in and len(self._chosen) < MOST_PICTURES


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LONGEST_PICTURE + 1)
