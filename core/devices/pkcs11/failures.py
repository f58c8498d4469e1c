"""What a module's return values mean to a person (PKCS#11 v2.40 §5.1). A generic failure is never a wrong PIN."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from core.credentials.errors import (
    DriverFailure,
    MediumBusy,
    MediumLocked,
    MediumRemoved,
    OperationNotSupported,
    PinLocked,
    WrongPin,
)
from core.crypto.errors import DecryptionFailed
from core.errors import AppError, CancelledByUser

_MEANINGS: dict[str, Callable[[], AppError]] = {
    "PinIncorrect": WrongPin,
    # at login only: this PIN cannot be the right one, the module says so by its length
    "PinLenRange": WrongPin,
    "PinLocked": PinLocked,
    "DeviceRemoved": MediumRemoved,
    "TokenNotPresent": MediumRemoved,
    "TokenNotRecognised": MediumRemoved,
    "SlotIDInvalid": MediumRemoved,
    "SessionHandleInvalid": MediumRemoved,
    "SessionClosed": MediumRemoved,
    "UserNotLoggedIn": MediumLocked,
    "FunctionCancelled": CancelledByUser,
    "FunctionRejected": CancelledByUser,
    "SessionCount": MediumBusy,
    "AnotherUserAlreadyLoggedIn": MediumBusy,
    "UserTooManyTypes": MediumBusy,
    "MechanismInvalid": lambda: OperationNotSupported(what="CKR_MECHANISM_INVALID"),
    "MechanismParamInvalid": lambda: OperationNotSupported(what="CKR_MECHANISM_PARAM_INVALID"),
    "KeyTypeInconsistent": lambda: OperationNotSupported(what="CKR_KEY_TYPE_INCONSISTENT"),
    "FunctionNotSupported": lambda: OperationNotSupported(what="CKR_FUNCTION_NOT_SUPPORTED"),
    "EncryptedDataInvalid": DecryptionFailed,
    "EncryptedDataLenRange": DecryptionFailed,
}


@contextmanager
def as_app_errors() -> Iterator[None]:
    """Translate the module's errors around a call."""
    import pkcs11

    try:
        yield
    except pkcs11.PKCS11Error as error:
        # not chained: some modules put data into their messages
        raise meaning_of(error) from None


def meaning_of(error: Exception) -> AppError:
    """The error to show for one of `pkcs11.exceptions`."""
    name = type(error).__name__
    known = _MEANINGS.get(name)
    return known() if known else DriverFailure(reason=return_value_name(name))


def return_value_name(class_name: str) -> str:
    """CKR_… name of a python-pkcs11 exception class, e.g. `FunctionFailed` → CKR_FUNCTION_FAILED."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", class_name.removesuffix("Error") or class_name)
    return f"CKR_{words.upper()}" + ("_ERROR" if class_name in ("DeviceError", "GeneralError") else "")
