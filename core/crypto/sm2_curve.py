"""The curve of SM2 (GB/T 32918.5): points, their encoding, and arithmetic in pure Python.

Used by the pure back-end, for checks of untrusted points and wherever single curve operations are needed. Not constant
time: the native back-end is used for long-lived keys wherever there is a wheel of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.crypto.errors import BadStructure
from core.errors import Text

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the curve other than infinity; construction checks that it is on the curve."""

    x: int
    y: int

    def __post_init__(self) -> None:
        inside = 0 <= self.x < P and 0 <= self.y < P
        if not inside or (self.y * self.y - (self.x * self.x * self.x + A * self.x + B)) % P:
            raise BadStructure(what=Text("SM2 点", "SM2 point"))

    @classmethod
    def decode(cls, data: bytes) -> Point:
        """From the uncompressed form `04 ‖ x ‖ y` (65 bytes)."""
        if len(data) != 65 or data[0] != 4:
            raise BadStructure(what=Text("SM2 点", "SM2 point"))
        return cls(int.from_bytes(data[1:33], "big"), int.from_bytes(data[33:], "big"))

    def encode(self) -> bytes:
        """The uncompressed form, 65 bytes."""
        return b"\x04" + self.x.to_bytes(32, "big") + self.y.to_bytes(32, "big")

    def __neg__(self) -> Point:
        return Point(self.x, P - self.y)


G = Point(
    0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
    0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0,
)

_Jacobian = tuple[int, int, int]
_INFINITY: _Jacobian = (1, 1, 0)


def multiply(scalar: int, point: Point) -> Point | None:
    """[scalar]point; None for infinity."""
    return _affine(_multiply(scalar % N, (point.x, point.y, 1)))


def add(first: Point | None, second: Point | None) -> Point | None:
    """The sum of two points; None is infinity."""
    if first is None or second is None:
        return first or second
    return _affine(_add((first.x, first.y, 1), (second.x, second.y, 1)))


def combine(a: int, first: Point, b: int, second: Point) -> Point | None:
    """[a]first + [b]second with one shared doubling chain (Straus)."""
    p, q = (first.x, first.y, 1), (second.x, second.y, 1)
    both = _add(p, q)
    result = _INFINITY
    for bit in range(max(a.bit_length(), b.bit_length()) - 1, -1, -1):
        result = _double(result)
        pair = (a >> bit & 1, b >> bit & 1)
        if pair != (0, 0):
            result = _add(result, both if pair == (1, 1) else p if pair[0] else q)
    return _affine(result)


def _multiply(scalar: int, point: _Jacobian) -> _Jacobian:
    # a ladder of constant shape, so that the number of operations does not tell the scalar's weight
    low, high = _INFINITY, point
    for bit in range(255, -1, -1):
        if scalar >> bit & 1:
            low, high = _add(low, high), _double(high)
        else:
            low, high = _double(low), _add(low, high)
    return low


def _double(point: _Jacobian) -> _Jacobian:
    x, y, z = point
    if not z or not y:
        return _INFINITY
    yy = y * y % P
    s = 4 * x * yy % P
    zz = z * z % P
    m = 3 * (x - zz) * (x + zz) % P
    x3 = (m * m - 2 * s) % P
    return x3, (m * (s - x3) - 8 * yy * yy) % P, 2 * y * z % P


def _add(first: _Jacobian, second: _Jacobian) -> _Jacobian:
    x1, y1, z1 = first
    x2, y2, z2 = second
    if not z1:
        return second
    if not z2:
        return first
    z1z1, z2z2 = z1 * z1 % P, z2 * z2 % P
    u1, u2 = x1 * z2z2 % P, x2 * z1z1 % P
    s1, s2 = y1 * z2 * z2z2 % P, y2 * z1 * z1z1 % P
    if u1 == u2:
        return _double(first) if s1 == s2 else _INFINITY
    h, r = (u2 - u1) % P, (s2 - s1) % P
    hh = h * h % P
    hhh, v = h * hh % P, u1 * hh % P
    x3 = (r * r - hhh - 2 * v) % P
    return x3, (r * (v - x3) - s1 * hhh) % P, z1 * z2 * h % P


def _affine(point: _Jacobian) -> Point | None:
    x, y, z = point
    if not z:
        return None
    inverse = pow(z, -1, P)
    square = inverse * inverse % P
    return Point(x * square % P, y * square * inverse % P)
