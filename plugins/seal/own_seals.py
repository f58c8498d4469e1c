"""Pictures that the person imported as own seals: kept in the plugin's folder, published to the seal registry."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from core.credentials.seals import Seal, SealRegistry
from core.crypto.seal import ElectronicSeal
from core.storage.settings import SettingsStore
from plugins.seal.pictures import convert_picture, read_picture

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

    async def add_electronic(self, seal: ElectronicSeal) -> None:
        """Keep an electronic seal for its holder's signatures; doing it again changes nothing.

        Raises:
            PictureNotUsable: its picture is in a form that cannot be shown (OFD).
        """
        content = seal.content
        picture = await asyncio.to_thread(convert_picture, content.picture.data, white_transparent=False)
        identity = hashlib.sha256(seal.der).hexdigest()[:16]
        holder = hashlib.sha256(content.signers[0]).hexdigest() if len(content.signers) == 1 else ""
        async with self._lock:
            listed = await self._settings.get(_NAME, [])
            if any(entry["id"] == identity for entry in listed):
                return
            await asyncio.to_thread((self._folder / f"{identity}.png").write_bytes, picture.png)
            await asyncio.to_thread((self._folder / f"{identity}.esl").write_bytes, seal.der)
            entry = {
                "id": identity,
                "name": content.name[:60],
                "width_mm": float(content.picture.width_mm),
                "height_mm": float(content.picture.height_mm),
                "holder": holder,
                "valid_from": content.valid_from.isoformat(),
                "valid_to": content.valid_to.isoformat(),
            }
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
                for suffix in ("png", "esl"):
                    await asyncio.to_thread((self._folder / f"{entry['id']}.{suffix}").unlink, missing_ok=True)
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
                seals.append(_seal(entry, path.read_bytes(), self._electronic(entry)))
        return seals

    def _electronic(self, entry: dict[str, Any]) -> bytes:
        path = self._folder / f"{entry['id']}.esl"
        return path.read_bytes() if path.is_file() else b""


def _seal(entry: dict[str, Any], picture: bytes, electronic: bytes) -> Seal:
    return Seal(
        _public_id(entry),
        entry["name"],
        picture,
        entry["width_mm"],
        entry["height_mm"],
        certificate_fingerprint=entry.get("holder", ""),
        valid_from=_moment(entry.get("valid_from")),
        valid_to=_moment(entry.get("valid_to")),
        electronic_seal=electronic,
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _public_id(entry: dict[str, Any]) -> str:
    return f"own:{entry['id']}"
