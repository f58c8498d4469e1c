"""One thread per driver: most are not thread-safe, all of them block, and some never come back."""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from core.credentials.errors import DriverHung, MediumRemoved

_T = TypeVar("_T")


class _Job(Generic[_T]):
    def __init__(self, call: Callable[[], _T], timeout: float) -> None:
        self.call = call
        self.timeout = timeout
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[_T] = self.loop.create_future()
        self.watchdog: asyncio.TimerHandle | None = None
        self.started: float | None = None

    def settle(self, result: _T | None, error: BaseException | None) -> None:
        if self.watchdog is not None:
            self.watchdog.cancel()
        if self.future.done():
            return
        if error is not None:
            self.future.set_exception(error)
        else:
            self.future.set_result(result)  # type: ignore[arg-type]


class DriverThread:
    """Runs a driver's calls one after the other. A call that exceeds its time makes the whole driver count as hung.

    A hung thread cannot be ended; it is a daemon and is left behind, and everything else that was asked of it fails
    with `DriverHung` at once. Often its call does come back, when the token is pulled out: then `returned` tells that
    the driver can be asked again, on another thread.
    """

    def __init__(self, name: str) -> None:
        self._jobs: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        self._waiting: set[_Job[Any]] = set()
        self._hung = False
        self._returned = asyncio.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._work, name=f"driver {name}", daemon=True)
        self._thread.start()

    @property
    def hung(self) -> bool:
        """The driver did not come back from a call."""
        return self._hung

    async def run(self, call: Callable[[], _T], timeout: float) -> _T:
        """Await a blocking call on the thread.

        Args:
            call: the driver's call.
            timeout: seconds from the start of the call (time in the queue does not count).

        Raises:
            DriverHung: the driver did not answer in time, now or before.
            MediumRemoved: the thread was ended.
        """
        if self._hung:
            raise DriverHung
        if self._ended:
            raise MediumRemoved
        job = _Job(call, timeout)
        self._waiting.add(job)
        # watched from the loop, which is then woken once per call and not at its start as well
        job.watchdog = job.loop.call_later(timeout, self._check, job)
        self._jobs.put(job)
        try:
            return await job.future
        finally:
            # a cancelled caller leaves; the watchdog stays with the call
            self._waiting.discard(job)

    @property
    def has_returned(self) -> bool:
        """The call that made the driver count as hung came back after all."""
        return self._returned.is_set()

    async def returned(self) -> None:
        """Wait until the call that hangs comes back, which may be never."""
        await self._returned.wait()

    def end(self) -> None:
        """Let the thread finish after the calls that are queued."""
        self._ended = True
        self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if job.future.done():
                # whoever asked was told that the driver hangs, or left: nothing is done behind their back
                continue
            job.started = time.monotonic()
            try:
                try:
                    result = job.call()
                except BaseException as error:
                    # carried to the caller, whatever it is
                    job.loop.call_soon_threadsafe(self._settle, job, None, error)
                else:
                    job.loop.call_soon_threadsafe(self._settle, job, result, None)
            except RuntimeError:
                return  # the loop is closed: nobody listens any more

    def _settle(self, job: _Job[Any], result: Any, error: BaseException | None) -> None:
        if self._hung:
            self._returned.set()
        job.settle(result, error)

    def _check(self, job: _Job[Any]) -> None:
        if job.started is None:
            if not job.future.cancelled():
                job.watchdog = job.loop.call_later(job.timeout, self._check, job)
            return
        left = job.timeout - (time.monotonic() - job.started)
        if left > 0:
            job.watchdog = job.loop.call_later(left, self._check, job)
        else:
            self._abandon(job)

    def _abandon(self, job: _Job[Any]) -> None:
        self._hung = True
        for waiting in (job, *self._waiting):
            waiting.settle(None, DriverHung())
