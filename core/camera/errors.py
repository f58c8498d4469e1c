"""Why there is no picture to look at."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from core.errors import AppError, Text


class CameraReason(StrEnum):
    """Why a camera gives no frames; when it is switched off in the app, the permission gate says so before."""

    NONE_PRESENT = "none_present"
    BUSY = "busy"
    DENIED_BY_SYSTEM = "denied_by_system"


class CameraUnavailable(AppError):
    """No frames from the camera; `reason` says why, and a picture file, the screen or a video can take its place."""

    reason: ClassVar[CameraReason]


class NoCamera(CameraUnavailable):
    """This device has no such camera."""

    code = "CAM-001"
    reason = CameraReason.NONE_PRESENT
    cause = Text("没有找到摄像头。", "No camera was found.")
    remedy = Text("请连接摄像头，或改用图片、屏幕识别。", "Connect a camera, or use a picture or the screen instead.")


class CameraBusy(CameraUnavailable):
    """The camera is there and allowed, but does not deliver frames: usually another program holds it."""

    code = "CAM-002"
    reason = CameraReason.BUSY
    cause = Text(
        "摄像头没有画面，可能正被其他程序使用。", "The camera gives no picture; another program may be using it."
    )
    remedy = Text(
        "请关闭占用摄像头的程序后重试，或改用图片。",
        "Close the program that uses the camera and retry, or use a picture.",
    )


class CameraDenied(CameraUnavailable):
    """The operating system does not let this program use the camera."""

    code = "CAM-003"
    reason = CameraReason.DENIED_BY_SYSTEM
    cause = Text("系统不允许本应用使用摄像头。", "The system does not let this application use the camera.")
    remedy = Text(
        "请在系统设置中允许使用摄像头，然后重试。", "Allow the camera in the system's settings and try again."
    )


class NotAVideo(AppError):
    """A file that does not open as a video."""

    code = "CAM-004"
    cause = Text("文件“{name}”不是可播放的视频。", "The file “{name}” is not a readable video.")
    remedy = Text("请选择 MP4 或 AVI 视频。", "Choose an MP4 or AVI video.")


class ScreenNotReadable(AppError):
    """The system gives no picture of the screen."""

    code = "CAM-005"
    cause = Text("无法读取屏幕画面。", "The screen cannot be read.")
    remedy = Text("请允许屏幕录制，或先截图再选择图片。", "Allow screen recording, or take a screenshot and pick it.")


class CodeTooLong(AppError):
    """More text than a QR code holds."""

    code = "CAM-006"
    cause = Text("内容过长，无法生成二维码。", "The text is too long for a QR code.")
    remedy = Text("请缩短内容后重试。", "Shorten the text and try again.")


class NoCodeFound(AppError):
    """A picture or video was looked through to its end and holds no code that can be read."""

    code = "CAM-007"
    cause = Text("“{name}”中没有找到二维码。", "There is no readable code in “{name}”.")
    remedy = Text("请选择清晰、完整的二维码图片。", "Choose a sharp picture that shows the whole code.")
