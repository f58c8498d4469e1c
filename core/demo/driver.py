"""Uses the window as a person does: finds, clicks, types, draws, waits, takes pictures; for the demo and for tests."""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from core.ui.window import MainWindow

SIZES = {"phone": (390, 844), "desktop": (1280, 832), "kiosk": (1080, 1920)}


class WindowDriver:
    """Uses the window as a person does."""

    def __init__(self, main: MainWindow, artefacts: Path, *, on_qt_loop: bool = False) -> None:
        """With `on_qt_loop` asyncio runs inside Qt's loop, as in the product; otherwise the driver turns Qt."""
        self.main = main
        self._artefacts = artefacts
        self._on_qt_loop = on_qt_loop

    def resize(self, size: str) -> None:
        """Give the window one of the sizes of `SIZES`."""
        width, height = SIZES[size]
        self.main.shell.kiosk = size == "kiosk"
        self.main.window.resize(width, height)

    def items(self) -> Iterator[QQuickItem]:
        """All items on the screen, later ones above earlier ones."""
        waiting = [self.main.window.contentItem()]
        while waiting:
            item = waiting.pop()
            if item.isVisible():
                yield item
                waiting.extend(reversed(item.childItems()))

    def find_all(self, name: str) -> list[QQuickItem]:
        """Visible items with an objectName or accessible name."""
        return [item for item in self.items() if item.objectName() == name or accessible_name(item) == name]

    def find(self, name: str) -> QQuickItem:
        """The top visible item with an objectName, otherwise with an accessible name."""
        found = self.find_all(name)
        named = [item for item in found if item.objectName() == name]
        if not found:
            shown = sorted({item.objectName() for item in self.items() if item.objectName()})
            raise LookupError(f"{name} is not on the screen; there are {shown}")
        return (named or found)[-1]

    def is_shown(self, name: str) -> bool:
        """Whether such an item is on the screen."""
        return bool(self.find_all(name))

    async def wait_for(self, name: str, timeout: float = 10.0) -> QQuickItem:
        """Wait until an item is on the screen and enabled."""
        await self.wait_until(lambda: any(item.isEnabled() for item in self.find_all(name)), timeout, name)
        return self.find(name)

    async def wait_until(self, holds: Callable[[], bool], timeout: float = 10.0, what: str = "") -> None:
        """Let the event loop turn until something holds."""
        deadline = time.monotonic() + timeout
        while not holds():
            if time.monotonic() > deadline:
                raise TimeoutError(what or "the condition does not hold")
            await self.turn()

    async def turn(self) -> None:
        """Let Qt and asyncio work for a moment."""
        if not self._on_qt_loop:
            QGuiApplication.processEvents()
        await asyncio.sleep(0.005)

    async def outside(self, action: Callable[[], None]) -> None:
        """Run what makes Qt process events; on Qt's loop outside of any task.

        Inside of one, the steps of other tasks that come up meanwhile would be lost: tasks are not entered twice.
        """
        if not self._on_qt_loop:
            action()
            return
        loop = asyncio.get_running_loop()
        done = loop.create_future()

        def act() -> None:
            action()
            done.set_result(None)

        loop.call_soon(act)
        await done

    async def click(self, name: str, timeout: float = 10.0) -> None:
        """Click into the middle of an item, scrolling it into view first."""
        await self._click(await self.wait_for(name, timeout))

    async def _click(self, item: QQuickItem) -> None:
        await self.reveal(item)
        middle = await self._rest(item)
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        await self.outside(lambda: QTest.mouseClick(self.main.window, left, none, middle))
        await self.turn()

    async def _rest(self, item: QQuickItem) -> QPoint:
        """The middle of an item once it stands still for three turns."""
        deadline = time.monotonic() + 5
        seen: list[QPoint] = []
        while len(seen) < 3 or len(set(map(QPoint.toTuple, seen[-3:]))) > 1:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{item.objectName()} does not stop moving")
            await self.turn()
            seen.append(item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint())
        return seen[-1]

    async def type(self, name: str, text: str) -> None:
        """Click into an input and replace its text by typing."""
        field = await self.wait_for(name)
        # label and help of a field are part of it; what takes the text is its input
        parts = [item for item in self.find_all(f"{name}Input") if field.isAncestorOf(item)]
        await self._click(parts[0] if parts else field)
        await self.outside(lambda: self._type(text))
        await self.turn()

    def _type(self, text: str) -> None:
        self._press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self._press(Qt.Key.Key_Delete)
        for letter in text:
            if letter.isascii():
                QTest.keyClick(self.main.window, letter)  # type: ignore[call-overload]  # the stub lacks characters
            else:
                self._commit(letter)

    def _commit(self, text: str) -> None:
        from PySide6.QtGui import QInputMethodEvent

        event = QInputMethodEvent()
        event.setCommitString(text)
        QGuiApplication.sendEvent(self.main.window.activeFocusItem(), event)

    async def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key."""
        await self.outside(lambda: self._press(key, modifiers))
        await self.turn()

    def _press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.main.window, key, modifiers)

    async def draw(self, name: str, points: list[tuple[float, float]]) -> None:
        """Draw a line with the pressed left button; points are fractions of the item's size."""
        item = await self.wait_for(name)
        await self.reveal(item)

        def place(point: tuple[float, float]) -> QPoint:
            return item.mapToScene(QPointF(item.width() * point[0], item.height() * point[1])).toPoint()

        window, left, none = self.main.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        await self.outside(lambda: QTest.mousePress(window, left, none, place(points[0])))
        for point in points[1:]:
            await self.outside(functools.partial(QTest.mouseMove, window, place(point)))
            await self.turn()
        await self.outside(lambda: QTest.mouseRelease(window, left, none, place(points[-1])))
        await self.turn()

    async def reveal(self, item: QQuickItem) -> None:
        """Scroll the page so that an item is on the screen."""
        parent: QQuickItem | None = item.parentItem()
        while parent is not None and parent.objectName() != "pageFlickable":
            parent = parent.parentItem()
        if parent is None:
            return
        # a page that has just come is laid out in several steps, so look again until nothing moves
        for _ in range(8):
            await self.turn()
            top = item.mapToItem(parent, QPointF(0, 0)).y()
            if top >= 0 and top + item.height() <= parent.height():
                return
            wanted = float(parent.property("contentY")) + top - max(0.0, (parent.height() - item.height()) / 2)
            limit = max(0.0, float(parent.property("contentHeight")) - parent.height())
            parent.setProperty("contentY", min(max(0.0, wanted), limit))

    async def screenshot(self, name: str) -> Path:
        """Keep a picture of the window when nothing moves any more."""
        for _ in range(15 if self.main.appearance.reducedMotion else 60):
            await self.turn()
        path = self._artefacts / f"{name}.png"
        if not self.main.window.grabWindow().save(str(path)):
            raise OSError(f"{path} cannot be written")
        return path


def accessible_name(item: QObject) -> str:
    """What a screen reader says; needs `QAccessible.setActive(True)`."""
    interface = QAccessible.queryAccessibleInterface(item)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""
