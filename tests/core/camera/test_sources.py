"""Every source gives its frames, gives its device back, and says why when it has none."""

import asyncio
import subprocess
import sys
import threading
from contextlib import aclosing
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.camera import devices
from core.camera.errors import (
    CameraBusy,
    CameraReason,
    NoCamera,
    NotAVideo,
    ScreenNotReadable,
)
from core.camera.qr_image import qr_png
from core.camera.scanning import scan
from core.camera.sources import CameraSource, ImageFileSource, ScreenSource, VideoFileSource
from core.camera.text_lines import NotAPicture
from core.errors import FileNotAccessible
from core.plugin.contributions import ScannedCode
from core.privacy.errors import PermissionOff


class RecordingGate:
    """Keeps the purposes of the uses."""

    def __init__(self) -> None:
        self.uses: list[str] = []

    async def __call__(self, purpose: str) -> None:
        self.uses.append(purpose)


async def switched_off(purpose: str) -> None:
    raise PermissionOff(permission="摄像头")


class WatchedCapture:
    """A capture that tells when it was given back; no subclass, because OpenCV's types do not survive one."""

    def __init__(self, video: Path, released: threading.Event) -> None:
        self.capture = cv2.VideoCapture(str(video))
        self.released = released
        self.read = self.capture.read
        self.get = self.capture.get

    def release(self) -> None:
        self.capture.release()
        self.released.set()


def frame_with(text: str) -> np.ndarray:
    code = cv2.imdecode(np.frombuffer(qr_png(text, 6), np.uint8), cv2.IMREAD_COLOR)
    frame = np.full((480, 640, 3), 170, np.uint8)
    frame[40 : 40 + code.shape[0], 60 : 60 + code.shape[1]] = code
    return frame


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "codes.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 100, (640, 480))
    for frame in [np.full((480, 640, 3), 90, np.uint8), *[frame_with("one")] * 3, *[frame_with("two")] * 3]:
        writer.write(frame)
    writer.release()
    return path


async def first_frame(source: CameraSource | ImageFileSource | ScreenSource | VideoFileSource) -> np.ndarray:
    async with aclosing(source.frames()) as frames:
        return await anext(frames)


async def test_a_video_shows_each_code_once(video: Path) -> None:
    found = [code async for code in scan(VideoFileSource(video))]
    assert found == [ScannedCode("one", "video"), ScannedCode("two", "video")]


async def test_a_picture_file(tmp_path: Path) -> None:
    path = tmp_path / "码.png"
    path.write_bytes(qr_png("from a file"))
    assert [code async for code in scan(ImageFileSource(path))] == [ScannedCode("from a file", "file")]


async def test_the_screen_is_looked_at_again_until_a_code_is_there() -> None:
    gate = RecordingGate()
    looks = iter([[frame_with("left"), np.zeros((480, 640, 3), np.uint8)], [frame_with("left"), frame_with("right")]])
    async with aclosing(scan(ScreenSource(lambda: next(looks), gate, "扫一扫"))) as codes:
        assert [await anext(codes), await anext(codes)] == [
            ScannedCode("left", "screen"),
            ScannedCode("right", "screen"),
        ]
    assert gate.uses == ["扫一扫"]


async def test_no_picture_of_the_screen() -> None:
    with pytest.raises(ScreenNotReadable):
        await first_frame(ScreenSource(list, RecordingGate(), "扫一扫"))


async def test_a_camera_that_is_not_there() -> None:
    gate = RecordingGate()
    with pytest.raises(NoCamera) as caught:
        await first_frame(CameraSource(97, gate, "扫一扫"))
    assert caught.value.reason is CameraReason.NONE_PRESENT
    assert gate.uses == ["扫一扫"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="device nodes are Linux's")
async def test_a_device_without_a_picture_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "video97").touch()
    monkeypatch.setattr(devices, "_DEVICES", tmp_path)
    with pytest.raises(CameraBusy):
        await first_frame(CameraSource(97, RecordingGate(), "扫一扫"))


async def test_a_camera_that_is_switched_off_is_not_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.camera.sources.open_camera", lambda index, size: pytest.fail("the camera was opened"))
    with pytest.raises(PermissionOff):
        await first_frame(CameraSource(0, switched_off, "扫一扫"))


async def test_a_camera_is_given_back_when_scanning_stops(video: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr("core.camera.sources.open_camera", lambda index, size: WatchedCapture(video, released))
    async with aclosing(scan(CameraSource(0, RecordingGate(), "扫一扫"))) as codes:
        assert await anext(codes) == ScannedCode("one", "camera")
    assert await asyncio.to_thread(released.wait, 10)


async def test_a_camera_is_given_back_when_the_person_leaves_while_it_opens(
    video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening, go_on, released = threading.Event(), threading.Event(), threading.Event()

    def slow_driver(index: int, size: object) -> WatchedCapture:
        opening.set()
        go_on.wait(10)
        return WatchedCapture(video, released)

    monkeypatch.setattr("core.camera.sources.open_camera", slow_driver)
    looking = asyncio.create_task(first_frame(CameraSource(0, RecordingGate(), "扫一扫")))
    assert await asyncio.to_thread(opening.wait, 10)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking
    go_on.set()
    assert await asyncio.to_thread(released.wait, 10)


async def test_a_camera_that_is_pulled_out_while_scanning(video: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.camera.sources.open_camera", lambda index, size: cv2.VideoCapture(str(video)))
    with pytest.raises(CameraBusy):
        [code async for code in scan(CameraSource(0, RecordingGate(), "扫一扫"))]


async def test_files_that_are_no_pictures_or_videos(tmp_path: Path) -> None:
    junk = tmp_path / "junk.png"
    junk.write_bytes(b"%PDF-1.7 no picture")
    with pytest.raises(NotAPicture):
        await first_frame(ImageFileSource(junk))
    with pytest.raises(NotAVideo):
        await first_frame(VideoFileSource(junk))
    junk.write_bytes(b"")
    with pytest.raises(NotAPicture):
        await first_frame(ImageFileSource(junk))
    for source in (ImageFileSource(tmp_path / "gone.png"), VideoFileSource(tmp_path / "gone.avi")):
        with pytest.raises(FileNotAccessible):
            await first_frame(source)


def test_cameras_are_listed_in_the_systems_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for node, index, name in (("video2", "0", "Rear"), ("video0", "0", "Front"), ("video1", "1", "Front metadata")):
        (tmp_path / node).mkdir()
        (tmp_path / node / "index").write_text(index + "\n")
        (tmp_path / node / "name").write_text(name + "\n")
    monkeypatch.setattr(devices, "_LINUX", True)
    monkeypatch.setattr(devices, "_VIDEO_CLASS", tmp_path)
    assert devices.list_cameras() == [devices.CameraDevice(0, "Front"), devices.CameraDevice(2, "Rear")]


def test_importing_the_room_loads_nothing_heavy() -> None:
    modules = [file.stem for file in Path(devices.__file__).parent.glob("*.py") if file.stem != "__init__"]
    script = (
        f"import sys, {', '.join(f'core.camera.{name}' for name in modules)}\n"
        "heavy = {'cv2', 'numpy', 'rapidocr', 'onnxruntime', 'zxingcpp', 'segno', 'PySide6'} & set(sys.modules)\n"
        "print(*sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
