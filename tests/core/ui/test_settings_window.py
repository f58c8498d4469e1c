"""设置 and 诊断 in the real window, against a running authority."""

from __future__ import annotations

import json
import zipfile
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from core.demo.driver import WindowDriver
from core.log import Log
from core.plugin.contributions import Tile
from core.plugin.manifest import Permission
from core.services import Options, Services
from core.storage.paths import find_paths
from core.ui.floating_ball import FloatingBall
from core.ui.page import PageSpec
from core.ui.pages import core_pages, settings_pages
from core.ui.window import MainWindow
from tests.authority.server import AuthorityProcess
from tests.core.plugin.folders import TILE, DropIn, clean_imports

ENTRY = """
from core.plugin.api import ToolbarAction


@hookimpl
def settings_pages(context):
    return [ToolbarAction("core.settings", "hello.home", "问候设置", "key", 5)]
"""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuthorityProcess]:
    folder = tmp_path_factory.mktemp("authority")
    process = AuthorityProcess(folder, f"sqlite:///{folder / 'authority.sqlite3'}").start()
    yield process
    process.stop()


@pytest.fixture
async def services(authority: AuthorityProcess, tmp_path: Path) -> AsyncIterator[Services]:
    with clean_imports():
        root = tmp_path / "client"
        root.mkdir()
        DropIn(root).add("hello", TILE + ENTRY)
        services = Services(find_paths(root), Options(server=authority.url))
        services.plugins.load()
        await services.privacy.agree()
        yield services
        await services.stop()


@dataclass
class Client:
    """The window with its services and its ball."""

    driver: WindowDriver
    services: Services
    ball: FloatingBall

    @property
    def page(self) -> Any:
        return self.driver.main.navigator.current

    @property
    def ball_window(self) -> QQuickWindow:
        window = self.ball.window
        assert window is not None
        return window

    async def settled(self) -> None:
        await self.driver.wait_until(lambda: not self.page.busy)


@pytest.fixture
async def client(services: Services, qml_window: Callable[..., WindowDriver]) -> AsyncIterator[Client]:
    balls: list[FloatingBall] = []

    def prepare(main: MainWindow) -> None:
        ball = FloatingBall(main, services.privacy, services.settings)
        balls.append(ball)
        hello = PageSpec("hello.home", "插件", main.navigator._pages["core.home"].qml, main._make_home)
        main.navigator.add_pages([*core_pages(services, _nothing, _nothing), hello])
        main.navigator.add_pages(settings_pages(services, main.appearance, lambda: ball))
        main.shell.show_tiles([Tile("hello.home", "插件", "说你好")])

    driver = qml_window(prepare)
    driver.main.navigator.push("core.settings")
    yield Client(driver, services, balls[0])
    balls[0].put_away()
    await driver.turn()


def _nothing() -> None:
    return None


def log_text(services: Services) -> str:
    return "".join(path.read_text("utf-8") for path in services.log_file.files())


@pytest.mark.feature("M3.5.7.3", "M3.5.7.4", "M3.5.7.5")
async def test_the_log_is_switched_on_exported_and_cleared(client: Client, tmp_path: Path) -> None:
    driver, services = client.driver, client.services
    await driver.wait_for("logOn")
    assert not client.page.logOn
    assert not driver.find("exportLog").isEnabled()
    await driver.screenshot("settings")
    await driver.click("logOn")
    await driver.wait_until(lambda: client.page.logOn)
    assert await services.settings.get("log_on") is True
    Log("test").info("signed", phone="13812345678", pin="Abc-1")
    await driver.click("diagnostics")
    await driver.wait_until(lambda: client.page.ready, timeout=30)
    await driver.main.navigator.pop()
    await driver.wait_for("exportLog")
    target = tmp_path / "日志.zip"
    client.page.exportLog(QUrl.fromLocalFile(str(target)))
    await client.settled()
    with zipfile.ZipFile(target) as bundle:
        exported = bundle.read("client.log").decode()
    assert "signed" in exported
    assert '"page": "core.diagnostics", "event": "page opened"' in exported
    assert '"path": "/api/v1/status"' in exported
    assert "http://" not in exported
    assert "138****5678" in exported
    assert "Abc-1" not in exported
    await driver.click("clearLog")
    await driver.wait_until(lambda: driver.main.dialogs.current.get("kind") == "confirm")
    driver.main.dialogs.answer(driver.main.dialogs.current["id"], True)
    await client.settled()
    assert "signed" not in log_text(services)
    await driver.click("logOn")
    await driver.wait_until(lambda: not client.page.logOn)
    assert await services.settings.get("log_on") is False


