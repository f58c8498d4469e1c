"""A signed file is made beside its place and moved there when it is complete.

A crash, a full disk or a cancellation leaves the source untouched and no half-written target.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import CancelledByUser, FileNotAccessible, StorageFull
from core.pdf.errors import SourceIsTarget
from core.pdf.render import check_header

_ROOM = 256 * 1024
"""What a signature adds to a file, generously."""
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

Progress = Callable[[float], None]
"""Called from a worker thread with a share of the work from 0 to 1."""


class Cancel:
    """Asks running work to stop; may be set from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Stop at the next opportunity."""
        self._event.set()

    @property
    def is_set(self) -> bool:
        """Stopping was asked for."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise `CancelledByUser` when it is set."""
        if self._event.is_set():
            raise CancelledByUser


def check_target(source: Path, target: Path) -> None:
    """What can be known of both files before anything is asked or made.

    Raises:
        FileNotAccessible: the source cannot be read, or nothing can be written beside the target.
        NotAPdf, PdfTooLarge, SourceIsTarget, StorageFull.
    """
    check_header(source)
    if target.exists() and target.samefile(source):
        raise SourceIsTarget
    with _named_errors(target):
        _draft_beside(target).unlink()
        if shutil.disk_usage(target.parent).free < source.stat().st_size + _ROOM:
            raise StorageFull(what=target.name)


@contextmanager
def draft_of(source: Path, target: Path, cancel: Cancel) -> Iterator[Path]:
    """A copy of the source beside the target; it becomes the target when the block ends without an error.

    Raises:
        The errors of `check_target`; an OSError in the block becomes FileNotAccessible or StorageFull.
    """
    check_target(source, target)
    with _named_errors(target):
        draft = _draft_beside(target)
        try:
            _copy(source, draft)
            yield draft
            with draft.open("r+b") as file:
                os.fsync(file.fileno())
            cancel.check()
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)


@contextmanager
def _named_errors(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise StorageFull(what=target.name) from error
        raise FileNotAccessible(name=target.name) from error


def _draft_beside(target: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=".part", dir=target.parent)
    os.close(handle)
    return Path(name)


def _copy(source: Path, draft: Path) -> None:
    shutil.copyfile(source, draft)
    # the temporary file is private; a document is as readable as files of this person usually are
    mask = os.umask(0)
    os.umask(mask)
    draft.chmod(0o666 & ~mask)
