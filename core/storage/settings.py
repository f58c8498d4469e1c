"""Plain settings of core and of each plugin, as JSON values under a namespace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class SettingsStore:
    """The settings of one namespace."""

    def __init__(self, database: Database, namespace: str) -> None:
        self._database = database
        self._namespace = namespace

    async def get(self, name: str, default: Any = None) -> Any:
        """A value, or the default."""
        return await self._database.run(lambda session: self._get(session, name, default))

    async def put(self, name: str, value: Any) -> None:
        """Keep a JSON value."""
        await self._database.run(lambda session: self._put(session, name, value))

    def get_here(self, name: str, default: Any = None) -> Any:
        """Like `get`, on the calling thread."""
        return self._database.run_here(lambda session: self._get(session, name, default))

    def _get(self, session: Session, name: str, default: Any) -> Any:
        from core.storage.tables import SettingRow

        row = session.get(SettingRow, (self._namespace, name))
        return default if row is None else row.value

    def _put(self, session: Session, name: str, value: Any) -> None:
        from core.storage.tables import SettingRow

        session.merge(SettingRow(namespace=self._namespace, name=name, value=value))
