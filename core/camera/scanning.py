"""Scanning: frames in, codes out, each code once. Plugins decide what a code means (`handle_scan`)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, cast

from core.camera.codes import FoundCode, read_codes
from core.plugin.contributions import ScannedCode

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from core.camera.sources import Frame, FrameSource

_PREVIEW_WIDTH = 720  # pixels; more would only cost the window's time


async def scan(source: FrameSource, shown: Callable[[Frame], None] | None = None) -> AsyncIterator[ScannedCode]:
    """Every text code that the source shows, once, until the source ends or the iterator is closed.

    Args:
        source: where frames come from.
        shown: gets each frame, made small enough for a preview, on the event loop.

    Raises:
        AppError: whatever the source raises, such as `CameraUnavailable`.
    """
    seen: set[str] = set()
    # every source's iterator is a generator, and closing it is what gives the camera back
    async with aclosing(cast("AsyncGenerator[Frame, None]", source.frames())) as frames:
        async for frame in frames:
            if shown is not None:
                shown(await asyncio.to_thread(_small, frame))
            codes: list[FoundCode] = await asyncio.to_thread(read_codes, frame)
            for code in codes:
                if code.text and code.text not in seen:
                    seen.add(code.text)
                    yield ScannedCode(code.text, source.kind)


def _small(frame: Frame) -> Frame:
    import cv2

    height, width = frame.shape[:2]
    if width <= _PREVIEW_WIDTH:
        return frame
    size = (_PREVIEW_WIDTH, max(1, round(height * _PREVIEW_WIDTH / width)))
    return cast("Frame", cv2.resize(frame, size, interpolation=cv2.INTER_AREA))
