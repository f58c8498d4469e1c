"""Keys in this device's own store (移动证书): one container per certificate pair, one medium per container.

A container is born `pending` (keys made, certificate ordered) and becomes `installed` in one atomic step, so that an
installation that was killed can be resumed and no order ever gets two keys.
"""

from core.credentials.software.container import ContainerState
from core.credentials.software.device_key import VaultDeviceKey
from core.credentials.software.errors import ContainerDamaged, DeviceKeyMissing, NoPendingKey
from core.credentials.software.medium import SoftwareMedium, SoftwareMediumProvider
from core.credentials.software.store import PendingInfo, PendingKey, SoftwareKeyStore

__all__ = [
    "ContainerDamaged",
    "ContainerState",
    "DeviceKeyMissing",
    "NoPendingKey",
    "PendingInfo",
    "PendingKey",
    "SoftwareKeyStore",
    "SoftwareMedium",
    "SoftwareMediumProvider",
    "VaultDeviceKey",
]
