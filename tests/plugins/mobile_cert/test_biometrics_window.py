"""Sign-in by fingerprint in the real window: the real fprintd with a virtual reader, the real authority."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.authority.person import PASSWORD
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import SLOW, Client
from tests.plugins.mobile_cert.conftest import next_phone
from tests.simulators.fingerprint_reader import FingerprintReader

Open = Callable[..., Awaitable[Client]]


@pytest.fixture
async def reader(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FingerprintReader]:
    with tempfile.TemporaryDirectory() as folder:
        reader = FingerprintReader(Path(folder))
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", reader.address)
        try:
            await reader.start()
            await reader.enrol("mine")
            yield reader
        finally:
            await reader.stop()


async def _by_account(client: Client, url: str, phone: str) -> None:
    await client.to_password(url, phone)
    for name in ("password", "repeated")[: 2 if client.current.setting else 1]:
        await client.driver.type(name, PASSWORD)
    await client.press("confirmPassword")


async def _touch(client: Client, reader: FingerprintReader, finger: str) -> None:
    dialogs = client.application.window.dialogs
    await client.driver.wait_until(lambda: "手指" in dialogs.progressText, SLOW, "asked for the finger")
    await reader.show(f"SCAN {finger}")
    await client.driver.wait_until(lambda: dialogs.progressTitle == "", SLOW, "answered")
    await client.settled()


@pytest.mark.feature("M3.3.3.1", "M3.3.3.2", "M3.3.3.3")
async def test_a_finger_signs_in_instead_of_the_password(
    authority: AuthorityProcess, open_client: Open, reader: FingerprintReader
) -> None:
    client, phone = await open_client(authority.url), next_phone()
    await client.go("mobile_cert.home")
    await client.press("goLogin")
    await client.shown("mobile_cert.login")
    await _by_account(client, authority.url, phone)
    await client.shown("mobile_cert.biometrics")
    await client.driver.screenshot("biometrics-offer")
    await client.driver.click("switchOn")
    await _touch(client, reader, "mine")
    await client.shown("mobile_cert.home")
    await client.press("logout")
    await client.accept()
    assert not client.current.signedIn

    await client.press("goLogin")
    await client.shown("mobile_cert.biometric_login")
    assert client.current.phone.endswith(phone[-4:])
    await client.driver.screenshot("biometric-login")
    await client.driver.click("biometricLogin")
    await _touch(client, reader, "foreign")
    assert client.current.errorCode == "BIO-003"
    await client.driver.click("biometricLogin")
    await _touch(client, reader, "mine")
    await client.shown("mobile_cert.home")
    assert client.current.signedIn
    assert client.module.service.phone == phone

    await client.go("mobile_cert.biometrics")
    await client.press("switchOff")
    await client.accept()
    assert not client.current.on
    await client.back_to(2)
    await client.press("logout")
    await client.accept()
    await client.press("goLogin")
    await client.shown("mobile_cert.login")
    assert not client.current.byKey


async def test_it_can_be_skipped_for_a_while_and_cancelled(
    authority: AuthorityProcess, open_client: Open, reader: FingerprintReader
) -> None:
    client, phone = await open_client(authority.url), next_phone()
    await client.go("mobile_cert.home")
    await client.press("goLogin")
    await _by_account(client, authority.url, phone)
    await client.shown("mobile_cert.biometrics")
    dialogs = client.application.window.dialogs
    await client.driver.click("switchOn")
    await client.driver.wait_until(lambda: "手指" in dialogs.progressText, SLOW, "asked for the finger")
    dialogs.cancelProgress()
    await client.settled()
    assert client.current.errorCode == ""
    assert not client.current.on
    await client.driver.click("quiet")
    await client.press("skip")
    await client.shown("mobile_cert.home")
    assert await client.module.login_key.kind() is not None
    assert not await client.module.login_key.should_offer()


async def test_a_password_reset_elsewhere_ends_it_and_leads_to_the_account_sign_in(
    authority: AuthorityProcess, open_client: Open, reader: FingerprintReader
) -> None:
    client, phone = await open_client(authority.url), next_phone()
    await client.go("mobile_cert.home")
    await client.press("goLogin")
    await _by_account(client, authority.url, phone)
    await client.shown("mobile_cert.biometrics")
    await client.driver.click("switchOn")
    await _touch(client, reader, "mine")
    await client.shown("mobile_cert.home")
    service = client.module.service
    await service.forget_login_key()
    await service.sign_out()
    await client.press("goLogin")
    await client.shown("mobile_cert.biometric_login")
    await client.driver.click("biometricLogin")
    await _touch(client, reader, "mine")
    assert client.current.errorCode != ""
    assert await client.module.login_key.enabled() is None
    await client.press("accountLogin")
    await client.shown("mobile_cert.login")
