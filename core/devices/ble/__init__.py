"""Keys over Bluetooth Low Energy."""

from core.devices.ble.provider import BleProvider
from core.devices.ble.radio import FoundKey, GattConnection, Radio

__all__ = ["BleProvider", "FoundKey", "GattConnection", "Radio"]
