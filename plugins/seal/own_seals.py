"""Pictures that the person imported as own seals: kept in the plugin's folder, published to the seal registry."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path
from typing import Any

from core.credentials.seals import Seal, SealRegistry
from core.storage.settings import SettingsStore
from plugins.seal.pictures import read_picture

_NAME = "own_seals"
_WIDTH_MM = 40.0  # the customary width of a personal seal's picture on A4


class OwnSeals:
    """The person's own seal pictures on this device."""

    def __init__(self, folder: Path, settings: SettingsStore, registry: SealRegistry, source: str) -> None:
        self._folder = folder
        self._settings = settings
        self._registry = registry
        self._source = source
        self._lock = asyncio.Lock()

    async def publish(self) -> None:
        """Read what is kept and publish it; a picture that is gone is left out."""
        listed: list[dict[str, Any]] = await self._settings.get(_NAME, [])
        seals = await asyncio.to_thread(self._load, listed)
        self._registry.publish(self._source, seals)

    async def add(self, path: Path, name: str, *, white_transparent: bool) -> None:
        """Import a picture; raises as `plugins.seal.pictures.read_picture`."""
        picture = await asyncio.to_thread(read_picture, path, white_transparent=white_transparent)
        identity = secrets.token_hex(8)
        height = _WIDTH_MM * picture.height / picture.width
        async with self._lock:
            await asyncio.to_thread((self._folder / f"{identity}.png").write_bytes, picture.png)
            listed = await self._settings.get(_NAME, [])
            entry = {"id": identity, "name": name, "width_mm": _WIDTH_MM, "height_mm": height}
            await self._settings.put(_NAME, [*listed, entry])
        await self.publish()

    async def remove(self, seal_id: str) -> None:
        """Delete one of the own pictures; others are not touched."""
        async with self._lock:
            listed = await self._settings.get(_NAME, [])
            kept = [entry for entry in listed if _public_id(entry) != seal_id]
            gone = [entry for entry in listed if _public_id(entry) == seal_id]
            await self._settings.put(_NAME, kept)
            for entry in gone:
                await asyncio.to_thread((self._folder / f"{entry['id']}.png").unlink, missing_ok=True)
        await self.publish()

    async def remove_all(self) -> None:
        """Delete all own pictures."""
        for entry in await self._settings.get(_NAME, []):
            await self.remove(_public_id(entry))

    def _load(self, listed: list[dict[str, Any]]) -> list[Seal]:
        seals = []
        for entry in listed:
            path = self._folder / f"{entry['id']}.png"
            if path.is_file():
                picture = path.read_bytes()
                seals.append(Seal(_public_id(entry), entry["name"], picture, entry["width_mm"], entry["height_mm"]))
        return seals


def _public_id(entry: dict[str, Any]) -> str:
    return f"own:{entry['id']}"
