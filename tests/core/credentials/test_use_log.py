"""The record of key uses on disk, and seals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.credentials.seals import Seal, SealRegistry
from core.credentials.software import VaultDeviceKey
from core.credentials.use import KeyOperation
from core.credentials.use_audit import UseOutcome, UseRecord
from core.credentials.use_log import UseLog
from core.storage.database import Database
from core.storage.vault import Vault, VaultKey
from tests.core.credentials.issued import NOW


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "client.sqlite3")
    yield database
    database.close()


async def test_a_use_is_on_disk_before_and_complete_after_it(database: Database) -> None:
    log = UseLog(database)
    record = UseRecord(NOW, "software:1/ab", "张三", KeyOperation.SIGN, "pdf_sign", "签署 合同.pdf" * 50)
    first = await log.begin(record)
    (started,) = await log.recent()
    assert (started.outcome, started.operations, started.when) == (UseOutcome.STARTED, 0, NOW)
    await log.finish(first, UseOutcome.DONE, 3)
    await log.finish(await log.begin(record), UseOutcome.FAILED, 0, "PIN-002")
    newest, oldest = await log.recent()
    assert (oldest.outcome, oldest.operations, oldest.error_code) == (UseOutcome.DONE, 3, "")
    assert (newest.outcome, newest.error_code) == (UseOutcome.FAILED, "PIN-002")


async def test_the_device_key_is_made_once(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    vault = Vault(database, VaultKey(tmp_path / "device.key"), "core")
    first = (await VaultDeviceKey(vault)()).reveal_bytes()
    assert len(first) == 32
    assert (await VaultDeviceKey(vault)()).reveal_bytes() == first


def test_seals_are_listed_for_their_certificate_and_replaced_by_source() -> None:
    registry, changes = SealRegistry(), []
    end = registry.subscribe(lambda: changes.append(1))
    bound = Seal("a", "个人章", b"", 40, 20, "ff", NOW, NOW + timedelta(days=1))
    own = Seal("b", "手写签名", b"", 40, 20)
    registry.publish("mobile_cert", [bound])
    registry.publish("seal", [own])
    assert registry.seals() == (bound, own)
    assert registry.seals("ff") == (bound, own)
    assert registry.seals("ee") == (own,)
    assert registry.source_of("b") == "seal"
    assert bound.valid_at(NOW)
    assert not bound.valid_at(NOW + timedelta(days=2))
    end()
    registry.publish("mobile_cert", [])
    assert registry.seals("ff") == (own,)
    assert len(changes) == 2
