"""蓝牙 in the real window: keys on a virtual radio are found, connected, named, lost and disconnected."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import cast

import pytest
from PySide6.QtCore import QObject

from core.credentials.registry import CredentialRegistry
from core.devices.ble import BleProvider
from core.devices.ble.errors import BluetoothDenied, BluetoothOff, NoBluetooth
from core.plugin.api import Permission
from core.privacy.errors import PermissionOff
from core.privacy.service import PluginPrivacy
from core.storage.settings import SettingsStore
from core.ui.page import PageSpec
from core.ui.view_model import ViewModel
from core.ui.window import MainWindow
from plugins import legacy_token
from plugins.legacy_token.bluetooth_view_model import BluetoothViewModel
from tests.core.credentials.test_registry import Audit, Person
from tests.plugins.legacy_token.test_token_window import item_named, shot, shown_window, until
from tests.simulators.ble.virtual_radio import KeyPeer, VirtualRadio
from tests.virtual_cards import piv_card, virtual_card


@dataclass
class Gate:
    """The permission gate as the page meets it; the real one has tests of its own."""

    uses: list[str] = field(default_factory=list)
    off: bool = False

    async def use(self, permission: Permission, purpose: str) -> None:
        if self.off:
            raise PermissionOff(permission="蓝牙")
        self.uses.append(f"{permission} {purpose}")


@dataclass
class Desk:
    registry: CredentialRegistry
    provider: BleProvider
    radio: VirtualRadio
    peer: KeyPeer
    gate: Gate
    window: MainWindow

    @property
    def page(self) -> BluetoothViewModel:
        current = self.window.navigator.current
        assert isinstance(current, BluetoothViewModel)
        return current

    def click(self, name: str) -> None:
        item = item_named(self.window, name)
        assert item is not None
        item.clicked.emit()  # type: ignore[attr-defined]

    async def appears(self, name: str) -> None:
        await until(lambda: item_named(self.window, name) is not None, 30)


@pytest.fixture
async def link() -> AsyncIterator[tuple[CredentialRegistry, BleProvider, VirtualRadio, KeyPeer]]:
    radio, peer = VirtualRadio(), KeyPeer(virtual_card(piv_card()))
    await radio.start()
    await peer.start(radio.link)
    registry = CredentialRegistry(Audit(), Person())
    provider = BleProvider(radio, patience=20, first_pause=0.01)
    await registry.add_provider(provider)
    yield registry, provider, radio, peer
    await registry.stop()


@pytest.fixture
async def desk(
    link: tuple[CredentialRegistry, BleProvider, VirtualRadio, KeyPeer], settings: SettingsStore
) -> AsyncIterator[Desk]:
    registry, provider, radio, peer = link
    gate = Gate()

    def model(page: object) -> ViewModel:
        return BluetoothViewModel(page, provider, settings, cast("PluginPrivacy", gate))  # type: ignore[arg-type]

    spec = PageSpec("legacy_token.bluetooth", "蓝牙", legacy_token._QML / "BluetoothPage.qml", model)
    with shown_window([spec], "legacy_token.bluetooth") as window:
        yield Desk(registry, provider, radio, peer, gate, window)


@pytest.mark.feature("M3.5.2.1", "M3.5.2.2", "M3.5.2.3")
async def test_a_key_is_found_connected_named_and_disconnected(desk: Desk) -> None:
    await desk.appears("search")
    desk.click("search")
    await desk.appears("found0")
    row = item_named(desk.window, "found0")
    assert row is not None
    assert row.property("title") == "蓝牙K1"
    await shot(desk.window, "bluetooth_found")
    desk.click("found0")
    await desk.appears("connected0")
    await until(lambda: len(desk.registry.credentials()) == 4, 30)
    assert [use.split()[1] for use in desk.gate.uses] == ["搜索蓝牙密钥", "连接蓝牙密钥"]

    own = _media(desk)
    desk.click("connectedAlias0")
    await desk.appears("saveAlias")
    alias = item_named(desk.window, "alias")
    assert alias is not None
    alias.setProperty("text", "办公室的 Key")
    await shot(desk.window, "bluetooth_alias")
    desk.click("saveAlias")
    await until(lambda: _title(desk) == "办公室的 Key", 30)
    await until(lambda: _media(desk) == {"办公室的 Key"}, 30)
    await shot(desk.window, "bluetooth_connected")

    desk.click("search")
    await until(lambda: desk.page.searching, 30)
    desk.page.stopSearch()
    await desk.page.settled()
    assert _title(desk) == "办公室的 Key"
    desk.page.rename(desk.provider.connected[0], "")
    await until(lambda: _title(desk) == "蓝牙K1", 30)
    await until(lambda: _media(desk) == own, 30)

    desk.click("connected0")
    dialogs = desk.page.page.dialogs
    await until(lambda: bool(dialogs.current), 30)
    dialogs.answer(dialogs.current["id"], True)
    await until(lambda: not desk.provider.connected, 30)
    await until(lambda: item_named(desk.window, "connected0") is None, 30)
    assert desk.registry.media() == ()


async def test_a_lost_key_comes_back_by_itself(desk: Desk) -> None:
    await desk.appears("search")
    desk.click("search")
    await desk.appears("found0")
    desk.click("found0")
    await until(lambda: len(desk.registry.credentials()) == 4, 30)
    await desk.peer.leave_now()
    await until(lambda: not desk.registry.media(), 30)
    await until(lambda: len(desk.registry.credentials()) == 4, 30)
    assert desk.page.errorCode == ""


async def test_what_stands_in_the_way_is_told(desk: Desk) -> None:
    await desk.appears("search")
    for problem in (BluetoothOff(), NoBluetooth(), BluetoothDenied()):
        desk.radio.problem = problem
        desk.page.search()
        await desk.page.settled()
        assert (desk.page.errorCode, desk.page.searching) == (problem.code, False)
    await shot(desk.window, "bluetooth_denied")
    desk.gate.off = True
    desk.page.search()
    await desk.page.settled()
    assert desk.page.errorCode == PermissionOff.code
    assert desk.page.searching is False


def _media(desk: Desk) -> set[str]:
    """What the credentials of the key say where they are."""
    return {credential.medium.label for credential in desk.registry.credentials()}


def _title(desk: Desk) -> str:
    item: QObject | None = item_named(desk.window, "connected0")
    return str(item.property("title")) if item is not None else ""
