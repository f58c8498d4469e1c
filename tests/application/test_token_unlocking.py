"""短信解锁 in the whole application: set up with the administrator's PIN once, then unlocked without it."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Awaitable, Callable, Iterator

import pytest

from authority.service import Service
from core.credentials.errors import PinLocked, WrongPin
from core.crypto.algorithms import KeyAlgorithm
from core.secret import Secret
from tests.application.test_self_service import prove_phone
from tests.authority.server import AuthorityProcess
from tests.authority.visitor import Visitor
from tests.plugins.mobile_cert.client import SLOW, Client
from tests.plugins.pdf_sign.desk import token_key
from tests.simulators.skf.soft_skf import ADMIN_PIN, SoftSkf, configured_skf, soft_skf
from tests.softhsm import SO_PIN, SoftHsm

__all__ = ["configured_skf", "soft_skf"]

Open = Callable[..., Awaitable[Client]]
NEW_PIN = "975310"


@pytest.fixture
def person(authority: AuthorityProcess) -> Iterator[Visitor]:
    """The token's owner."""
    visitor = Visitor(authority.url)
    yield visitor
    visitor.http.close()


async def set_up(client: Client, url: str, person: Visitor, admin_pin: str) -> None:
    """登记解锁, a wrong administrator's PIN first."""
    await client.go("legacy_token.pin")
    await client.press("action_self_service.unlock_setup")
    await client.shown("self_service.unlock_setup")
    await client.press("provePhone")
    await prove_phone(client, url, person)
    await client.shown("self_service.unlock_setup")
    page = client.current
    for pin in ("13572468", admin_pin):
        await client.driver.wait_for("adminPin", SLOW)
        await client.driver.type("adminPin", pin)
        await client.press("setUp")
        await client.driver.screenshot("unlock-setup")
        await client.accept()
        await client.driver.wait_until(lambda: page.done or bool(page.errorCode), SLOW, "answered")
        assert page.done == (pin == admin_pin), page.errorCause


async def lock(client: Client) -> None:
    """Wrong PINs until the medium takes none any more, where it counts them."""
    registry = client.application.services.credentials
    (view,) = registry.media()
    for _ in range(10):
        try:
            await registry.change_pin(view.info.id, Secret("000000"), Secret("111111"))
        except WrongPin:
            continue
        except PinLocked:
            break


async def unlock(client: Client, size: str) -> None:
    """短信解锁."""
    await client.back_to(1)
    await client.go("legacy_token.pin")
    await client.press("action_self_service.unlock")
    await client.shown("self_service.unlock")
    page = client.current
    await client.driver.type("newPin", NEW_PIN)
    await client.driver.type("repeatedPin", NEW_PIN + "1")
    await client.press("unlock")
    assert page.problem == "两次输入的新 PIN 不一致。"
    await client.driver.screenshot(f"unlock-{size}")
    await client.driver.type("newPin", NEW_PIN)
    await client.driver.type("repeatedPin", NEW_PIN)
    await client.driver.click("unlock", SLOW)
    await client.driver.wait_until(lambda: page.done or bool(page.errorCode), SLOW, "unlocked")
    assert page.done, page.errorCause


def logs_in(softhsm: SoftHsm, *options: str) -> bool:
    """Whether OpenSC's tool gets in."""
    command = ["pkcs11-tool", "--module", str(softhsm.module), "--login", *options, "--list-objects"]
    return subprocess.run(command, capture_output=True).returncode == 0


@pytest.mark.feature("M3.5.8.1")
@pytest.mark.parametrize("size", ["phone", "desktop"])
async def test_a_pkcs11_token_is_unlocked_by_its_owners_phone(
    authority: AuthorityProcess, service: Service, softhsm: SoftHsm, person: Visitor, open_client: Open, size: str
) -> None:
    softhsm.create_token("单位介质")
    token_key(service, softhsm, "单位介质", "01", KeyAlgorithm.EC_P256, "李晓样")
    client = await open_client(authority.url, size=size)
    registry = client.application.services.credentials
    await client.driver.wait_until(lambda: len(registry.credentials()) == 1, SLOW, "token")
    await set_up(client, authority.url, person, SO_PIN)
    officer = ("--login-type", "so", "--so-pin", SO_PIN)
    assert not await asyncio.to_thread(logs_in, softhsm, *officer), "the administrator's PIN is the authority's now"
    for _ in range(2):  # the second time with the PIN that the first one set
        await unlock(client, size)
        assert await asyncio.to_thread(logs_in, softhsm, "--pin", NEW_PIN)


@pytest.mark.feature("M3.5.8.1")
async def test_a_locked_skf_key_is_unlocked_by_its_owners_phone(
    authority: AuthorityProcess, configured_skf: SoftSkf, person: Visitor, open_client: Open
) -> None:
    key = configured_skf.insert(serial="SN0101")
    client = await open_client(authority.url)
    registry = client.application.services.credentials
    await client.driver.wait_until(lambda: len(registry.media()) == 1, SLOW, "key")
    await set_up(client, authority.url, person, ADMIN_PIN)
    await lock(client)
    assert key.tries_left() == 0
    await unlock(client, "desktop")
    assert key.tries_left() == 6
    (view,) = registry.media()
    await registry.change_pin(view.info.id, Secret(NEW_PIN), Secret("135791"))


async def test_another_phone_does_not_unlock_it(
    authority: AuthorityProcess, configured_skf: SoftSkf, person: Visitor, open_client: Open
) -> None:
    configured_skf.insert(serial="SN0102")
    thief = Visitor(authority.url)
    client = await open_client(authority.url)
    registry = client.application.services.credentials
    await client.driver.wait_until(lambda: len(registry.media()) == 1, SLOW, "key")
    await set_up(client, authority.url, person, ADMIN_PIN)
    await client.back_to(1)
    await client.go("self_service.home")
    await client.press("leaveVisit")
    await client.go("self_service.unlock")
    await client.press("provePhone")
    await prove_phone(client, authority.url, thief)
    thief.http.close()
    await client.shown("self_service.unlock")
    page = client.current
    await client.driver.type("newPin", NEW_PIN)
    await client.driver.type("repeatedPin", NEW_PIN)
    await client.driver.click("unlock", SLOW)
    await client.driver.wait_until(lambda: bool(page.errorCode), SLOW, "refused")
    assert page.errorCause == "该介质没有为此手机号码登记解锁。"
    assert not page.done
