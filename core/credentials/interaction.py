"""How the registry asks the person: the window and the command line each implement this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from core.credentials.medium import MediumInfo, PinState
from core.credentials.use import KeyUse
from core.secret import Secret


@dataclass(frozen=True, slots=True)
class PinRequest:
    """One question for a PIN.

    Attributes:
        medium: whose PIN.
        state: tries left and the like, as the medium tells them now.
        use: what the key will do.
        wrong_before: the previous answer was wrong, so the prompt says so.
    """

    medium: MediumInfo
    state: PinState
    use: KeyUse
    wrong_before: bool = False


class Interaction(Protocol):
    """Asks the person. Every method raises `core.errors.CancelledByUser` when the person cancels."""

    async def ask_pin(self, request: PinRequest) -> Secret | None:
        """The PIN; None when `request.state.pin_pad` is set and the person is ready to type on the pad."""

    async def ask_consent(self, medium: MediumInfo, use: KeyUse) -> None:
        """Agree to a use that did not start with the person's own click in this window."""
