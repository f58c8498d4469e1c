"""A card's operating system: applications, chaining, long answers (ISO 7816-4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


class Refused(Exception):
    """An application answers with this status word."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"{status:04X}")


@dataclass(frozen=True)
class Request:
    ins: int
    p1: int
    p2: int
    data: bytes


class Application(Protocol):
    aid: bytes

    def selected(self) -> bytes:
        """The answer to SELECT."""

    def deselected(self) -> None:
        """Another application was selected, or the card lost its power."""

    def answer(self, request: Request) -> bytes:
        """The answer's data; raises Refused."""


@dataclass
class Pin:
    """A PIN or PUK and its counter."""

    value: bytes
    tries: int = 3
    left: int = 3

    def check(self, shown: bytes) -> None:
        if self.left == 0:
            raise Refused(0x6983)
        if shown != self.value:
            self.left -= 1
            raise Refused(0x63C0 | self.left)
        self.left = self.tries

    def replace(self, value: bytes) -> None:
        self.value, self.left = value, self.tries


@dataclass
class VirtualCard:
    """What is behind the contacts.

    Attributes:
        applications: what SELECT finds.
        historical: bytes of the ATR (ISO 7816-3 §8.2.4).
        log: instructions in the order of their arrival.
        longest_answer: bytes that fit into one answer; the rest is fetched by GET RESPONSE.
    """

    applications: tuple[Application, ...]
    historical: bytes = b"SC-TEST"
    longest_answer: int = 256
    log: list[int] = field(default_factory=list)
    current: Application | None = None
    _chain: bytes = b""
    _rest: bytes = b""

    @property
    def atr(self) -> bytes:
        body = bytes([0x80 | len(self.historical), 0x01]) + self.historical
        check = 0
        for byte in body:
            check ^= byte
        return b"\x3b" + body + bytes([check])

    def reset(self) -> None:
        if self.current is not None:
            self.current.deselected()
        self.current, self._chain, self._rest = None, b"", b""

    def process(self, command: bytes) -> bytes:
        try:
            return self._process(command)
        except Refused as refused:
            return refused.status.to_bytes(2, "big")

    def _process(self, command: bytes) -> bytes:
        cla, ins, p1, p2 = command[:4]
        data, expected = _body(command[4:])
        if ins == 0xC0:
            return self._give(self._rest, expected or 256)
        self._rest = b""
        if cla & 0xEF:
            raise Refused(0x6E00)
        if cla & 0x10:
            self._chain += data
            return b"\x90\x00"
        data, self._chain = self._chain + data, b""
        self.log.append(ins)
        if ins == 0xA4 and p1 == 0x04:
            return self._give(self._select(data), expected)
        if self.current is None:
            raise Refused(0x6D00)
        return self._give(self.current.answer(Request(ins, p1, p2, data)), expected)

    def _select(self, name: bytes) -> bytes:
        for application in self.applications:
            if name and application.aid.startswith(name):
                if self.current is not None and self.current is not application:
                    self.current.deselected()
                self.current = application
                return application.selected()
        raise Refused(0x6A82)

    def _give(self, answer: bytes, expected: int) -> bytes:
        # without Le there is no data (case 3), but a T=0 host asks for it afterwards
        fits = max(self.longest_answer, expected) if expected > 256 else self.longest_answer
        size = min(fits, expected) if expected else 0
        self._rest = answer[size:]
        if not self._rest:
            return answer[:size] + b"\x90\x00"
        return answer[:size] + bytes([0x61, min(len(self._rest), 255)])


def _body(body: bytes) -> tuple[bytes, int]:
    """Data and Le (§5.2), short and extended; Le 0 means none was sent."""
    if not body:
        return b"", 0
    if len(body) == 1:
        return b"", body[0] or 256
    if body[0] or len(body) == 2:
        size = body[0]
        if len(body) not in (1 + size, 2 + size):
            raise Refused(0x6700)
        end = body[1 + size :]
        return body[1 : 1 + size], (end[0] or 256) if end else 0
    if len(body) == 3:
        return b"", int.from_bytes(body[1:3], "big") or 65536
    size = int.from_bytes(body[1:3], "big")
    end = body[3 + size :]
    if len(end) not in (0, 2):
        raise Refused(0x6700)
    return body[3 : 3 + size], (int.from_bytes(end, "big") or 65536) if end else 0