async def test_a_log_that_was_on_goes_on_at_the_next_start(authority: AuthorityProcess, services: Services) -> None:
    await services.switch_log(True)
    services.log_file.switch_off()
    await services.restore_log()
    assert services.log_file.on
    await services.switch_log(False)
    await services.restore_log()
    assert not services.log_file.on


async def test_a_log_that_cannot_be_written_says_so_and_stays_off(client: Client) -> None:
    folder = client.services.paths.log
    folder.rmdir()
    folder.write_text("a file")
    await client.driver.click("logOn")
    await client.driver.wait_until(lambda: client.page.errorCode == "APP-004")
    assert not client.page.logOn
    assert not client.driver.find("logOn").property("checked")
    client.page.exportLog(QUrl.fromLocalFile("/nowhere/at/all.zip"))
    await client.driver.wait_until(lambda: client.page.errorCode == "APP-004")


@pytest.mark.feature("M3.5.7.2", "M3.5.7.6")
async def test_revocation_is_explained_and_home_is_near(client: Client) -> None:
    driver = client.driver
    await driver.click("revocation")
    await driver.wait_for("legalText")
    assert "怎样注销" in client.page.text
    await driver.screenshot("settings-revocation")
    await driver.main.navigator.pop()
    await driver.click("goHome")
    await driver.wait_until(lambda: driver.main.navigator.pageId == "core.home")


async def test_plugins_add_their_own_entries(client: Client) -> None:
    entries = [entry.pageId for entry in client.page.entries.items]
    assert entries == ["hello.home", "legacy_token.pin"]
    await client.driver.click("setting_hello.home")
    await client.driver.wait_until(lambda: client.driver.main.navigator.pageId == "hello.home")
    plugin = client.services.plugins.find("hello")
    assert plugin is not None
    client.services.plugins.disable(plugin)
    await client.driver.main.navigator.pop()
    await client.driver.wait_until(lambda: not client.driver.is_shown("setting_hello.home"))


async def test_the_look_is_chosen_here_too(client: Client) -> None:
    driver = client.driver
    await driver.click("largeType")
    assert driver.main.appearance.choice.large_type
    await driver.click("largeType")
    assert not driver.main.appearance.choice.large_type


async def ball_item(client: Client, name: str) -> QQuickItem:
    """A visible item of the ball's window."""

    def found() -> QQuickItem | None:
        waiting = [client.ball_window.contentItem()]
        while waiting:
            item = waiting.pop()
            if item.isVisible():
                if item.objectName() == name:
                    return item
                waiting.extend(item.childItems())
        return None

    await client.driver.wait_until(lambda: found() is not None, what=name)
    item = found()
    assert item is not None
    return item


async def click_ball(client: Client, name: str) -> None:
    item = await ball_item(client, name)
    middle = item.mapToScene(item.boundingRect().center()).toPoint()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    await client.driver.outside(lambda: QTest.mouseClick(client.ball_window, left, none, middle))
    await client.driver.turn()


async def press_ball_key(client: Client, key: Qt.Key) -> None:
    await client.driver.outside(lambda: QTest.keyClick(client.ball_window, key))


@pytest.mark.feature("M3.5.7.1")
async def test_the_ball_floats_opens_tools_and_comes_back(client: Client, artefacts: Path) -> None:
    driver, services = client.driver, client.services
    await driver.click("floatingBall")
    await driver.wait_until(lambda: client.ball.shown)
    window = client.ball_window
    assert window.isVisible()
    assert window.flags() & Qt.WindowType.WindowStaysOnTopHint
    assert window.flags() & Qt.WindowType.FramelessWindowHint
    (use,) = await services.privacy.permission_uses()
    assert use.permission == Permission.OVERLAY
    await click_ball(client, "ball")
    await ball_item(client, "ballTool_hello.home")
    for _ in range(20):
        await driver.turn()
    window.grabWindow().save(str(artefacts / "ball-open.png"))
    await click_ball(client, "ballTool_hello.home")
    await driver.wait_until(lambda: driver.main.navigator.pageId == "hello.home")
    assert not window.property("open")
    window.setPosition(QPoint(120, 90))
    # the last place is kept when the ball rests, not at every pixel
    stored: list[dict[str, object]] = [{}]

    async def look() -> bool:
        stored[0] = await services.settings.get("floating_ball")
        return (stored[0].get("x"), stored[0].get("y")) == (120, 90)

    while not await look():
        await driver.turn()
    client.ball.put_away()
    assert not client.ball.shown
    await client.ball.restore()
    assert (client.ball_window.x(), client.ball_window.y()) == (120, 90)
    await client.ball.switch(False)
    await client.ball.restore()
    assert client.ball.window is None


