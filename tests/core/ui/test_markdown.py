"""Markdown of others neither fetches pictures nor becomes HTML; judged by Qt's own reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication, QTextDocument

from core.ui.markdown import harmless, without_title

ATTACKS = [
    "![x](http://127.0.0.1/a.png)",
    "![x][r]\n\n[r]: http://127.0.0.1/a.png",
    "[![x](a.png)](b)",
    "<img src='http://127.0.0.1/a.png'>",
    "text <b>bold</b> <!-- c -->",
    "\\![x](a.png)",
]


def shown(markdown: str) -> tuple[str, bool]:
    document = QTextDocument()
    document.setMarkdown(markdown)
    return document.toPlainText(), "<img" in document.toHtml()


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_are_text(application: QGuiApplication, attack: str) -> None:
    text, picture = shown(harmless(attack))
    assert not picture
    assert "\ufffc" not in text


@given(st.text("!\\[]()<>abc:/\n *#`&;", max_size=40))
def test_nothing_becomes_a_picture(application: QGuiApplication, markdown: str) -> None:
    assert not shown(harmless(markdown))[1]


def test_a_title_of_its_own_is_left_out() -> None:
    assert without_title("# 协议\n\n## 一\n文") == "## 一\n文"
    assert without_title("## 一\n文") == "## 一\n文"
