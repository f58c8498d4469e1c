"""Fingerprints on Linux: fprintd over D-Bus (net.reactivated.Fprint)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from core.biometrics.errors import (
    BiometricsRefused,
    NoSensor,
    NotEnrolled,
    NotRecognised,
    SensorBusy,
    SensorFailed,
)
from core.biometrics.interface import BiometricKind, Hint
from core.errors import AppError

if TYPE_CHECKING:
    from dbus_fast.aio import MessageBus

_BUS = "org.freedesktop.DBus"
_SERVICE = "net.reactivated.Fprint"
_MANAGER_PATH = "/net/reactivated/Fprint/Manager"
_MANAGER = f"{_SERVICE}.Manager"
_DEVICE = f"{_SERVICE}.Device"
_ERROR = f"{_SERVICE}.Error."
_THIS_USER = ""

_FAILURES: dict[str, type[AppError]] = {
    _ERROR + "NoSuchDevice": NoSensor,
    _ERROR + "NoEnrolledPrints": NotEnrolled,
    _ERROR + "AlreadyInUse": SensorBusy,
    _ERROR + "PermissionDenied": BiometricsRefused,
    _BUS + ".Error.AccessDenied": BiometricsRefused,
    _BUS + ".Error.ServiceUnknown": NoSensor,
    _BUS + ".Error.UnknownObject": NoSensor,
}
_RESULTS: dict[str, type[AppError]] = {
    "verify-no-match": NotRecognised,
    "verify-disconnected": NoSensor,
}
_HINTS = {
    "verify-retry-scan": Hint.AGAIN,
    "verify-swipe-too-short": Hint.LONGER,
    "verify-finger-not-centered": Hint.CENTRE,
    "verify-remove-and-retry": Hint.LIFT,
}


class Fprintd:
    """The default fingerprint reader and the fingers of the user of this process."""

    async def kind(self) -> BiometricKind | None:
        """See `Biometrics`."""
        try:
            async with _system_bus() as bus:
                device = await _default_device(bus)
                (fingers,) = await _call(bus, device, _DEVICE, "ListEnrolledFingers", "s", _THIS_USER)
        except (NoSensor, NotEnrolled, BiometricsRefused, SensorFailed):
            return None
        return BiometricKind.FINGERPRINT if fingers else None

    async def verify(self, reason: str, hint: Callable[[Hint], None]) -> None:
        """See `Biometrics`; fprintd has no prompt of its own, so `reason` is the caller's to show."""
        async with _system_bus() as bus, _claimed(bus) as device:
            statuses: asyncio.Queue[tuple[str, bool]] = asyncio.Queue()
            await _listen(bus, device, statuses)
            await _call(bus, device, _DEVICE, "VerifyStart", "s", "any")
            try:
                hint(Hint.TOUCH)
                await _result(statuses, hint)
            finally:
                await _end(_call(bus, device, _DEVICE, "VerifyStop"))


async def _result(statuses: asyncio.Queue[tuple[str, bool]], hint: Callable[[Hint], None]) -> None:
    while True:
        status, done = await statuses.get()
        if status == "verify-match":
            return
        if status in _HINTS and not done:
            hint(_HINTS[status])
            continue
        raise _RESULTS.get(status, SensorFailed)


@asynccontextmanager
async def _system_bus() -> AsyncIterator[MessageBus]:
    # importing takes longer than a frame
    await asyncio.to_thread(import_module, "dbus_fast.aio")
    from dbus_fast import BusType, DBusFastError
    from dbus_fast.aio import MessageBus

    try:
        bus = await MessageBus(bus_type=BusType.SYSTEM).connect()
    except (OSError, DBusFastError) as error:
        raise NoSensor from error
    try:
        yield bus
    finally:
        bus.disconnect()
        with suppress(OSError, EOFError, DBusFastError):
            await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]


async def _default_device(bus: MessageBus) -> str:
    (path,) = await _call(bus, _MANAGER_PATH, _MANAGER, "GetDefaultDevice")
    return str(path)


@asynccontextmanager
async def _claimed(bus: MessageBus) -> AsyncIterator[str]:
    device = await _default_device(bus)
    await _call(bus, device, _DEVICE, "Claim", "s", _THIS_USER)
    try:
        yield device
    finally:
        await _end(_call(bus, device, _DEVICE, "Release"))


async def _end(call: Any) -> None:
    """End something whose failure changes nothing: the service ends it too when we leave the bus."""
    try:
        await call
    except AppError:
        return


async def _listen(bus: MessageBus, device: str, statuses: asyncio.Queue[tuple[str, bool]]) -> None:
    from dbus_fast import Message, MessageType

    def receive(message: Message) -> None:
        if message.message_type is not MessageType.SIGNAL:
            return
        if message.member == "VerifyStatus" and message.path == device:
            statuses.put_nowait((str(message.body[0]), bool(message.body[1])))
        elif message.member == "NameOwnerChanged" and message.body[0] == _SERVICE and not message.body[2]:
            statuses.put_nowait(("verify-disconnected", True))

    bus.add_message_handler(receive)
    for rule in (
        f"type='signal',sender='{_SERVICE}',interface='{_DEVICE}',member='VerifyStatus',path='{device}'",
        f"type='signal',sender='{_BUS}',interface='{_BUS}',member='NameOwnerChanged',arg0='{_SERVICE}'",
    ):
        await _call(bus, "/org/freedesktop/DBus", _BUS, "AddMatch", "s", rule, service=_BUS)


async def _call(
    bus: MessageBus, path: str, interface: str, member: str, signature: str = "", *body: str, service: str = _SERVICE
) -> list[Any]:
    from dbus_fast import DBusFastError, Message, MessageType

    message = Message(
        destination=service, path=path, interface=interface, member=member, signature=signature, body=list(body)
    )
    try:
        answer = await bus.call(message)
    except (OSError, EOFError, DBusFastError) as error:
        raise SensorFailed from error
    if answer is None or answer.message_type is MessageType.ERROR:
        raise _FAILURES.get(str(answer.error_name) if answer else "", SensorFailed)
    return list(answer.body)
