"""Write type descriptions of our view models for qmllint, from the meta objects that Qt itself uses.

`pyside6-metaobjectdump` reads sources and does not see properties made by `core.ui.properties.prop`; the meta objects
of the imported classes have everything.

Usage: qml_types.py FOLDER
"""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QMetaMethod, QMetaProperty, QObject
from PySide6.QtQuick import QQuickPaintedItem

from core.ui.properties import QmlObject

_MARK = re.compile(r'^QML_IMPORT_NAME = "([\w.]+)"', re.MULTILINE)
_ROOTS = ("core/ui", "plugins", "tests/gallery", "docs/examples")
_NAMES = {"QVariantList": "QVariantList", "PyObject": "QVariant"}


def types_by_module() -> dict[str, list[type[QObject]]]:
    """The QML types of all our Python modules by QML module."""
    found: dict[str, list[type[QObject]]] = {}
    for root in _ROOTS:
        for path in sorted(Path(root).rglob("*.py")):
            match = _MARK.search(path.read_text("utf-8"))
            if match is None:
                continue
            module = importlib.import_module(".".join(path.with_suffix("").parts))
            for value in vars(module).values():
                if isinstance(value, type) and issubclass(value, QObject) and value.__module__ == module.__name__:
                    found.setdefault(match[1], []).append(value)
    return found


def component(cls: type[QObject], uri: str) -> str:
    """One type as a `Component` of the qmltypes format."""
    meta = cls.staticMetaObject
    lines = [f'name: "{cls.__name__}"', f'prototype: "{_prototype(cls)}"', 'accessSemantics: "reference"']
    lines += [f'exports: ["{uri}/{cls.__name__} 1.0"]', "exportMetaObjectRevisions: [256]"]
    lines += [_property(cls, meta.property(i)) for i in range(meta.propertyOffset(), meta.propertyCount())]
    lines += [_method(meta.method(i)) for i in range(meta.methodOffset(), meta.methodCount())]
    return "    Component {\n" + "".join(f"        {line}\n" for line in lines) + "    }\n"


def _prototype(cls: type[QObject]) -> str:
    base = cls.__mro__[1]
    if base is QmlObject:
        return "QObject"
    if base is QQuickPaintedItem:
        return "QQuickPaintedItem"
    return (
        "QAbstractListModel"
        if issubclass(base, QAbstractItemModel) and base.__module__.startswith("PySide6")
        else base.__name__
    )


def _property(cls: type[QObject], prop: QMetaProperty) -> str:
    kind = str(prop.typeName())
    name = str(prop.name())
    declared = getattr(cls, "declared_properties", {}).get(name)
    if declared is not None and issubclass(declared.kind, QObject):
        kind = declared.kind.__name__ + "*"
    pointer = "; isPointer: true" if kind.endswith("*") else ""
    flags = pointer + ("" if prop.isWritable() else "; isReadonly: true")
    flags += "; isPropertyConstant: true" if prop.isConstant() else f'; notify: "{name}Changed"'
    kind = _NAMES.get(kind, kind).rstrip("*")
    return f'Property {{ name: "{name}"; type: "{kind}"{flags} }}'


def _method(method: QMetaMethod) -> str:
    kind = "Signal" if method.methodType() is QMetaMethod.MethodType.Signal else "Method"
    parts = [f'name: "{bytes(method.name().data()).decode()}"']
    result = str(method.typeName())
    if kind == "Method" and result not in {"void", ""}:
        parts.append(f'type: "{_NAMES.get(result, result).rstrip("*")}"')
    for index in range(method.parameterCount()):
        type_name = bytes(method.parameterTypeName(index).data()).decode()
        pointer = "; isPointer: true" if type_name.endswith("*") else ""
        parts.append(
            f'Parameter {{ name: "a{index}"; type: "{_NAMES.get(type_name, type_name).rstrip("*")}"{pointer} }}'
        )
    return f"{kind} {{\n" + "".join(f"            {part}\n" for part in parts) + "        }"


def main() -> None:
    """Write one folder per QML module."""
    target = Path(sys.argv[1])
    for uri, classes in types_by_module().items():
        folder = target.joinpath(*uri.split("."))
        folder.mkdir(parents=True, exist_ok=True)
        depends = "depends QtQuick\n" if uri == "SecureClient.Model" else "depends SecureClient.Model\n"
        (folder / "qmldir").write_text(f"module {uri}\ntypeinfo types.qmltypes\n{depends}", "utf-8")
        body = "".join(component(cls, uri) for cls in classes)
        (folder / "types.qmltypes").write_text(f"import QtQuick.tooling 1.2\nModule {{\n{body}}}\n", "utf-8")


if __name__ == "__main__":
    main()
