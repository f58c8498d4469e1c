"""The list of seals with their pictures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtQml import QmlElement

from core.credentials.seals import Seal, SealRegistry
from core.ui.dialogs import ToastKind
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from plugins.seal.own_seals import OwnSeals

QML_IMPORT_NAME = "Seals"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class SealRow:
    """One seal in the list."""

    sealId: str
    name: str
    picture: str
    size: str
    validity: str
    valid: bool
    own: bool
    electronic: bool
    outdated: bool
    maker: str
    changeable: bool


@QmlElement
class SealsViewModel(ViewModel):
    """The page 我的印章."""

    seals = child(RowModel)
    whiteTransparent = prop(bool, True, writable=True)

    def __init__(self, page: PageContext, registry: SealRegistry, own: OwnSeals) -> None:
        super().__init__(page)
        self._registry = registry
        self._own = own
        self._pictures: dict[str, tuple[bytes, str]] = {}
        self._rows = ListModel(SealRow, parent=self)
        self.seals = self._rows
        self._unsubscribe = registry.subscribe(self._show)
        self._show()

    def activated(self) -> None:
        """See `ViewModel`: a clerk may have approved other seals meanwhile."""
        self.run(self._registry.renew(), keep_error=True)

    @slot(QUrl, once=True)
    async def importPicture(self, file: QUrl) -> None:
        """Import a picture file as an own seal, named after the file."""
        path = Path(file.toLocalFile())
        await self._own.add(path, path.stem[:30], white_transparent=self.whiteTransparent)
        self.page.dialogs.toast(QCoreApplication.translate("Seals", "印章图片已导入"), ToastKind.SUCCESS)

    @slot(str)
    def inspect(self, seal_id: str) -> None:
        """[查看印章信息]."""
        for seal in self._registry.seals():
            if seal.id == seal_id:
                self.page.navigator.push("seal.inspection", {"seal": seal.electronic_seal})

    @slot(str)
    def change(self, seal_id: str) -> None:
        """[印章变更]: the page of the seal's source."""
        for seal in self._registry.seals():
            if seal.id == seal_id:
                self.page.navigator.push(seal.change_page, {"certificate": seal.change_certificate})

    @slot()
    def openFile(self) -> None:
        """[查看和验证印章文件]."""
        self.page.navigator.push("seal.inspection")

    @slot(str, once=True)
    async def remove(self, seal_id: str) -> None:
        """Delete an own picture after the person agreed."""
        title = QCoreApplication.translate("Seals", "删除印章图片？")
        text = QCoreApplication.translate("Seals", "已签署的文件不受影响。")
        if await self.page.dialogs.confirm(title, text, danger=True):
            await self._own.remove(seal_id)

    def close(self) -> None:
        """See `ViewModel`."""
        self._unsubscribe()
        for _, url in self._pictures.values():
            self.page.images.remove(url)
        super().close()

    def _show(self) -> None:
        now = datetime.now(UTC)
        self._rows.replace([self._row(seal, now) for seal in self._registry.seals()])

    def _row(self, seal: Seal, now: datetime) -> SealRow:
        if seal.valid_from is None or seal.valid_to is None:
            validity = ""
        else:
            validity = f"{seal.valid_from.astimezone():%Y-%m-%d} – {seal.valid_to.astimezone():%Y-%m-%d}"
        return SealRow(
            seal.id,
            seal.name,
            self._picture(seal),
            f"{seal.width_mm:.0f} × {seal.height_mm:.0f} mm",
            validity,
            seal.valid_at(now),
            seal.id.startswith("own:"),
            bool(seal.electronic_seal),
            seal.outdated,
            seal.maker,
            bool(seal.change_page),
        )

    def _picture(self, seal: Seal) -> str:
        known = self._pictures.get(seal.id)
        if known is not None and known[0] == seal.picture_png:
            return known[1]
        if known is not None:
            self.page.images.remove(known[1])
        url = self.page.images.put(seal.picture_png)
        self._pictures[seal.id] = (seal.picture_png, url)
        return url
