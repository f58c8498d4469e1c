"""The handwriting pad: a model that keeps the strokes and an item that draws and takes them."""

from __future__ import annotations

import itertools

from PySide6.QtCore import Property, QBuffer, QIODevice, QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPen, QTouchEvent
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from core.ui.properties import QmlObject, prop, slot
from core.ui.strokes import InkPoint, StrokePoint, ink

QML_IMPORT_NAME = "SecureClient.Model"
QML_IMPORT_MAJOR_VERSION = 1

_INK = QColor("#101418")
_MARGIN = 8


@QmlElement
class Handwriting(QmlObject):
    """What was written: a child of the page's view model.

    Attributes:
        blank: nothing is written.
        revision: counts up with every change.
    """

    blank = prop(bool, True)
    revision = prop(int, 0)

    def __init__(self, parent: QmlObject) -> None:
        super().__init__(parent)
        self._strokes: list[list[StrokePoint]] = []
        self._lines: list[list[InkPoint]] = []

    @property
    def strokes(self) -> tuple[tuple[StrokePoint, ...], ...]:
        """The strokes as they were drawn, for keeping as vectors."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    @property
    def lines(self) -> list[list[InkPoint]]:
        """The smoothed strokes."""
        return self._lines

    def begin(self, point: StrokePoint) -> None:
        """The pen touches the sheet."""
        self._strokes.append([point])
        self._lines.append(ink([point]))
        self._changed()

    def extend(self, point: StrokePoint) -> None:
        """The pen moves on the sheet."""
        stroke = self._strokes[-1]
        if (point.x, point.y) == (stroke[-1].x, stroke[-1].y):
            return
        stroke.append(point)
        self._lines[-1] = ink(stroke)
        self._changed()

    @slot()
    def clear(self) -> None:
        """[清除]."""
        self._strokes.clear()
        self._lines.clear()
        self._changed()

    def report(self, error: BaseException) -> None:
        """A slot of the pad raises only for a defect."""
        raise error

    def run(self, work: object) -> None:
        """No slot of the pad is asynchronous."""
        raise TypeError("the pad starts no work")

    def png(self, scale: float = 3.0) -> bytes:
        """The handwriting as a PNG file with transparent background, cropped to the ink.

        Args:
            scale: pixels of the picture per pixel of the pad.

        Raises:
            ValueError: nothing is written.
        """
        points = [point for line in self._lines for point in line]
        if not points:
            raise ValueError("nothing is written")
        left = min(point.x for point in points) - _MARGIN
        top = min(point.y for point in points) - _MARGIN
        width = max(point.x for point in points) + _MARGIN - left
        height = max(point.y for point in points) + _MARGIN - top
        image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        painter.scale(scale, scale)
        painter.translate(-left, -top)
        draw_lines(painter, self._lines)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes, Qt takes text
        return bytes(buffer.data().data())

    def _changed(self) -> None:
        self.blank = not self._strokes
        self.revision += 1


def draw_lines(painter: QPainter, lines: list[list[InkPoint]]) -> None:
    """Draw smoothed strokes in ink colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(_INK)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    for line in lines:
        if len(line) == 1:
            pen.setWidthF(line[0].width)
            painter.setPen(pen)
            painter.drawPoint(QPointF(line[0].x, line[0].y))
        for start, end in itertools.pairwise(line):
            pen.setWidthF((start.width + end.width) / 2)
            painter.setPen(pen)
            painter.drawLine(QPointF(start.x, start.y), QPointF(end.x, end.y))


@QmlElement
class HandwritingItem(QQuickPaintedItem):
    """Takes mouse, pen and touch and draws the strokes."""

    handwritingChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._model: Handwriting | None = None
        self.setAcceptedMouseButtons(Qt.MouseButton.LeftButton)
        self.setAcceptTouchEvents(True)
        self.setKeepMouseGrab(True)
        self.setKeepTouchGrab(True)

    def _get_model(self) -> Handwriting | None:
        return self._model

    def _set_model(self, model: Handwriting | None) -> None:
        if self._model is not None:
            self._model.changed("revision").disconnect(self._redraw)
        self._model = model
        if model is not None:
            model.changed("revision").connect(self._redraw)
        self.update()
        self.handwritingChanged.emit()

    handwriting = Property(QObject, _get_model, _set_model, notify=handwritingChanged)

    @Slot()
    def _redraw(self) -> None:
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Draw the strokes."""
        if self._model is not None:
            draw_lines(painter, self._model.lines)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins."""
        self._begin(event.position(), event.timestamp())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A stroke goes on."""
        self._extend(event.position(), event.timestamp())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A stroke ends."""
        self._extend(event.position(), event.timestamp())

    def touchEvent(self, event: QTouchEvent) -> None:
        """The first finger writes."""
        points = event.points()
        if not points:
            return
        if event.type() == QTouchEvent.Type.TouchBegin:
            self._begin(points[0].position(), event.timestamp())
        else:
            self._extend(points[0].position(), event.timestamp())
        event.accept()

    def _begin(self, place: QPointF, time: int) -> None:
        if self._model is not None:
            self._model.begin(StrokePoint(place.x(), place.y(), float(time)))

    def _extend(self, place: QPointF, time: int) -> None:
        sheet = QRectF(0, 0, self.width(), self.height())
        if self._model is not None and not self._model.blank and sheet.contains(place):
            self._model.extend(StrokePoint(place.x(), place.y(), float(time)))
