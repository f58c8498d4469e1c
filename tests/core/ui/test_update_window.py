"""检查更新 in the real window, against an authority that publishes signed releases."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from PySide6.QtCore import QCoreApplication, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from core.demo.driver import WindowDriver
from core.network.updates import this_platform
from core.services import Options, Services
from core.storage.paths import find_paths
from core.ui.pages import core_pages, update
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
    assert not driver.is_shown("install"), "no system starts such a file"
    files = list((tmp_path / "client" / "updates" / "files").iterdir())
    assert [file.read_bytes() for file in files] == [good]
    await services.stop()


class Opener(QObject):
    """The operating system, which opens what it is given and says whether it could."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Open a file."""
        self.opened.append(url.toLocalFile())


async def test_the_installer_is_started_after_a_question_and_the_program_ends(
    authority: AuthorityProcess,
    tmp_path: Path,
    qml_window: Callable[..., WindowDriver],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(update._INSTALLERS, sys.platform, (".msi",))
    ended: list[bool] = []
    monkeypatch.setattr(QCoreApplication, "quit", lambda: ended.append(True))
    services = Services(find_paths(tmp_path / "client"), Options(server=authority.url))
    (tmp_path / "client" / "updates").mkdir(parents=True)
    root = httpx.get(f"{authority.url}/api/v1/updates/1.root.json", trust_env=False).content
    (tmp_path / "client" / "updates" / "root.json").write_bytes(root)
    package = tmp_path / "client-99.0.0.msi"
    package.write_bytes(b"the new client")
    publish(authority, package, "99.0.0", this_platform())
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "take")  # type: ignore[arg-type]  # the stub says bytes, PySide takes str
    driver = qml_window(
        lambda main: main.navigator.add_pages(core_pages(services, _nothing, _nothing)), first_page="core.update"
    )
    try:
        await driver.click("download", 30)
        await driver.click("install", 30)
        await driver.click("dialogReject")
        assert (opener.opened, ended) == ([], [])
        await driver.click("install")
        await driver.click("dialogAccept")
        await driver.wait_until(lambda: bool(ended), what="the program ends")
        assert [Path(name).read_bytes() for name in opener.opened] == [b"the new client"]
    finally:
        QDesktopServices.unsetUrlHandler("file")
    await services.stop()


def _nothing() -> None:
    return None


def page_of(driver: WindowDriver) -> Any:
    return driver.main.navigator.current
