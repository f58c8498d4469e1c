"""Windows Hello, LocalAuthentication and BiometricPrompt against played modules of their documented shape.

Not run on those systems.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from enum import Enum
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from core.biometrics.android import BiometricPrompt
from core.biometrics.errors import BiometricsRefused, NoSensor, NotEnrolled, NotRecognised, SensorBusy, SensorFailed
from core.biometrics.interface import BiometricKind
from core.biometrics.local_authentication import LocalAuthentication
from core.biometrics.windows_hello import WindowsHello
from core.errors import AppError, CancelledByUser

HELLO = "winrt.windows.security.credentials.ui"


class Availability(Enum):
    AVAILABLE = 0
    DEVICE_NOT_PRESENT = 1


class Verdict(Enum):
    VERIFIED = 0
    DEVICE_NOT_PRESENT = 1
    NOT_CONFIGURED_FOR_USER = 2
    DISABLED_BY_POLICY = 3
    DEVICE_BUSY = 4
    RETRIES_EXHAUSTED = 5
    CANCELED = 6


def install_hello(monkeypatch: pytest.MonkeyPatch, availability: Availability, verdict: Verdict) -> list[str]:
    reasons: list[str] = []

    class UserConsentVerifier:
        @staticmethod
        async def check_availability_async() -> Availability:
            return availability

        @staticmethod
        async def request_verification_async(reason: str) -> Verdict:
            reasons.append(reason)
            return verdict

    monkeypatch.setitem(sys.modules, HELLO, SimpleNamespace(UserConsentVerifier=UserConsentVerifier))  # type: ignore[arg-type]
    return reasons


@pytest.mark.parametrize(
    ("verdict", "failure"),
    [
        (Verdict.DEVICE_NOT_PRESENT, NoSensor),
        (Verdict.NOT_CONFIGURED_FOR_USER, NotEnrolled),
        (Verdict.DISABLED_BY_POLICY, BiometricsRefused),
        (Verdict.DEVICE_BUSY, SensorBusy),
        (Verdict.RETRIES_EXHAUSTED, NotRecognised),
        (Verdict.CANCELED, CancelledByUser),
    ],
)
async def test_windows_refusals_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, verdict: Verdict, failure: type[AppError]
) -> None:
    install_hello(monkeypatch, Availability.AVAILABLE, verdict)
    with pytest.raises(failure):
        await WindowsHello().verify("登录", lambda hint: None)


async def test_windows_asks_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    reasons = install_hello(monkeypatch, Availability.AVAILABLE, Verdict.VERIFIED)
    assert await WindowsHello().kind() is BiometricKind.SYSTEM
    await WindowsHello().verify("登录", lambda hint: None)
    assert reasons == ["登录"]
    install_hello(monkeypatch, Availability.DEVICE_NOT_PRESENT, Verdict.VERIFIED)
    assert await WindowsHello().kind() is None


class Context:
    """An LAContext that answers from another thread, as the framework does."""

    biometry = 2
    code: int | None = None
    silent = False
    invalidated = False

    @classmethod
    def alloc(cls) -> type[Context]:
        return cls

    @classmethod
    def init(cls) -> Context:
        return cls()

    def biometryType(self) -> int:
        return self.biometry

    def canEvaluatePolicy_error_(self, policy: int, error: None) -> tuple[bool, None]:
        return policy == 1 and self.biometry != 0, None

    def evaluatePolicy_localizedReason_reply_(self, policy: int, reason: str, reply: Any) -> None:
        if not self.silent:
            error = None if self.code is None else SimpleNamespace(code=lambda: self.code)
            threading.Thread(target=reply, args=(self.code is None, error)).start()

    def invalidate(self) -> None:
        type(self).invalidated = True


def install_framework(monkeypatch: pytest.MonkeyPatch, **state: Any) -> type[Context]:
    context = type("PlayedContext", (Context,), state)
    module = SimpleNamespace(LAContext=context, LAPolicyDeviceOwnerAuthenticationWithBiometrics=1)
    monkeypatch.setitem(sys.modules, "LocalAuthentication", module)  # type: ignore[arg-type]
    return context


@pytest.mark.parametrize(
    ("code", "failure"),
    [(-1, NotRecognised), (-2, CancelledByUser), (-6, NoSensor), (-7, NotEnrolled), (-8, BiometricsRefused),
     (-1004, SensorFailed)],
)  # fmt: skip
async def test_macos_refusals_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, code: int, failure: type[AppError]
) -> None:
    install_framework(monkeypatch, code=code)
    with pytest.raises(failure):
        await LocalAuthentication().verify("登录", lambda hint: None)


async def test_macos_prefers_what_it_has_and_is_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    install_framework(monkeypatch)
    assert await LocalAuthentication().kind() is BiometricKind.FACE
    await LocalAuthentication().verify("登录", lambda hint: None)
    install_framework(monkeypatch, biometry=0)
    assert await LocalAuthentication().kind() is None
    context = install_framework(monkeypatch, silent=True)
    asking = asyncio.create_task(LocalAuthentication().verify("登录", lambda hint: None))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert context.invalidated


class Question:
    """Our Java class as Python sees it: it answers from Android's main thread."""

    usable_code = 0
    code: int | None = 0
    asked: ClassVar[list[str]] = []
    cancelled = False

    def __init__(self, activity: str, answer: Any) -> None:
        assert activity == "the activity"
        self._answer = answer

    @classmethod
    def usable(cls, activity: str) -> int:
        return cls.usable_code

    def ask(self, reason: str) -> None:
        self.asked.append(reason)
        if self.code is not None:
            threading.Thread(target=self._answer.told, args=(self.code,)).start()

    def cancel(self) -> None:
        type(self).cancelled = True


