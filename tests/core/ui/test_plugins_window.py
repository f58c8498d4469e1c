"""The page 插件 in the real window: state, origin, permissions, the reason when one is off, and the switch."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from core.demo.driver import WindowDriver
from core.plugin.manager import PluginState
from core.services import Options, Services
from core.storage.paths import find_paths
from core.ui.pages import core_pages
from core.ui.pages.plugins import PluginRow
from tests.core.plugin.folders import DropIn, clean_imports, manifest_text, plugin_of


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[Services]:
    with clean_imports():
        drop_in = DropIn(tmp_path)
        drop_in.add(
            "signed",
            manifest=manifest_text("signed", permissions='["camera"]', description='"问候"', description_en='"Greets"'),
        )
        drop_in.add("unsigned", unsigned=True)
        drop_in.add("broken", "raise RuntimeError")
        services = Services(find_paths(tmp_path), Options(server="http://127.0.0.1:9"))
        services.plugins.load()
        yield services
        await services.stop()


@pytest.fixture
async def driver(services: Services, qml_window: Callable[..., WindowDriver]) -> WindowDriver:
    def nothing() -> None:
        return None

    return qml_window(
        lambda main: main.navigator.add_pages(core_pages(services, nothing, nothing)), first_page="core.plugins"
    )


def row_of(driver: WindowDriver, plugin_id: str) -> PluginRow:
    page: Any = driver.main.navigator.current
    (row,) = [row for row in page.plugins.items if row.pluginId == plugin_id]
    return row


async def test_each_plugin_shows_its_state_and_the_reason_when_it_is_off(driver: WindowDriver) -> None:
    signed, unsigned, broken = (row_of(driver, name) for name in ("signed", "unsigned", "broken"))
    assert (signed.stateText, signed.on, signed.reason) == ("已启用", True, "")
    assert signed.description == "问候"
    assert signed.facts == "插件文件夹 · 1.2.3 · 相机"
    assert (unsigned.stateKind, unsigned.on) == ("danger", False)
    assert "没有受信任的签名" in unsigned.reason
    assert "RuntimeError" in broken.reason
    assert row_of(driver, "pdf_sign").facts.startswith("内置")
    driver.main.appearance.setLanguage("en")
    await driver.wait_until(lambda: row_of(driver, "signed").description == "Greets", what="in English")
    assert row_of(driver, "signed").facts == "plugin folder · 1.2.3 · Camera"
    driver.main.appearance.setLanguage("zh_CN")
    await driver.wait_until(lambda: row_of(driver, "signed").description == "问候", what="in Chinese again")
    await driver.wait_for("plugin_unsigned")
    await driver.screenshot("plugins")


async def test_one_is_switched_off_now_and_stays_off(driver: WindowDriver, services: Services) -> None:
    await driver.click("plugin_signed")
    await driver.wait_until(lambda: not row_of(driver, "signed").on)
    assert plugin_of(services.plugins, "signed").state is PluginState.DISABLED
    assert await services.settings.get("disabled_plugins") == ["signed"]
    again = Services(services.paths, Options(server="http://127.0.0.1:9"))
    again.plugins.load()
    assert plugin_of(again.plugins, "signed").state is PluginState.DISABLED
    await again.stop()


async def test_one_is_switched_on_at_once(driver: WindowDriver, services: Services) -> None:
    await services.settings.put("disabled_plugins", ["signed", "seal"])
    signed = plugin_of(services.plugins, "signed")
    services.plugins.disable(signed)
    page: Any = driver.main.navigator.current
    page.activated()
    enabled: list[str] = []
    services.plugins.on_enabled(lambda plugin: enabled.append(plugin.id))
    await driver.click("plugin_signed")
    await driver.wait_until(lambda: row_of(driver, "signed").on)
    assert (signed.state, enabled) == (PluginState.ENABLED, ["signed"])
    assert await services.settings.get("disabled_plugins") == ["seal"]
    assert driver.find("plugin_signed").property("checked")


async def test_one_that_cannot_be_enabled_says_why_and_its_switch_goes_back(driver: WindowDriver) -> None:
    page: Any = driver.main.navigator.current
    for name in ("unsigned", "broken"):
        await driver.click(f"plugin_{name}")
        await driver.wait_until(lambda: not page.busy)
        assert not driver.find(f"plugin_{name}").property("checked"), name
        assert row_of(driver, name).reason, name
