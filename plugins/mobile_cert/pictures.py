"""Pictures that the person chooses or takes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl

from core.camera.text_lines import NotAPicture
from core.errors import FileNotAccessible
from core.plugin.manifest import Permission
from core.ui.images import ImageStore
from core.ui.page import PageContext
from core.ui.photograph import PictureWanted, photograph
from plugins.mobile_cert.module import Module

_LARGEST = 10 * 1024 * 1024


def shown(images: ImageStore, before: QUrl, content: bytes) -> QUrl:
    """Where QML finds a picture that takes the place of another.

    Raises:
        NotAPicture: it does not decode.
    """
    try:
        url = images.put(content)
    except ValueError as error:
        raise NotAPicture from error
    images.remove(before.toString())
    return QUrl(url)


def take_photograph(
    page: PageContext, module: Module, purpose: str, hint: str, ratio: float, use: Callable[[bytes], object]
) -> None:
    """Open the camera; `purpose` as it stands in the ledger of permissions."""
    gate = partial(module.context.privacy.use, Permission.CAMERA)
    photograph(page, PictureWanted(gate, purpose, hint, ratio, use))


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
