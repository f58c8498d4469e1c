"""The files of one key container.

A container is a folder: `container.json` (replaced as a whole, atomically) and `tries` (one number). The tries have a
file of their own so that counting never rewrites wrapped keys. Someone who can write these files can also put an old
count back; what protects the keys from such a person is Argon2id and the device key, not the counter.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import time
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from core.credentials.software.errors import ContainerDamaged
from core.credentials.software.wrapping import Wrapping
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate
from core.crypto.keys import PublicKey
from core.errors import AppError, StorageFull

MAX_TRIES = 10
_SWEPT_AFTER = 3600.0
_FULL = (28, 122)  # ENOSPC, EDQUOT


class ContainerState(StrEnum):
    """Where a container stands on its way."""

    PENDING = "pending"
    INSTALLED = "installed"


@dataclass(frozen=True, slots=True)
class Container:
    """What `container.json` holds.

    Attributes:
        id: derived from the order, so that one order can never have two containers.
        order_id: the order that the key was made for.
        label: what the person calls it.
        algorithm: of the key pairs.
        state: pending or installed.
        wrapping: how the PIN and the device key protect the container key.
        public_key: SubjectPublicKeyInfo of the signing key.
        signing_key: PKCS#8 under the container key.
        signing_certificate: DER, once installed.
        encryption_key: PKCS#8 under the container key, once installed.
        encryption_certificate: DER, once installed.
        chain: issuers' DER, leaf's issuer first.
    """

    id: str
    order_id: str
    label: str
    algorithm: KeyAlgorithm
    state: ContainerState
    wrapping: Wrapping
    public_key: bytes
    signing_key: bytes
    signing_certificate: bytes | None = None
    encryption_key: bytes | None = None
    encryption_certificate: bytes | None = None
    chain: tuple[bytes, ...] = ()

    def certificates(self) -> tuple[Certificate, ...]:
        """The end-entity certificates that are installed."""
        present = (self.signing_certificate, self.encryption_certificate)
        return tuple(Certificate(der) for der in present if der is not None)


def container_id(order_id: str) -> str:
    """The folder name of an order's container."""
    return hashlib.sha256(order_id.encode()).hexdigest()[:32]


class ContainerFolder:
    """All containers of the person on this device."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def ids(self) -> tuple[str, ...]:
        """Every container, oldest name order."""
        if not self._root.is_dir():
            return ()
        return tuple(sorted(entry.name for entry in self._root.iterdir() if entry.is_dir() and entry.name[0] != "."))

    def create(self, container: Container) -> bool:
        """Write a new container in one step; False when the order has one already (which stays untouched)."""
        with _StorageErrors():
            self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary = self._root / f".new-{secrets.token_hex(8)}"
            temporary.mkdir(mode=0o700)
            try:
                _write_durably(temporary / "container.json", _dump(container))
                _write_durably(temporary / "tries", b"0")
                _sync_folder(temporary)
                # renaming a folder onto one that is not empty fails everywhere: the order's first key wins
                temporary.rename(self._root / container.id)
            except FileExistsError:
                shutil.rmtree(temporary)
                return False
            except OSError:
                shutil.rmtree(temporary, ignore_errors=True)
                if (self._root / container.id).exists():
                    return False
                raise
            _sync_folder(self._root)
        return True

    def read(self, identity: str) -> Container:
        """The container; raises `ContainerDamaged`, or FileNotFoundError when there is none."""
        path = self._root / identity / "container.json"
        try:
            return _load(path.read_bytes())
        except FileNotFoundError:
            if path.parent.is_dir():
                raise ContainerDamaged from None
            raise
        except (ValueError, KeyError, TypeError, AppError) as error:
            raise ContainerDamaged from error

    def replace(self, container: Container) -> None:
        """Put a new version in place of the old one, atomically and durably."""
        folder = self._root / container.id
        with _StorageErrors():
            _replace_durably(folder / "container.json", _dump(container))

    def remove(self, identity: str) -> None:
        """Delete a container; harmless when it is not there."""
        folder = self._root / identity
        if not folder.is_dir():
            return
        doomed = self._root / f".old-{secrets.token_hex(8)}"
        folder.rename(doomed)
        _sync_folder(self._root)
        shutil.rmtree(doomed)

    def sweep(self) -> None:
        """Clear away what a kill left: containers half made or half deleted, files that were never put in place.

        What is half made is left alone for an hour, because another process may be at it.
        """
        if not self._root.is_dir():
            return
        long_ago = time.time() - _SWEPT_AFTER
        for doomed in self._root.glob(".old-*"):
            shutil.rmtree(doomed, ignore_errors=True)
        for half in self._root.glob(".new-*"):
            if half.stat().st_mtime < long_ago:
                shutil.rmtree(half, ignore_errors=True)
        for unfinished in self._root.glob("[!.]*/.*-*"):
            if unfinished.stat().st_mtime < long_ago:
                unfinished.unlink(missing_ok=True)

    def tries_used(self, identity: str) -> int:
        """Wrong PINs in a row; a missing or garbled count leaves one try, so that deleting it gains nothing."""
        try:
            used = int((self._root / identity / "tries").read_bytes())
        except (OSError, ValueError):
            return MAX_TRIES - 1
        return min(max(used, 0), MAX_TRIES)

    def count_tries(self, identity: str, used: int) -> None:
        """Store the count durably: it is on disk before the PIN is tried."""
        with _StorageErrors():
            _replace_durably(self._root / identity / "tries", str(used).encode())


class _StorageErrors:
    """Turns a full disk into the error that a person understands."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, OSError) and error.errno in _FULL:
            raise StorageFull(what="密钥 / key") from error


def _write_durably(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _replace_durably(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    try:
        _write_durably(temporary, data)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows flushes names with the file and cannot open folders
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _dump(container: Container) -> bytes:
    values: dict[str, Any] = {
        "version": 1,
        "id": container.id,
        "order_id": container.order_id,
        "label": container.label,
        "algorithm": container.algorithm.value,
        "state": container.state.value,
        "wrapping": container.wrapping.to_json(),
        "public_key": _text(container.public_key),
        "signing_key": _text(container.signing_key),
        "signing_certificate": _text(container.signing_certificate),
        "encryption_key": _text(container.encryption_key),
        "encryption_certificate": _text(container.encryption_certificate),
        "chain": [_text(der) for der in container.chain],
    }
    return json.dumps(values, ensure_ascii=False, indent=1).encode()


def _load(data: bytes) -> Container:
    values: Mapping[str, Any] = json.loads(data)
    if values["version"] != 1:
        raise ValueError("version")
    container = Container(
        id=str(values["id"]),
        order_id=str(values["order_id"]),
        label=str(values["label"]),
        algorithm=KeyAlgorithm(values["algorithm"]),
        state=ContainerState(values["state"]),
        wrapping=Wrapping.from_json(values["wrapping"]),
        public_key=b64decode(values["public_key"], validate=True),
        signing_key=b64decode(values["signing_key"], validate=True),
        signing_certificate=_bytes(values["signing_certificate"]),
        encryption_key=_bytes(values["encryption_key"]),
        encryption_certificate=_bytes(values["encryption_certificate"]),
        chain=tuple(b64decode(der, validate=True) for der in values["chain"]),
    )
    PublicKey(container.public_key)
    container.certificates()
    return container


def _text(data: bytes | None) -> str | None:
    return None if data is None else b64encode(data).decode("ascii")


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text, validate=True)
