"""What status words (ISO 7816-4 §5.6) mean to a person. Only an answer to a PIN is ever called a wrong PIN."""

from __future__ import annotations

from core.credentials.errors import (
    AdminPinLocked,
    CredentialNotFound,
    DriverFailure,
    MediumAccessDenied,
    MediumFull,
    MediumLocked,
    OperationNotSupported,
    PinLocked,
    PinNotAccepted,
    WrongAdminPin,
    WrongPin,
)
from core.devices.cards.apdu import Answer
from core.errors import AppError

_BLOCKED = frozenset({0x6983, 0x6984})
_UNKNOWN_COMMAND = frozenset({0x6A81, 0x6D00, 0x6E00})


def meaning_of(answer: Answer) -> AppError:
    """The error to show for the status word of a command that carried no PIN."""
    status = answer.status
    if status == 0x6982:
        return MediumLocked()
    if status in (0x6A82, 0x6A88):
        return CredentialNotFound()
    if status == 0x6A84:
        return MediumFull()
    if status == 0x6985:
        return MediumAccessDenied()
    if status in _UNKNOWN_COMMAND:
        return OperationNotSupported(what=f"SW {status:04X}")
    return DriverFailure(reason=f"SW {status:04X}")


def tries_in(answer: Answer) -> int | None:
    """The retry counter in 63Cx and 6983; None in other status words."""
    if answer.status in _BLOCKED:
        return 0
    return answer.status & 0x0F if answer.status & 0xFFF0 == 0x63C0 else None


def pin_failure(answer: Answer, *, admin: bool = False) -> AppError:
    """What the refusal of a PIN means."""
    tries = tries_in(answer)
    if tries is None:
        return meaning_of(answer)
    if tries == 0:
        return AdminPinLocked() if admin else PinLocked()
    return WrongAdminPin(tries) if admin else WrongPin(tries)


def new_pin_failure(answer: Answer, least: int, most: int, *, admin: bool = False) -> AppError:
    """What the refusal of a change means: one of both PINs."""
    if answer.status in (0x6A80, 0x6700, 0x6985):
        return PinNotAccepted(min=least, max=most)
    return pin_failure(answer, admin=admin)
