"""Asyncio in Qt's loop: no step of a task is lost when Qt turns its loop in the middle of another."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar

import pytest
from PySide6.QtCore import QCoreApplication

from core.ui.event_loop import QtEventLoop
from tests.ui_fixtures import application

__all__ = ["application"]

_said: ContextVar[str] = ContextVar("said")


@pytest.fixture
def loop(application: QCoreApplication) -> QtEventLoop:
    return QtEventLoop(application)


def test_a_task_that_becomes_due_inside_another_runs_after_it(loop: QtEventLoop) -> None:
    steps: list[str] = []

    async def other() -> str:
        steps.append("begun")
        _said.set("whole")
        await asyncio.sleep(0)
        return _said.get()

    async def turning() -> str:
        task = asyncio.create_task(other())
        # as a system's dialog does
        for _ in range(5):
            QCoreApplication.processEvents()
        steps.append("turned")
        return await task

    with loop:
        assert loop.run_until_complete(asyncio.wait_for(turning(), 20)) == "whole"
    assert steps == ["turned", "begun"]


def test_what_was_cancelled_meanwhile_does_not_run(loop: QtEventLoop) -> None:
    calls: list[str] = []

    async def turning() -> None:
        handle = asyncio.get_running_loop().call_soon(calls.append, "cancelled")
        for _ in range(5):
            QCoreApplication.processEvents()
        handle.cancel()
        done = asyncio.Event()
        asyncio.get_running_loop().call_later(0.05, done.set)
        await done.wait()

    with loop:
        loop.run_until_complete(asyncio.wait_for(turning(), 20))
    assert calls == []


def test_a_timer_goes_with_its_callback(loop: QtEventLoop) -> None:
    due = loop._timer._due

    async def work() -> None:
        before = set(due)
        async with asyncio.timeout(3600):
            assert set(due) - before
        again = asyncio.get_running_loop().call_later(3600, due.clear)
        again.cancel()
        again.cancel()
        assert set(due) <= before

    with loop:
        loop.run_until_complete(asyncio.wait_for(work(), 20))
        loop.call_later(3600, due.clear)
    assert not due
