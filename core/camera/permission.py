"""What the camera room asks of the permission ledger, so that every look at the outside is allowed and recorded."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

PermissionGate = Callable[[str], Awaitable[None]]
"""Called with the purpose right before each use; records it, or raises an `AppError` when it is switched off.

For the camera: `functools.partial(privacy.use, Permission.CAMERA)` with a plugin's view of `core.privacy`.
"""
