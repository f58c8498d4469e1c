"""Blocking and hanging drivers."""

from __future__ import annotations

import asyncio
import threading

import pytest

from core.credentials.errors import DriverHung, MediumRemoved
from core.devices.driver_thread import DriverThread


async def test_calls_run_one_after_the_other_off_the_loop() -> None:
    thread = DriverThread("test")
    names: list[str] = []

    def call() -> int:
        names.append(threading.current_thread().name)
        return len(names)

    assert await asyncio.gather(*(thread.run(call, 5) for _ in range(10))) == list(range(1, 11))
    assert set(names) == {"driver test"}
    thread.end()
    with pytest.raises(MediumRemoved):
        await thread.run(call, 5)


async def test_a_call_that_hangs_fails_all_that_wait_and_all_that_come() -> None:
    thread, released = DriverThread("hung"), threading.Event()
    results = await asyncio.gather(thread.run(released.wait, 0.05), thread.run(lambda: True, 5), return_exceptions=True)
    assert [type(result) for result in results] == [DriverHung, DriverHung]
    assert thread.hung
    with pytest.raises(DriverHung):
        await thread.run(lambda: True, 5)
    released.set()
    thread.end()


async def test_a_hanging_call_that_comes_back_is_told_and_nothing_is_done_behind_anybodys_back() -> None:
    thread, released, done = DriverThread("hung"), threading.Event(), threading.Event()
    await asyncio.gather(thread.run(released.wait, 0.05), thread.run(done.set, 5), return_exceptions=True)
    assert thread.hung
    assert not thread.has_returned
    released.set()
    async with asyncio.timeout(20):
        await thread.returned()
    assert thread.has_returned
    assert not done.is_set(), "the call that waited behind the hanging one was already told to have failed"
    thread.end()


async def test_errors_of_a_call_reach_its_caller_only() -> None:
    thread = DriverThread("test")

    def fail() -> None:
        raise ValueError("driver")

    with pytest.raises(ValueError, match="driver"):
        await thread.run(fail, 5)
    assert await thread.run(lambda: 7, 5) == 7
    thread.end()
