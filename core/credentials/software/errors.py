"""What can go wrong with keys in this device's own store."""

from __future__ import annotations

from core.errors import AppError, Text


class ContainerDamaged(AppError):
    """A container's file is not readable as one."""

    code = "SWK-001"
    cause = Text("本机密钥文件已损坏。", "A key file on this device is damaged.")
    remedy = Text(
        "请从备份恢复数据文件夹，或办理证书补发。",
        "Restore the data folder from a backup, or have the certificate reissued.",
    )


class DeviceKeyMissing(AppError):
    """The container was made under another installation's device key; no PIN opens it here."""

    code = "SWK-004"
    cause = Text(
        "本机密钥库的设备密钥已变化，无法打开该证书。", "This device's own key changed; the key cannot be opened."
    )
    remedy = Text(
        "请在原设备上使用，恢复系统密钥环，或办理证书补发。",
        "Use it on its original device, restore the system keyring, or have the certificate reissued.",
    )


class NoPendingKey(AppError):
    """No key of this order waits for its certificate on this device."""

    code = "SWK-003"
    cause = Text("本机没有该订单的待安装密钥。", "This device has no key of that order waiting for its certificate.")
    remedy = Text("请在提交申请的设备上安装证书。", "Install the certificate on the device where it was applied for.")
