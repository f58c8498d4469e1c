"""The log on disk: off unless the person switches it on (M3.5.7.3 to M3.5.7.5)."""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import os
from io import TextIOWrapper
from pathlib import Path

from core.errors import FileNotAccessible
from core.logging import RedactingFormatter, structured

FILE_NAME = "client.log"
_CHATTY = ("httpx", "httpcore", "alembic", "fontTools")
"""Libraries whose records repeat ours, with whole addresses, or fill the log with their inner life."""


class LogFile:
    """The log on disk: on, off, its files for an export, cleared."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._handler: logging.Handler | None = None

    @property
    def on(self) -> bool:
        """Whether logs are written now."""
        return self._handler is not None

    def switch_on(self) -> None:
        """Write logs from now on: at most four files of 1 MB, readable by their owner only."""
        if self._handler is not None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handler = _File(self._path, maxBytes=1 << 20, backupCount=3, encoding="utf-8")
        except OSError as error:
            raise FileNotAccessible(name=self._path.name) from error
        handler.setFormatter(RedactingFormatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
        handler.setLevel(logging.INFO)
        logging.getLogger().addHandler(handler)
        logging.getLogger().setLevel(logging.INFO)
        for name in _CHATTY:
            logging.getLogger(name).setLevel(logging.WARNING)
        self._handler = handler
        # here, off the event loop, rather than with the first record
        structured(__name__)

    def switch_off(self) -> None:
        """Stop writing; what was written stays until it is cleared."""
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            logging.getLogger().setLevel(logging.WARNING)
            self._handler.close()
            self._handler = None

    def files(self) -> list[Path]:
        """The files that were written, the newest first."""
        return sorted(self._path.parent.glob(FILE_NAME + "*")) if self._path.parent.is_dir() else []

    def size(self) -> int:
        """Bytes of all files."""
        return sum(path.stat().st_size for path in self.files())

    def clear(self) -> None:
        """Delete all log files; writing goes on in a new one when it is on."""
        was_on = self.on
        self.switch_off()
        for path in self.files():
            path.unlink()
        if was_on:
            self.switch_on()


class _File(logging.handlers.RotatingFileHandler):
    """A log that cannot be written, on a full disk for instance, must not disturb the work that it is about."""

    def handleError(self, record: logging.LogRecord) -> None:
        return None

    def close(self) -> None:
        with contextlib.suppress(OSError):
            super().close()

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8")
