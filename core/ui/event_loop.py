"""Asyncio inside Qt's event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import Context
from typing import Any

import qasync

_PAUSE = 0.005
"""Seconds until a callback that came in the middle of a task tries again."""


class _Handle(asyncio.Handle):
    """A callback that waits while a task is in the middle of a step.

    Qt turns its loop within some calls (a system's dialog, drag and drop, on Windows whatever speaks COM). A task whose
    turn comes there cannot be entered, and asyncio would drop its step: it would never go on, nor end when cancelled.
    """

    __slots__ = ()

    def _run(self) -> None:
        loop: Any = self._loop  # type: ignore[attr-defined]  # the stubs leave it out
        if asyncio.current_task(loop) is None:
            super()._run()
        else:
            loop.postpone(self)


class QtEventLoop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """Asyncio's event loop for the window's thread; files, sockets and timers are Qt's."""

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """See `asyncio.AbstractEventLoop`."""
        handle: asyncio.Handle = self._add_callback(_Handle(callback, args, self, context=context), delay)
        return handle

    def postpone(self, handle: asyncio.Handle) -> None:
        """Run a callback a moment later than it was due."""
        self._add_callback(handle, _PAUSE)
