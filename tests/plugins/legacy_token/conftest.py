"""A registry with real tokens, and the plugin's pages in a real window."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.credentials.registry import CredentialRegistry
from core.devices.pkcs11 import Pkcs11Provider
from core.network.authority import AuthorityConnection
from core.storage.database import Database
from core.storage.settings import SettingsStore
from tests.core.credentials.test_registry import Audit, Person
from tests.softhsm import SoftHsm, softhsm

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

__all__ = ["softhsm"]


@dataclass(frozen=True)
class Context:
    """What the plugin uses of its context."""

    credentials: CredentialRegistry
    authority: AuthorityConnection
    settings: SettingsStore
    data_dir: Path


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[SettingsStore]:
    database = Database(tmp_path / "client.sqlite3")
    yield SettingsStore(database, "legacy_token")
    database.close()


async def nowhere() -> str:
    return "http://127.0.0.1:9"


async def nobody() -> str:
    return "device-of-tests"


@pytest.fixture
async def context(softhsm: SoftHsm, settings: SettingsStore, tmp_path: Path) -> AsyncIterator[Context]:
    registry = CredentialRegistry(Audit(), Person())
    await registry.add_provider(Pkcs11Provider([softhsm.module]))
    authority = AuthorityConnection(nowhere, nobody)
    yield Context(registry, authority, settings, tmp_path)
    await registry.stop()
