"""Bluetooth keys of this client: one provider for the media and for the page; the names that the person gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from core.credentials.registry import CredentialRegistry
from core.storage.settings import SettingsStore

if TYPE_CHECKING:
    from core.devices.ble import BleProvider

_ALIASES = "bluetooth_aliases"
LONGEST_ALIAS = 30
_providers: WeakKeyDictionary[CredentialRegistry, BleProvider] = WeakKeyDictionary()


def provider_of(registry: CredentialRegistry) -> BleProvider:
    """The provider whose media are in that registry; the system's Bluetooth is not touched before it is asked."""
    from core.devices.ble import BleProvider
    from core.devices.ble.bleak_radio import BleakRadio

    if registry not in _providers:
        _providers[registry] = BleProvider(BleakRadio())
    return _providers[registry]


async def aliases(settings: SettingsStore) -> dict[str, str]:
    """The person's names by address."""
    kept = await settings.get(_ALIASES, {})
    return dict(kept) if isinstance(kept, dict) else {}


async def give_alias(settings: SettingsStore, address: str, alias: str) -> dict[str, str]:
    """Keep a name, an empty one takes it away; returns all."""
    names = await aliases(settings)
    names[address] = alias.strip()[:LONGEST_ALIAS]
    if not names[address]:
        del names[address]
    await settings.put(_ALIASES, names)
    return names
