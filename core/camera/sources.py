"""Where frames come from: a camera, a picture file, the screen, a video. A frame is height × width × 3 bytes, BGR.

Each source has a `kind` and an asynchronous `frames()`. The iterator reads only as fast as its consumer takes frames;
closing it (`contextlib.aclosing`) gives the device back.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, cast

from core.camera.devices import open_camera
from core.camera.errors import CameraBusy, NotAVideo, ScreenNotReadable
from core.camera.permission import PermissionGate
from core.camera.text_lines import NotAPicture
from core.errors import FileNotAccessible

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Frame = NDArray[np.uint8]

SourceKind = Literal["camera", "file", "screen", "video"]
_SCREEN_INTERVAL = 0.4  # seconds; a person moving a window does not notice, and grabbing is not free


class FrameSource(Protocol):
    """Anything that shows frames."""

    @property
    def kind(self) -> SourceKind:
        """What it is, as plugins see it in `ScannedCode.source`."""

    def frames(self) -> AsyncIterator[Frame]:
        """Frames until the source ends or the iterator is closed."""


class CameraSource:
    """A camera of this device."""

    kind: SourceKind = "camera"

    def __init__(self, index: int, gate: PermissionGate, purpose: str, size: tuple[int, int] | None = None) -> None:
        self._index = index
        self._gate = gate
        self._purpose = purpose
        self._size = size

    async def frames(self) -> AsyncIterator[Frame]:
        """Frames until closed.

        Raises:
            CameraUnavailable: with its reason, before the first frame or when the camera goes away.
            AppError: the gate does not allow it.
        """
        await self._gate(self._purpose)
        async with _CaptureThread(lambda: open_camera(self._index, self._size)) as capture:
            while (frame := await capture.read()) is not None:
                yield frame
        raise CameraBusy


class ImageFileSource:
    """A picture file: one frame."""

    kind: SourceKind = "file"

    def __init__(self, path: Path) -> None:
        self._path = path

    async def frames(self) -> AsyncIterator[Frame]:
        """The picture.

        Raises:
            FileNotAccessible, NotAPicture.
        """
        yield await asyncio.to_thread(_load_picture, self._path)


class ScreenSource:
    """All screens, again and again. `grab` runs on the caller's event loop: Qt grabs screens on the GUI thread only."""

    kind: SourceKind = "screen"

    def __init__(self, grab: Callable[[], Sequence[Frame]], gate: PermissionGate, purpose: str) -> None:
        self._grab = grab
        self._gate = gate
        self._purpose = purpose

    async def frames(self) -> AsyncIterator[Frame]:
        """Each screen in turn, until closed.

        Raises:
            ScreenNotReadable: the system gives no picture.
        """
        await self._gate(self._purpose)
        while True:
            screens = self._grab()
            if not screens:
                raise ScreenNotReadable
            for screen in screens:
                yield screen
            await asyncio.sleep(_SCREEN_INTERVAL)


class VideoFileSource:
    """A video file, played once at its own speed."""

    kind: SourceKind = "video"

    def __init__(self, path: Path) -> None:
        self._path = path

    async def frames(self) -> AsyncIterator[Frame]:
        """The frames in order.

        Raises:
            FileNotAccessible, NotAVideo.
        """
        async with _CaptureThread(lambda: _open_video(self._path)) as capture:
            frame = await capture.read()
            if frame is None:
                # some files of other kinds open, and then hold nothing
                raise NotAVideo(name=self._path.name)
            while frame is not None:
                yield frame
                await asyncio.sleep(capture.interval)
                frame = await capture.read()


class _CaptureThread:
    """An OpenCV capture in a thread of its own: all calls in one thread, in order, the closing last.

    The object also dies there, because its destructor talks to the driver again.
    """

    def __init__(self, opener: Callable[[], Any]) -> None:
        self._opener = opener
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="frames")
        self._capture: Any = None
        self.interval = 0.04  # seconds from one frame to the next, where the file does not say

    async def __aenter__(self) -> Self:
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._open)
        except BaseException:
            self._close()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        self._close()

    async def read(self) -> Frame | None:
        """The next frame; None at the end."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read)

    def _open(self) -> None:
        import cv2

        self._capture = self._opener()
        rate = self._capture.get(cv2.CAP_PROP_FPS)
        if 1 <= rate <= 240:
            self.interval = 1 / rate

    def _read(self) -> Frame | None:
        there, frame = self._capture.read()
        return cast("Frame", frame) if there else None

    def _close(self) -> None:
        # behind an opening or a read that is still under way: the person who cancelled does not wait for the driver
        self._thread.submit(self._release)
        self._thread.shutdown(wait=False)

    def _release(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None


def _load_picture(path: Path) -> Frame:
    import cv2
    import numpy as np

    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileNotAccessible(name=path.name) from error
    if not content:
        raise NotAPicture
    try:
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise NotAPicture from error
    if picture is None:
        raise NotAPicture
    return cast("Frame", picture)


def _open_video(path: Path) -> Any:
    import cv2

    if not path.is_file():
        raise FileNotAccessible(name=path.name)
    capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    if capture.isOpened():
        return capture
    del capture  # or the exception would carry it out of this thread
    raise NotAVideo(name=path.name)
