"""Windows Hello through WinRT's UserConsentVerifier (Windows.Security.Credentials.UI).

Needs the package `winrt-Windows.Security.Credentials.UI`, which the Windows installer brings. Windows shows its own
prompt and does not tell whether it saw a face or a finger.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from core.biometrics.errors import (
    BiometricsRefused,
    NoSensor,
    NotEnrolled,
    NotRecognised,
    SensorBusy,
    SensorFailed,
)
from core.biometrics.interface import BiometricKind, Hint
from core.errors import AppError, CancelledByUser

_RESULTS: dict[str, type[AppError]] = {
    "DEVICE_NOT_PRESENT": NoSensor,
    "NOT_CONFIGURED_FOR_USER": NotEnrolled,
    "DISABLED_BY_POLICY": BiometricsRefused,
    "DEVICE_BUSY": SensorBusy,
    "RETRIES_EXHAUSTED": NotRecognised,
    "CANCELED": CancelledByUser,
}


class WindowsHello:
    """The verifier of the signed-in Windows user."""

    async def kind(self) -> BiometricKind | None:
        """See `Biometrics`."""
        try:
            availability = await _verifier().check_availability_async()
        except (NoSensor, OSError):
            return None
        return BiometricKind.SYSTEM if availability.name == "AVAILABLE" else None

    async def verify(self, reason: str, hint: Callable[[Hint], None]) -> None:
        """See `Biometrics`."""
        try:
            result = await _verifier().request_verification_async(reason)
        except OSError as error:
            raise SensorFailed from error
        if result.name != "VERIFIED":
            raise _RESULTS.get(result.name, SensorFailed)


def _verifier() -> Any:
    try:
        return import_module("winrt.windows.security.credentials.ui").UserConsentVerifier
    except ImportError as error:
        raise NoSensor from error
