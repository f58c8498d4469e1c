"""PDF 签名 in the window: file, place, credential, appearance, then the signature."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QRectF, QUrl
from PySide6.QtQml import QmlElement

from core.credentials.registry import CredentialRegistry
from core.crypto.certificates import KeyPurpose
from core.pdf.appearance import Appearance
from core.pdf.errors import NoChangesAllowed
from core.pdf.fields import Rectangle, read_facts
from core.pdf.render import open_document
from core.pdf.signing import Cancel, Level, NewField, SigningOptions
from core.plugin.api import Credential
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.pdf_document import PdfDocument
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from plugins.pdf_sign.service import PdfService

QML_IMPORT_NAME = "PdfSign"
QML_IMPORT_MAJOR_VERSION = 1

_WIDTH, _HEIGHT, _MARGIN = 200.0, 72.0, 48.0


@dataclass(frozen=True, slots=True)
class CredentialRow:
    """A credential that can sign, with its medium."""

    credentialId: str
    subject: str
    medium: str
    chosen: bool


@QmlElement
class SignViewModel(ViewModel):
    """The page; live lists of credentials and seals."""

    fileName = prop(str, "")
    document = child(PdfDocument)
    freeFields = prop(list, [])
    fieldName = prop(str, "")
    placedPage = prop(int, -1)
    placed = prop(QRectF, QRectF())
    credentials = child(RowModel)
    sealNames = prop(list, [])
    sealIndex = prop(int, 0, writable=True)
    withTimestamp = prop(bool, True, writable=True)
    reason = prop(str, "", writable=True)
    canSign = prop(bool, False)

    def __init__(self, page: PageContext, service: PdfService, registry: CredentialRegistry) -> None:
        super().__init__(page)
        self._service = service
        self._registry = registry
        self._path: Path | None = None
        self._chosen: Credential | None = None
        self.document = PdfDocument(page.images, self)
        self._rows = ListModel(CredentialRow, parent=self, rows=())
        self.credentials = self._rows
        self._ends = [
            registry.subscribe(lambda event: self._show_credentials()),
            registry.seals.subscribe(self._show_seals),
        ]
        self._show_credentials()
        self._show_seals()

    def activated(self) -> None:
        """See `ViewModel`."""
        path = self.page.parameters.get("path")
        if isinstance(path, Path) and self._path is None:
            self.run(self._open(path))

    def close(self) -> None:
        """See `ViewModel`."""
        for end in self._ends:
            end()
        self.document.close()
        super().close()

    @slot(QUrl)
    async def choose(self, file: QUrl) -> None:
        """A file was picked or dropped."""
        await self._open(Path(file.toLocalFile()))

    @slot()
    def verifyInstead(self) -> None:
        """[验证签名]."""
        parameters = {"path": self._path} if self._path is not None else {}
        self.page.navigator.push("pdf_sign.verify", parameters)

    @slot(str)
    def chooseField(self, name: str) -> None:
        """An existing free field."""
        self.fieldName = name
        self._look()

    @slot(int, QRectF)
    def place(self, page: int, area: QRectF) -> None:
        """A new field, by pointer or keys."""
        self.fieldName = ""
        self.placedPage, self.placed = page, area
        self._look()

    @slot(str)
    def chooseCredential(self, credential_id: str) -> None:
        """A credential of any medium."""
        self._chosen = self._registry.find(credential_id)
        self._show_credentials()
        self._show_seals()

    @slot(QUrl)
    async def sign(self, target: QUrl) -> None:
        """[签名]: into the chosen file."""
        assert self._path is not None  # noqa: S101 the button is enabled only then
        assert self._chosen is not None  # noqa: S101
        path, cancel = Path(target.toLocalFile()), Cancel()
        loop = asyncio.get_running_loop()
        title = QCoreApplication.translate("PdfSign", "正在签名")
        async with self.page.dialogs.progress(title) as shown:

            def progress(share: float) -> None:
                loop.call_soon_threadsafe(shown.set, share)

            watch = loop.create_task(_forward(shown.cancelled, cancel))
            try:
                await self._service.sign(
                    self._path,
                    path,
                    self._chosen,
                    self._options(self._chosen),
                    progress=progress,
                    cancel=cancel,
                )
            finally:
                watch.cancel()
        self.page.navigator.replace("pdf_sign.verify", {"path": path})

    async def _open(self, path: Path) -> None:
        await self._service.note_file(f"打开 {path.name}")
        facts = await asyncio.to_thread(read_facts, path)
        if facts.certification_level == 1:
            raise NoChangesAllowed
        opened = await asyncio.to_thread(open_document, path)
        sizes = [(page.width, page.height) for page in opened.pages]
        self.document.open(opened, sizes)
        self.document.fields = [
            {
                "name": field.name,
                "page": field.page,
                "x": field.rectangle.left,
                "y": field.rectangle.top,
                "width": field.rectangle.width,
                "height": field.rectangle.height,
                "signed": field.signed,
            }
            for field in facts.fields
            if field.page is not None and field.rectangle is not None
        ]
        self.freeFields = [field.name for field in facts.free_fields]
        self._path, self.fileName = path, path.name
        self.fieldName = self.freeFields[0] if self.freeFields else ""
        width, height = sizes[-1]
        wide, tall = min(_WIDTH, width - 2), min(_HEIGHT, height - 2)
        left, top = max(1.0, width - wide - _MARGIN), max(1.0, height - tall - _MARGIN)
        self.placedPage, self.placed = len(sizes) - 1, QRectF(left, top, wide, tall)
        self._look()

    def _options(self, credential: Credential) -> SigningOptions:
        seals = self._registry.seals.seals(credential.certificate.fingerprint)
        seal = seals[self.sealIndex - 1] if 0 < self.sealIndex <= len(seals) else None
        signer = QCoreApplication.translate("PdfSign", "签名人：%1").replace("%1", credential.certificate.subject_name)
        when = QCoreApplication.translate("PdfSign", "日期：%1").replace("%1", f"{datetime.now():%Y-%m-%d %H:%M}")
        lines = [signer, when, *([self.reason] if self.reason else [])]
        area = self.placed
        place = Rectangle(area.x(), area.y(), area.width(), area.height())
        return SigningOptions(
            field_name=self.fieldName or None,
            new_field=None if self.fieldName else NewField(self.placedPage, place),
            level=Level.B_T if self.withTimestamp else Level.B_B,
            appearance=Appearance(seal.picture_png if seal is not None else None, tuple(lines)),
            reason=self.reason,
        )

    def _show_credentials(self) -> None:
        usable = self._registry.credentials(KeyPurpose.SIGN)
        known = {credential.id for credential in usable}
        if self._chosen is not None and self._chosen.id not in known:
            self._chosen = None
        if self._chosen is None and usable:
            self._chosen = usable[0]
        chosen = self._chosen.id if self._chosen is not None else ""
        self._rows.replace(
            [
                CredentialRow(item.id, item.certificate.subject_name, item.medium.label, item.id == chosen)
                for item in usable
            ]
        )
        self._look()

    def _show_seals(self) -> None:
        none = QCoreApplication.translate("PdfSign", "仅文字")
        fingerprint = self._chosen.certificate.fingerprint if self._chosen is not None else ""
        names = [seal.name for seal in self._registry.seals.seals(fingerprint)]
        self.sealNames = [none, *names]
        self.sealIndex = 1 if names else 0

    def _look(self) -> None:
        self.canSign = self._path is not None and self._chosen is not None


async def _forward(cancelled: asyncio.Event, cancel: Cancel) -> None:
    """Hand the dialog's [取消] on to the worker thread."""
    await cancelled.wait()
    cancel.set()
