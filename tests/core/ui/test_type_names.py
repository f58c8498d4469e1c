"""QML types of Python are known to Qt by the class's name alone, over all modules: two of one name break pages."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_no_two_qml_types_share_a_name() -> None:
    names: Counter[str] = Counter()
    for folder in ("core", "plugins", "docs"):
        for source in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(source.read_text("utf-8"))):
                if isinstance(node, ast.ClassDef) and any(
                    isinstance(decorator, ast.Name) and decorator.id == "QmlElement"
                    for decorator in node.decorator_list
                ):
                    names[node.name] += 1
    assert len(names) > 20
    assert {name for name, count in names.items() if count > 1} == set()
