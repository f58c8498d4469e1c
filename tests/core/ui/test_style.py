"""The colours can be read and the controls can be hit: WCAG 2.2 §1.4.3, §1.4.11, §2.5.5."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QGuiApplication

from core.ui.appearance import Theme
from tests.ui_fixtures import WindowDriver

_TEXTS = ("text", "textMuted", "accent", "danger", "success", "warning")
_GROUNDS = ("background", "surface", "surfaceRaised", "surfaceSunken")
_ON_SOFT = [(kind, f"{kind}Soft") for kind in ("accent", "danger", "success", "warning")]
_ON_FULL = [("accentInk", ground) for ground in ("accent", "accentHover", "accentPressed")] + [("dangerInk", "danger")]
_PAIRS = [(text, ground) for text in _TEXTS for ground in _GROUNDS] + _ON_SOFT + _ON_FULL
_EDGES = [(edge, ground) for edge in ("lineStrong", "focus") for ground in ("background", "surface")]


def _luminance(color: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def _contrast(first: QColor, second: QColor) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _style(driver: WindowDriver) -> QObject:
    style: QObject = driver.main.engine.singletonInstance("SecureClient", "Style")
    return style


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert round(_contrast(QColor("white"), QColor("black")), 1) == 21.0
    assert round(_contrast(QColor("#767676"), QColor("white")), 2) == 4.54, "the known limit of grey on white"


@pytest.mark.parametrize("theme", Theme)
async def test_every_text_stands_out(
    application: QGuiApplication, qml_window: Callable[..., WindowDriver], theme: Theme
) -> None:
    style = _style(qml_window(lambda main: None, theme=theme))
    least = 7.0 if theme is Theme.CONTRAST else 4.5
    weak = {
        (text, ground): round(ratio, 2)
        for text, ground in _PAIRS
        if (ratio := _contrast(style.property(text), style.property(ground))) < least
    }
    assert weak == {}
    faint = {
        (edge, ground): round(ratio, 2)
        for edge, ground in _EDGES
        if (ratio := _contrast(style.property(edge), style.property(ground))) < 3
    }
    assert faint == {}


@pytest.mark.parametrize(("size", "least"), [("phone", 44), ("desktop", 44), ("kiosk", 60)])
async def test_controls_are_high_enough_for_a_finger(
    qml_window: Callable[..., WindowDriver], size: str, least: int
) -> None:
    driver = qml_window(lambda main: setattr(main.shell, "kiosk", size == "kiosk"), size=size)
    assert _style(driver).property("controlHeight") >= least
