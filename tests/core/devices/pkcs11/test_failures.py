"""The table of return values."""

from __future__ import annotations

import pkcs11
import pytest

from core.credentials.errors import DriverFailure, MediumRemoved, PinLocked, WrongPin
from core.devices.pkcs11.failures import as_app_errors, meaning_of, return_value_name


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (pkcs11.PinIncorrect(), WrongPin),
        (pkcs11.PinLocked(), PinLocked),
        (pkcs11.DeviceRemoved(), MediumRemoved),
        (pkcs11.FunctionFailed(), DriverFailure),
        (pkcs11.GeneralError(), DriverFailure),
        (pkcs11.DeviceError(), DriverFailure),
        (pkcs11.PinExpired(), DriverFailure),
    ],
)
def test_meanings(error: pkcs11.PKCS11Error, meaning: type[Exception]) -> None:
    with pytest.raises(meaning), as_app_errors():
        raise error


def test_only_pin_errors_are_called_a_wrong_pin() -> None:
    classes = [item for item in vars(pkcs11).values() if isinstance(item, type)]
    wrong = {
        item.__name__
        for item in classes
        if issubclass(item, pkcs11.PKCS11Error) and isinstance(meaning_of(item()), WrongPin)
    }
    assert wrong == {"PinIncorrect", "PinLenRange"}


def test_names_are_those_of_the_standard() -> None:
    assert return_value_name("FunctionFailed") == "CKR_FUNCTION_FAILED"
    assert return_value_name("GeneralError") == "CKR_GENERAL_ERROR"
    assert return_value_name("PinExpired") == "CKR_PIN_EXPIRED"
