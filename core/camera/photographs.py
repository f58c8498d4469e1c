"""A frame as a picture file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.camera.sources import Frame

DOCUMENT_SIZE = (1920, 1080)
"""What is asked of a camera for documents: letters of an A4 page can still be read."""
_QUALITY = 92


def jpeg_of(frame: Frame) -> bytes:
    """The frame as a JPEG; some milliseconds of CPU, so call it in a worker thread."""
    import cv2

    _, encoded = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return encoded.tobytes()
