"""The shell: home page, navigation, dialogs and settings as a person uses them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from core.plugin.contributions import Tile
from core.ui.appearance import Theme
from core.ui.view_model import ViewModel
from core.ui.window import MainWindow
from tests.gallery.view_model import GALLERY, PDF_PAGE
from tests.ui_fixtures import SIZES, WindowDriver

OpenWindow = Callable[..., WindowDriver]


def _prepare(main: MainWindow) -> None:
    main.navigator.add_pages([GALLERY, PDF_PAGE])
    main.shell.sandbox = True
    main.shell.show_tiles(
        [
            Tile("gallery.all", "移动证书", "办理、安装和使用本机证书", "certificate", 10),
            Tile("gallery.pdf", "PDF 签名", "签署与验证 PDF 文件", "sign", 20),
        ]
    )
    main.shell.show_entries([Tile("gallery.pdf", "关于", "", "info")])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", Theme)
async def test_home_opens_a_module_and_comes_back(qml_window: OpenWindow, size: str, theme: Theme) -> None:
    driver = qml_window(_prepare, size=size, theme=theme)
    await driver.screenshot(f"home-{size}-{theme.value}")
    assert driver.is_shown("sandboxRibbon")
    await driver.click("tile_gallery.all")
    await driver.wait_for("phone")
    assert driver.main.navigator.pageId == "gallery.all"
    await driver.click("back")
    await driver.wait_for("tile_gallery.all")
    assert driver.main.navigator.depth == 1


def _deleted(models: list[ViewModel]) -> bool:
    # Qt leaves this to its own loop, which does not turn in these tests
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return not any(shiboken6.isValid(model) for model in models)


async def test_a_page_and_what_it_shows_go_together(qml_window: OpenWindow) -> None:
    driver = qml_window(_prepare)
    navigator = driver.main.navigator
    for _ in range(3):
        left = [navigator.push("gallery.all"), navigator.push("gallery.pdf")]
        await driver.wait_for("pdf")
        home = navigator.stack[0].view_model
        navigator.replace("gallery.all")
        left.append(navigator.stack[-1].view_model)
        navigator.drop_to(1)
        await driver.wait_until(lambda: _deleted(left))  # noqa: B023
        assert shiboken6.isValid(home)


async def test_the_keyboard_alone_opens_a_module(qml_window: OpenWindow) -> None:
    driver = qml_window(_prepare)
    await driver.wait_for("tile_gallery.all")
    for _ in range(20):
        focused = driver.main.window.activeFocusItem()
        if focused is not None and focused.objectName() == "tile_gallery.all":
            break
        await driver.key(Qt.Key.Key_Tab)
    await driver.key(Qt.Key.Key_Return)
    await driver.wait_until(lambda: driver.main.navigator.pageId == "gallery.all")


@pytest.mark.parametrize("size", ["phone", "desktop"])
async def test_the_pin_goes_to_the_asker_and_the_field_is_emptied(qml_window: OpenWindow, size: str) -> None:
    driver = qml_window(_prepare, size=size)
    asking = asyncio.create_task(
        driver.main.dialogs.pin("输入“我的令牌”的 PIN 码", "签署 合同.pdf", warning="还可尝试 2 次。")
    )
    await driver.wait_for("pinField")
    await driver.screenshot(f"pin-{size}")
    await driver.type("pinField", "123456")
    field = driver.find("pinField")
    await driver.click("dialogAccept")
    assert (await asking).reveal_text() == "123456"
    assert field.property("text") == ""


async def test_a_question_stays_readable_while_the_window_changes(qml_window: OpenWindow) -> None:
    driver = qml_window(_prepare, size="desktop")
    asking = asyncio.create_task(
        driver.main.dialogs.confirm("取消订单？", "取消后需要重新办理，已填写的内容不会保留。", danger=True)
    )
    await driver.wait_for("dialogAccept")
    for large, width in ((False, 360), (True, 360), (False, 360), (False, 1180), (True, 360), (True, 1180)):
        driver.main.appearance.setLargeType(large)
        driver.main.window.resize(width, 780)
        for _ in range(10):
            await driver.turn()  # a text that is laid out without end is a warning, which fails the test
    await driver.click("dialogAccept")
    assert await asking


async def test_settings_change_the_look_at_once(qml_window: OpenWindow) -> None:
    driver = qml_window(_prepare)
    await driver.click("appearanceButtonRail")
    await driver.click("深色")
    await driver.click("largeType")
    assert (driver.main.appearance.theme, driver.main.appearance.largeType) == ("dark", True)
    await driver.screenshot("appearance-dark-large")
    await driver.click("appearanceDone")
    await driver.wait_until(lambda: not driver.is_shown("appearanceDone"))


async def test_the_language_changes_while_the_window_is_open(qml_window: OpenWindow) -> None:
    driver = qml_window(_prepare)
    await driver.wait_for("您好，今天要办理什么？")
    driver.main.appearance.setLanguage("en")
    await driver.wait_for("Hello, what would you like to do today?")
    driver.main.appearance.setLanguage("zh_CN")
    await driver.wait_for("您好，今天要办理什么？")
