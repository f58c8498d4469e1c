"""Between Qt's pictures and the frames of `core.camera`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QImage

if TYPE_CHECKING:
    from core.camera.sources import Frame


def frame_image(frame: Frame) -> QImage:
    """A frame as a picture for `ImageStore.put`."""
    import numpy as np

    height, width = frame.shape[:2]
    pixels = np.ascontiguousarray(frame)
    # copied, because the frame's memory belongs to its source
    return QImage(pixels.data, width, height, width * 3, QImage.Format.Format_BGR888).copy()


def grab_screens() -> list[Frame]:
    """What all screens show now, empty where the system gives no picture; on the GUI thread only."""
    frames = []
    for screen in QGuiApplication.screens():
        picture = screen.grabWindow(0)
        if not picture.isNull():
            frames.append(_frame(picture.toImage()))
    return frames


def _frame(image: QImage) -> Frame:
    import numpy as np

    plain = image.convertToFormat(QImage.Format.Format_BGR888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    # rows are padded to four bytes; copied, because the picture dies here
    return rows[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).copy()
