"""Every control in every look: no QML warning, and it works when used."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from core.ui.appearance import Theme
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
