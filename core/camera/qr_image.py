"""Draws QR codes (ISO/IEC 18004)."""

from __future__ import annotations

import io
from typing import Any

from core.camera.errors import CodeTooLong

_QUIET_ZONE = 4  # modules; what the standard asks for


def qr_svg(text: str) -> bytes:
    """The code as an SVG that scales with its box."""
    out = io.BytesIO()
    _code(text).save(out, kind="svg", border=_QUIET_ZONE, light="white", omitsize=True)
    return out.getvalue()


def qr_png(text: str, module: int = 8) -> bytes:
    """The code as a PNG; `module` is the width of one square in pixels."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", border=_QUIET_ZONE, scale=module)
    return out.getvalue()


def _code(text: str) -> Any:
    import segno

    try:
        return segno.make_qr(text, error="m")
    except segno.DataOverflowError as error:
        raise CodeTooLong from error
