"""Scanning: frames in, codes out, each code once. Plugins decide what a code means (`handle_scan`)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import TYPE_CHECKING, cast

from core.camera.codes import read_codes
from core.plugin.contributions import ScannedCode

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from core.camera.sources import Frame, FrameSource


async def scan(source: FrameSource) -> AsyncIterator[ScannedCode]:
    """Every text code that the source shows, once, until the source ends or the iterator is closed.

    Raises:
        AppError: whatever the source raises, such as `CameraUnavailable`.
    """
    seen: set[str] = set()
    # every source's iterator is a generator, and closing it is what gives the camera back
    async with aclosing(cast("AsyncGenerator[Frame, None]", source.frames())) as frames:
        async for frame in frames:
            for code in await asyncio.to_thread(read_codes, frame):
                if code.text and code.text not in seen:
                    seen.add(code.text)
                    yield ScannedCode(code.text, source.kind)
