"""Which cameras there are, and opening one. Everything here blocks: call it in a worker thread."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.camera.errors import CameraBusy, CameraDenied, NoCamera

_LINUX = sys.platform.startswith("linux")
_DEVICES = Path("/dev")
_VIDEO_CLASS = Path("/sys/class/video4linux")
_PROBED = 4  # Windows and macOS have no list without further libraries, so the first indexes are tried


@dataclass(frozen=True, slots=True)
class CameraDevice:
    """A camera of this device."""

    index: int
    name: str


def list_cameras() -> list[CameraDevice]:
    """All cameras, in the system's order."""
    if _LINUX:
        return _linux_cameras()
    return [CameraDevice(index, f"Camera {index + 1}") for index in range(_PROBED) if _opens(index)]


def open_camera(index: int, size: tuple[int, int] | None = None) -> Any:
    """An OpenCV capture that delivers frames, as near to `size` (width, height) as the camera can.

    Raises:
        NoCamera, CameraDenied, CameraBusy.
    """
    import cv2

    if _LINUX:
        device = _DEVICES / f"video{index}"
        if not device.exists():
            raise NoCamera
        if not os.access(device, os.R_OK | os.W_OK):
            raise CameraDenied
    capture = cv2.VideoCapture(index)
    if size is not None:
        # compressed, or large frames come a few times a second only
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, size[0])
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, size[1])
    # only the newest frame counts: a queue would show the past
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    if capture.isOpened() and capture.read()[0]:
        return capture
    capture.release()
    del capture  # or the exception would carry it out of this thread
    if not _LINUX and not list_cameras():
        raise NoCamera
    raise CameraBusy


def _linux_cameras() -> list[CameraDevice]:
    found = []
    for entry in _VIDEO_CLASS.glob("video*"):
        # a camera has further nodes for metadata; the one with index 0 carries the picture
        if (entry / "index").read_text("ascii").strip() == "0":
            number = int(entry.name.removeprefix("video"))
            found.append(CameraDevice(number, (entry / "name").read_text("utf-8").strip()))
    return sorted(found, key=lambda camera: camera.index)


def _opens(index: int) -> bool:
    import cv2

    capture = cv2.VideoCapture(index)
    opened = bool(capture.isOpened())
    capture.release()
    return opened
