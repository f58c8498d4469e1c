"""The PIN cache 密码缓存 (M3.5.8.2): for how long a medium stays open after the person gave its PIN.

No PIN is kept. The cache holds the medium's own session open, so that there is nothing in memory that could be read or
entered elsewhere, and PIN pads work the same way. It is off until the person chooses a duration.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum


class PinCacheDuration(Enum):
    """What the person can choose; the value is in seconds."""

    OFF = 0
    HALF_HOUR = 1800
    ONE_HOUR = 3600
    ONE_AND_A_HALF_HOURS = 5400
    TWO_HOURS = 7200


def seconds_since_boot() -> float:
    """A clock that nobody sets and that goes on while the device sleeps, where the system has one."""
    boot_clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot_clock is None else time.clock_gettime(boot_clock)


class PinCache:
    """Which media may stay open, and until when. Every use moves the end."""

    def __init__(
        self, duration: PinCacheDuration = PinCacheDuration.OFF, clock: Callable[[], float] = seconds_since_boot
    ) -> None:
        self._duration = duration
        self._clock = clock
        self._ends: dict[str, float] = {}

    @property
    def duration(self) -> PinCacheDuration:
        """The chosen duration."""
        return self._duration

    def choose(self, duration: PinCacheDuration) -> None:
        """Set the duration; what was held under the former one is forgotten, so that a shorter one counts at once."""
        self._duration = duration
        self._ends.clear()

    def used(self, medium_id: str) -> None:
        """The medium was used with its PIN accepted."""
        if self._duration is not PinCacheDuration.OFF:
            self._ends[medium_id] = self._clock() + self._duration.value

    def holds(self, medium_id: str) -> bool:
        """Whether the medium may stay open now."""
        return self.seconds_left(medium_id) > 0

    def seconds_left(self, medium_id: str) -> float:
        """Seconds until the medium has to be locked; 0 when it has to be locked now."""
        end = self._ends.get(medium_id)
        if end is None:
            return 0.0
        left = end - self._clock()
        if left <= 0:
            del self._ends[medium_id]
            return 0.0
        return left

    def forget(self, medium_id: str) -> None:
        """The medium went away, its PIN changed or its session ended."""
        self._ends.pop(medium_id, None)

    def clear(self) -> None:
        """Forget everything: the visitor left or the app ends."""
        self._ends.clear()
