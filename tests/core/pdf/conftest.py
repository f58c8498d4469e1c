"""A picture of a seal that shows which part of it is seen."""

import pymupdf
import pytest

SIDE = 160
"""Width and height of the picture in pixels."""


def seal_colour(x: int, y: int) -> tuple[int, int, int]:
    """The colour at a place of the picture, both from 0 to 255: no two places look alike."""
    return x, y, 128


@pytest.fixture(scope="session")
def seal_png() -> bytes:
    """Red grows from left to right, green from top to bottom."""
    samples = bytes(
        channel
        for row in range(SIDE)
        for column in range(SIDE)
        for channel in seal_colour(column * 255 // (SIDE - 1), row * 255 // (SIDE - 1))
    )
    return bytes(pymupdf.Pixmap(pymupdf.csRGB, SIDE, SIDE, samples, False).tobytes("png"))
