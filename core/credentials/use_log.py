"""The record of key uses in the client's database, and its list for the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.credentials.use_audit import UseOutcome, UseRecord
from core.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_TITLE, _REQUESTER = 300, 80


@dataclass(frozen=True, slots=True)
class LoggedUse:
    """One recorded use.

    Attributes:
        when: start, UTC.
        credential_id: which credential.
        subject: whom its certificate names.
        operation: value of `KeyOperation`.
        requester: who asked.
        title: what for.
        operations: how many operations the key did.
        outcome: how it ended; `STARTED` when the app ended in the middle.
        error_code: of the failure, empty otherwise.
    """

    when: datetime
    credential_id: str
    subject: str
    operation: str
    requester: str
    title: str
    operations: int
    outcome: UseOutcome
    error_code: str


class UseLog:
    """A `UseAudit` that survives the app: each use is on disk before the key is touched."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, record: UseRecord) -> int:
        """See `UseAudit`."""
        return await self._database.run(lambda session: _insert(session, record))

    async def finish(self, number: int, outcome: UseOutcome, operations: int, error_code: str = "") -> None:
        """See `UseAudit`."""
        await self._database.run(lambda session: _complete(session, number, outcome, operations, error_code))

    async def recent(self, limit: int = 100) -> Sequence[LoggedUse]:
        """The latest uses, newest first."""
        return await self._database.run(lambda session: _recent(session, limit))


def _insert(session: Session, record: UseRecord) -> int:
    from core.storage.tables import KeyUseRow

    row = KeyUseRow(
        at=record.when,
        credential_id=record.credential_id,
        subject=record.subject[:200],
        operation=record.operation.value,
        requester=record.requester[:_REQUESTER],
        title=record.title[:_TITLE],
        operations=0,
        outcome=UseOutcome.STARTED.value,
    )
    session.add(row)
    session.flush()
    return row.id


def _complete(session: Session, number: int, outcome: UseOutcome, operations: int, error_code: str) -> None:
    from core.storage.tables import KeyUseRow

    row = session.get_one(KeyUseRow, number)
    row.outcome, row.operations, row.error_code = outcome.value, operations, error_code[:20]


def _recent(session: Session, limit: int) -> list[LoggedUse]:
    from sqlalchemy import select

    from core.storage.tables import KeyUseRow

    return [
        LoggedUse(
            row.at,
            row.credential_id,
            row.subject,
            row.operation,
            row.requester,
            row.title,
            row.operations,
            UseOutcome(row.outcome),
            row.error_code,
        )
        for row in session.scalars(select(KeyUseRow).order_by(KeyUseRow.id.desc()).limit(limit))
    ]
