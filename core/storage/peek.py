"""Reads single values straight from the database file, with the standard library alone.

What decides on the first frame (look, consent, disabled plugins) must not wait for SQLAlchemy to be imported.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any


def peek_setting(database: Path, namespace: str, name: str) -> Any:
    """The JSON value of a setting; None when there is none or the file is not readable."""
    value = _peek(database, "SELECT value FROM setting WHERE namespace = ? AND name = ?", (namespace, name))
    if not isinstance(value, str):
        return None
    with suppress(ValueError):
        return json.loads(value)
    return None


def peek_consent(database: Path, policy_version: str) -> bool:
    """Whether the newest consent agrees to this version."""
    query = "SELECT agreed AND policy_version = ? FROM consent ORDER BY id DESC LIMIT 1"
    return _peek(database, query, (policy_version,)) == 1


def _peek(database: Path, query: str, parameters: tuple[str, ...]) -> object:
    if not database.exists():
        return None
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        row = connection.execute(query, parameters).fetchone()
        return row[0] if row else None
    return None
