"""What every request needs: store, keys, settings, clock, bound together once per process."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from authority.database import Store
from authority.keyring import Keyring
from authority.pki.hierarchy import Hierarchy
from authority.settings import Settings


@dataclass(frozen=True, slots=True)
class Service:
    """One running authority process.

    Attributes:
        clock: the time now, aware, UTC; replaced in tests of clock jumps.
    """

    store: Store
    keyring: Keyring
    hierarchy: Hierarchy
    settings: Settings
    clock: Callable[[], datetime]


def utc_now() -> datetime:
    """The system's time in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A random identifier."""
    return str(uuid.uuid4())


def masked_phone(phone: str) -> str:
    """`130****5678`."""
    return f"{phone[:3]}****{phone[-4:]}"


def masked_name(name: str) -> str:
    """`张*`: the family name's first character stays."""
    return name[:1] + "*" * max(1, len(name) - 1)


def masked_id_number(number: str) -> str:
    """`440421*****8075`."""
    return f"{number[:6]}*****{number[-4:]}"
