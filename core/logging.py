"""Structured logs, redacted, off on disk unless the person switches them on (M3.5.7.3 to M3.5.7.5)."""

from __future__ import annotations

import logging
import logging.handlers
import re
import shutil
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

FILE_NAME = "client.log"
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
        return type(value)(redact(item) for item in value)
    return value


def _redact_event(logger: object, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in list(event.items()):
        if _SECRET_NAMES.search(key):
            event[key] = "***"
        elif key not in ("level", "timestamp", "exc_info"):
            event[key] = redact(value)
    return event


class _RedactingFormatter(logging.Formatter):
    """The last gate: whatever reached a handler, text of exceptions included, is redacted once more."""

    def format(self, record: logging.LogRecord) -> str:
        text: str = redact(super().format(record))
        return text


def configure(level: int = logging.WARNING) -> None:
    """Send structured logs through the standard library, warnings to standard error."""
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _redact_event,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_RedactingFormatter("%(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)


class LogFile:
    """The log on disk: on, off, exported, cleared."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._handler: logging.Handler | None = None

    @property
    def on(self) -> bool:
        """Whether logs are written now."""
        return self._handler is not None

    def switch_on(self) -> None:
        """Write logs from now on: at most four files of 1 MB."""
        if self._handler is not None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(self._path, maxBytes=1 << 20, backupCount=3, encoding="utf-8")
        handler.setFormatter(_RedactingFormatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
        handler.setLevel(logging.INFO)
        logging.getLogger().addHandler(handler)
        logging.getLogger().setLevel(logging.INFO)
        self._handler = handler

    def switch_off(self) -> None:
        """Stop writing; what was written stays until it is cleared."""
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def export(self, target: Path) -> None:
        """Copy all log files, oldest first, into one."""
        with target.open("wb") as out:
            for path in sorted(self._path.parent.glob(FILE_NAME + "*"), reverse=True):
                with path.open("rb") as part:
                    shutil.copyfileobj(part, out)

    def clear(self) -> None:
        """Delete all log files; writing goes on in a new one when it is on."""
        was_on = self.on
        self.switch_off()
        for path in self._path.parent.glob(FILE_NAME + "*"):
            path.unlink()
        if was_on:
            self.switch_on()
