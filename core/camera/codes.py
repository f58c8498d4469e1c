"""Finds QR and bar codes in a frame. What they say is untrusted input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.camera.sources import Frame


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code in a frame.

    Attributes:
        text: decoded text; empty when the content is no text.
        content: the plain bytes.
        symbology: the kind of code, such as `QR Code`.
        corners: four points (x, y) in pixels of the frame, from the code's top left clockwise.
    """

    text: str
    content: bytes
    symbology: str
    corners: tuple[tuple[int, int], ...]


def read_codes(frame: Frame) -> list[FoundCode]:
    """All codes in a frame, however turned; some ten milliseconds of CPU, so call it in a worker thread."""
    found = _read(frame, scale=1)
    if found:
        return found
    # small or blurred codes: their modules are only a pixel or two wide, and soft
    return _read(_sharpened(frame), scale=2)


def _read(frame: Frame, scale: int) -> list[FoundCode]:
    import zxingcpp

    found = []
    for code in zxingcpp.read_barcodes(frame):
        place = code.position
        points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        corners = tuple((point.x // scale, point.y // scale) for point in points)
        found.append(FoundCode(_text(code.bytes), bytes(code.bytes), str(code.format), corners))
    return _whole(found)


def _whole(found: list[FoundCode]) -> list[FoundCode]:
    """Without what is part of another: one QR code in a thousand has a row that reads as a bar code."""
    boxes = [_box(code) for code in found]
    return [
        code
        for code, box in zip(found, boxes, strict=True)
        if not any(other != box and _inside(box, other) for other in boxes)
    ]


def _box(code: FoundCode) -> tuple[int, int, int, int]:
    across, down = zip(*code.corners, strict=True)
    return min(across), min(down), max(across), max(down)


def _inside(box: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return box[0] >= other[0] and box[1] >= other[1] and box[2] <= other[2] and box[3] <= other[3]


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _sharpened(frame: Frame) -> Frame:
    import cv2
    import numpy as np

    large = cv2.resize(frame, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(large, (0, 0), 5)
    return np.asarray(cv2.addWeighted(large, 2.5, soft, -1.5, 0), np.uint8)
