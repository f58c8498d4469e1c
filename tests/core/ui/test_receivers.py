"""What a signal is connected to is a slot.

PySide gives an object whose plain method receives a signal a meta object of its own. It dies with the object, QML goes
on remembering its properties by its address, and another object whose meta object comes to lie there has no properties.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject

from core.ui.field import Field

ROOT = Path(__file__).parents[3]


def _classes() -> Iterator[tuple[Path, ast.ClassDef]]:
    for folder in ("core", "plugins"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ClassDef):
                    yield path, node


def _methods(node: ast.ClassDef) -> dict[str, list[ast.expr]]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {item.name: item.decorator_list for item in node.body if isinstance(item, kinds)}


def _is_slot(decorators: list[ast.expr]) -> bool:
    return any(isinstance(item, ast.Call) and ast.unparse(item.func) in ("slot", "Slot") for item in decorators)


def _receivers(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """What a class connects signals to: the object and the name of its method."""
    for call in ast.walk(node):
        match call:
            case ast.Call(func=ast.Attribute(attr="connect"), args=[ast.Attribute(value=owner, attr=name), *_]):
                yield ast.unparse(owner), name


def test_methods_that_receive_signals_are_slots() -> None:
    classes = list(_classes())
    plain, seen = [], 0
    # a class without bases is no object of Qt
    for path, node in (found for found in classes if found[1].bases):
        for owner, name in _receivers(node):
            own = owner == "self" and name in _methods(node)
            for candidate in [node] if own else [other for _, other in classes]:
                if name in _methods(candidate):
                    seen += 1
                    if not _is_slot(_methods(candidate)[name]):
                        plain.append(f"{path.relative_to(ROOT)}: {candidate.name}.{name}")
    assert plain == []
    assert seen > 10


def test_fields_share_the_meta_object_of_their_class() -> None:
    parent = QObject()
    fields = [Field(parent=parent), Field(parent=parent)]
    for field in fields:
        assert field.metaObject().methodCount() == Field.staticMetaObject.methodCount()
