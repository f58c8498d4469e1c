"""Whatever is cut into fragments comes out whole, and whatever else comes in is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.devices.ble.frames import SMALLEST_FRAGMENT, Assembler, BrokenFraming, Kind, Message, fragments

_PAYLOADS = st.binary(max_size=2000) | st.integers(0, 0xFFFF).map(bytes)
_SIZES = st.integers(SMALLEST_FRAGMENT, 520)
_MESSAGES = st.builds(Message, st.sampled_from(Kind), _PAYLOADS)


@given(st.lists(_MESSAGES, min_size=1, max_size=3), _SIZES)
def test_messages_come_out_as_they_went_in(messages: list[Message], size: int) -> None:
    assembler = Assembler()
    parts = [part for message in messages for part in fragments(message, size)]
    assert all(len(part) <= size for part in parts)
    assert [message for part in parts if (message := assembler.feed(part)) is not None] == messages


@given(st.binary(min_size=300, max_size=3000), st.integers(SMALLEST_FRAGMENT, 100), st.data())
def test_a_lost_fragment_is_noticed_or_the_message_never_ends(payload: bytes, size: int, data: st.DataObject) -> None:
    parts = list(fragments(Message(Kind.MESSAGE, payload), size))
    del parts[data.draw(st.integers(0, len(parts) - 1))]
    assembler = Assembler()
    for part in parts:
        try:
            assert assembler.feed(part) is None
        except BrokenFraming:
            break


@given(st.binary(min_size=300, max_size=3000), st.integers(SMALLEST_FRAGMENT, 100), st.data())
def test_fragments_out_of_order_are_refused(payload: bytes, size: int, data: st.DataObject) -> None:
    parts = list(fragments(Message(Kind.MESSAGE, payload), size))
    place = data.draw(st.integers(1, len(parts) - 2))
    parts[place], parts[place + 1] = parts[place + 1], parts[place]
    assembler = Assembler()
    with pytest.raises(BrokenFraming):
        for part in parts:
            assembler.feed(part)


@given(st.lists(st.binary(max_size=40), max_size=30), _MESSAGES)
def test_after_any_noise_a_message_gets_through(noise: list[bytes], message: Message) -> None:
    assembler = Assembler()
    for fragment in noise:
        try:
            assembler.feed(fragment)
        except BrokenFraming:
            continue
    whole = [assembler.feed(part) for part in fragments(message, 64)]
    assert whole[-1] == message


@pytest.mark.parametrize(("size", "payload"), [(SMALLEST_FRAGMENT - 1, b"x"), (64, bytes(0x10000))])
def test_what_cannot_be_sent_is_refused(size: int, payload: bytes) -> None:
    with pytest.raises(ValueError, match="fragment"):
        list(fragments(Message(Kind.MESSAGE, payload), size))


def test_a_payload_is_not_shown() -> None:
    assert "246810" not in repr(Message(Kind.MESSAGE, b"246810"))
