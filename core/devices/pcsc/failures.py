"""What the PC/SC service's return codes (PC/SC part 5, pcsclite.h) mean to a person."""

from __future__ import annotations

from collections.abc import Callable

from core.credentials.errors import DriverFailure, MediumBusy, MediumRemoved
from core.devices.pcsc.errors import CardServiceMissing, UnresponsiveCard
from core.errors import AppError

NO_SERVICE, SERVICE_STOPPED = 0x8010001D, 0x8010001E
TIMEOUT, CANCELLED = 0x8010000A, 0x80100002
NO_READERS, UNKNOWN_READER = 0x8010002E, 0x80100009
NOT_TRANSACTED, RESET_CARD = 0x80100016, 0x80100068
_MEANINGS: dict[int, Callable[[], AppError]] = {
    NO_SERVICE: CardServiceMissing,
    SERVICE_STOPPED: CardServiceMissing,
    0x8010000B: MediumBusy,  # SCARD_E_SHARING_VIOLATION
    0x8010000C: MediumRemoved,  # SCARD_E_NO_SMARTCARD
    UNKNOWN_READER: MediumRemoved,
    0x80100017: MediumRemoved,  # SCARD_E_READER_UNAVAILABLE
    0x80100067: MediumRemoved,  # SCARD_W_UNPOWERED_CARD
    0x80100069: MediumRemoved,  # SCARD_W_REMOVED_CARD
    0x80100003: MediumRemoved,  # SCARD_E_INVALID_HANDLE: the service was started anew
    0x80100066: UnresponsiveCard,  # SCARD_W_UNRESPONSIVE_CARD
}


def meaning_of(code: int) -> AppError:
    """The error to show for a return code; anything unknown is a driver's failure with its number."""
    known = _MEANINGS.get(code & 0xFFFFFFFF)
    return known() if known else DriverFailure(reason=f"SCARD {code & 0xFFFFFFFF:08X}")


def check(code: int) -> None:
    """Raise for everything but success."""
    if code != 0:
        raise meaning_of(code)
