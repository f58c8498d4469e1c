"""A person whose data file is damaged is told so in the window, and goes on with a new one; the old one is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.demo.driver import WindowDriver
from core.services import POLICY_VERSION, Options, Services
from core.storage.paths import find_paths
from core.storage.peek import peek_consent
from core.ui.pages import core_pages


@pytest.mark.parametrize("content", [b"a letter to my bank\n" * 500, b"SQLite format 3\x00" + b"\xff" * 9000])
async def test_consent_on_a_damaged_file_is_told_and_works_the_second_time(
    tmp_path: Path, qml_window: Callable[..., WindowDriver], content: bytes
) -> None:
    services = Services(find_paths(tmp_path), Options(server="http://127.0.0.1:9"))
    services.paths.database.write_bytes(content)
    agreed: list[bool] = []
    pages = core_pages(services, lambda: agreed.append(True), lambda: None)
    driver = qml_window(lambda main: main.navigator.add_pages(pages), first_page="core.consent")
    page: Any = driver.main.navigator.current
    await driver.click("agree")
    await driver.wait_until(lambda: page.errorCode == "STO-001")
    assert "已另存为" in page.errorCause
    assert agreed == []
    await driver.click("agree")
    await driver.wait_until(lambda: bool(agreed))
    assert page.errorCode == ""
    assert peek_consent(services.paths.database, POLICY_VERSION)
    (kept,) = tmp_path.glob("client-damaged-*.sqlite3")
    assert kept.read_bytes() == content
    await services.stop()
