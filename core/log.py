"""Loggers that import structlog when the first record is written, since importing it costs a tenth of a second."""

from __future__ import annotations

from typing import Any


class Log:
    """A structured logger; `debug`, `info`, `warning`, `error`, `exception` take an event and fields."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, method: str) -> Any:
        if method.startswith("_"):
            raise AttributeError(method)
        import structlog

        return getattr(structlog.get_logger(self._name), method)
