"""What can go wrong between a person and a Bluetooth key."""

from __future__ import annotations

from core.errors import AppError, Text


class BluetoothOff(AppError):
    """The adapter is there and switched off."""

    code = "BLE-001"
    cause = Text("蓝牙没有开启。", "Bluetooth is off.")
    remedy = Text("请在系统设置中开启蓝牙，然后重新搜索。", "Switch it on in the system's settings and search again.")


class NoBluetooth(AppError):
    """The machine has no adapter, or its Bluetooth service does not run."""

    code = "BLE-002"
    cause = Text("本机没有可用的蓝牙适配器。", "This machine has no usable Bluetooth adapter.")
    remedy = Text(
        "请插入支持蓝牙 4.0 的适配器，并确认系统的蓝牙服务已启动。",
        "Attach an adapter for Bluetooth 4.0 and check that the system's Bluetooth service runs.",
    )


class BluetoothDenied(AppError):
    """The system does not let this app use Bluetooth."""

    code = "BLE-003"
    cause = Text("系统没有允许本应用使用蓝牙。", "The system does not let this app use Bluetooth.")
    remedy = Text(
        "请在系统的应用权限中允许蓝牙（手机还需定位），然后重新搜索。",
        "Allow Bluetooth (on phones also location) among the system's app permissions and search again.",
    )


class KeyOutOfReach(AppError):
    """No connection within the time."""

    code = "BLE-004"
    cause = Text("连接蓝牙密钥超时。", "Connecting to the Bluetooth key took too long.")
    remedy = Text(
        "请确认密钥已开机、在附近且未连接其他设备，然后重试。",
        "Check that it is on, near and not connected to another device, and try again.",
    )


class NotABluetoothKey(AppError):
    """The device lacks the service of a key, or holds no card application that is known."""

    code = "BLE-005"
    cause = Text("所连接的设备不是受支持的蓝牙密钥。", "The device is no Bluetooth key that this app supports.")
    remedy = Text("请选择其他设备，或联系密钥的发行方。", "Choose another device or ask the key's issuer.")


class KeyDoesNotAnswer(AppError):
    """The connection stands, but no whole answer came within the time."""

    code = "BLE-006"
    cause = Text("蓝牙密钥没有应答。", "The Bluetooth key does not answer.")
    remedy = Text(
        "请靠近后重试；如仍失败，请断开并重新连接。", "Move nearer and retry; else disconnect and connect again."
    )
