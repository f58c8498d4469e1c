"""Fingerprints judged by the real fprintd and libfprint's virtual reader."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.biometrics.errors import BiometricsRefused, NoSensor, NotEnrolled, NotRecognised, SensorBusy, SensorFailed
from core.biometrics.fprintd import Fprintd
from core.biometrics.interface import BiometricKind, Hint
from tests.simulators.fingerprint_reader import FingerprintReader


@pytest.fixture
async def reader(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FingerprintReader]:
    # a short path: Unix sockets allow about a hundred characters
    with tempfile.TemporaryDirectory() as folder:
        reader = FingerprintReader(Path(folder))
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", reader.address)
        try:
            await reader.start()
            yield reader
        finally:
            await reader.stop()


class Prompt:
    """What a window does with the hints."""

    def __init__(self) -> None:
        self.hints: list[Hint] = []
        self._changed = asyncio.Event()

    def show(self, hint: Hint) -> None:
        self.hints.append(hint)
        self._changed.set()

    async def wait_for(self, hint: Hint) -> None:
        async with asyncio.timeout(10):
            while hint not in self.hints:
                self._changed.clear()
                await self._changed.wait()


async def test_the_enrolled_finger_is_recognised_and_another_is_not(reader: FingerprintReader) -> None:
    assert await Fprintd().kind() is None
    with pytest.raises(NotEnrolled):
        await Fprintd().verify("login", Prompt().show)
    await reader.enrol("mine")
    assert await Fprintd().kind() is BiometricKind.FINGERPRINT
    for finger, recognised in (("mine", True), ("foreign", False), ("mine", True)):
        prompt = Prompt()
        asking = asyncio.create_task(Fprintd().verify("login", prompt.show))
        await prompt.wait_for(Hint.TOUCH)
        await reader.show(f"SCAN {finger}")
        if recognised:
            await asyncio.wait_for(asking, 10)
        else:
            with pytest.raises(NotRecognised):
                await asyncio.wait_for(asking, 10)


async def test_a_bad_touch_asks_again(reader: FingerprintReader) -> None:
    await reader.enrol("mine")
    prompt = Prompt()
    asking = asyncio.create_task(Fprintd().verify("login", prompt.show))
    await prompt.wait_for(Hint.TOUCH)
    await reader.show("RETRY 1")
    await prompt.wait_for(Hint.LONGER)
    await reader.show("SCAN mine")
    await asyncio.wait_for(asking, 10)


async def test_failures_of_the_sensor_are_not_blamed_on_the_finger(reader: FingerprintReader) -> None:
    await reader.enrol("mine")
    prompt = Prompt()
    asking = asyncio.create_task(Fprintd().verify("login", prompt.show))
    await prompt.wait_for(Hint.TOUCH)
    with pytest.raises(SensorBusy):
        await Fprintd().verify("login", Prompt().show)
    await reader.show("ERROR 0")
    with pytest.raises(SensorFailed):
        await asyncio.wait_for(asking, 10)
    reader.polkit.allows = False
    with pytest.raises(BiometricsRefused):
        await Fprintd().verify("login", Prompt().show)
    assert await Fprintd().kind() is None


async def test_cancelling_frees_the_sensor_and_a_dead_service_is_noticed(reader: FingerprintReader) -> None:
    await reader.enrol("mine")
    prompt = Prompt()
    asking = asyncio.create_task(Fprintd().verify("login", prompt.show))
    await prompt.wait_for(Hint.TOUCH)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    again = Prompt()
    asking = asyncio.create_task(Fprintd().verify("login", again.show))
    await again.wait_for(Hint.TOUCH)
    reader.kill_service()
    with pytest.raises(NoSensor):
        await asyncio.wait_for(asking, 10)


async def test_without_a_reader_or_a_bus_there_is_no_sensor(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = FingerprintReader(Path(folder))
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", reader.address)
        with pytest.raises(NoSensor):
            await Fprintd().verify("login", Prompt().show)
        await reader.start(reader=False)
        assert await Fprintd().kind() is None
        with pytest.raises(NoSensor):
            await Fprintd().verify("login", Prompt().show)
        await reader.stop()
