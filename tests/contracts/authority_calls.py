"""Reads from the client's sources which operations of the authority it calls, with which models."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from pydantic import BaseModel

ROOT = Path(__file__).resolve().parents[2]
_METHODS = {"get", "post", "put", "delete", "upload", "fetch_bytes"}


@dataclass(frozen=True)
class Call:
    """One call; `path` has `{}` for each part that varies, `query` the names of its query parameters."""

    place: str
    method: str
    path: str
    request: type[BaseModel] | None
    answer: type[BaseModel] | None
    query: tuple[str, ...]

    @property
    def is_upload(self) -> bool:
        """A multipart form."""
        return self.path.endswith("/files")


def calls_in(source: Path) -> Iterator[Call]:
    """All calls of one source file."""
    module = importlib.import_module(".".join(source.relative_to(ROOT).with_suffix("").parts))
    for function in ast.walk(ast.parse(source.read_text("utf-8"))):
        if not isinstance(function, (ast.AsyncFunctionDef, ast.FunctionDef)):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS:
                path = _path(node.args[0]) if node.args else ""
                if path.startswith("/"):
                    yield _call(module, function, node, node.func.attr, path)


def _call(
    module: ModuleType, function: ast.AsyncFunctionDef | ast.FunctionDef, node: ast.Call, name: str, path: str
) -> Call:
    method = {"upload": "post", "fetch_bytes": "get"}.get(name, name)
    whole = path if path.startswith("/api/v1") else f"/api/v1{path}"
    place = f"{module.__name__}:{node.lineno}"
    if name == "fetch_bytes":
        return Call(place, method, whole, None, None, ())
    models = [found for argument in node.args[1:] if (found := _model(module, function, argument)) is not None]
    bodies = [found for argument in node.args[1:] if (found := _body(module, function, argument)) is not None]
    query = [_keys(function, argument) for argument in node.args[1:]]
    return Call(
        place,
        method,
        whole,
        bodies[0] if bodies else None,
        models[-1] if models else None,
        tuple(key for keys in query for key in keys),
    )


def _path(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]
    return ""


def _named(module: ModuleType, node: ast.expr) -> type[BaseModel] | None:
    """The model that `models.Order` or `_Receipt` is."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        found = getattr(getattr(module, node.value.id, None), node.attr, None)
    elif isinstance(node, ast.Name):
        found = getattr(module, node.id, None)
    else:
        return None
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def _model(
    module: ModuleType, function: ast.AsyncFunctionDef | ast.FunctionDef, node: ast.expr
) -> type[BaseModel] | None:
    return _named(module, node)


def _body(
    module: ModuleType, function: ast.AsyncFunctionDef | ast.FunctionDef, node: ast.expr
) -> type[BaseModel] | None:
    """What an argument is an instance of: made in place, assigned before, or a parameter."""
    if isinstance(node, ast.Call):
        return _named(module, node.func)
    if not isinstance(node, ast.Name):
        return None
    for argument in function.args.args:
        if argument.arg == node.id and argument.annotation is not None:
            return _named(module, argument.annotation)
    assigned = _assigned(function, node.id)
    return _named(module, assigned.func) if isinstance(assigned, ast.Call) else None


def _keys(function: ast.AsyncFunctionDef | ast.FunctionDef, node: ast.expr) -> list[str]:
    literal = _assigned(function, node.id) if isinstance(node, ast.Name) else node
    if not isinstance(literal, ast.Dict):
        return []
    return [key.value for key in literal.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]


def _assigned(function: ast.AsyncFunctionDef | ast.FunctionDef, name: str) -> ast.expr | None:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
            return node.value
    return None
