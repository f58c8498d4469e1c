"""Every control in every look: no QML warning, and it works when used."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from core.ui.appearance import Theme
from core.ui.handwriting import HandwritingItem
from core.ui.window import MainWindow
from tests.gallery.view_model import GALLERY, PDF_PAGE, GalleryViewModel
from tests.ui_fixtures import SIZES, WindowDriver

OpenWindow = Callable[..., WindowDriver]


def _with_gallery(main: MainWindow) -> None:
    main.navigator.add_pages([GALLERY, PDF_PAGE])


def _view_model(driver: WindowDriver) -> GalleryViewModel:
    view_model = driver.main.navigator.current
    assert isinstance(view_model, GalleryViewModel)
    return view_model


@pytest.mark.parametrize(("size", "theme"), list(itertools.product(SIZES, Theme)))
async def test_every_control_in_every_look(qml_window: OpenWindow, size: str, theme: Theme) -> None:
    driver = qml_window(_with_gallery, size=size, theme=theme, large_type=theme is Theme.CONTRAST)
    driver.main.navigator.push("gallery.all")
    for part in range(4):
        flick = driver.find_all("pageFlickable")[-1]
        room = float(flick.property("contentHeight")) - flick.height()
        flick.setProperty("contentY", room * part / 3)
        picture = QImage(str(await driver.screenshot(f"gallery-{size}-{theme.value}-{part}")))
        assert not picture.isNull()
    assert flick.property("contentWidth") <= flick.width()


async def test_typing_checks_and_clicking_counts(qml_window: OpenWindow) -> None:
    driver = qml_window(_with_gallery)
    driver.main.navigator.push("gallery.all")
    await driver.click("primary")
    view_model = _view_model(driver)
    assert view_model.clicks == 1
    await driver.key(Qt.Key.Key_Return)
    assert view_model.clicks == 2
    await driver.type("phone", "138001")
    assert view_model.phone.value == "138001"
    await driver.type("idNumber", "")
    assert view_model.phone.error != ""
    view_model.phone.value = "13900139000"
    assert view_model.phone.error == ""
    # what a keyboard on the screen learns words from is never a password, also not one that is shown
    password = driver.find("passwordInput")
    for revealed in (False, True):
        password.setProperty("revealed", revealed)
        hints = password.property("inputMethodHints")
        assert hints & Qt.InputMethodHint.ImhSensitiveData
        assert hints & Qt.InputMethodHint.ImhNoPredictiveText


async def test_handwriting_becomes_a_transparent_picture(qml_window: OpenWindow) -> None:
    driver = qml_window(_with_gallery)
    driver.main.navigator.push("gallery.all")
    pad = _view_model(driver).handwriting
    await driver.draw("handwritingItem", [(0.2, 0.6), (0.35, 0.3), (0.5, 0.7), (0.65, 0.35), (0.8, 0.6)])
    assert len(pad.strokes) == 1
    assert len(pad.strokes[0]) >= 5
    picture = QImage.fromData(pad.png())
    assert picture.pixelColor(0, 0).alpha() == 0
    inked = any(
        picture.pixelColor(x, y).alpha() == 255 for x in range(picture.width()) for y in range(picture.height())
    )
    assert inked
    await driver.screenshot("gallery-handwriting")
    await driver.click("handwritingClear")
    assert pad.blank
    item = driver.find("handwritingItem")
    assert isinstance(item, HandwritingItem)
    driver.main.navigator.drop_to(1)

    def let_go() -> bool:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return item._model is None

    await driver.wait_until(let_go, what="the item, which Python keeps, lets go of what was written")


async def test_a_rectangle_is_placed_by_keys_and_pages_are_drawn(qml_window: OpenWindow) -> None:
    driver = qml_window(_with_gallery)
    driver.main.navigator.push("gallery.pdf")
    view = await driver.wait_for("pdf")
    pdf = _view_model(driver).pdf
    await driver.wait_until(lambda: pdf.pages.data(pdf.pages.index(0), Qt.ItemDataRole.UserRole + 3) != "")
    view.forceActiveFocus()
    await driver.key(Qt.Key.Key_Return)
    await driver.key(Qt.Key.Key_Right)
    await driver.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    area = view.property("placed")
    assert (area.x(), area.y(), area.width(), area.height()) == (64, 60, 160, 68)
    await driver.screenshot("gallery-pdf")


async def test_a_rectangle_is_drawn_and_moved_by_pointer_and_a_finger_beside_it_scrolls(
    qml_window: OpenWindow,
) -> None:
    driver = qml_window(_with_gallery, size="phone")
    driver.main.navigator.push("gallery.pdf")
    view, pages = await driver.wait_for("pdf"), await driver.wait_for("pdfPages")
    pdf = _view_model(driver).pdf
    await driver.wait_until(lambda: pdf.pages.data(pdf.pages.index(0), Qt.ItemDataRole.UserRole + 3) != "")
    await driver.screenshot("gallery-pdf-phone")
    window, scale = driver.main.window, float(view.property("shownScale"))
    top = pages.mapToScene(QPointF(0, 0)).toPoint()
    finger = QTest.createTouchDevice()

    def area() -> list[int]:
        placed = view.property("placed")
        return [round(side) for side in (placed.x(), placed.y(), placed.width(), placed.height())]

    async def drag(begin: QPoint, way: QPoint, *, touch: bool) -> None:
        begin += top
        if touch:
            QTest.touchEvent(window, finger).press(0, begin, window).commit()
        else:
            QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=begin)
        for step in range(1, 9):
            await driver.turn()
            place = begin + QPoint(way.x() * step // 8, way.y() * step // 8)
            if touch:
                QTest.touchEvent(window, finger).move(0, place, window).commit()
            else:
                QTest.mouseMove(window, place)
        if touch:
            QTest.touchEvent(window, finger).release(0, begin + way, window).commit()
        else:
            QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=begin + way)
        await driver.turn()

    await drag(QPoint(60, 60), QPoint(80, 40), touch=False)
    drawn = area()
    assert abs(drawn[2] - 80 / scale) <= 2
    assert abs(drawn[3] - 40 / scale) <= 2
    # inside of it, either moves it; its size stays
    for touch in (False, True):
        before = area()
        middle = QPoint(100, 80) if not touch else QPoint(116, 96)
        await drag(middle, QPoint(16, 16), touch=touch)
        assert area()[2:] == drawn[2:]
        assert all(abs(area()[side] - before[side] - 16 / scale) <= 2 for side in (0, 1))
    # beside it, a finger scrolls
    before, at = area(), float(pages.property("contentY"))
    await drag(QPoint(200, 300), QPoint(0, -160), touch=True)
    await driver.wait_until(lambda: float(pages.property("contentY")) > at)
    assert area() == before