def install_android(monkeypatch: pytest.MonkeyPatch, **state: Any) -> type[Question]:
    question = type("PlayedQuestion", (Question,), {"asked": [], **state})
    classes = {
        "secureclient.android.BiometricQuestion": question,
        "org.kivy.android.PythonActivity": SimpleNamespace(mActivity="the activity"),
    }
    module = SimpleNamespace(
        autoclass=classes.__getitem__, PythonJavaClass=object, java_method=lambda signature: lambda method: method
    )
    monkeypatch.setitem(sys.modules, "jnius", module)  # type: ignore[arg-type]
    return question


@pytest.mark.parametrize(
    ("code", "failure"),
    [(-1, CancelledByUser), (10, CancelledByUser), (11, NotEnrolled), (12, NoSensor), (7, BiometricsRefused),
     (8, SensorFailed)],
)  # fmt: skip
async def test_android_refusals_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, code: int, failure: type[AppError]
) -> None:
    install_android(monkeypatch, code=code)
    with pytest.raises(failure):
        await BiometricPrompt().verify("登录", lambda hint: None)


async def test_android_asks_with_the_reason_and_is_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    question = install_android(monkeypatch)
    assert await BiometricPrompt().kind() is BiometricKind.SYSTEM
    await BiometricPrompt().verify("登录", lambda hint: None)
    assert question.asked == ["登录"]
    install_android(monkeypatch, usable_code=11)
    assert await BiometricPrompt().kind() is None
    question = install_android(monkeypatch, code=None)
    asking = asyncio.create_task(BiometricPrompt().verify("登录", lambda hint: None))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert question.cancelled


async def test_without_the_systems_package_there_is_no_sensor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jnius", None)  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, HELLO, None)  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "LocalAuthentication", None)  # type: ignore[arg-type]
    for system in (WindowsHello(), LocalAuthentication(), BiometricPrompt()):
        assert await system.kind() is None
        with pytest.raises(NoSensor):
            await system.verify("登录", lambda hint: None)
