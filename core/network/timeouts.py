"""How long a request may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds.

    Attributes:
        connect: until the connection stands.
        silence: without a byte in either direction.
        whole: for one try, however steadily bytes trickle in.
        pause: before the second try; before the third twice as long.
    """

    connect: float = 5.0
    silence: float = 20.0
    whole: float = 180.0
    pause: float = 0.4
