"""Brings a database to the newest version; several processes may start at once, one of them migrates."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from authority.database import Store

_LOCK = 0x5EC0_0001


def migrate(store: Store) -> None:
    """Run what is missing of `authority/migrations`, in one transaction under a lock."""
    with store.engine.execution_options(writes=True).begin() as connection:
        if not store.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if _current(connection) == newest():
            return
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def newest() -> str:
    """The newest migration: file names start with their number, which is the revision."""
    names = sorted(path.name for path in (Path(__file__).parent / "migrations" / "versions").glob("[0-9]*.py"))
    return names[-1].split("_")[0]


def _current(connection: object) -> str | None:
    from sqlalchemy import Connection, inspect

    assert isinstance(connection, Connection)  # noqa: S101 narrows the type
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version
