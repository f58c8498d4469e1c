"""What a key is used for: shown to the person, recorded in the audit of key use, decided on by policies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class KeyOperation(StrEnum):
    """What a PIN is asked for: an operation of a key, or a change of what its medium holds."""

    SIGN = "sign"
    DECRYPT = "decrypt"
    MANAGE = "manage"


@dataclass(frozen=True, slots=True)
class KeyUse:
    """One intended use of a key.

    Attributes:
        operation: what the key does.
        title: what it is for, in the person's language, e.g. "签署 合同.pdf"; plain text, no secrets.
        requester: plugin id, program or relying party that asks.
        count: how many operations this use covers (a batch of documents is one use).
        needs_consent: the requester is not the person's own click in this window (a relying party, another program),
            so the person is asked even when the PIN is cached.
    """

    operation: KeyOperation
    title: str
    requester: str
    count: int = 1
    needs_consent: bool = False
