"""What every system's biometrics do for us: tell whether they can be used, and ask the person once."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol


class BiometricKind(StrEnum):
    """What is recognised."""

    FINGERPRINT = "fingerprint"
    FACE = "face"
    SYSTEM = "system"
    """The system asks in its own way and does not tell which."""


class Hint(StrEnum):
    """What the person should do while being asked."""

    TOUCH = "touch"
    AGAIN = "again"
    LONGER = "longer"
    CENTRE = "centre"
    LIFT = "lift"


class Biometrics(Protocol):
    """The system's sensor. Templates never leave the system; we learn yes or no."""

    async def kind(self) -> BiometricKind | None:
        """What can be used now: face where both exist; None without a sensor or without anything enrolled."""

    async def verify(self, reason: str, hint: Callable[[Hint], None]) -> None:
        """Ask the person once; returns when recognised. Cancelling the task ends the question.

        Args:
            reason: why, in the person's language; shown by systems that have a prompt of their own.
            hint: told what to do, on systems without a prompt of their own.

        Raises:
            NoSensor, NotEnrolled, NotRecognised, SensorBusy, BiometricsRefused, SensorFailed, CancelledByUser.
        """
