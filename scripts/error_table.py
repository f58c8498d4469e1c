"""Writes docs/errors.md: every error that a person can meet, from the code.

Usage: python scripts/error_table.py [--check]; with --check nothing is written, the exit code tells whether it is fine.
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "errors.md"
PACKAGES = ("core", "plugins", "authority")

_HEAD = """# Errors

Every failure that a person can meet has a code that never changes, a cause and a remedy, in Chinese and English.
`{names}` are filled in when it happens. Made from the code by `scripts/error_table.py`; a test fails when it is not
current.
"""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A class that declares an error code.

    Attributes:
        code: e.g. `NET-001`.
        module: dotted name.
        name: of the class.
    """

    code: str
    module: str
    name: str


def declarations() -> list[Declaration]:
    """All classes of the product with a code, read from the sources without running them; by code."""
    found = [found for package in PACKAGES for path in (ROOT / package).rglob("*.py") for found in _declared(path)]
    return sorted(found, key=lambda declared: (declared.code, declared.module))


def _declared(path: Path) -> Iterator[Declaration]:
    text = path.read_text("utf-8")
    if "code" not in text or "cause" not in text:
        return
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            for code in _codes(node):
                yield Declaration(code, module, node.name)


def _codes(node: ast.ClassDef) -> Iterator[str]:
    """The value of `code = "…"`, also in `code, status = "…", 404` and with an annotation."""
    for statement in node.body:
        if isinstance(statement, ast.AnnAssign) and statement.value is not None:
            pairs = [(statement.target, statement.value)]
        elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, value = statement.targets[0], statement.value
            together = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
            pairs = list(zip(target.elts, value.elts, strict=True)) if together else [(target, value)]
        else:
            continue
        for target, value in pairs:
            if isinstance(target, ast.Name) and target.id == "code" and isinstance(value, ast.Constant) and value.value:
                yield str(value.value)


def table() -> str:
    """The document's text."""
    from core.errors import AppError

    parts = [_HEAD]
    for prefix, group in groupby(declarations(), key=lambda declared: declared.code.split("-")[0]):
        rows = list(group)
        modules = defaultdict(list)
        for declared in rows:
            modules[declared.module].append(declared.code)
        parts.append(f"## {prefix}\n\nDeclared in {', '.join(f'`{name}`' for name in modules)}.\n")
        parts.append("| Code | Cause | Remedy |\n| --- | --- | --- |")
        for declared in rows:
            error = getattr(importlib.import_module(declared.module), declared.name)
            assert issubclass(error, AppError)  # noqa: S101 what has code, cause and remedy is one
            texts = (f"{_cell(text.zh)}<br>{_cell(text.en)}" for text in (error.cause, error.remedy))
            parts.append(f"| {declared.code} | {' | '.join(texts)} |")
        parts.append("")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


def main(arguments: list[str]) -> int:
    """Write or check the document."""
    sys.path.insert(0, str(ROOT))
    text = table()
    if "--check" in arguments:
        return 0 if TABLE.exists() and TABLE.read_text("utf-8") == text else 1
    TABLE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
