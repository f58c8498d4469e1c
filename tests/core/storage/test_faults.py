"""Full disks, damaged files, refused access: each with its code, and nothing is lost or overwritten."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import StorageFull
from core.secret import Secret
from core.storage import database as database_module
from core.storage.database import Database
from core.storage.errors import DatabaseBusy, DatabaseDamaged, DatabaseNotAccessible, DatabaseTooNew, VaultUnreadable
from core.storage.settings import SettingsStore
from core.storage.vault import Vault, VaultKey

BIG = "x" * 200_000


async def filled(path: Path) -> None:
    """A database with two settings, closed."""
    database = Database(path)
    await SettingsStore(database, "core").put("small", "kept")
    await SettingsStore(database, "core").put("large", BIG)
    database.close()


async def test_a_full_database_keeps_what_it_had(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SettingsStore(database, "core")
    await store.put("small", "kept")

    def limit(session: object) -> None:
        from sqlalchemy import text

        session.execute(text("PRAGMA max_page_count=60"))  # type: ignore[attr-defined]

    await database.run(limit)
    with pytest.raises(StorageFull) as full:
        for number in range(20):
            await store.put(f"large{number}", BIG)
    assert full.value.code == "APP-003"
    assert await store.get("small") == "kept"
    await store.put("small", "changed")
    assert await store.get("small") == "changed"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of one megabyte; only the superuser may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)]
    if os.name != "posix" or shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    # also when a failed test left something open
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Write until nothing more fits."""
    ballast = folder / "ballast"
    descriptor = os.open(ballast, os.O_WRONLY | os.O_CREAT)
    with pytest.raises(OSError, match="No space"):
        while True:
            os.write(descriptor, bytes(4096))
    os.close(descriptor)
    return ballast


async def test_a_full_disk_keeps_what_it_had_and_works_again(small_disk: Path) -> None:
    path = small_disk / "client.sqlite3"
    database = Database(path)
    store, vault = SettingsStore(database, "core"), Vault(database, VaultKey(small_disk / "device.key"), "core")
    await store.put("small", "kept")
    ballast = fill(small_disk)
    with pytest.raises(StorageFull):
        await store.put("large", BIG)
    with pytest.raises(StorageFull):
        await vault.put("token", Secret("secret"))
    assert not (small_disk / "device.key").exists()
    assert await store.get("small") == "kept"
    ballast.unlink()
    await store.put("large", BIG)
    await vault.put("token", Secret("secret"))
    database.close()
    again = Database(path)
    assert await SettingsStore(again, "core").get("large") == BIG
    again.close()


async def test_a_first_start_on_a_full_disk_is_named(small_disk: Path) -> None:
    fill(small_disk)
    database = Database(small_disk / "client.sqlite3")
    with pytest.raises((StorageFull, DatabaseNotAccessible)):
        await SettingsStore(database, "core").get("x")
    database.close()


