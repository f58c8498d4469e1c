"""Text in pictures: one OCR engine per process, loaded when it is first needed, called from worker threads."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.errors import AppError, Text

_MAX_SIDE = 1600
_lock = threading.Lock()


class NotAPicture(AppError):
    """Bytes that do not decode as a picture."""

    code = "DOC-001"
    cause = Text("文件不是可识别的图片。", "The file is not a readable picture.")
    remedy = Text("请选择 JPG 或 PNG 图片。", "Choose a JPG or PNG picture.")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text and its place in the picture, in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height of its centre."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """How tall it is."""
        return self.bottom - self.top


def decode(content: bytes) -> Any:
    """The picture as BGR pixels, made smaller when it is larger than OCR needs; raises `NotAPicture`."""
    import cv2
    import numpy as np

    if not content:
        raise NotAPicture
    try:
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise NotAPicture from error
    if picture is None:
        raise NotAPicture
    picture = cv2.normalize(picture, picture, 0, 255, cv2.NORM_MINMAX)  # a dark photograph reads like a bright one
    scale = _MAX_SIDE / max(picture.shape[:2])
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture


def turned(picture: Any, quarters: int) -> Any:
    """The picture turned clockwise by quarters."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(picture, -quarters))


def read_lines(picture: Any) -> list[TextLine]:
    """All lines of text, top to bottom. Takes from half a second to two; one call at a time."""
    with _lock:
        # lines are not turned one by one: numbers such as 9906 read well upside down too
        result = _engine()(picture, use_cls=False)
    if result.boxes is None or result.txts is None:
        return []
    lines = []
    for box, text in zip(result.boxes, result.txts, strict=True):
        xs, ys = [float(point[0]) for point in box], [float(point[1]) for point in box]
        lines.append(TextLine(text, min(xs), min(ys), max(xs), max(ys)))
    return sorted(lines, key=lambda line: line.middle)


def value_right_of(lines: list[TextLine], label: str) -> str | None:
    """The text that stands to the right of a label, in its own line or in one beside it."""
    for line in lines:
        if not line.text.startswith(label):
            continue
        rest = line.text.removeprefix(label).strip(" :：")
        if rest:
            return rest
        beside = [
            other
            for other in lines
            if other.left >= line.right - line.height / 2 and abs(other.middle - line.middle) < line.height * 0.45
        ]
        if beside:
            return min(beside, key=lambda other: other.left).text
    return None


@cache
def _engine() -> Any:
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    # few threads, so that reading a document does not starve the window
    return RapidOCR(
        params={
            "EngineConfig.onnxruntime.intra_op_num_threads": 2,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Global.log_level": "error",
        }
    )
