"""A database of every earlier revision comes to the newest one with its rows, and equals the models."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, Table, create_engine, func, insert, select

import core.storage
from core.storage.database import Database
from core.storage.settings import SettingsStore
from core.storage.tables import Base

FOLDER = Path(core.storage.__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


REVISIONS = [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]


def make(path: Path, revision: str) -> dict[str, int]:
    """A database of a revision with one row in each table; the number of rows by table."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        known = MetaData()
        known.reflect(connection)
        for table in known.sorted_tables:
            if table.name != "alembic_version":
                connection.execute(insert(table).values(_row(table)))
    engine.dispose()
    return {table.name: 1 for table in known.sorted_tables}


def _row(table: Table) -> dict[str, object]:
    samples = {
        datetime: datetime(2026, 11, 23, tzinfo=UTC),
        str: "text",
        int: 1,
        bool: True,
        bytes: b"bytes",
        object: {},
    }
    return {
        column.name: samples[column.type.python_type]
        for column in table.columns
        if not (column.nullable or column.server_default is not None)
    }


def test_the_chain_of_revisions_is_one_line() -> None:
    script = ScriptDirectory.from_config(_config())
    assert len(script.get_heads()) == 1
    assert [name.name.split("_")[0] for name in sorted((FOLDER / "versions").glob("[0-9]*.py"))] == REVISIONS


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_earlier_revision_comes_up_with_its_rows(path: Path, revision: str) -> None:
    expected = make(path, revision)
    database = Database(path)
    SettingsStore(database, "core").get_here("anything")
    database.close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        known = MetaData()
        known.reflect(connection)
        counts = {name: connection.scalar(select(func.count()).select_from(known.tables[name])) for name in expected}
        assert counts == expected
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        assert version == REVISIONS[-1]
    engine.dispose()


def test_a_new_database_equals_the_models(path: Path) -> None:
    database = Database(path)
    SettingsStore(database, "core").get_here("anything")
    database.close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_a_migration_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The upgrade is one transaction, SQLite's schema included."""
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as connection:
        # a table of a later step is already there, so the first revision fails half-way
        connection.execute("CREATE TABLE setting (other TEXT)")
        connection.commit()
    database = Database(path)
    with pytest.raises(Exception, match="already exists"):
        SettingsStore(database, "core").get_here("anything")
    database.close()
    with closing(sqlite3.connect(path)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == {"setting"}
