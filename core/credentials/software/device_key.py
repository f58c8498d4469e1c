"""The device key of the software key store: random, made once, kept in the vault."""

from __future__ import annotations

import asyncio
import os

from core.secret import Secret
from core.storage.vault import Vault

_NAME = "software-key-store"


class VaultDeviceKey:
    """Gives the 32-byte device key; fits `SoftwareKeyStore(folder, device_key)`."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._lock = asyncio.Lock()

    async def __call__(self) -> Secret:
        """The key; made at the first call, never replaced."""
        async with self._lock:
            key = await self._vault.get(_NAME)
            if key is None:
                key = Secret(os.urandom(32))
                await self._vault.put(_NAME, key)
            return key
