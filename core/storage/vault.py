"""Secrets at rest: AES-256-GCM under the device key; names are authenticated, so rows cannot be swapped."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from core.secret import Secret
from core.storage.database import Database
from core.storage.device_key import open_device_key
from core.storage.errors import VaultUnreadable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class VaultKey:
    """The device key, opened at its first use on the database's thread and shared by all namespaces."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._key: Secret | None = None

    def reveal(self) -> bytes:
        """The 32 bytes."""
        if self._key is None:
            self._key = open_device_key(self._path)
        return self._key.reveal_bytes()


class Vault:
    """The secrets of one namespace."""

    def __init__(self, database: Database, key: VaultKey, namespace: str) -> None:
        self._database = database
        self._key = key
        self._namespace = namespace

    async def get(self, name: str) -> Secret | None:
        """A secret, or None; raises `VaultUnreadable` when the device key is another one."""
        return await self._database.run(lambda session: self._get(session, name))

    async def put(self, name: str, secret: Secret) -> None:
        """Keep a secret."""
        await self._database.run(lambda session: self._put(session, name, secret))

    async def delete(self, name: str) -> None:
        """Forget a secret; harmless when there is none."""
        await self._database.run(lambda session: self._delete(session, name))

    def _get(self, session: Session, name: str) -> Secret | None:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        from core.storage.tables import SecretRow

        row = session.get(SecretRow, (self._namespace, name))
        if row is None:
            return None
        try:
            return Secret(AESGCM(self._key.reveal()).decrypt(row.sealed[:12], row.sealed[12:], self._place(name)))
        except (InvalidTag, ValueError) as error:
            # a value that was cut short has no whole nonce
            raise VaultUnreadable from error

    def _put(self, session: Session, name: str, secret: Secret) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        from core.storage.tables import SecretRow

        nonce = os.urandom(12)
        sealed = nonce + AESGCM(self._key.reveal()).encrypt(nonce, secret.reveal_bytes(), self._place(name))
        session.merge(SecretRow(namespace=self._namespace, name=name, sealed=sealed))

    def _delete(self, session: Session, name: str) -> None:
        from core.storage.tables import SecretRow

        row = session.get(SecretRow, (self._namespace, name))
        if row is not None:
            session.delete(row)

    def _place(self, name: str) -> bytes:
        return f"{self._namespace}\0{name}".encode()
