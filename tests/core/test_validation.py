"""What people type: good texts pass, every single slip is caught, and no text at all crashes a check."""

from __future__ import annotations

import calendar
import string
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from core.validation import (
    BrokenRule,
    check_code,
    check_credit_code,
    check_email,
    check_id_number,
    check_name,
    check_password,
    check_phone,
    credit_check_character,
    id_check_character,
)

CHECKS: list[Callable[[str], BrokenRule | None]] = [
    check_phone,
    check_code,
    check_email,
    check_id_number,
    check_name,
    check_password,
    check_credit_code,
]
DIGITS = string.digits
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# digits of other scripts, which str.isdigit and \d take for digits
FOREIGN_DIGITS = "０１２３４５６７８９٠١٢٣٤٥٦٧٨٩०१२३४५६७८९"


@pytest.mark.parametrize("check", CHECKS)
@given(text=st.text(max_size=40))
@example(text="")
@example(text="\x00")
@example(text="\ud800")
def test_no_text_crashes_a_check(check: Callable[[str], BrokenRule | None], text: str) -> None:
    assert check(text) is None or isinstance(check(text), BrokenRule)


@pytest.mark.parametrize("check", [check for check in CHECKS if check is not check_password])
@given(text=st.text(max_size=20))
def test_a_text_with_a_line_break_at_its_end_is_refused(check: Callable[[str], BrokenRule | None], text: str) -> None:
    assert check(f"{text}\n") is not None


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    """A citizen's number as GB 11643 builds it: region, birth date, sequence, check character."""
    region = draw(st.text(DIGITS, min_size=6, max_size=6))
    born = draw(st.dates(date(1900, 1, 1), date.today()))
    sequence = draw(st.text(DIGITS, min_size=3, max_size=3))
    first17 = f"{region}{born:%Y%m%d}{sequence}"
    return first17 + _iso_7064(first17)


def _iso_7064(first17: str) -> str:
    """ISO 7064 MOD 11-2 as its recursion defines it, not by the table of weights that the product uses."""
    remainder = 0
    for digit in first17:
        remainder = (remainder + int(digit)) * 2 % 11
    return "0123456789X"[(12 - remainder) % 11]


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_standards_own_examples(number: str) -> None:
    """GB 11643-1999, annex A; the second is born in 1880, which nobody who uses this is."""
    assert id_check_character(number[:17]) == number[17]
    assert check_id_number(number) == (BrokenRule.ID_BIRTH if "1880" in number else None)


@given(number=id_numbers())
def test_every_number_of_the_standards_form_passes(number: str) -> None:
    assert check_id_number(number) is None


@given(number=id_numbers(), place=st.integers(0, 17), other=st.sampled_from(DIGITS + "X"))
def test_every_single_wrong_character_is_caught(number: str, place: int, other: str) -> None:
    assume(number[place] != other)
    assert check_id_number(number[:place] + other + number[place + 1 :]) is not None


