"""Asyncio inside Qt's event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import Context
from typing import Any

import qasync
from PySide6.QtCore import QObject, QTimerEvent

_PAUSE = 0.005
"""Seconds until a callback that came in the middle of a task tries again."""


class _Handle(asyncio.Handle):
    """A callback that waits while a task is in the middle of a step.

    Qt turns its loop within some calls (a system's dialog, drag and drop, on Windows whatever speaks COM). A task whose
    turn comes there cannot be entered, and asyncio would drop its step: it would never go on, nor end when cancelled.
    """

    __slots__ = ("timer",)

    timer: int
    """Qt's number of the timer that waits for it."""

    def cancel(self) -> None:
        """See `asyncio.Handle`; its timer goes at once."""
        loop: Any = self._loop  # type: ignore[attr-defined]  # the stubs leave it out
        if not self.cancelled():
            super().cancel()
            loop.forget(self)

    def _run(self) -> None:
        loop: Any = self._loop  # type: ignore[attr-defined]
        if asyncio.current_task(loop) is None:
            super()._run()
        else:
            loop.postpone(self)


class _Timers(QObject):
    """Qt's timers for the loop's callbacks.

    Those of qasync outlive a cancellation until they are due: each driver's call of a millisecond that is watched for
    twenty seconds, and each use of a PIN that stays open for two hours, left one behind.
    """

    def __init__(self) -> None:
        super().__init__()
        self._due: dict[int, _Handle] = {}

    def add_callback(self, handle: _Handle, delay: float = 0.0) -> _Handle:
        """Run it after so many seconds."""
        handle.timer = self.startTimer(int(max(0.0, delay) * 1000))
        self._due[handle.timer] = handle
        return handle

    def forget(self, handle: _Handle) -> None:
        """Take its timer away; harmless when it has none."""
        if self._due.get(handle.timer) is handle:
            del self._due[handle.timer]
            self.killTimer(handle.timer)

    def timerEvent(self, event: QTimerEvent) -> None:
        """Qt's timers repeat; these do not."""
        number = event.timerId()
        self.killTimer(number)
        handle = self._due.pop(number, None)
        if handle is not None:
            handle._run()

    def stop(self) -> None:
        """The loop is closed: nothing runs any more."""
        for handle in tuple(self._due.values()):
            self.forget(handle)

    def set_debug(self, enabled: bool) -> None:
        """The loop's debug mode; the timers know none."""


class QtEventLoop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """Asyncio's event loop for the window's thread; files and sockets are Qt's, timers ours on Qt's."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._timer = _Timers()

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """See `asyncio.AbstractEventLoop`."""
        return self._timer.add_callback(_Handle(callback, args, self, context=context), delay)

    def postpone(self, handle: _Handle) -> None:
        """Run a callback a moment later than it was due."""
        self._timer.add_callback(handle, _PAUSE)

    def forget(self, handle: _Handle) -> None:
        """A callback was cancelled."""
        self._timer.forget(handle)
