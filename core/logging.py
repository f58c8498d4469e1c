"""Structured logs, redacted whatever library writes them; warnings on standard error, all on disk: `core.log_file`."""

from __future__ import annotations

import copy
import functools
import logging
import re
import sys
import threading
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

from core.errors import AppError

_NAMING_PEOPLE = ("pyhanko", "pyhanko_certvalidator")
"""Libraries that warn of each signature that is not good, by the signer's name; the report tells whoever asked."""


@functools.cache
def _secret_names() -> re.Pattern[str]:
    """Names of fields whose values are never shown; compiled with the first record, not while the window starts."""
    return re.compile(r"pin|password|token|secret|sms_?code|captcha|private|authorization|ticket", re.IGNORECASE)


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Phone numbers, citizens' numbers, six-digit codes, bearer tokens, and what is shown in their place."""
    return (
        (re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)"), r"\1****\2"),
        (re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)"), r"\1********\2"),
        (re.compile(r"(?<!\d)\d{6}(?!\d)"), "******"),
        (re.compile(r"(?i)bearer\s+[\w.~+/-]+=*"), "Bearer ***"),
    )


def redact(value: Any) -> Any:
    """The value with phone numbers, ID numbers, six-digit codes and bearer tokens masked, at any depth."""
    if isinstance(value, str):
        for pattern, replacement in _patterns():
            value = pattern.sub(replacement, value)
        return value
    if isinstance(value, dict):
        return {name: "***" if _secret_names().search(str(name)) else redact(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [redact(item) for item in value]
    return value


def _redact_event(logger: object, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in list(event.items()):
        if _secret_names().search(key):
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


class RedactingFormatter(logging.Formatter):
    """The last gate: whatever reached a handler, from any library, is redacted once more."""

    def format(self, record: logging.LogRecord) -> str:
        """See `logging.Formatter`."""
        own = copy.copy(record)
        own.exc_text = None  # what another handler made of the exception
        text: str = redact(super().format(own))
        return text

    def formatException(self, ei: Any) -> str:
        """The exception's type and its way through the code."""
        return f"{_kind(ei[1])}\n{''.join(traceback.format_tb(ei[2]))}" if ei[1] is not None else ""


class _StandardError(logging.Handler):
    """Writes to standard error, whatever it is at the time; there is at most one such handler."""

    def emit(self, record: logging.LogRecord) -> None:
        """See `logging.Handler`."""
        try:
            sys.stderr.write(self.format(record) + "\n")
        except (OSError, ValueError, AttributeError):
            return  # closed, or a program without a console


def configure(level: int = logging.WARNING) -> None:
    """Write warnings to standard error, redacted; once per process, before anything else is done."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, _StandardError)]:
        root.removeHandler(handler)
    handler = _StandardError()
    handler.setLevel(level)
    handler.setFormatter(RedactingFormatter("%(message)s"))
    root.addHandler(handler)
    for name in _NAMING_PEOPLE:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def log_uncaught() -> None:
    """Tell exceptions that nobody caught like all others: by type and place, not by their text."""

    def told(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
        else:
            logging.getLogger("app").error("uncaught", exc_info=(kind, error or kind(), trace))

    sys.excepthook = told
    threading.excepthook = lambda of: told(of.exc_type, of.exc_value, of.exc_traceback)


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
