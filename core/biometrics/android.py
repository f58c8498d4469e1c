"""Fingerprint and face on Android: BiometricPrompt (android.hardware.biometrics, API level 30).

Needs `pyjnius`, and the class of `resources/android/java`, which the Android package compiles (python-for-android's
`--add-source`); its manifest asks for USE_BIOMETRIC. The system chooses between face and finger, shows its own prompt
and lets the person try again there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib import import_module
from typing import Any

from core.biometrics.errors import BiometricsRefused, NoSensor, NotEnrolled, SensorFailed
from core.biometrics.interface import BiometricKind, Hint
from core.errors import AppError, CancelledByUser

_QUESTION = "secureclient.android.BiometricQuestion"
_ACTIVITY = "org.kivy.android.PythonActivity"
_RECOGNISED = 0
# BiometricPrompt's BIOMETRIC_ERROR_* codes, and DECLINED of BiometricQuestion
_FAILURES: dict[int, type[AppError]] = {
    -1: CancelledByUser,
    1: NoSensor,
    3: CancelledByUser,
    5: CancelledByUser,
    7: BiometricsRefused,
    9: BiometricsRefused,
    10: CancelledByUser,
    11: NotEnrolled,
    12: NoSensor,
    15: BiometricsRefused,
    20: BiometricsRefused,
    21: BiometricsRefused,
}


class BiometricPrompt:
    """The strong (class 3) biometrics of the phone's user."""

    async def kind(self) -> BiometricKind | None:
        """See `Biometrics`."""
        try:
            jnius = _jnius()
        except NoSensor:
            return None
        usable = jnius.autoclass(_QUESTION).usable(_activity(jnius))
        return BiometricKind.SYSTEM if usable == _RECOGNISED else None

    async def verify(self, reason: str, hint: Callable[[Hint], None]) -> None:
        """See `Biometrics`."""
        jnius = _jnius()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[int] = loop.create_future()

        def tell(code: int) -> None:
            if not answer.done():
                answer.set_result(code)

        # Java keeps no Python object alive: the listener is held here until the answer has come
        listener = _listener(jnius, lambda code: loop.call_soon_threadsafe(tell, code))
        question = jnius.autoclass(_QUESTION)(_activity(jnius), listener)
        question.ask(reason)
        try:
            code = await answer
        except asyncio.CancelledError:
            question.cancel()
            raise
        if code != _RECOGNISED:
            raise _FAILURES.get(code, SensorFailed)


def _listener(jnius: Any, told: Callable[[int], object]) -> Any:
    """A Java object that hands on the code; it is called on Android's main thread, which is not Python's."""

    class Listener(jnius.PythonJavaClass):  # type: ignore[misc]
        __javainterfaces__ = ("secureclient/android/BiometricQuestion$Answer",)
        __javacontext__ = "app"

        @jnius.java_method("(I)V")  # type: ignore[untyped-decorator]
        def told(self, code: int) -> None:
            told(code)

    return Listener()


def _activity(jnius: Any) -> Any:
    return jnius.autoclass(_ACTIVITY).mActivity


def _jnius() -> Any:
    try:
        return import_module("jnius")
    except ImportError as error:
        raise NoSensor from error
