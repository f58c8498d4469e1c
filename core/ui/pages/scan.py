"""扫一扫: a code on the camera, in a file or on the screen goes to the plugin that knows it (M3.3.9, M3.5.4)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from core.camera.devices import list_cameras
from core.camera.errors import NoCamera, NoCodeFound
from core.camera.scanning import scan
from core.camera.sources import CameraSource, FrameSource, ImageFileSource, ScreenSource, VideoFileSource
from core.foreign_text import readable
from core.plugin.contributions import OpenPage, ScannedCode
from core.plugin.manifest import Permission
from core.translatable import QT_TRANSLATE_NOOP
from core.ui.dialogs import ToastKind
from core.ui.frames import frame_image, grab_screens
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from core.camera.sources import Frame
    from core.plugin.manager import PluginManager
    from core.privacy.service import PrivacyService

QML_IMPORT_NAME = "CorePages"
QML_IMPORT_MAJOR_VERSION = 1

# as they stand in the ledger
_MODULE = QT_TRANSLATE_NOOP("Ledger", "扫一扫")
_PURPOSE = QT_TRANSLATE_NOOP("Ledger", "识别二维码")
_VIDEOS = frozenset({".mp4", ".avi", ".mov", ".mkv", ".webm"})
_MOST_TEXTS = 5


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """A code that no plugin takes.

    Attributes:
        shown: its text, fit to be read.
    """

    text: str
    shown: str


@QmlElement
class ScanViewModel(ViewModel):
    """Looks at one source at a time until a plugin takes a code.

    Attributes:
        source: what is looked at: `camera`, `screen`, `file` or empty.
        preview: URL of the newest frame, empty without one.
        cameraMissing: this device has no camera.
        cameraNames: all cameras.
        cameraIndex: which of them is used.
        unknown: codes that no plugin takes, newest first.
    """

    source = prop(str, "")
    preview = prop(str, "")
    cameraMissing = prop(bool, False)
    cameraNames = prop(list, [])
    cameraIndex = prop(int, 0)
    unknown = child(RowModel)

    def __init__(self, page: PageContext, privacy: PrivacyService, plugins: PluginManager) -> None:
        super().__init__(page)
        self._privacy = privacy
        self._plugins = plugins
        self._looking: asyncio.Task[None] | None = None
        self._found = False
        self._unknown = ListModel(UnknownCode, parent=self, rows=())
        self.unknown = self._unknown

    def activated(self) -> None:
        """The camera is on from the first moment; see `ViewModel`."""
        if self.source == "":
            self.useCamera(0)

    @slot(int)
    def useCamera(self, index: int) -> None:
        """Look with a camera."""
        self._switch("camera", partial(self._with_camera, index))

    @slot()
    def useScreen(self) -> None:
        """Look at the screens until a code is on one of them."""
        gate = partial(self._privacy.use, Permission.SCREEN, _MODULE)
        self._switch("screen", partial(self._look, ScreenSource(grab_screens, gate, _PURPOSE)))

    @slot(QUrl)
    def useFile(self, url: QUrl) -> None:
        """Look through a picture or a video."""
        self._switch("file", partial(self._through_file, Path(url.toLocalFile())))

    @slot()
    def pause(self) -> None:
        """Look no more; the camera is given back."""
        self._end()

    @slot(int)
    def copyText(self, index: int) -> None:
        """Copy the text of an unknown code."""
        QGuiApplication.clipboard().setText(self._unknown.at(index).text)
        self.page.dialogs.toast(QCoreApplication.translate("Scan", "已复制"), ToastKind.SUCCESS)

    def close(self) -> None:
        """See `ViewModel`."""
        super().close()
        self._clear_preview()

    def _switch(self, source: str, look: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._end()
        self.source = source
        self._looking = self.run(self._until_done(look))

    async def _until_done(self, look: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await look()
        finally:
            # otherwise another source is looked at already
            if self._looking is asyncio.current_task():
                self.source = ""

    def _end(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        self.source = ""
        self._clear_preview()

    async def _with_camera(self, index: int) -> None:
        # before anything touches a camera: on some systems even looking for them opens them
        await self._privacy.use(Permission.CAMERA, _MODULE, _PURPOSE)
        cameras = await asyncio.to_thread(list_cameras)
        self.cameraNames = [camera.name for camera in cameras]
        self.cameraMissing = not cameras
        if not cameras:
            return
        self.cameraIndex = index
        try:
            await self._look(CameraSource(cameras[index].index, _asked_already, _PURPOSE))
        except NoCamera:
            # pulled out since it was listed
            self.cameraMissing = True

    async def _through_file(self, path: Path) -> None:
        self._found = False
        is_video = path.suffix.lower() in _VIDEOS
        await self._look(VideoFileSource(path) if is_video else ImageFileSource(path))
        if not self._found:
            raise NoCodeFound(name=path.name)

    async def _look(self, source: FrameSource) -> None:
        """Show the source until a plugin takes a code or the source ends."""
        answer: OpenPage | None = None
        async with aclosing(cast("AsyncGenerator[ScannedCode, None]", scan(source, self._show))) as codes:
            async for code in codes:
                self._found = True
                answer = self._plugins.first("handle_scan", code=code)
                if answer is not None:
                    break
                self._keep(code)
        if answer is not None:
            self.page.navigator.replace(answer.page_id, answer.parameters)

    def _show(self, frame: Frame) -> None:
        # what a screen shows needs no second picture on the same screen
        if self.source in ("", "screen"):
            return
        before = self.preview
        self.preview = self.page.images.put(frame_image(frame))
        self.page.images.remove(before)

    def _keep(self, code: ScannedCode) -> None:
        others = [row for row in self._unknown.items if row.text != code.text]
        self._unknown.replace([UnknownCode(code.text, readable(code.text)), *others][:_MOST_TEXTS])

    def _clear_preview(self) -> None:
        self.page.images.remove(self.preview)
        self.preview = ""


async def _asked_already(purpose: str) -> None:
    del purpose
