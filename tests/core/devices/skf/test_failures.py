"""The table of return values."""

from __future__ import annotations

import pytest

from core.credentials.errors import (
    AdminPinLocked,
    DriverFailure,
    MediumBusy,
    MediumFull,
    MediumLocked,
    MediumRemoved,
    PinLocked,
    WrongAdminPin,
    WrongPin,
)
from core.devices.skf.failures import SkfReturn, meaning_of, pin_failure
from core.devices.skf.return_codes import Sar, name_of
from core.errors import AppError


@pytest.mark.parametrize("code", [code for code in Sar if code is not Sar.OK], ids=lambda code: code.name)
def test_every_code_has_a_cause_and_a_remedy_in_both_languages(code: Sar) -> None:
    meaning = meaning_of(code, "SKF_EnumDev") if code is not Sar.FILE_NOT_EXIST else DriverFailure(reason="x")
    assert meaning.code
    for language in ("zh_CN", "en"):
        assert meaning.cause_in(language)
        assert "{" not in meaning.cause_in(language)
        assert meaning.remedy_in(language)


def test_only_the_pin_code_is_called_a_wrong_pin() -> None:
    assert {code for code in Sar if isinstance(meaning_of(code), WrongPin)} == {Sar.PIN_INCORRECT}


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (Sar.FAIL, DriverFailure),
        (Sar.UNKNOWNERR, DriverFailure),
        (Sar.DEVICE_REMOVED, MediumRemoved),
        (Sar.PIN_LOCKED, PinLocked),
        (Sar.USER_NOT_LOGGED_IN, MediumLocked),
        (Sar.NO_ROOM, MediumFull),
        (Sar.TIMEOUTERR, MediumBusy),
        (0x0BADC0DE, DriverFailure),
    ],
)
def test_meanings(code: int, meaning: type[AppError]) -> None:
    assert type(meaning_of(code)) is meaning


def test_a_vendors_own_code_is_shown_as_a_number_with_its_function() -> None:
    shown = meaning_of(0x0BADC0DE, "SKF_ECCSignData")
    assert name_of(0x0BADC0DE) == "0x0BADC0DE"
    assert "SKF_ECCSignData 0x0BADC0DE" in shown.cause_in("en")


@pytest.mark.parametrize("admin", [False, True])
def test_what_the_refusal_of_a_pin_means(admin: bool) -> None:
    wrong, locked = (WrongAdminPin, AdminPinLocked) if admin else (WrongPin, PinLocked)

    def refusal(code: int, left: int = 0) -> AppError:
        return pin_failure(SkfReturn(code, "SKF_VerifyPIN"), left, admin=admin)

    several = refusal(Sar.PIN_INCORRECT, 3)
    assert type(several) is wrong
    assert isinstance(several, WrongPin)
    assert several.tries_left == 3
    assert type(refusal(Sar.PIN_INCORRECT, 0)) is locked
    assert type(refusal(Sar.PIN_LOCKED, 3)) is locked
    assert type(refusal(Sar.PIN_LEN_RANGE)) is wrong
    assert type(refusal(Sar.FAIL, 3)) is DriverFailure
