"""From a picture file to a seal picture: checked, made small, optionally with its white made transparent."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from core.errors import AppError, FileNotAccessible, Text

_MAX_FILE = 10 << 20  # bytes
_MAX_PIXELS = 40_000_000
_SIDE = 1000  # pixels: 40 mm at more than 600 dpi
_TITLE = "Title"
LONGEST_NAME = 30
_INK, _PAPER = 200, 255  # darker than the first is ink, between them the edge fades


class PictureNotUsable(AppError):
    """A file that cannot serve as a seal's picture."""

    code = "SEAL-001"
    cause = Text(
        "该文件不能用作印章图片（需为 10 MB 以内的 PNG 或 JPEG）。", "Not a PNG or JPEG picture of up to 10 MB."
    )
    remedy = Text("请另选一张图片。", "Choose another picture.")


@dataclass(frozen=True, slots=True)
class SealPicture:
    """A picture ready for use: PNG with alpha, and its size in pixels."""

    png: bytes
    width: int
    height: int


def read_picture(path: Path, *, white_transparent: bool) -> SealPicture:
    """Read and convert a picture. Blocks: call it in a worker thread.

    Args:
        path: PNG or JPEG.
        white_transparent: turn paper into transparency; ink keeps its colour and its soft edges.

    Raises:
        FileNotAccessible, PictureNotUsable.
    """
    try:
        if path.stat().st_size > _MAX_FILE:
            raise PictureNotUsable
        content = path.read_bytes()
    except OSError as error:
        raise FileNotAccessible(name=path.name) from error
    return convert_picture(content, white_transparent=white_transparent)


def with_name(png: bytes, name: str) -> bytes:
    """The PNG with a title (W3C PNG §11.3.3.2), which stays with the picture wherever it is kept."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    texts, out = PngInfo(), io.BytesIO()
    texts.add_itxt(_TITLE, name)
    with Image.open(io.BytesIO(png)) as picture:
        picture.save(out, "PNG", pnginfo=texts)
    return out.getvalue()


def name_of(content: bytes) -> str:
    """The title in a picture; empty when it has none, or is none."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as picture:
            return str(picture.info.get(_TITLE, ""))[:LONGEST_NAME]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""


def convert_picture(content: bytes, *, white_transparent: bool, widest: int = _SIDE) -> SealPicture:
    """Convert the content of a PNG or JPEG file. Blocks: call it in a worker thread.

    Args:
        content: the file.
        white_transparent: as in `read_picture`.
        widest: the longer side of the result is at most so many pixels.

    Raises:
        PictureNotUsable: another kind of file, too large, or nothing on it.
    """
    from PIL import Image, ImageChops, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > _MAX_PIXELS:
                raise PictureNotUsable
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureNotUsable from error
    picture.thumbnail((widest, widest))
    if white_transparent:
        red, green, blue, alpha = picture.split()
        darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
        ink = darkest.point([255 if v <= _INK else (_PAPER - v) * 255 // (_PAPER - _INK) for v in range(256)])
        picture.putalpha(ImageChops.multiply(ink, alpha))
    box = picture.getchannel("A").getbbox()
    if box is None:
        raise PictureNotUsable
    picture = picture.crop(box)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return SealPicture(out.getvalue(), picture.width, picture.height)
