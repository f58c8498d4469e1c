"""The client's database: SQLite, used from one worker thread, brought up to date at its first use."""

from __future__ import annotations

import asyncio
import errno
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from core.errors import StorageFull
from core.storage.errors import DatabaseBusy, DatabaseDamaged, DatabaseNotAccessible, DatabaseTooNew

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

Result = TypeVar("Result")

BUSY_MILLISECONDS = 5000
"""How long to wait for another process's transaction."""


class Database:
    """Runs work in transactions on a thread of its own, so the event loop never waits for a disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._engine: Engine | None = None

    async def run(self, work: Callable[[Session], Result]) -> Result:
        """Do work in one transaction: committed when it returns, rolled back when it raises.

        Raises:
            StorageFull: nothing was changed.
            DatabaseDamaged: once; the damaged file was moved aside and the next call uses a new one.
            DatabaseTooNew: written by a newer version.
            DatabaseBusy: another process holds it for too long; nothing was changed.
            DatabaseNotAccessible: no permission, a read-only or failing disk; nothing was changed.
        """
        return await asyncio.get_running_loop().run_in_executor(self._worker, self.run_here, work)

    def run_here(self, work: Callable[[Session], Result]) -> Result:
        """Like `run`, on the calling thread; for the command line and for worker threads."""
        from sqlalchemy.exc import DatabaseError
        from sqlalchemy.orm import Session

        try:
            if self._engine is None:
                self._engine = _open(self._path)
            with Session(self._engine, expire_on_commit=False) as session, session.begin():
                return work(session)
        except DatabaseError as error:
            raise self._translated(error) from error
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise StorageFull(what="本机数据") from error
            raise DatabaseNotAccessible(name=self._path.name) from error

    def close(self) -> None:
        """Finish running work and let go of the file."""
        self._worker.shutdown(wait=True)
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _translated(self, error: Any) -> Exception:
        text = str(error.orig)
        if "disk is full" in text:
            return StorageFull(what="本机数据")
        if "malformed" in text or "not a database" in text:
            return DatabaseDamaged(kept=self._move_aside().name)
        if "locked" in text:
            return DatabaseBusy()
        if any(part in text for part in _NO_ACCESS):
            return DatabaseNotAccessible(name=self._path.name)
        return error  # type: ignore[no-any-return]

    def _move_aside(self) -> Path:
        """Keep the damaged file with its journal, which may hold the newest data, under a name of its own."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None
        kept = self._free_name()
        self._path.replace(kept)
        for suffix in ("-wal", "-shm"):
            journal = self._path.with_name(self._path.name + suffix)
            if journal.exists():
                journal.replace(kept.with_name(kept.name + suffix))
        return kept

    def _free_name(self) -> Path:
        stem = f"{self._path.stem}-damaged-{datetime.now():%Y%m%d-%H%M%S}"
        names = (self._path.with_name(f"{stem}{more}.sqlite3") for more in ("", *(f"-{n}" for n in range(2, 1000))))
        return next(name for name in names if not name.exists())


# what SQLite says when the system refuses; "disk I/O error" is also a file size limit
_NO_ACCESS = ("readonly database", "unable to open", "disk I/O error", "attempt to write")


def _open(path: Path) -> Engine:
    from sqlalchemy import create_engine, event

    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        _migrate(engine)
    except BaseException:
        # nothing keeps a file open that is moved aside next
        engine.dispose()
        raise
    return engine


def _prepare(connection: Any, record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    _use_wal(connection)
    connection.execute("PRAGMA synchronous=FULL")


def _use_wal(connection: Any) -> None:
    """Switch to write-ahead logging; of processes that make a new file together, SQLite lets only one wait for it."""
    deadline = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _migrate(engine: Engine) -> None:
    """Alembic is only imported when there is something to do: it costs more than the window's first frame."""
    from sqlalchemy import inspect, text

    folder = Path(__file__).parent / "migrations"
    known = sorted(path.name.split("_")[0] for path in (folder / "versions").glob("[0-9]*.py"))
    with engine.begin() as connection:
        has_version = inspect(connection).has_table("alembic_version")
        current = connection.scalar(text("SELECT version_num FROM alembic_version")) if has_version else None
        if current == known[-1]:
            return
        if current is not None and current not in known:
            raise DatabaseTooNew
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
