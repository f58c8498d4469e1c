"""Structured loggers that cost nothing while nobody listens: structlog is imported with the first record."""

from __future__ import annotations

import logging


class Log:
    """A structured logger: an event in a few words, and fields. Never give it a secret or personal data."""

    def __init__(self, name: str) -> None:
        self._name = name

    def debug(self, event: str, **fields: object) -> None:
        """For developers."""
        self._write(logging.DEBUG, event, fields)

    def info(self, event: str, **fields: object) -> None:
        """What happened; written when the log on disk is on."""
        self._write(logging.INFO, event, fields)

    def warning(self, event: str, **fields: object) -> None:
        """Something is wrong that the app can live with."""
        self._write(logging.WARNING, event, fields)

    def error(self, event: str, **fields: object) -> None:
        """Something failed."""
        self._write(logging.ERROR, event, fields)

    def exception(self, event: str, **fields: object) -> None:
        """Something failed with the exception that is being handled."""
        self._write(logging.ERROR, event, {"exc_info": True, **fields})

    def _write(self, level: int, event: str, fields: dict[str, object]) -> None:
        if logging.getLogger(self._name).isEnabledFor(level):
            from core.logging import structured

            structured(self._name).log(level, event, **fields)
