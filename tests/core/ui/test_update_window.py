"""检查更新 in the real window, against an authority that publishes signed releases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.demo.driver import WindowDriver
from core.network.updates import this_platform
from core.services import Options, Services
from core.storage.paths import find_paths
from core.ui.pages import core_pages
from tests.authority.server import AuthorityProcess
from tests.core.network.update_server import publish


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[AuthorityProcess]:
    process = AuthorityProcess(tmp_path / "authority", f"sqlite:///{tmp_path / 'authority.sqlite3'}").start()
    yield process
    process.stop()


@pytest.mark.feature("M3.2.2", "M3.5.9")
async def test_a_signed_release_is_offered_downloaded_and_an_altered_one_refused(
    authority: AuthorityProcess, tmp_path: Path, qml_window: Callable[..., WindowDriver]
) -> None:
    services = Services(find_paths(tmp_path / "client"), Options(server=authority.url))
    driver = qml_window(
        lambda main: main.navigator.add_pages(core_pages(services, _nothing, _nothing)), first_page="core.about"
    )
    await driver.click("update")
    # a server that is not of this device is not trusted by itself: the installer brings the root
    await driver.wait_until(lambda: page_of(driver).errorCode == "UPD-002", what="no root of trust")
    root = httpx.get(f"{authority.url}/api/v1/updates/1.root.json", trust_env=False).content
    (tmp_path / "client" / "updates").mkdir(exist_ok=True)
    (tmp_path / "client" / "updates" / "root.json").write_bytes(root)
    await driver.click("check")
    await driver.wait_for("newest")
    package = tmp_path / "client-99.0.0.bin"
    package.write_bytes(b"the new client" * 100_000)
    publish(authority, package, "99.0.0", this_platform())
    stored = authority.data / "updates" / package.name
    good = stored.read_bytes()
    stored.write_bytes(good.replace(b"new", b"bad"))
    await driver.click("check")
    await driver.click("download")
    await driver.wait_until(lambda: page_of(driver).errorCode == "UPD-001", what="the altered file is refused")
    stored.write_bytes(good)
    await driver.click("download")
    await driver.wait_for("downloaded")
    await driver.screenshot("update-downloaded")
    files = list((tmp_path / "client" / "updates" / "files").iterdir())
    assert [file.read_bytes() for file in files] == [good]
    await services.stop()


def _nothing() -> None:
    return None


def page_of(driver: WindowDriver) -> Any:
    return driver.main.navigator.current
