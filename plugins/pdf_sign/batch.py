"""Many files signed with one PIN: each has its own result, and what failed can be tried again alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.errors import AppError, CancelledByUser, as_app_error
from core.pdf.appearance import Appearance
from core.pdf.signing import Cancel, Level, NewField, SigningOptions, check_target, sign_pdf
from core.plugin.api import AuthorisedKey, Credential
from plugins.pdf_sign.placement import USUAL, Size, field_of
from plugins.pdf_sign.service import PdfService


class BatchState(StrEnum):
    """How far one file is."""

    WAITING = "waiting"
    SIGNING = "signing"
    SIGNED = "signed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class BatchFile:
    """One file: where it comes from and where the signed one goes."""

    source: Path
    target: Path


Told = Callable[[BatchFile, BatchState, AppError | None], None]
"""Called on the event loop whenever a file's state changes."""


@dataclass(frozen=True, slots=True)
class OptionsMaker:
    """Options for each file: its first free field, otherwise a new one at the bottom of its last page."""

    appearance: Appearance
    level: Level
    reason: str = ""
    electronic_seal: bytes = b""
    size: Size = USUAL

    def __call__(self, source: Path) -> SigningOptions:
        """Blocks: reads the file."""
        where = field_of(source, self.size)
        return SigningOptions(
            field_name=where if isinstance(where, str) else None,
            new_field=where if isinstance(where, NewField) else None,
            level=self.level,
            appearance=self.appearance,
            reason=self.reason,
            electronic_seal=self.electronic_seal,
        )


def target_in(folder: Path, source: Path, mark: str, taken: Sequence[Path] = ()) -> Path:
    """A name for the signed file that neither exists nor is given to another file of the batch."""
    target, number = folder / f"{source.stem}-{mark}.pdf", 2
    while target.exists() or target in taken:
        target, number = folder / f"{source.stem}-{mark} ({number}).pdf", number + 1
    return target


async def sign_batch(
    service: PdfService,
    files: Sequence[BatchFile],
    credential: Credential,
    maker: OptionsMaker,
    title: str,
    told: Told,
    cancel: Cancel,
) -> int:
    """Sign the files one after the other; the number of those that were signed.

    What can be known of a file without the key is found out before the PIN is asked. A failure concerns its file alone.
    After a cancellation the files that were signed stay and the others wait.

    Raises the errors of `PdfService.check` and of the credential; those of a file go to `told`.
    """
    await service.check(credential, maker.level, maker.electronic_seal)
    ready = [file for file in files if await _is_ready(file, told)]
    if not ready:
        return 0
    signed = 0
    async with service.authorised(credential, title, len(ready)) as key:
        for file in ready:
            if cancel.is_set:
                break
            told(file, BatchState.SIGNING, None)
            signed += await _sign(service, file, key, maker, told, cancel)
    return signed


async def _is_ready(file: BatchFile, told: Told) -> bool:
    try:
        await asyncio.to_thread(check_target, file.source, file.target)
    except AppError as error:
        told(file, BatchState.FAILED, error)
        return False
    return True


async def _sign(
    service: PdfService,
    file: BatchFile,
    key: AuthorisedKey,
    maker: OptionsMaker,
    told: Told,
    cancel: Cancel,
) -> bool:
    try:
        options = service.complete(await asyncio.to_thread(maker, file.source))
        await sign_pdf(file.source, file.target, key, options, cancel=cancel)
    except CancelledByUser:
        told(file, BatchState.WAITING, None)
        return False
    except Exception as error:
        told(file, BatchState.FAILED, as_app_error(error))
        return False
    told(file, BatchState.SIGNED, None)
    return True
