"""The first journey in the real window against the real embedded authority."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAccessible

from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import KeyPurpose
from core.crypto.seal import parse_seal
from core.demo.driver import WindowDriver
from core.demo.journey import FirstJourney
from core.pdf.report import Revocation, Verdict
from core.services import Options
from core.ui.application import Application
from core.ui.event_loop import QtEventLoop
from core.ui.window import MainWindow, make_application
from tests.core.pdf.documents import plain_pdf
from tests.stall import Stall, StallWatch
from tests.ui_fixtures import artefacts, qt_warnings

__all__ = ["artefacts", "qt_warnings"]

SETTINGS = {"auto_approve_seconds": "0.2", "sms_resend_seconds": "1"}


LONGEST_STALL_MS = 100.0
LONGEST_NATIVE_MS = 600.0
"""Inside Qt (a page's QML is compiled) or while a native library loads and holds the interpreter, also from a worker
thread; how long depends on the machine, so this limit only finds what is out of all proportion."""


LONGEST_WAIT_MS = 2000.0
"""Without computing: the process had no processor, or its thread slept, which nothing in the window may do."""


def _too_long(stall: Stall) -> bool:
    """Python code of ours has the strict limit; the loop's own frame is the innermost when Qt itself is at work."""
    innermost = stall.stack.rstrip().rsplit("\n  File ", 1)[-1]
    limit = LONGEST_NATIVE_MS if not stall.stack or ".exec()" in innermost else LONGEST_STALL_MS
    return stall.busy_milliseconds >= limit or stall.milliseconds >= LONGEST_WAIT_MS


class WatchedDriver(WindowDriver):
    """Measures how long the event loop does not turn; taking a picture of the window is not counted."""

    def __init__(self, main: MainWindow, artefacts: Path) -> None:
        super().__init__(main, artefacts, on_qt_loop=True)
        self.watch = StallWatch()
        self.reports: list[str] = []
        self.watch.start()

    def keep_stalls(self) -> None:
        """Take over what the watch saw."""
        if any(_too_long(stall) for stall in self.watch.stalls):
            self.reports.append(self.watch.report())

    async def screenshot(self, name: str) -> Path:
        self.watch.stop()
        self.keep_stalls()
        path = await super().screenshot(name)
        self.watch.start()
        return path


@pytest.fixture
def application():  # type: ignore[no-untyped-def]
    return make_application()


@pytest.mark.timeout(240)
@pytest.mark.feature("M3.1", "M3.3.2.1", "M3.3.2.2", "M3.3.4.1", "M3.3.4.2", "M3.3.4.3", "M3.3.4.4")
@pytest.mark.feature("M3.3.11.1", "M3.3.11.19", "M3.3.12", "M3.3.13.1", "M3.3.13.3", "M3.5.3")
def test_from_registration_to_a_signed_pdf(qt_warnings: list[str], artefacts: Path, tmp_path: Path) -> None:
    app = Application(Options(authority_settings=SETTINGS), tmp_path / "data")
    loop = QtEventLoop(app.application)
    asyncio.set_event_loop(loop)
    QAccessible.setActive(True)
    with loop:
        loop.run_until_complete(_journey(app, artefacts, tmp_path))


async def _other_side(app: Application, driver: WatchedDriver) -> None:
    """What the sandbox offers to a browser: the site for bidders, and the console, with its first password."""
    page: Any = app.window.navigator.push("core.sandbox")
    await driver.wait_until(lambda: page.messages.count > 0, 20, "messages")
    await driver.screenshot("sandbox")
    opened: list[QUrl] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("PySide6.QtGui.QDesktopServices.openUrl", opened.append)
        await driver.click("tenderSite")
        await driver.click("console")
    tender, console = (url.toString() for url in opened)
    async with httpx.AsyncClient(trust_env=False, follow_redirects=True) as browser:
        assert "扫一扫" in (await browser.get(tender)).text
        entered = await browser.get(console)
    assert 'name="password"' in entered.text
    assert Path(page.passwordFile).read_text(encoding="utf-8").strip()


async def _journey(app: Application, artefacts: Path, tmp_path: Path) -> None:
    app.open()
    assert not app.window.navigator.stack[1:], "nothing but the privacy summary is open before consent"
    assert app.window.shell.locked
    try:
        driver = WatchedDriver(app.window, artefacts)
        journey = FirstJourney(app, driver)
        await journey.agree()
        await journey.register()
        await journey.verify_real_name()
        await journey.order()
        await journey.install()
        await journey.see_seal()
        credentials = app.services.credentials.credentials()
        purposes = {credential.certificate.purpose for credential in credentials}
        assert purposes == {KeyPurpose.SIGN, KeyPurpose.ENCRYPT}
        assert all(credential.certificate.algorithm is KeyAlgorithm.SM2 for credential in credentials)
        assert all(credential.certificate.subject_name == journey.person.name for credential in credentials)
        source = plain_pdf(tmp_path / "contract.pdf")
        await journey.sign(source, tmp_path / "signed.pdf")
        report = await journey.verify()
        (signature,) = report.signatures
        assert signature.verdict is Verdict.VALID, report.to_text()
        assert signature.signer == journey.person.name
        assert (signature.level, signature.test_trust, signature.revocation) == ("B-T", True, Revocation.GOOD)
        driver.watch.stop()
        driver.keep_stalls()
        assert not driver.reports, "\n\n".join(driver.reports)
        seals = app.services.credentials.seals.seals(credentials[0].certificate.fingerprint)
        assert [seal.name for seal in seals] == [f"{journey.person.name}手写签名"]
        made = parse_seal(seals[0].electronic_seal)
        made.made.verify()
        assert made.content.allows(credentials[0].certificate)
        await _other_side(app, driver)
    finally:
        await app.close()
