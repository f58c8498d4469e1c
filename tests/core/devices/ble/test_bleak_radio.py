"""What bleak's exceptions mean to a person; bleak itself needs a real adapter."""

from __future__ import annotations

import pytest
from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakBluetoothNotAvailableReason,
    BleakDeviceNotFoundError,
    BleakError,
    BleakGATTProtocolError,
)

from core.credentials.errors import DriverFailure
from core.devices.ble.bleak_radio import _as_app_errors
from core.devices.ble.errors import BluetoothDenied, BluetoothOff, KeyOutOfReach, NoBluetooth
from core.errors import AppError

_Reason = BleakBluetoothNotAvailableReason


@pytest.mark.parametrize(
    ("raised", "error"),
    [
        (BleakBluetoothNotAvailableError("", _Reason.POWERED_OFF), BluetoothOff),
        (BleakBluetoothNotAvailableError("", _Reason.DENIED_BY_USER), BluetoothDenied),
        (BleakBluetoothNotAvailableError("", _Reason.DENIED_BY_SYSTEM), BluetoothDenied),
        (BleakBluetoothNotAvailableError("", _Reason.NO_BLUETOOTH), NoBluetooth),
        (BleakDeviceNotFoundError("C4:F2:17:1A:1D:AA"), KeyOutOfReach),
        (TimeoutError(), KeyOutOfReach),
        (BleakGATTProtocolError(0x05), DriverFailure),
        (BleakError("anything"), DriverFailure),
        (FileNotFoundError("no D-Bus"), NoBluetooth),
    ],
)
def test_each_exception_has_one_meaning(raised: Exception, error: type[AppError]) -> None:
    with pytest.raises(error) as caught, _as_app_errors():
        raise raised
    assert type(caught.value) is error