async def test_the_ball_stays_away_without_its_permission(client: Client) -> None:
    await client.services.privacy.switch(Permission.OVERLAY, False)
    await client.driver.click("floatingBall")
    await client.driver.wait_until(lambda: client.page.errorCode == "PRV-001")
    assert not client.ball.shown
    assert not client.driver.find("floatingBall").property("checked")
    await client.services.settings.put("floating_ball", {"on": True})
    await client.ball.restore()
    assert not client.ball.shown


async def test_the_ball_does_not_outlive_the_window(client: Client) -> None:
    await client.ball.switch(True)
    client.driver.main.window.hide()
    await client.driver.wait_until(lambda: client.ball.window is None)
    assert (await client.services.settings.get("floating_ball"))["on"] is True


@pytest.mark.parametrize("size", ["desktop", "phone", "kiosk"])
async def test_the_diagnosis_tells_and_packs(client: Client, tmp_path: Path, size: str) -> None:
    driver = client.driver
    driver.resize(size)
    driver.main.appearance.setTheme("dark" if size == "kiosk" else "light")
    await driver.click("diagnostics")
    await driver.wait_until(lambda: client.page.ready, timeout=30)
    rows = {row.checkId: row for row in client.page.checks.items}
    for name in ("firewall", "authority", "clock", "timestamp", "database", "plugins", "versions"):
        assert (rows[name].badge, rows[name].badgeKind) == ("正常", "success"), rows[name]
    await driver.wait_for("check_authority")
    if size == "phone":
        driver.main.appearance.setLanguage("en")
        english = {row.checkId: row for row in client.page.checks.items}
        assert (english["clock"].badge, client.page.summary[-1]) == ("Fine", "."), "what was found, told anew"
        driver.main.appearance.setLanguage("zh_CN")
    await driver.screenshot(f"diagnostics-{size}")
    await driver.click("facts")
    await driver.screenshot(f"diagnostics-{size}-facts")
    target = tmp_path / "诊断.zip"
    client.page.save(QUrl.fromLocalFile(str(target)))
    await client.settled()
    with zipfile.ZipFile(target) as bundle:
        values = json.loads(bundle.read("diagnostics.json"))
    assert [check["id"] for check in values["checks"]] == list(rows)


async def test_the_diagnosis_sees_a_plugin_fail_when_it_looks_again(client: Client) -> None:
    driver = client.driver
    await driver.click("diagnostics")
    await driver.wait_until(lambda: client.page.ready, timeout=30)
    plugin = client.services.plugins.find("hello")
    assert plugin is not None
    client.services.plugins.failed(plugin, "start", RuntimeError())
    await driver.click("lookAgain")
    await driver.wait_until(lambda: not client.page.ready)
    await driver.wait_until(lambda: client.page.ready, timeout=30)
    (row,) = [row for row in client.page.checks.items if row.checkId == "plugins"]
    assert (row.badgeKind, "hello" in row.text) == ("warning", True)
    assert row.remedy
    assert client.page.summary


@pytest.mark.parametrize(("size", "theme"), [("phone", "light"), ("kiosk", "contrast"), ("desktop", "dark")])
async def test_settings_fit_every_width(client: Client, size: str, theme: str) -> None:
    driver = client.driver
    driver.resize(size)
    driver.main.appearance.setTheme(theme)
    driver.main.appearance.setLargeType(size == "phone")
    await driver.wait_for("logOn")
    await driver.screenshot(f"settings-{size}")
    for name in (
        "largeType",
        "floatingBall",
        "setting_legacy_token.pin",
        "logOn",
        "exportLog",
        "diagnostics",
        "goHome",
    ):
        item = driver.find(name)
        left = item.mapToScene(item.boundingRect().topLeft()).x()
        assert left >= 0, name
        assert left + item.width() <= driver.main.window.width(), name
        assert item.height() >= (60 if size == "kiosk" else 44), name


async def test_the_ball_is_used_by_keys_alone(client: Client) -> None:
    await client.ball.switch(True)
    ball = await ball_item(client, "ball")
    client.ball_window.requestActivate()
    ball.forceActiveFocus()
    await client.driver.wait_until(ball.hasActiveFocus)
    await press_ball_key(client, Qt.Key.Key_Return)
    tool = await ball_item(client, "ballTool_hello.home")
    await press_ball_key(client, Qt.Key.Key_Escape)
    await client.driver.wait_until(lambda: not client.ball_window.property("open"))
    await press_ball_key(client, Qt.Key.Key_Return)
    await client.driver.wait_until(tool.isVisible)
    await press_ball_key(client, Qt.Key.Key_Tab)
    await client.driver.wait_until(tool.hasActiveFocus)
    await press_ball_key(client, Qt.Key.Key_Return)
    await client.driver.wait_until(lambda: client.driver.main.navigator.pageId == "hello.home")
