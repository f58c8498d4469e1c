"""Texts that Python makes follow the language while the window is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.demo.driver import WindowDriver
from core.services import Options, Services
from core.storage.paths import find_paths
from core.ui.pages import core_pages


async def test_the_privacy_summary_follows_the_language(
    tmp_path: Path, qml_window: Callable[..., WindowDriver]
) -> None:
    services = Services(find_paths(tmp_path), Options(server="http://127.0.0.1:9"))
    driver = qml_window(
        lambda main: main.navigator.add_pages(core_pages(services, lambda: None, lambda: None)),
        first_page="core.consent",
    )
    await driver.wait_for("agree")
    page: Any = driver.main.navigator.current
    assert "隐私策略摘要" in page.summary
    driver.main.appearance.setLanguage("en")
    assert "rivacy" in page.summary
    assert "隐私" not in page.summary
    driver.main.appearance.setLanguage("zh_CN")
    assert "隐私策略摘要" in page.summary
    await services.stop()


async def test_buttons_keep_their_words_in_large_type(tmp_path: Path, qml_window: Callable[..., WindowDriver]) -> None:
    services = Services(find_paths(tmp_path), Options(server="http://127.0.0.1:9"))
    driver = qml_window(
        lambda main: main.navigator.add_pages(core_pages(services, lambda: None, lambda: None)),
        first_page="core.consent",
        size="phone",
        large_type=True,
    )
    driver.main.appearance.setLanguage("en")
    await driver.wait_for("agree")
    for name in ("agree", "decline"):
        button = driver.find(name)
        assert button.width() >= button.implicitWidth(), f"{name} is cut off"
    driver.main.appearance.setLanguage("zh_CN")
    await services.stop()
