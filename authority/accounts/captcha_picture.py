"""Draws a picture code."""

from __future__ import annotations

import io
import random
import secrets

WIDTH, HEIGHT = 160, 56


def draw(text: str) -> bytes:
    """A PNG of the text, slanted, with lines and dots across."""
    from PIL import Image, ImageDraw, ImageFont

    dice = random.Random(secrets.randbits(64))  # noqa: S311 only the look of the picture depends on it
    picture = Image.new("RGB", (WIDTH, HEIGHT), (246, 249, 250))
    font = ImageFont.load_default(34)
    for index, letter in enumerate(text):
        tile = Image.new("RGBA", (44, 52), (0, 0, 0, 0))
        colour = tuple(dice.randrange(20, 110) for _ in range(3))
        ImageDraw.Draw(tile).text((22, 26), letter, font=font, fill=colour, anchor="mm")
        tile = tile.rotate(dice.uniform(-22, 22), resample=Image.Resampling.BICUBIC)
        picture.paste(tile, (6 + index * 37 + dice.randrange(-3, 4), dice.randrange(-2, 5)), tile)
    pen = ImageDraw.Draw(picture)
    for _ in range(4):
        ends = [(dice.randrange(WIDTH), dice.randrange(HEIGHT)) for _ in range(2)]
        pen.line(ends, fill=tuple(dice.randrange(120, 190) for _ in range(3)), width=1)
    for _ in range(120):
        pen.point(
            (dice.randrange(WIDTH), dice.randrange(HEIGHT)), fill=tuple(dice.randrange(90, 200) for _ in range(3))
        )
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
