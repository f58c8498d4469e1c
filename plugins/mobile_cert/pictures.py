"""Pictures that the person chooses."""

from __future__ import annotations

import asyncio
from pathlib import Path

from core.errors import FileNotAccessible

_LARGEST = 10 * 1024 * 1024


async def read_picture(path: Path) -> bytes:
    """A picture file; of one larger than 10 MB no more than shows that it is.

    Raises:
        FileNotAccessible: it cannot be read.
    """

    def load() -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(_LARGEST + 1)
        except OSError as error:
            raise FileNotAccessible(name=path.name) from error

    return await asyncio.to_thread(load)
