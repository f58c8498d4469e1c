"""What can go wrong when a person shows a finger or a face."""

from __future__ import annotations

from core.errors import AppError, Text


class NoSensor(AppError):
    """This machine has no sensor that its system offers to applications, or it is gone."""

    code = "BIO-001"
    cause = Text("未检测到可用的指纹或面容识别设备。", "No fingerprint or face sensor can be used here.")
    remedy = Text("请连接设备后重试，或使用账号登录。", "Connect one and try again, or sign in with your account.")


class NotEnrolled(AppError):
    """The system knows no finger or face of this person."""

    code = "BIO-002"
    cause = Text("系统中尚未录入指纹或面容。", "No finger or face is enrolled in the system.")
    remedy = Text("请先在系统设置中录入，再开启此功能。", "Enrol one in the system's settings first.")


class NotRecognised(AppError):
    """A finger or face was shown, and it is not the enrolled one."""

    code = "BIO-003"
    cause = Text("指纹或面容不匹配。", "The finger or face was not recognised.")
    remedy = Text("请重试，或使用账号登录。", "Try again, or sign in with your account.")


class SensorBusy(AppError):
    """Another program uses the sensor."""

    code = "BIO-004"
    cause = Text("识别设备正被其他程序使用。", "Another program is using the sensor.")
    remedy = Text("请关闭其他程序的识别窗口后重试。", "Close the other program's prompt and try again.")


class BiometricsRefused(AppError):
    """The system forbids it: policy, too many failures, or no permission."""

    code = "BIO-005"
    cause = Text("系统拒绝了指纹或面容识别。", "The system refused to recognise a finger or face.")
    remedy = Text("请检查系统设置，或使用账号登录。", "Check the system's settings, or sign in with your account.")


class SensorFailed(AppError):
    """The sensor or its driver failed; says nothing about the person."""

    code = "BIO-006"
    cause = Text("识别设备发生故障，未完成识别。", "The sensor failed; nothing was recognised.")
    remedy = Text("请重新连接设备后重试，或使用账号登录。", "Reconnect it and try again, or sign in with your account.")
