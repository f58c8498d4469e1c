"""Touch ID and Face ID on macOS: LAContext of the LocalAuthentication framework.

Needs the package `pyobjc-framework-LocalAuthentication`, which the macOS installer brings.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib import import_module
from typing import Any

from core.biometrics.errors import BiometricsRefused, NoSensor, NotEnrolled, NotRecognised, SensorFailed
from core.biometrics.interface import BiometricKind, Hint
from core.errors import AppError, CancelledByUser

# LAError codes (LocalAuthentication/LAError.h)
_FAILURES: dict[int, type[AppError]] = {
    -1: NotRecognised,
    -2: CancelledByUser,
    -3: CancelledByUser,
    -4: CancelledByUser,
    -6: NoSensor,
    -7: NotEnrolled,
    -8: BiometricsRefused,
    -9: CancelledByUser,
}
# LABiometryType
_KINDS = {1: BiometricKind.FINGERPRINT, 2: BiometricKind.FACE}


class LocalAuthentication:
    """The biometrics of the signed-in macOS user."""

    async def kind(self) -> BiometricKind | None:
        """See `Biometrics`."""
        try:
            framework = _framework()
        except NoSensor:
            return None
        context = framework.LAContext.alloc().init()
        usable, _ = context.canEvaluatePolicy_error_(framework.LAPolicyDeviceOwnerAuthenticationWithBiometrics, None)
        return _KINDS.get(int(context.biometryType())) if usable else None

    async def verify(self, reason: str, hint: Callable[[Hint], None]) -> None:
        """See `Biometrics`."""
        framework = _framework()
        context = framework.LAContext.alloc().init()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[int | None] = loop.create_future()

        def tell(code: int | None) -> None:
            if not answer.done():
                answer.set_result(code)

        def reply(success: bool, error: Any) -> None:
            # called on a thread of the framework; None is success
            loop.call_soon_threadsafe(tell, None if success else int(error.code()))

        context.evaluatePolicy_localizedReason_reply_(
            framework.LAPolicyDeviceOwnerAuthenticationWithBiometrics, reason, reply
        )
        try:
            code = await answer
        except asyncio.CancelledError:
            context.invalidate()
            raise
        if code is not None:
            raise _FAILURES.get(code, SensorFailed)


def _framework() -> Any:
    try:
        return import_module("LocalAuthentication")
    except ImportError as error:
        raise NoSensor from error
