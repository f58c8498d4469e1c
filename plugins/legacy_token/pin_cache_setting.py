"""The chosen duration of the PIN cache, kept as a plain setting."""

from __future__ import annotations

from core.credentials.pin_cache import PinCacheDuration
from core.credentials.registry import CredentialRegistry
from core.storage.settings import SettingsStore

_NAME = "pin_cache_seconds"


async def apply_setting(registry: CredentialRegistry, settings: SettingsStore) -> None:
    """Set the cache as chosen; an unknown value leaves it off."""
    seconds = await settings.get(_NAME, 0)
    known = {duration.value: duration for duration in PinCacheDuration}
    await registry.choose_pin_cache(known.get(seconds, PinCacheDuration.OFF))


async def choose(registry: CredentialRegistry, settings: SettingsStore, duration: PinCacheDuration) -> None:
    """Choose a duration for now and later; media that are held open are locked."""
    await registry.choose_pin_cache(duration)
    await settings.put(_NAME, duration.value)
