"""拍摄证件: a picture of a document, looked at before it is used (M3.3.4.3, M3.3.5.4)."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING, cast

from PySide6.QtQml import QmlElement

from core.camera.devices import list_cameras
from core.camera.errors import NoCamera
from core.camera.photographs import DOCUMENT_SIZE, jpeg_of
from core.camera.sources import CameraSource
from core.ui.frames import frame_image
from core.ui.page import PageContext
from core.ui.photograph import PARAMETER, PictureWanted
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from core.camera.sources import Frame

QML_IMPORT_NAME = "CorePages"
QML_IMPORT_MAJOR_VERSION = 1

_WIDEST_PREVIEW = 960


@QmlElement
class CaptureViewModel(ViewModel):
    """The camera until the person takes a picture, then the picture until it is used or taken again.

    Attributes:
        hint: what to photograph, and how.
        ratio: of the frame that the document should fill, width to height.
        preview: URL of the newest frame, or of the picture that was taken; empty without one.
        looking: the camera is being opened or is on.
        taken: `preview` is the picture that was taken.
        cameraMissing: this device has no camera.
        cameraNames: all cameras.
        cameraIndex: which of them is used.
    """

    hint = prop(str, "")
    ratio = prop(float, 1.0)
    preview = prop(str, "")
    looking = prop(bool, False)
    taken = prop(bool, False)
    cameraMissing = prop(bool, False)
    cameraNames = prop(list, [])
    cameraIndex = prop(int, 0)

    def __init__(self, page: PageContext) -> None:
        super().__init__(page)
        wanted = page.parameters[PARAMETER]
        assert isinstance(wanted, PictureWanted)  # noqa: S101 the opener's contract
        self._wanted = wanted
        self._frame: Frame | None = None
        self._watching: asyncio.Task[None] | None = None
        self.hint, self.ratio = wanted.hint, wanted.ratio

    def activated(self) -> None:
        """See `ViewModel`."""
        if not self.looking and not self.taken:
            self.useCamera(0)

    @slot(int)
    def useCamera(self, index: int) -> None:
        """This camera, or the same once more: [重拍]."""
        self._give_back()
        # no old picture may look like what is before the camera now, nor be taken in its place
        self._hide()
        self.taken, self._frame = False, None
        self.looking = True
        self._watching = self.run(self._until_done(index))

    @slot()
    def shoot(self) -> None:
        """[拍照]: the newest frame is the picture."""
        if self._frame is not None:
            self._give_back()
            self.taken = True

    @slot()
    async def use(self) -> None:
        """[使用照片]."""
        if self._frame is not None:
            self._wanted.use(await asyncio.to_thread(jpeg_of, self._frame))
            await self.page.navigator.pop()

    def close(self) -> None:
        """See `ViewModel`."""
        super().close()
        self._hide()

    async def _until_done(self, index: int) -> None:
        try:
            await self._watch(index)
        finally:
            # otherwise another camera is looked through already
            if self._watching is asyncio.current_task():
                self.looking = False

    async def _watch(self, index: int) -> None:
        # before anything touches a camera: on some systems even looking for them opens them
        await self._wanted.gate(self._wanted.purpose)
        cameras = await asyncio.to_thread(list_cameras)
        self.cameraNames = [camera.name for camera in cameras]
        self.cameraMissing = not cameras
        if not cameras:
            return
        self.cameraIndex = index
        source = CameraSource(cameras[index].index, _asked_already, self._wanted.purpose, DOCUMENT_SIZE)
        try:
            async with aclosing(cast("AsyncGenerator[Frame, None]", source.frames())) as frames:
                async for frame in frames:
                    self._frame = frame
                    self._show(frame)
        except NoCamera:
            # pulled out since it was listed
            self.cameraMissing = True

    def _give_back(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None
        self.looking = False

    def _hide(self) -> None:
        self.page.images.remove(self.preview)
        self.preview = ""

    def _show(self, frame: Frame) -> None:
        # every second pixel is enough on the screen, and a quarter of the copying
        step = max(1, round(frame.shape[1] / _WIDEST_PREVIEW))
        before = self.preview
        self.preview = self.page.images.put(frame_image(frame[::step, ::step]))
        self.page.images.remove(before)


async def _asked_already(purpose: str) -> None:
    del purpose
