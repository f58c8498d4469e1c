"""What the camera room asks of the permission ledger, so that every look at the outside is allowed and recorded."""

from __future__ import annotations

from typing import Protocol


class PermissionGate(Protocol):
    """Decides and records each use of a permission; `core.privacy` implements it."""

    async def use(self, permission: str, purpose: str) -> None:
        """Record one use of `permission` (`camera` or `screen`) for `purpose`.

        Raises:
            AppError: the person has switched the permission off in the app, for the camera `CameraSwitchedOff`.
        """
