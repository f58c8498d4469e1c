"""电子签章 on a medium: the seal picture that it keeps, and a new one drawn by hand and written to it (M3.5.5)."""

from __future__ import annotations

import asyncio

from PySide6.QtQml import QmlElement

from core.credentials.errors import MediumFileNotFound
from core.credentials.medium import MediumInfo
from core.credentials.registry import CredentialRegistry, RegistryEvent
from core.credentials.seals import Seal
from core.errors import AppError
from core.ui.dialogs import ToastKind
from core.ui.handwriting import Handwriting
from core.ui.language import tr
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from plugins.seal.pictures import LONGEST_NAME, convert_picture, name_of, with_name

QML_IMPORT_NAME = "Seals"
QML_IMPORT_MAJOR_VERSION = 1

FILE_NAME = "seal.png"
_SOURCE = "seal.media"
_WIDTH_MM = 40.0
_MOST_PIXELS_WIDE = 480
"""A token has room for some ten kilobytes; 480 pixels on 40 mm are 300 dpi."""


@QmlElement
class MediumSealViewModel(ViewModel):
    """The page.

    Attributes:
        media: labels of the media that can keep a picture.
        picture: URL of the one that the chosen medium keeps; empty: none.
        keptName: its name.
        handwriting: what is drawn for a new one.
        draft: URL of the new one as it would be written; empty: it is still being drawn.
        draftName: its name; the holder's, unless another is typed.
    """

    media = prop(list, [])
    mediumIndex = prop(int, -1)
    picture = prop(str, "")
    keptName = prop(str, "")
    draft = prop(str, "")
    draftName = prop(str, "", writable=True)
    handwriting = child(Handwriting)

    def __init__(self, page: PageContext, registry: CredentialRegistry) -> None:
        super().__init__(page)
        self._registry = registry
        self._able: list[MediumInfo] = []
        self._chosen = ""
        self._drawn = b""
        self.handwriting = Handwriting(self)
        self._unsubscribe = registry.subscribe(self._on_event)

    def activated(self) -> None:
        """See `ViewModel`."""
        self.run(self._read())

    def close(self) -> None:
        """See `ViewModel`."""
        self._unsubscribe()
        self.page.images.remove(self.picture)
        self.page.images.remove(self.draft)
        super().close()

    @slot(int)
    async def choose(self, index: int) -> None:
        """Another medium."""
        self._chosen = self._able[index].id
        await self._read()

    @slot()
    async def preview(self) -> None:
        """[写入介质]: the picture as it would be kept."""
        if self.handwriting.blank or self.mediumIndex < 0:
            return
        drawn = self.handwriting.png()
        picture = await asyncio.to_thread(convert_picture, drawn, white_transparent=False, widest=_MOST_PIXELS_WIDE)
        self._drawn, self.draft = picture.png, self.page.images.put(picture.png)

    @slot()
    def redraw(self) -> None:
        """[返回修改]."""
        self.page.images.remove(self.draft)
        self._drawn, self.draft = b"", ""

    @slot(once=True)
    async def write(self) -> None:
        """[确定]: after the PIN."""
        if not self._drawn or self.mediumIndex < 0:
            return
        medium = self._able[self.mediumIndex]
        name = self.draftName.strip()[:LONGEST_NAME]
        content = await asyncio.to_thread(with_name, self._drawn, name) if name else self._drawn
        title = tr("将签章图片写入“%1”").replace("%1", medium.label)
        async with self._registry.manage(medium.id, title, "seal") as opened:
            await opened.write_file(FILE_NAME, content)
        self.handwriting.clear()
        self.redraw()
        await self._read()
        self.page.dialogs.toast(tr("签章图片已写入介质"), ToastKind.SUCCESS)

    @slot(once=True)
    async def erase(self) -> None:
        """[删除]: after a question and the PIN."""
        if self.mediumIndex < 0:
            return
        medium = self._able[self.mediumIndex]
        title = tr("删除“%1”中的签章图片？").replace("%1", medium.label)
        if not await self.page.dialogs.confirm(title, tr("已签署的文件不受影响。"), danger=True):
            return
        async with self._registry.manage(medium.id, title, "seal") as opened:
            await opened.delete_file(FILE_NAME)
        await self._read()

    def _on_event(self, event: RegistryEvent) -> None:
        self.run(self._read(), keep_error=True)

    async def _read(self) -> None:
        able = [view.info for view in self._registry.media() if await self._keeps_files(view.info)]
        self._able, self.media = able, [info.label for info in able]
        ids = [info.id for info in able]
        if self._chosen not in ids:
            self._chosen = ids[0] if ids else ""
        self.mediumIndex = ids.index(self._chosen) if ids else -1
        self.page.images.remove(self.picture)
        self.picture = self.keptName = ""
        if ids:
            self._suggest_name(able[self.mediumIndex])
            await self._show(able[self.mediumIndex])
        else:
            self._registry.seals.publish(_SOURCE, ())

    def _suggest_name(self, medium: MediumInfo) -> None:
        if self.draftName:
            return
        holders = [item.certificate.subject_name for item in self._registry.credentials() if item.medium == medium]
        self.draftName = holders[0][:LONGEST_NAME] if holders else ""

    async def _keeps_files(self, medium: MediumInfo) -> bool:
        try:
            await self._registry.file_names(medium.id)
        except AppError:
            # it has no room for files, or cannot be read now: then it is not offered
            return False
        return True

    async def _show(self, medium: MediumInfo) -> None:
        try:
            content = await self._registry.read_file(medium.id, FILE_NAME)
        except MediumFileNotFound:
            self._registry.seals.publish(_SOURCE, ())
            return
        kept = await asyncio.to_thread(convert_picture, content, white_transparent=False)
        self.picture = self.page.images.put(kept.png)
        self.keptName = await asyncio.to_thread(name_of, content)
        name, height = self.keptName or medium.label, _WIDTH_MM * kept.height / kept.width
        self._registry.seals.publish(_SOURCE, [Seal(f"medium:{medium.id}", name, kept.png, _WIDTH_MM, height)])
