"""扫一扫 in the real window: camera, picture, video, screen; plugins' handlers; what nobody knows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap, QRasterWindow

from core.camera.devices import CameraDevice
from core.camera.qr_image import qr_png
from core.demo.driver import SIZES, WindowDriver
from core.plugin.manifest import Permission
from core.services import Options, Services
from core.storage.paths import find_paths
from core.ui.appearance import Theme
from core.ui.pages import core_pages
from core.ui.pages.scan import ScanViewModel
from core.ui.window import MainWindow
from tests.core.plugin.folders import DropIn, clean_imports
from tests.gallery.view_model import GALLERY

OpenWindow = Callable[..., WindowDriver]

HANDLER = """
from core.plugin.api import OpenPage, ScannedCode, hookimpl


@hookimpl
def handle_scan(context, code: ScannedCode):
    if not code.text.startswith("hello:"):
        return None
    return OpenPage("gallery.all", {"text": code.text, "source": code.source})
"""


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with clean_imports():
        drop_in = DropIn(tmp_path)
        drop_in.add("hello", HANDLER)
        services = Services(find_paths(tmp_path), Options(server="http://127.0.0.1:9"))
        services.plugins.load()
        yield services
        services.database.close()


@pytest.fixture
async def open_scan(services: Services, qml_window: OpenWindow) -> OpenWindow:
    await services.privacy.agree()

    def prepare(main: MainWindow) -> None:
        main.navigator.add_pages([GALLERY, *core_pages(services, _nothing, _nothing)])

    def open_window(**how: object) -> WindowDriver:
        driver = qml_window(prepare, **how)
        driver.main.navigator.push("core.scan")
        return driver

    return open_window


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "codes.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 50, (640, 480))
    for frame in [np.full((480, 640, 3), 90, np.uint8), *[_frame("unknown")] * 4, *[_frame("hello:video")] * 4]:
        writer.write(frame)
    writer.release()
    return path


async def test_without_a_camera_it_says_so_and_a_picture_does_the_same(
    open_scan: OpenWindow, services: Services, tmp_path: Path
) -> None:
    driver = open_scan()
    page = page_of(driver)
    await driver.wait_until(lambda: page.cameraMissing)
    await driver.wait_for("没有找到摄像头。可以连接摄像头后重试，或改用图片、屏幕识别。")
    assert page.errorCode == ""
    await driver.screenshot("scan-no-camera")
    picture = tmp_path / "码.png"
    picture.write_bytes(qr_png("hello:picture"))
    page.useFile(QUrl.fromLocalFile(str(picture)))
    await driver.wait_until(lambda: driver.main.navigator.pageId == "gallery.all")
    parameters = driver.main.navigator.stack[-1].view_model.page.parameters
    assert parameters == {"text": "hello:picture", "source": "file"}
    # the scan page made room: going back leads home
    assert driver.main.navigator.depth == 2


async def test_a_video_is_looked_through_until_a_plugin_takes_a_code(open_scan: OpenWindow, video: Path) -> None:
    driver = open_scan()
    page = page_of(driver)
    page.useFile(QUrl.fromLocalFile(str(video)))
    await driver.wait_until(lambda: page.unknown.property("count") == 1)
    await driver.wait_until(lambda: driver.main.navigator.pageId == "gallery.all")
    parameters = driver.main.navigator.stack[-1].view_model.page.parameters
    assert parameters == {"text": "hello:video", "source": "video"}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
async def test_an_unknown_code_is_shown_and_nothing_is_opened(
    open_scan: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: str, theme: Theme
) -> None:
    opened: list[object] = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", opened.append)
    text = "https://example.invalid/<b>pay</b>\u202egnp.exe"
    picture = tmp_path / "link.png"
    picture.write_bytes(qr_png(text))
    driver = open_scan(size=size, theme=theme)
    page = page_of(driver)
    await driver.wait_until(lambda: page.cameraMissing)
    page.useFile(QUrl.fromLocalFile(str(picture)))
    shown = await driver.wait_for("unknown0")
    assert shown.property("text") == "https://example.invalid/<b>pay</b>⟨U+202E⟩gnp.exe"
    await driver.screenshot(f"scan-unknown-{size}-{theme.value}")
    await driver.click("copy0")
    assert QGuiApplication.clipboard().text() == text
    assert opened == []
    assert driver.main.navigator.pageId == "core.scan"


async def test_a_picture_without_a_code_says_so(open_scan: OpenWindow, tmp_path: Path) -> None:
    picture = tmp_path / "empty.png"
    cv2.imwrite(str(picture), np.full((200, 200, 3), 255, np.uint8))
    driver = open_scan()
    page = page_of(driver)
    page.useFile(QUrl.fromLocalFile(str(picture)))
    await driver.wait_until(lambda: page.errorCode == "CAM-007")
    # the same unknown code twice is not "no code"
    known = tmp_path / "text.png"
    known.write_bytes(qr_png("just text"))
    for _ in range(2):
        page.useFile(QUrl.fromLocalFile(str(known)))
        await driver.wait_until(lambda: page.source == "")
        assert page.errorCode == ""
        assert page.unknown.property("count") == 1


async def test_the_camera_shows_its_picture_finds_the_code_and_is_given_back(
    open_scan: OpenWindow, services: Services, video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = threading.Event()
    camera = _Camera(video, released)
    monkeypatch.setattr("core.ui.pages.scan.list_cameras", lambda: [CameraDevice(0, "前置"), CameraDevice(2, "后置")])
    monkeypatch.setattr("core.camera.sources.open_camera", lambda index, size: camera)
    driver = open_scan()
    page = page_of(driver)
    await driver.wait_until(lambda: page.preview != "")
    await driver.wait_for("cameras")
    await driver.screenshot("scan-camera")
    camera.go_on.set()
    await driver.wait_until(lambda: driver.main.navigator.pageId == "gallery.all")
    await driver.wait_until(released.is_set, what="the camera is given back")
    (use,) = await services.privacy.permission_uses()
    assert (use.permission, use.module, use.purpose) == ("camera", "扫一扫", "识别二维码")


async def test_leaving_gives_the_camera_back(
    open_scan: OpenWindow, video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = threading.Event()
    monkeypatch.setattr("core.ui.pages.scan.list_cameras", lambda: [CameraDevice(0, "前置")])
    monkeypatch.setattr("core.camera.sources.open_camera", lambda index, size: _Camera(video, released))
    driver = open_scan()
    await driver.wait_until(lambda: page_of(driver).preview != "")
    await driver.click("back")
    await driver.wait_until(released.is_set, what="the camera is given back")


async def test_a_camera_that_is_switched_off_in_the_app_is_not_touched(
    open_scan: OpenWindow, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.ui.pages.scan.list_cameras", lambda: pytest.fail("cameras were looked for"))
    await services.privacy.switch(Permission.CAMERA, False)
    driver = open_scan()
    page = page_of(driver)
    await driver.wait_until(lambda: page.errorCode == "PRV-001")
    assert page.source == ""
    assert await services.privacy.permission_uses() == []


async def test_a_code_anywhere_on_the_screen_is_found(open_scan: OpenWindow, services: Services) -> None:
    driver = open_scan()
    page = page_of(driver)
    await driver.wait_until(lambda: page.cameraMissing)
    other = _CodeWindow("hello:screen")
    other.setGeometry(0, 0, 400, 400)
    other.show()
    try:
        await driver.click("useScreen")
        await driver.wait_until(lambda: driver.main.navigator.pageId == "gallery.all")
    finally:
        other.close()
    parameters = driver.main.navigator.stack[-1].view_model.page.parameters
    assert parameters == {"text": "hello:screen", "source": "screen"}
    assert [use.permission for use in await services.privacy.permission_uses()] == ["screen", "camera"]


class _Camera:
    """A capture that shows a video, waiting after its first frame; no subclass, OpenCV's types do not survive one."""

    def __init__(self, video: Path, released: threading.Event) -> None:
        self.go_on = threading.Event()
        self._capture = cv2.VideoCapture(str(video))
        self._released = released
        self._first = self._capture.read()
        self.get = self._capture.get

    def read(self) -> tuple[bool, np.ndarray]:
        if not self.go_on.wait(0.02):
            return self._first
        return self._capture.read()

    def release(self) -> None:
        self._capture.release()
        self._released.set()


class _CodeWindow(QRasterWindow):
    """Another program's window that shows a code."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._picture = QPixmap()
        self._picture.loadFromData(qr_png(text))

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), self.height(), 0xFFFFFFFF)
        painter.drawPixmap(20, 20, self._picture)
        painter.end()


def page_of(driver: WindowDriver) -> ScanViewModel:
    return cast("ScanViewModel", driver.main.navigator.current)


def _frame(text: str) -> np.ndarray:
    code = cv2.imdecode(np.frombuffer(qr_png(text, 6), np.uint8), cv2.IMREAD_COLOR)
    frame = np.full((480, 640, 3), 170, np.uint8)
    frame[40 : 40 + code.shape[0], 60 : 60 + code.shape[1]] = code
    return frame


def _nothing() -> None:
    return None
