"""The toolbar of a page: what plugins add to it, by pointer and keyboard, on every width (M3.5.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible

from core.demo.driver import SIZES, WindowDriver
from core.plugin.contributions import ToolbarAction
from core.services import Options, Services
from core.storage.paths import find_paths
from core.ui.appearance import Theme
from core.ui.pages import core_pages
from core.ui.window import MainWindow

OpenWindow = Callable[..., WindowDriver]


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    services = Services(find_paths(tmp_path), Options(server="http://127.0.0.1:9"))
    services.plugins.load()
    yield services
    services.database.close()


@pytest.fixture
def open_tokens(services: Services, qml_window: OpenWindow) -> OpenWindow:
    """Opens 数字证书业务 with the toolbar that the product's own plugins give it."""

    def prepare(main: MainWindow) -> None:
        main.navigator.add_pages(core_pages(services, _nothing, _nothing))
        main.navigator.add_pages([spec for _, spec in services.plugins.collect("register_pages")])
        main.shell.show_actions([action for _, action in services.plugins.collect("toolbar_actions")])

    def open_window(**how: object) -> WindowDriver:
        driver = qml_window(prepare, **how)
        driver.main.navigator.push("legacy_token.home")
        return driver

    return open_window


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
async def test_the_tools_of_all_plugins_stand_on_the_page(open_tokens: OpenWindow, size: str, theme: Theme) -> None:
    driver = open_tokens(size=size, theme=theme, large_type=size == "phone" and theme is Theme.DARK)
    bar = await driver.wait_for("toolbar")
    await driver.screenshot(f"toolbar-{size}-{theme.value}")
    pages = ["core.scan", "pdf_sign.sign", "seal.medium", "legacy_token.pin"]
    actions = [driver.find(f"action_{page}") for page in pages]
    assert [action.property("text") for action in actions] == ["二维码", "PDF 签名", "电子签章", "密码管理"]
    for action in actions:
        assert action.width() >= 44
        assert action.height() >= 44
        place = action.mapToItem(bar, QPointF(0, 0))
        assert place.x() >= 0
        assert place.x() + action.width() <= bar.width()
    await driver.click("action_legacy_token.pin")
    await driver.wait_until(lambda: driver.main.navigator.pageId == "legacy_token.pin")
    # the tools belong to their page
    await driver.wait_for("action_self_service.unlock")
    assert not driver.is_shown("action_legacy_token.pin")
    await driver.click("back")
    await driver.wait_for("action_legacy_token.pin")


async def test_the_keyboard_reaches_each_tool_and_a_reader_says_what_it_is(open_tokens: OpenWindow) -> None:
    driver = open_tokens()
    bar = await driver.wait_for("toolbar")
    interface = QAccessible.queryAccessibleInterface(bar)
    assert (interface.role(), interface.text(QAccessible.Text.Name)) == (QAccessible.Role.ToolBar, "工具栏")
    reached: set[str] = set()
    for _ in range(30):
        await driver.key(Qt.Key.Key_Tab)
        await driver.turn()
        focused = driver.main.window.activeFocusItem()
        if focused is not None:
            reached.add(focused.objectName())
        if focused is not None and focused.objectName() == "action_core.scan":
            break
    assert "action_core.scan" in reached
    await driver.key(Qt.Key.Key_Return)
    await driver.wait_until(lambda: driver.main.navigator.pageId == "core.scan")


async def test_an_entry_goes_with_the_page_it_leads_to(open_tokens: OpenWindow) -> None:
    driver = open_tokens()
    await driver.wait_for("action_seal.medium")
    shell = driver.main.shell
    driver.main.navigator.remove_pages(["seal.medium"])
    shell.show_actions(
        [
            ToolbarAction("legacy_token.home", "seal.medium", "电子签章", order=5),
            ToolbarAction("legacy_token.home", "legacy_token.pin", "密码管理", order=3),
        ]
    )
    await driver.wait_until(lambda: not driver.is_shown("action_seal.medium"))
    assert driver.is_shown("action_legacy_token.pin")
    shell.locked = True
    shell.openAction("legacy_token.pin")
    assert driver.main.navigator.pageId == "legacy_token.home"


def _nothing() -> None:
    return None
