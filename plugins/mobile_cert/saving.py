"""Files that the person saves from the window."""

from __future__ import annotations

import asyncio
import errno
from pathlib import Path

from PySide6.QtCore import QUrl

from core.errors import FileNotAccessible, StorageFull

_FULL = (errno.ENOSPC, errno.EDQUOT)


async def save_file(target: QUrl, content: bytes) -> None:
    """Write a file to the chosen place.

    Raises:
        FileNotAccessible: it cannot be written there.
        StorageFull: no space is left.
    """
    path = Path(target.toLocalFile())
    try:
        await asyncio.to_thread(path.write_bytes, content)
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull(what=path.name) from error
        raise FileNotAccessible(name=path.name) from error
