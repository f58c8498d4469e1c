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


# what says both languages itself, or is no text of the window
_BILINGUAL = {
    "plugins/mobile_cert/__init__.py": {"账号", "手机号码", "实名信息", "姓名"},
    "plugins/seal/__init__.py": {"印章", "印章图片"},
}


def test_every_chinese_text_of_the_window_is_marked_for_the_translators() -> None:
    """A text that lupdate does not see stays Chinese in the English window, and no other test misses it."""
    root = Path(__file__).resolve().parents[3]
    unmarked = [
        f"{name}:{node.lineno} {node.value}"
        for path, tree in python_sources()
        if (name := path.relative_to(root).as_posix()).startswith(("core/ui/", "plugins/"))
        and path.name != "commands.py"
        for node in _unmarked(tree)
        if node.value not in _BILINGUAL.get(name, ())
    ]
    assert unmarked == []


def _unmarked(tree: ast.Module) -> list[ast.Constant]:
    """Chinese literals that are neither documentation nor given to a function that translates or marks."""
    found: list[ast.Constant] = []

    def look(node: ast.AST) -> None:
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str) and any("\u4e00" <= letter <= "\u9fff" for letter in node.value):
                found.append(node)
            return
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("tr", "translate", "QT_TRANSLATE_NOOP", "Text"):
                return
        for child in ast.iter_child_nodes(node):
            look(child)

    look(tree)
    return found


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
