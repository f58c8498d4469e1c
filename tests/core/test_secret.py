"""A secret leaks by no accident, and is gone when it is wiped."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.secret import Secret


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",))))
def test_what_goes_in_comes_out(text: str) -> None:
    secret = Secret(text)
    assert secret.reveal_text() == text
    assert secret.reveal_bytes() == text.encode()
    assert (len(secret), bool(secret)) == (len(text.encode()), bool(text))
    assert Secret(secret.reveal_bytes()).reveal_text() == text


@given(st.text(alphabet="abcdefghij", min_size=6))
def test_no_way_of_printing_shows_it(text: str) -> None:
    secret = Secret(text)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret:>80}", f"{secret!r}", "%s" % secret, repr([secret])]  # noqa: UP031
    assert all(text not in part for part in shown)


def test_it_is_neither_pickled_nor_copied_by_modules() -> None:
    for make in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            make(Secret("123456"))


def test_it_has_no_place_for_more() -> None:
    with pytest.raises(AttributeError):
        Secret("123456").note = "x"  # type: ignore[attr-defined]


def test_wiping_empties_it_and_leaves_copies() -> None:
    secret = Secret("123456")
    other = secret.copy()
    buffer = secret._buffer
    secret.wipe()
    secret.wipe()
    assert (secret.reveal_bytes(), bytes(buffer), bool(secret)) == (b"", b"", False)
    assert other.reveal_text() == "123456"


def test_leaving_the_block_wipes_also_on_errors() -> None:
    secret = Secret("123456")
    with pytest.raises(ValueError, match="stop"), secret as inside:
        assert inside.reveal_text() == "123456"
        raise ValueError("stop")
    assert not secret


def test_the_given_bytes_are_not_shared() -> None:
    given_bytes = bytearray(b"123456")
    secret = Secret(given_bytes)
    given_bytes[:] = b"......"
    assert secret.reveal_bytes() == b"123456"
