"""Rules for what people type: each check returns None when fine, otherwise the rule that is broken."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

PASSWORD_RULE_ZH = "8–16 位，至少包含大写字母、小写字母、数字、特殊字符中的三种"  # noqa: S105 a rule, not a password

_PHONE = re.compile(r"1[3-9][0-9]{9}")
_CODE = re.compile(r"[0-9]{6}")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


class BrokenRule(StrEnum):
    """Which rule a text breaks."""

    EMPTY = "empty"
    PHONE = "phone"
    CODE = "code"
    EMAIL = "email"
    ID_NUMBER = "id_number"
    ID_BIRTH = "id_birth"
    ID_CHECK = "id_check"
    CREDIT_CODE = "credit_code"
    CREDIT_CHECK = "credit_check"
    PASSWORD_LENGTH = "password_length"  # noqa: S105
    PASSWORD_KINDS = "password_kinds"  # noqa: S105
    PASSWORD_CHARACTERS = "password_characters"  # noqa: S105
    NAME = "name"
    PAST_DATE = "past_date"


def check_phone(text: str) -> BrokenRule | None:
    """A mainland mobile number: 11 digits, the second 3–9."""
    return None if _PHONE.fullmatch(text) else BrokenRule.PHONE


def check_code(text: str) -> BrokenRule | None:
    """Six ASCII digits."""
    return None if _CODE.fullmatch(text) else BrokenRule.CODE


def check_email(text: str) -> BrokenRule | None:
    """An everyday mail address."""
    return None if _EMAIL.fullmatch(text) else BrokenRule.EMAIL


def check_name(text: str) -> BrokenRule | None:
    """A person's name: 2–30 letters, spaces and middle dots, no digits or symbols."""
    fine = 2 <= len(text) <= 30 and all(letter.isalpha() or letter in " ·•." for letter in text)
    return None if fine and text == text.strip() else BrokenRule.NAME


def check_past_date(text: str) -> BrokenRule | None:
    """A date (ISO 8601, YYYY-MM-DD) that is not in the future."""
    try:
        return None if date.fromisoformat(text) <= date.today() else BrokenRule.PAST_DATE
    except ValueError:
        return BrokenRule.PAST_DATE


def check_id_number(text: str) -> BrokenRule | None:
    """A citizen's number (GB 11643): 17 digits, check character, a birth date that exists and is not in the future."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", text):
        return BrokenRule.ID_NUMBER
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return BrokenRule.ID_BIRTH
    if not date(1900, 1, 1) <= born <= date.today():
        return BrokenRule.ID_BIRTH
    return None if id_check_character(text[:17]) == text[17] else BrokenRule.ID_CHECK


def id_check_character(first17: str) -> str:
    """The check character of GB 11643 (ISO 7064 MOD 11-2) for the first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, _ID_WEIGHTS, strict=True))
    return _ID_CHECK[total % 11]


def check_credit_code(text: str) -> BrokenRule | None:
    """A unified social credit code (GB 32100): 18 characters of its alphabet, check character."""
    if len(text) != 18 or any(letter not in _CREDIT_ALPHABET for letter in text):
        return BrokenRule.CREDIT_CODE
    return None if credit_check_character(text[:17]) == text[17] else BrokenRule.CREDIT_CHECK


def credit_check_character(first17: str) -> str:
    """The check character of GB 32100 (MOD 31) for the first 17 characters."""
    pairs = zip(first17, _CREDIT_WEIGHTS, strict=True)
    total = sum(_CREDIT_ALPHABET.index(letter) * weight for letter, weight in pairs)
    return _CREDIT_ALPHABET[-total % 31]


def check_password(text: str) -> BrokenRule | None:
    """8–16 printable ASCII characters without spaces, three of: upper case, lower case, digit, special."""
    if not 8 <= len(text) <= 16:
        return BrokenRule.PASSWORD_LENGTH
    if any(not 33 <= ord(letter) <= 126 for letter in text):
        return BrokenRule.PASSWORD_CHARACTERS
    kinds = {
        "upper" if letter.isupper() else "lower" if letter.islower() else "digit" if letter.isdigit() else "special"
        for letter in text
    }
    return None if len(kinds) >= 3 else BrokenRule.PASSWORD_KINDS
