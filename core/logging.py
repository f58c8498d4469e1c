"""Structured logs, redacted, off on disk unless the person switches them on (M3.5.7.3 to M3.5.7.5)."""

from __future__ import annotations

import contextlib
import copy
import logging
import logging.handlers
import os
import re
import sys
import traceback
from collections.abc import MutableMapping
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from core.errors import AppError, FileNotAccessible

FILE_NAME = "client.log"
_CHATTY = ("httpx", "httpcore", "alembic", "fontTools")
"""Libraries whose records repeat ours, with whole addresses, or fill the log with their inner life."""

_SECRET_NAMES = re.compile(r"pin|password|token|secret|sms_?code|captcha|private|authorization|ticket", re.IGNORECASE)
_PATTERNS = (
    (re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)"), r"\1****\2"),
    (re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)"), r"\1********\2"),
    (re.compile(r"(?<!\d)\d{6}(?!\d)"), "******"),
    (re.compile(r"(?i)bearer\s+[\w.~+/-]+=*"), "Bearer ***"),
)


def redact(value: Any) -> Any:
    """The value with phone numbers, ID numbers, six-digit codes and bearer tokens masked, at any depth."""
    if isinstance(value, str):
        for pattern, replacement in _PATTERNS:
            value = pattern.sub(replacement, value)
        return value
    if isinstance(value, dict):
        return {name: "***" if _SECRET_NAMES.search(str(name)) else redact(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [redact(item) for item in value]
    return value


def _redact_event(logger: object, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in list(event.items()):
        if _SECRET_NAMES.search(key):
            event[key] = "***"
        elif key not in ("level", "timestamp", "traceback"):
            event[key] = redact(value)
    return event


def _without_values(logger: object, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An exception as its type and its way through the code: texts of foreign exceptions may carry what was typed."""
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given
    if isinstance(error, BaseException):
        event["exception"] = _kind(error)
        event["traceback"] = "".join(traceback.format_tb(error.__traceback__))
    return event


def _kind(error: BaseException) -> str:
    return f"{type(error).__name__} {error.code}" if isinstance(error, AppError) else type(error).__name__


class _RedactingFormatter(logging.Formatter):
    """The last gate: whatever reached a handler, from any library, is redacted once more."""

    def format(self, record: logging.LogRecord) -> str:
        own = copy.copy(record)
        own.exc_text = None  # what another handler made of the exception
        text: str = redact(super().format(own))
        return text

    def formatException(self, ei: Any) -> str:
        return f"{_kind(ei[1])}\n{''.join(traceback.format_tb(ei[2]))}" if ei[1] is not None else ""


class _StandardError(logging.StreamHandler[TextIO]):
    """The product's handler for warnings on standard error; there is at most one."""


def configure(level: int = logging.WARNING) -> None:
    """Write warnings to standard error, redacted; once per process, before anything else is done."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, _StandardError)]:
        root.removeHandler(handler)
    handler = _StandardError(sys.stderr)
    handler.setLevel(level)
    handler.setFormatter(_RedactingFormatter("%(message)s"))
    root.addHandler(handler)


def structured(name: str) -> Any:
    """A structlog logger that writes JSON through the standard library's logger of that name."""
    import structlog

    if not structlog.is_configured():
        structlog.configure(
            processors=[
                structlog.stdlib.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                _without_values,
                _redact_event,
                structlog.processors.JSONRenderer(ensure_ascii=False, default=_nameless),
            ],
            wrapper_class=structlog.stdlib.BoundLogger,
            logger_factory=structlog.stdlib.LoggerFactory(),
            cache_logger_on_first_use=False,
        )
    return structlog.get_logger(name)


def _nameless(value: object) -> str:
    """A value that JSON does not know, by its type: its `repr` may tell too much."""
    return f"<{type(value).__name__}>"


class LogFile:
    """The log on disk: on, off, its files for an export, cleared (M3.5.7.3 to M3.5.7.5)."""

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
        handler.setFormatter(_RedactingFormatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
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
