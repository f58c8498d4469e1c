"""The English translation is complete: nothing that people see stays Chinese by oversight."""

from __future__ import annotations

import ast
import xml.etree.ElementTree as ET
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from core.ui.language import use_language

TRANSLATION = Path(__file__).resolve().parents[3] / "resources" / "translations" / "secure_client_en.ts"


def messages() -> list[ET.Element]:
    return list(ET.parse(TRANSLATION).getroot().iter("message"))  # noqa: S314 our own file


def test_every_text_is_translated() -> None:
    assert len(messages()) > 300
    missing = [
        message.findtext("source")
        for message in messages()
        if (translation := message.find("translation")) is None
        or translation.get("type") == "unfinished"
        or not (translation.text or "").strip()
    ]
    assert missing == []


def test_placeholders_survive_translation() -> None:
    for message in messages():
        source, english = message.findtext("source") or "", message.findtext("translation") or ""
        for place in ("%1", "%2", "%3"):
            assert (place in source) == (place in english), source


def python_sources() -> list[tuple[Path, ast.Module]]:
    root = Path(__file__).resolve().parents[3]
    found = [path for folder in ("core", "plugins") for path in (root / folder).rglob("*.py")]
    return [(path, ast.parse(path.read_text("utf-8"))) for path in found]


def test_the_short_form_is_used_as_lupdate_reads_it() -> None:
    """`tr` is the one of core.ui.language and gets literals: anything else is never found in the translation."""
    wrong = [
        f"{path.name}:{node.lineno}"
        for path, tree in python_sources()
        for node in ast.walk(tree)
        if (isinstance(node, ast.FunctionDef) and node.name == "tr" and path.name != "language.py")
        or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "tr"
            and not isinstance(node.args[0], ast.Constant)
        )
    ]
    assert wrong == []


def test_texts_of_python_are_found_in_the_translation(application: QGuiApplication) -> None:
    """Every literal that Python translates becomes English when the window is English."""
    use_language("en")
    try:
        chinese = [
            (path.name, node.lineno, text)
            for path, tree in python_sources()
            for node in ast.walk(tree)
            for context, text in _literal(node)
            if QCoreApplication.translate(context, text) == text and not text.isascii()
        ]
    finally:
        use_language("zh_CN")
    assert chinese == []


def _literal(node: ast.AST) -> list[tuple[str, str]]:
    if not isinstance(node, ast.Call) or not all(isinstance(argument, ast.Constant) for argument in node.args):
        return []
    values = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name == "tr":
        return [("", str(values[0]))]
    if name in ("translate", "QT_TRANSLATE_NOOP") and len(values) == 2:
        return [(str(values[0]), str(values[1]))]
    return []
