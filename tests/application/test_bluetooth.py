"""蓝牙 in the whole application: a key on a virtual radio, the real registry and the real permission gate."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from core.devices.ble import bleak_radio
from core.devices.ble.errors import BluetoothOff
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import SLOW, Client
from tests.simulators.ble.virtual_radio import KeyPeer, VirtualRadio
from tests.virtual_cards import piv_card, virtual_card

Open = Callable[..., Awaitable[Client]]


@pytest.mark.feature("M3.5.2.1", "M3.5.2.2", "M3.5.2.3")
@pytest.mark.parametrize("size", ["phone"])
async def test_a_bluetooth_key_is_found_named_connected_and_disconnected(
    authority: AuthorityProcess, open_client: Open, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    radio = VirtualRadio()
    await radio.start()
    await KeyPeer(virtual_card(piv_card())).start(radio.link)
    monkeypatch.setattr(bleak_radio, "BleakRadio", lambda: radio)
    client = await open_client(authority.url, size=size)
    await client.go("legacy_token.home")
    await client.go("legacy_token.bluetooth")
    radio.problem = BluetoothOff()
    await client.press("search")
    await client.driver.wait_until(lambda: client.current.errorCode == "BLE-001", SLOW, "error")
    await client.driver.screenshot(f"bluetooth-off-{size}")
    radio.problem = None
    await client.driver.click("search")
    await client.driver.wait_until(lambda: client.driver.is_shown("found0"), SLOW, "key")
    await client.press("foundAlias0")
    await client.driver.type("alias", "办公室的 Key")
    await client.driver.screenshot(f"bluetooth-alias-{size}")
    await client.press("saveAlias")
    await client.driver.screenshot(f"bluetooth-found-{size}")
    await client.press("found0")
    await client.driver.wait_until(lambda: client.driver.is_shown("connected0"), SLOW, "connection")
    registry = client.application.services.credentials
    await client.driver.wait_until(lambda: len(registry.credentials()) == 4, SLOW, "certificates")
    await client.driver.screenshot(f"bluetooth-connected-{size}")
    uses = await client.application.services.privacy.permission_uses()
    assert [use.permission for use in uses if use.module == "legacy_token"] == ["bluetooth"] * 3
    await client.press("connected0")
    await client.accept()
    await client.driver.wait_until(lambda: registry.media() == (), SLOW, "end")
