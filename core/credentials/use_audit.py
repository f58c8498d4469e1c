"""The record of every use of a key, kept on this device for the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.credentials.use import KeyOperation


class UseOutcome(StrEnum):
    """How a use ended."""

    STARTED = "started"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class UseRecord:
    """One use of a key as the person reads it later.

    Attributes:
        when: start of the use, UTC.
        credential_id: which credential.
        subject: who the certificate names.
        operation: signing or decrypting.
        requester: plugin, program or relying party that asked.
        title: what it was for.
    """

    when: datetime
    credential_id: str
    subject: str
    operation: KeyOperation
    requester: str
    title: str


class UseAudit(Protocol):
    """Where uses are recorded: the client's database in the app, a list in tests of the registry."""

    async def begin(self, record: UseRecord) -> int:
        """Record that a use starts and return its number; when this raises, the key is not used."""

    async def finish(self, number: int, outcome: UseOutcome, operations: int, error_code: str = "") -> None:
        """Complete a record: how it ended, how many operations the key did, the error's code if any."""