@given(number=id_numbers(), place=st.integers(0, 16))
def test_every_swap_of_neighbours_is_caught(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assume(swapped != number)
    assert check_id_number(swapped) is not None


@given(number=id_numbers(), cut=st.integers(0, 17), more=st.text(DIGITS, min_size=1, max_size=3))
def test_length_counts(number: str, cut: int, more: str) -> None:
    assert check_id_number(number[:cut]) is BrokenRule.ID_NUMBER
    assert check_id_number(number + more) is BrokenRule.ID_NUMBER


@given(number=id_numbers(), place=st.integers(0, 16), other=st.sampled_from(FOREIGN_DIGITS))
def test_digits_of_other_scripts_are_none(number: str, place: int, other: str) -> None:
    assert check_id_number(number[:place] + other + number[place + 1 :]) is BrokenRule.ID_NUMBER


def test_a_small_x_is_refused() -> None:
    """The field turns it into a capital one; the rule itself has one spelling."""
    assert check_id_number("11010519491231002x") is BrokenRule.ID_NUMBER


@given(year=st.integers(1900, 2020), month=st.integers(0, 99), day=st.integers(0, 99))
def test_a_birth_date_has_to_exist(year: int, month: int, day: int) -> None:
    first17 = f"110105{year}{month:02}{day:02}002"
    exists = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    assert (check_id_number(first17 + _iso_7064(first17)) is None) == exists


@given(ahead=st.integers(1, 3000))
def test_nobody_is_born_tomorrow(ahead: int) -> None:
    first17 = f"110105{date.today() + timedelta(days=ahead):%Y%m%d}002"
    assert check_id_number(first17 + _iso_7064(first17)) is BrokenRule.ID_BIRTH


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    """A code as GB 32100 builds it."""
    first17 = draw(st.text(CREDIT, min_size=17, max_size=17))
    return first17 + credit_check_character(first17)


def test_the_standards_own_code_passes() -> None:
    """The example that is printed with GB 32100-2015."""
    assert check_credit_code("91350100M000100Y43") is None


@given(code=credit_codes())
def test_the_weighted_sum_is_a_multiple_of_31(code: str) -> None:
    """GB 32100, annex A, as the congruence that the check character fulfils."""
    weights = [pow(3, power, 31) for power in range(17)] + [1]
    assert sum(CREDIT.index(letter) * weight for letter, weight in zip(code, weights, strict=True)) % 31 == 0
    assert check_credit_code(code) is None


@given(code=credit_codes(), place=st.integers(0, 17), other=st.sampled_from(CREDIT))
def test_every_single_wrong_letter_is_caught(code: str, place: int, other: str) -> None:
    assume(code[place] != other)
    assert check_credit_code(code[:place] + other + code[place + 1 :]) is BrokenRule.CREDIT_CHECK


@given(code=credit_codes(), place=st.integers(0, 15))
def test_every_swap_of_neighbouring_letters_is_caught(code: str, place: int) -> None:
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assume(swapped != code)
    assert check_credit_code(swapped) is BrokenRule.CREDIT_CHECK


@given(code=credit_codes(), place=st.integers(0, 17), other=st.sampled_from("IOSVZiosvzaby －" + FOREIGN_DIGITS))
def test_letters_outside_the_alphabet_are_refused(code: str, place: int, other: str) -> None:
    assert check_credit_code(code[:place] + other + code[place + 1 :]) is BrokenRule.CREDIT_CODE


@given(second=st.sampled_from("3456789"), rest=st.text(DIGITS, min_size=9, max_size=9))
def test_mobile_numbers_pass(second: str, rest: str) -> None:
    assert check_phone(f"1{second}{rest}") is None


@given(second=st.sampled_from("012"), rest=st.text(DIGITS, min_size=9, max_size=9))
def test_numbers_of_no_mobile_network_are_refused(second: str, rest: str) -> None:
    assert check_phone(f"1{second}{rest}") is BrokenRule.PHONE


@given(
    number=st.from_regex(r"\A1[3-9][0-9]{9}\Z"),
    change=st.sampled_from(["{}0", "{} ", " {}", "+86{}", "0{}", "{}\n", "{}\u200b"]),
)
def test_a_mobile_number_stands_alone(number: str, change: str) -> None:
    assert check_phone(change.format(number)) is BrokenRule.PHONE
    assert check_phone(number[:-1]) is BrokenRule.PHONE


@given(digits=st.text(DIGITS, max_size=9), foreign=st.text(FOREIGN_DIGITS, min_size=1, max_size=6))
def test_a_code_has_six_plain_digits(digits: str, foreign: str) -> None:
    assert (check_code(digits) is None) == (len(digits) == 6)
    assert check_code((digits + foreign)[-6:]) is BrokenRule.CODE


@given(
    name=st.text(string.ascii_letters + DIGITS + "._%+-", min_size=1, max_size=64),
    hosts=st.lists(st.from_regex(r"\A[a-z0-9-]{1,20}\Z"), min_size=1, max_size=3),
    top=st.sampled_from(["com", "cn", "museum"]),
)
def test_mail_addresses_pass(name: str, hosts: list[str], top: str) -> None:
    assert check_email(f"{name}@{'.'.join(hosts)}.{top}") is None


@pytest.mark.parametrize(
    "text",
    [
        "a@b",
        "@b.cn",
        "a@.cn",
        "a b@c.cn",
        "a@b..cn",
        "a@b.c",
        "a@b.cn ",
        "a@b@c.cn",
        "张三@b.cn",
        "a@b.cn\r\nBcc: x@y.cn",
    ],
)
def test_what_is_no_mail_address_is_refused(text: str) -> None:
    assert check_email(text) is BrokenRule.EMAIL


@given(text=st.text("@a.-\n", max_size=200))
def test_mail_addresses_are_checked_in_no_time(text: str) -> None:
    check_email("a" * 60 + "@" + "a-" * 100 + text)


@pytest.mark.parametrize("name", ["张三", "李晓样", "阿依古丽·买买提", "Zhang San", "欧阳娜娜", "Ö. Å", "𠮷野家"])
def test_names_pass(name: str) -> None:
    assert check_name(name) is None


@pytest.mark.parametrize(
    "name", ["", "张", " 张三", "张三 ", "张三1", "张<三>", "张三\t", "a" * 31, "😀😀", "张三\u202e"]
)
def test_what_is_no_name_is_refused(name: str) -> None:
    assert check_name(name) is BrokenRule.NAME


KINDS = [string.ascii_uppercase, string.ascii_lowercase, DIGITS, string.punctuation]


@given(text=st.text("".join(KINDS), max_size=20))
def test_a_password_is_judged_by_length_then_kinds(text: str) -> None:
    kinds = sum(any(letter in kind for letter in text) for kind in KINDS)
    if not 8 <= len(text) <= 16:
        expected = BrokenRule.PASSWORD_LENGTH
    else:
        expected = None if kinds >= 3 else BrokenRule.PASSWORD_KINDS
    assert check_password(text) is expected


@given(place=st.integers(0, 9), other=st.sampled_from(" \t密é\x7f\x00０"))
def test_a_password_has_printable_ascii_only(place: int, other: str) -> None:
    text = "Abcdef123!"
    assert check_password(text[:place] + other + text[place + 1 :]) is BrokenRule.PASSWORD_CHARACTERS