LIMITED = """
import asyncio, resource, signal, sys
from pathlib import Path
from core.errors import AppError
from core.storage.database import Database
from core.storage.settings import SettingsStore

async def main():
    store = SettingsStore(Database(Path(sys.argv[1])), "core")
    await store.put("small", "kept")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    try:
        for number in range(9):
            await store.put(f"large{number}", "x" * 100_000)
    except AppError as error:
        print(error.code)

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
async def test_a_limit_on_file_sizes_is_named_and_nothing_is_lost(path: Path) -> None:
    command = [sys.executable, "-c", LIMITED, str(path)]
    told = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).resolve().parents[3], check=True)
    assert told.stdout.strip() in ("APP-003", "STO-005")
    database = Database(path)
    assert await SettingsStore(database, "core").get("small") == "kept"
    database.close()


def _not_a_database(path: Path) -> None:
    path.write_bytes(b"This is a letter to my bank.\n" * 300)


def _bad_header(path: Path) -> None:
    path.write_bytes(b"\xff" * 100 + path.read_bytes()[100:])


def _bad_schema(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 3996 + path.read_bytes()[4096:])


def _bad_pages(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:8192])


@pytest.mark.parametrize("damage", [_not_a_database, _bad_header, _bad_schema, _bad_pages, _cut_short])
async def test_a_damaged_database_is_kept_and_a_new_one_serves(path: Path, damage: Callable[[Path], None]) -> None:
    await filled(path)
    damage(path)
    damaged = path.read_bytes()
    database = Database(path)
    store = SettingsStore(database, "core")
    with pytest.raises(DatabaseDamaged) as told:
        await store.get("small")
        await store.get("large")
    kept = path.with_name(str(told.value.details["kept"]))
    assert kept.read_bytes() == damaged
    assert await store.get("small") is None
    await store.put("small", "new")
    assert await store.get("small") == "new"
    database.close()


async def test_two_damaged_ones_in_one_second_are_both_kept(path: Path) -> None:
    kept = []
    for letter in (b"one ", b"two ", b"three "):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(letter * 1000)
        path.with_name(path.name + "-wal").write_bytes(letter)
        database = Database(path)
        with pytest.raises(DatabaseDamaged) as told:
            await SettingsStore(database, "core").get("x")
        database.close()
        kept.append(path.with_name(str(told.value.details["kept"])))
    assert [file.read_bytes()[:4] for file in kept] == [b"one ", b"two ", b"thre"]


async def test_a_journal_is_kept_with_its_damaged_database(path: Path) -> None:
    """A journal that was never merged may hold the newest data: a rescue needs it."""
    await filled(path)
    with closing(sqlite3.connect(path)) as other, closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM setting").fetchall()
        other.execute("UPDATE setting SET value = '\"newest\"' WHERE name = 'small'")
        other.commit()
        wal = path.with_name(path.name + "-wal").read_bytes()
        assert b"newest" in wal
        (path.parent / "copy.sqlite3").write_bytes(path.read_bytes())
        (path.parent / "copy.sqlite3-wal").write_bytes(wal)
    copy = path.parent / "copy.sqlite3"
    _bad_header(copy)
    database = Database(copy)
    with pytest.raises(DatabaseDamaged) as told:
        await SettingsStore(database, "core").get("small")
    database.close()
    # SQLite itself may have merged the journal before it saw the damage
    kept = Path(str(told.value.details["kept"])).stem
    assert any(b"newest" in file.read_bytes() for file in list(path.parent.glob(f"{kept}*")))


async def test_data_of_a_newer_version_is_left_alone(path: Path) -> None:
    await filled(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = path.read_bytes()
    for _ in range(2):
        database = Database(path)
        with pytest.raises(DatabaseTooNew):
            await SettingsStore(database, "core").get("small")
        database.close()
    assert path.read_bytes() == before


async def test_a_database_that_another_process_holds_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await filled(path)
    monkeypatch.setattr(database_module, "BUSY_MILLISECONDS", 50)
    database = Database(path)
    store = SettingsStore(database, "core")
    assert await store.get("small") == "kept"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseBusy):
            await store.put("small", "lost")
        other.execute("ROLLBACK")
    await store.put("small", "changed")
    assert await store.get("small") == "changed"
    database.close()


async def test_a_place_that_cannot_hold_a_database_is_named(path: Path) -> None:
    path.mkdir(parents=True)
    (path / "something").touch()
    database = Database(path)
    with pytest.raises(DatabaseNotAccessible):
        await SettingsStore(database, "core").get("x")
    database.close()
    below = Database(path / "something" / "client.sqlite3")
    with pytest.raises(DatabaseNotAccessible):
        await SettingsStore(below, "core").get("x")
    below.close()


async def test_a_read_only_database_can_be_named(path: Path) -> None:
    await filled(path)
    database = Database(path)
    store = SettingsStore(database, "core")
    assert await store.get("small") == "kept"

    def protect(session: object) -> None:
        session.connection().exec_driver_sql("PRAGMA query_only=1")  # type: ignore[attr-defined]

    await database.run(protect)
    with pytest.raises(DatabaseNotAccessible):
        await store.put("small", "lost")
    database.close()


async def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    store = SettingsStore(database, "core")

    def half(session: object) -> None:
        from core.storage.tables import SettingRow

        session.add(SettingRow(namespace="core", name="half", value=1))  # type: ignore[attr-defined]
        session.flush()  # type: ignore[attr-defined]
        raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        await database.run(half)
    assert await store.get("half") is None


def vault(database: Database, folder: Path, namespace: str = "core") -> Vault:
    return Vault(database, VaultKey(folder / "device.key"), namespace)


async def test_secrets_are_not_in_the_file(database: Database, path: Path) -> None:
    await vault(database, path.parent).put("token", Secret("plain words"))
    database.close()
    assert all(b"plain words" not in file.read_bytes() for file in list(path.parent.iterdir()))
    if os.name == "posix":
        assert (path.parent / "device.key").stat().st_mode & 0o777 == 0o600


async def test_another_device_key_is_named_and_nothing_is_overwritten(database: Database, path: Path) -> None:
    await vault(database, path.parent).put("token", Secret("secret"))
    key = path.parent / "device.key"
    right = key.read_bytes()
    key.write_bytes(bytes(32))
    with pytest.raises(VaultUnreadable):
        await vault(database, path.parent).get("token")
    key.write_bytes(right)
    secret = await vault(database, path.parent).get("token")
    assert secret is not None
    assert secret.reveal_text() == "secret"


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
async def test_a_damaged_device_key_is_named_and_kept(database: Database, path: Path, content: bytes) -> None:
    await vault(database, path.parent).put("token", Secret("secret"))
    key = path.parent / "device.key"
    key.write_bytes(content)
    for _ in range(2):
        with pytest.raises(VaultUnreadable):
            await vault(database, path.parent).get("token")
        with pytest.raises(VaultUnreadable):
            await vault(database, path.parent).put("token", Secret("other"))
    assert key.read_bytes() == content


@pytest.mark.parametrize("sealed", [b"", b"x", b"x" * 12, b"x" * 40])
async def test_a_damaged_secret_is_named(database: Database, path: Path, sealed: bytes) -> None:
    store = vault(database, path.parent)
    await store.put("token", Secret("secret"))
    await store.put("other", Secret("fine"))

    def damage(session: object) -> None:
        from core.storage.tables import SecretRow

        session.get_one(SecretRow, ("core", "token")).sealed = sealed  # type: ignore[attr-defined]

    await database.run(damage)
    with pytest.raises(VaultUnreadable):
        await store.get("token")
    other = await store.get("other")
    assert other is not None
    assert other.reveal_text() == "fine"


async def test_secrets_cannot_change_places(database: Database, path: Path) -> None:
    one, two = vault(database, path.parent, "one"), vault(database, path.parent, "two")
    await one.put("token", Secret("of one"))
    await two.put("token", Secret("of two"))

    def swap(session: object) -> None:
        from core.storage.tables import SecretRow

        first, second = (session.get_one(SecretRow, (name, "token")) for name in ("one", "two"))  # type: ignore[attr-defined]
        first.sealed, second.sealed = second.sealed, first.sealed

    await database.run(swap)
    with pytest.raises(VaultUnreadable):
        await one.get("token")


async def test_a_secret_is_forgotten(database: Database, path: Path) -> None:
    store = vault(database, path.parent)
    await store.put("token", Secret("secret"))
    await store.delete("token")
    await store.delete("token")
    assert await store.get("token") is None
