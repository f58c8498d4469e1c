"""What providers of several drivers share: each driver is watched by itself, and none keeps the others waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Protocol

from core.devices.usb_events import Pulse, system_events

FIRST_LOOK_SECONDS = 3.0
FASTEST, SLOWEST = 0.4, 1.0  # seconds between looks
_SHARE = 0.05  # a driver spends at most about this share of its time on being looked at


class Watch(Protocol):
    """One driver that is looked at again and again.

    Attributes:
        looked: set after the first look.
        overdue: the first look took longer than anybody waits.
    """

    looked: asyncio.Event
    overdue: bool

    async def follow(self, pulse: Pulse) -> None:
        """Look until cancelled or until the driver is given up."""

    async def stop(self) -> None:
        """Withdraw what is there and let go of the driver."""


class Watches:
    """The watches of a provider, started and stopped together."""

    def __init__(self) -> None:
        self._pulse = Pulse(system_events())
        self._watches: tuple[Watch, ...] = ()
        self._tasks: tuple[asyncio.Task[None], ...] = ()

    async def start(self, watches: Iterable[Watch]) -> None:
        """Start them; returns after their first looks. What takes longer, or hangs, keeps nobody waiting."""
        self._watches = tuple(watches)
        self._pulse.start()
        self._tasks = tuple(asyncio.create_task(watch.follow(self._pulse)) for watch in self._watches)
        first_looks = [asyncio.create_task(watch.looked.wait()) for watch in self._watches]
        if not first_looks:
            return
        _, late = await asyncio.wait(first_looks, timeout=FIRST_LOOK_SECONDS)
        for look in late:
            look.cancel()
        for watch in self._watches:
            watch.overdue = not watch.looked.is_set()

    async def stop(self) -> None:
        """Stop all, in their order."""
        self._pulse.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for watch in self._watches:
            await watch.stop()
        self._tasks, self._watches = (), ()


def pause_after(seconds: float) -> float:
    """How long to wait after a look that took so long: seldom enough for slow drivers, at least once a second."""
    return min(SLOWEST, max(FASTEST, seconds / _SHARE))
