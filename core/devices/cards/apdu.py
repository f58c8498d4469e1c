"""Commands and answers of ISO 7816-4 in their short form, which every card and reader carries."""

from __future__ import annotations

from dataclasses import dataclass

from core.credentials.errors import DriverFailure
from core.devices.cards.link import CardLink

_MOST = 255  # bytes of data in a short command (§5.2)
_CHAINED = 0x10  # the class's bit of a command that goes on (§5.3.3)
_LARGEST_ANSWER = 65536  # a card that answers "more" for ever is broken


@dataclass(frozen=True, slots=True)
class Command:
    """A command; data of any length is sent in parts. The data is not shown: it may be a PIN.

    Attributes:
        ins: instruction.
        p1: first parameter.
        p2: second parameter.
        data: command data.
        answers: data is expected (Le is sent).
    """

    ins: int
    p1: int
    p2: int
    data: bytes = b""
    answers: bool = False

    def __repr__(self) -> str:
        return f"<Command {self.ins:02X} {self.p1:02X} {self.p2:02X}>"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a card answered.

    Attributes:
        data: without the status word; put together from all parts.
        status: SW1 and SW2.
    """

    data: bytes
    status: int

    @property
    def ok(self) -> bool:
        """9000."""
        return self.status == 0x9000


def exchange(link: CardLink, command: Command) -> Answer:
    """Send a command by chaining (§5.3.3), fetch its answer by GET RESPONSE (§11.7.1)."""
    parts = [command.data[place : place + _MOST] for place in range(0, len(command.data), _MOST)] or [b""]
    for part in parts[:-1]:
        answer = _answer(link.transmit(_encoded(_CHAINED, command, part, b"")))
        if not answer.ok:
            return answer
    end = b"\x00" if command.answers else b""
    answer = _answer(link.transmit(_encoded(0, command, parts[-1], end)))
    if answer.status >> 8 == 0x6C:
        # the card wants its own Le (§5.6)
        answer = _answer(link.transmit(_encoded(0, command, parts[-1], bytes([answer.status & 0xFF]))))
    collected = bytearray(answer.data)
    while answer.status >> 8 == 0x61:
        answer = _answer(link.transmit(bytes([0, 0xC0, 0, 0, answer.status & 0xFF])))
        collected += answer.data
        if len(collected) > _LARGEST_ANSWER:
            raise DriverFailure(reason="61xx without end")
    return Answer(bytes(collected), answer.status)


def _encoded(cla: int, command: Command, data: bytes, end: bytes) -> bytes:
    length = bytes([len(data)]) if data else b""
    return bytes([cla, command.ins, command.p1, command.p2]) + length + data + end


def _answer(raw: bytes) -> Answer:
    if len(raw) < 2:
        raise DriverFailure(reason="answer without status word")
    return Answer(raw[:-2], int.from_bytes(raw[-2:], "big"))
