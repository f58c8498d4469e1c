"""The record of key uses in the client's database."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.credentials.use_audit import UseOutcome, UseRecord
from core.storage.database import Database
from core.storage.tables import KeyUseRow

_TITLE = 300


class UseLog:
    """A `UseAudit` on the client's database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, record: UseRecord) -> int:
        """See `UseAudit`."""

        def insert(session: Session) -> int:
            row = KeyUseRow(
                at=record.when,
                credential_id=record.credential_id[:200],
                subject=record.subject[:200],
                operation=record.operation,
                requester=record.requester[:80],
                title=record.title[:_TITLE],
                outcome=UseOutcome.STARTED,
            )
            session.add(row)
            session.flush()
            return row.id

        return await self._database.run(insert)

    async def finish(self, number: int, outcome: UseOutcome, operations: int, error_code: str = "") -> None:
        """See `UseAudit`."""

        def complete(session: Session) -> None:
            row = session.get_one(KeyUseRow, number)
            row.outcome, row.operations, row.error_code = outcome, operations, error_code

        await self._database.run(complete)
