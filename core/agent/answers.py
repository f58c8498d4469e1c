"""Which return value stands for which failure of a credential's use."""

from __future__ import annotations

from core.agent.cryptoki import Rv
from core.credentials.errors import (
    CredentialNotFound,
    DriverFailure,
    MediumLocked,
    MediumRemoved,
    OperationNotSupported,
    PinLocked,
    UseDenied,
    WrongPin,
)
from core.crypto.errors import AlgorithmNotSupported, DecryptionFailed
from core.errors import AppError, CancelledByUser

_MEANINGS: tuple[tuple[type[AppError], Rv], ...] = (
    (WrongPin, Rv.PIN_INCORRECT),
    (PinLocked, Rv.PIN_LOCKED),
    (CancelledByUser, Rv.FUNCTION_CANCELED),
    (UseDenied, Rv.FUNCTION_REJECTED),
    (MediumRemoved, Rv.DEVICE_REMOVED),
    (CredentialNotFound, Rv.DEVICE_REMOVED),
    (MediumLocked, Rv.USER_NOT_LOGGED_IN),
    (OperationNotSupported, Rv.MECHANISM_INVALID),
    (AlgorithmNotSupported, Rv.MECHANISM_INVALID),
    (DecryptionFailed, Rv.ENCRYPTED_DATA_INVALID),
    (DriverFailure, Rv.DEVICE_ERROR),
)


def return_value_of(error: AppError) -> Rv:
    """The return value of a failure; `FUNCTION_FAILED` where PKCS#11 has no better one (an expired certificate)."""
    return next((rv for kind, rv in _MEANINGS if isinstance(error, kind)), Rv.FUNCTION_FAILED)
