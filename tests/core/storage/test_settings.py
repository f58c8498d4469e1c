"""Settings: what goes in comes out, per namespace, also before SQLAlchemy is there."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.storage.database import Database
from core.storage.peek import peek_consent, peek_setting
from core.storage.settings import SettingsStore

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(value=json_values)
def test_any_json_value_comes_back(database: Database, path: Path, value: object) -> None:
    store = SettingsStore(database, "core")
    asyncio.run(store.put("value", value))
    assert asyncio.run(store.get("value", "default")) == value
    assert store.get_here("value", "default") == value
    assert peek_setting(path, "core", "value") == value


async def test_namespaces_and_defaults(database: Database) -> None:
    one, two = SettingsStore(database, "one"), SettingsStore(database, "two")
    await one.put("colour", "red")
    assert await two.get("colour") is None
    assert await two.get("colour", "blue") == "blue"
    await two.put("colour", None)
    assert await two.get("colour", "blue") is None
    await one.put("colour", "green")
    assert await one.get("colour") == "green"


async def test_a_value_that_is_no_json_changes_nothing(database: Database) -> None:
    store = SettingsStore(database, "core")
    await store.put("value", 1)
    with pytest.raises(Exception, match="not JSON serializable"):
        await store.put("value", object())
    assert await store.get("value") == 1


async def test_many_at_once(database: Database) -> None:
    store = SettingsStore(database, "core")
    await asyncio.gather(*(store.put(f"value{number % 10}", number) for number in range(100)))
    assert {await store.get(f"value{number}") for number in range(10)} == set(range(90, 100))


@pytest.mark.parametrize("content", [None, b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_peek_never_fails_and_makes_nothing(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "client.sqlite3"
    if content is not None:
        path.write_bytes(content)
    assert peek_setting(path, "core", "value") is None
    assert peek_consent(path, "2026-11") is False
    assert ([path.read_bytes()] if path.exists() else [None]) == [content]


async def test_a_peek_at_a_value_that_is_no_json(database: Database, path: Path) -> None:
    await SettingsStore(database, "core").put("value", 1)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE setting SET value = '{'")
    connection.close()
    assert peek_setting(path, "core", "value") is None
