"""Where frames come from: a camera, a picture file, the screen, a video. A frame is height × width × 3 bytes, BGR.

Each source has a `kind` and an asynchronous `frames()`. The iterator reads only as fast as its consumer takes frames;
closing it (`contextlib.aclosing`) gives the device back.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

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
    """A camera, read in a thread of its own, because drivers block and are not thread-safe."""

    kind: SourceKind = "camera"

    def __init__(self, index: int, gate: PermissionGate, purpose: str) -> None:
        self._index = index
        self._gate = gate
        self._purpose = purpose

    async def frames(self) -> AsyncIterator[Frame]:
        """Frames until closed.

        Raises:
            CameraUnavailable: with its reason, before the first frame or when the camera goes away.
        """
        await self._gate.use("camera", self._purpose)
        loop = asyncio.get_running_loop()
        thread = ThreadPoolExecutor(1, thread_name_prefix="camera")
        opening = loop.run_in_executor(thread, open_camera, self._index)
        try:
            # shielded: a cancelled opening still has to be closed again
            capture = await asyncio.shield(opening)
            while True:
                there, frame = await loop.run_in_executor(thread, capture.read)
                if not there:
                    raise CameraBusy
                yield cast("Frame", frame)
        finally:
            opening.add_done_callback(lambda opened: _release(opened, thread))


def _release(opened: asyncio.Future[Any], thread: ThreadPoolExecutor) -> None:
    """Close in the camera's own thread, after a read that may still be under way."""
    if not opened.cancelled() and opened.exception() is None:
        thread.submit(opened.result().release)
    thread.shutdown(wait=False)


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
        await self._gate.use("screen", self._purpose)
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
        capture, pause = await asyncio.to_thread(_open_video, self._path)
        try:
            while True:
                there, frame = await asyncio.to_thread(capture.read)
                if not there:
                    return
                yield cast("Frame", frame)
                await asyncio.sleep(pause)
        finally:
            capture.release()


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


def _open_video(path: Path) -> tuple[Any, float]:
    """The opened video and the seconds between two frames."""
    import cv2

    if not path.is_file():
        raise FileNotAccessible(name=path.name)
    capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    if not capture.isOpened():
        raise NotAVideo(name=path.name)
    rate = capture.get(cv2.CAP_PROP_FPS)
    return capture, 1 / rate if 1 <= rate <= 240 else 0.04
