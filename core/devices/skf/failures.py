"""What return values mean to a person. A generic failure is never a wrong PIN."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from core.credentials.errors import (
    AdminPinLocked,
    CredentialNotFound,
    DriverFailure,
    MediumAccessDenied,
    MediumBusy,
    MediumFileNotFound,
    MediumFull,
    MediumLocked,
    MediumRemoved,
    OperationNotSupported,
    PinLocked,
    UserPinNotSet,
    WrongAdminPin,
    WrongPin,
)
from core.crypto.errors import DecryptionFailed
from core.devices.skf.return_codes import Sar, name_of
from core.errors import AppError


class SkfReturn(Exception):
    """A function returned something other than SAR_OK; stays inside this package."""

    def __init__(self, code: int, function: str) -> None:
        self.code = code
        self.function = function
        super().__init__(f"{function}: {name_of(code)}")


def _unsupported(code: int) -> Callable[[], AppError]:
    return lambda: OperationNotSupported(what=name_of(code))


_MEANINGS: dict[int, Callable[[], AppError]] = {
    Sar.PIN_INCORRECT: WrongPin,
    Sar.PIN_LOCKED: PinLocked,
    Sar.USER_PIN_NOT_INITIALIZED: UserPinNotSet,
    Sar.USER_NOT_LOGGED_IN: MediumLocked,
    Sar.DEVICE_REMOVED: MediumRemoved,
    # a handle ends with the device behind it, and an application that is gone was deleted by another program
    Sar.INVALIDHANDLEERR: MediumRemoved,
    Sar.APPLICATION_NOT_EXISTS: MediumRemoved,
    Sar.TIMEOUTERR: MediumBusy,
    Sar.USER_ALREADY_LOGGED_IN: MediumBusy,
    Sar.NO_ROOM: MediumFull,
    Sar.REACH_MAX_CONTAINER_COUNT: MediumFull,
    Sar.KEYNOTFOUNTERR: CredentialNotFound,
    Sar.CERTNOTFOUNTERR: CredentialNotFound,
    Sar.CONTAINER_NOT_EXISTS: CredentialNotFound,
    Sar.RSADECERR: DecryptionFailed,
    Sar.DECRYPTPADERR: DecryptionFailed,
    Sar.FILEATTRIBUTEERR: MediumAccessDenied,
    Sar.DEVNOAUTH: MediumAccessDenied,
    **{
        code: _unsupported(code)
        for code in (
            Sar.NOTSUPPORTYETERR,
            Sar.KEYUSAGEERR,
            Sar.KEYNOUSAGEERR,
            Sar.MODULUSLENERR,
            Sar.RSAMODULUSLENERR,
            Sar.NOTEXPORTERR,
        )
    },
}


def meaning_of(code: int, function: str = "") -> AppError:
    """The error to show for a return value; the function is named where nothing better is known."""
    known = _MEANINGS.get(code)
    return known() if known else DriverFailure(reason=f"{function} {name_of(code)}".strip())


@contextmanager
def as_app_errors() -> Iterator[None]:
    """Translate return values around calls."""
    try:
        yield
    except SkfReturn as error:
        raise meaning_of(error.code, error.function) from None


def pin_failure(error: SkfReturn, tries_left: int, *, admin: bool) -> AppError:
    """What the refusal of a PIN means.

    Args:
        error: from the function that took the PIN.
        tries_left: the retry counter that it returned; meaningful only with SAR_PIN_INCORRECT.
        admin: it was the administrator's PIN.
    """
    if error.code == Sar.PIN_LOCKED or (error.code == Sar.PIN_INCORRECT and tries_left == 0):
        return AdminPinLocked() if admin else PinLocked()
    if error.code == Sar.PIN_INCORRECT:
        return WrongAdminPin(tries_left) if admin else WrongPin(tries_left)
    if error.code in (Sar.PIN_LEN_RANGE, Sar.PIN_INVALID):
        # the token says of this PIN that it cannot be the right one, and does not count it
        return WrongAdminPin() if admin else WrongPin()
    return meaning_of(error.code, error.function)


def file_failure(error: SkfReturn, name: str) -> AppError:
    """What the failure of a file function means."""
    if error.code == Sar.FILE_NOT_EXIST:
        return MediumFileNotFound(name=name)
    return meaning_of(error.code, error.function)
