"""Finds what keeps the event loop from turning: how long, and what the GUI thread was doing."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Slot

_BEAT_MS = 5
_SAMPLE_S = 0.01


@dataclass(frozen=True, slots=True)
class Stall:
    """One stretch in which the event loop did not turn.

    Attributes:
        milliseconds: its length.
        busy_milliseconds: how long the process computed meanwhile, at most its length: on a machine that others use
            too, the rest may be waiting for a processor.
        stack: the GUI thread's Python stack in the middle of it; empty for one shorter than a sample.
    """

    milliseconds: float
    busy_milliseconds: float
    stack: str


class StallWatch(QObject):
    """Measures while started; lives on the GUI thread, samples from a thread of its own."""

    def __init__(self, parent: QObject | None = None, *, threshold_ms: float = 50.0) -> None:
        super().__init__(parent)
        self._threshold = threshold_ms / 1000
        self._gui_thread = threading.get_ident()
        self._last = self._last_busy = 0.0
        self._sampled_for = 0.0
        self._samples: list[str] = []
        self._stalls: list[Stall] = []
        self._stopping = threading.Event()
        self._sampler: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to measure, forgetting what was measured before."""
        self._stalls.clear()
        self._last, self._last_busy = time.monotonic(), time.process_time()
        self._stopping.clear()
        self._sampler = threading.Thread(target=self._watch, name="stall-watch", daemon=True)
        self._sampler.start()
        self._timer.start()

    def stop(self) -> None:
        """End measuring, counting a stall that lasts until now."""
        self._beat()
        self._timer.stop()
        self._stopping.set()
        if self._sampler is not None:
            self._sampler.join()

    @property
    def stalls(self) -> tuple[Stall, ...]:
        """All stretches over the threshold, in order."""
        return tuple(self._stalls)

    def report(self) -> str:
        """The stalls, longest first, with the stacks."""
        ordered = sorted(self._stalls, key=lambda stall: -stall.milliseconds)
        return "\n".join(
            f"{item.milliseconds:.0f} ms, busy {item.busy_milliseconds:.0f} ms, in\n{item.stack}" for item in ordered
        )

    @Slot()
    def _beat(self) -> None:
        now, busy_now = time.monotonic(), time.process_time()
        began = self._last
        gap, busy = now - began, busy_now - self._last_busy
        self._last, self._last_busy = now, busy_now
        if gap >= self._threshold:
            samples = self._samples if self._sampled_for == began else []
            # the first and the last may show the loop itself, just before and after the guilty one
            stack = samples[len(samples) // 2] if samples else ""
            self._stalls.append(Stall(gap * 1000, min(gap, busy) * 1000, stack))

    def _watch(self) -> None:
        while not self._stopping.wait(_SAMPLE_S):
            began = self._last
            if time.monotonic() - began < self._threshold / 2:
                continue
            frame = sys._current_frames().get(self._gui_thread)
            if frame is None:
                continue
            if self._sampled_for != began:
                self._sampled_for, self._samples = began, []
            self._samples.append("".join(traceback.format_stack(frame)))
