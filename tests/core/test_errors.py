"""The catalogue of errors: each code once, each text there in both languages, the document current."""

from __future__ import annotations

import ast
import importlib
import re
import string
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from core.errors import AppError, CancelledByUser, StorageFull, Text, UnexpectedError, as_app_error

ROOT = Path(__file__).resolve().parents[2]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def error_table() -> ModuleType:
    spec = importlib.util.spec_from_file_location("error_table", ROOT / "scripts" / "error_table.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["error_table"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def errors(error_table: ModuleType) -> list[type[AppError]]:
    declared = error_table.declarations()
    assert len(declared) > 90
    return [getattr(importlib.import_module(found.module), found.name) for found in declared]


def test_the_document_is_current() -> None:
    script = ROOT / "scripts" / "error_table.py"
    checked = subprocess.run([sys.executable, str(script), "--check"], cwd=ROOT)
    assert checked.returncode == 0, (
        "an error was added or changed: run scripts/error_table.py and commit docs/errors.md"
    )


def test_no_code_is_used_twice(error_table: ModuleType) -> None:
    used = Counter(found.code for found in error_table.declarations())
    assert [code for code, times in used.items() if times > 1] == []


def test_the_sources_and_the_running_catalogue_agree(errors: list[type[AppError]]) -> None:
    ours = ("core.", "plugins.", "authority.")
    running = {code for code, error in AppError.catalogue().items() if error.__module__.startswith(ours)}
    assert running == {error.code for error in errors}


def test_codes_have_one_form(errors: list[type[AppError]]) -> None:
    assert [error.code for error in errors if not re.fullmatch(r"[A-Z]{2,4}-[0-9]{3}", error.code)] == []


def _fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_text_is_there_in_both_languages(errors: list[type[AppError]]) -> None:
    for error in errors:
        for text in (error.cause, error.remedy):
            assert CHINESE.search(text.zh), error
            assert text.en.strip(), error
            assert not CHINESE.search(text.en), error
            assert text.zh.strip()[-1] in "。？！", (error, text.zh)
            assert text.en.strip()[-1] in ".?!", (error, text.en)


def test_fields_are_the_same_in_both_languages_and_named(errors: list[type[AppError]]) -> None:
    for error in errors:
        assert _fields(error.cause.zh) == _fields(error.cause.en), error
        for text in (error.remedy.zh, error.remedy.en):
            assert set(_fields(text)) <= set(_fields(error.cause.en)) or _fields(text) == _fields(error.remedy.en), (
                error
            )
        assert all(name.isidentifier() for name in _fields(error.cause.zh) + _fields(error.remedy.zh)), error


def _known_in(tree: ast.Module, module: str, errors: list[type[AppError]]) -> dict[str, type[AppError]]:
    """The errors by the names that a source has for them: those that it declares and those that it imports."""
    declared = {(error.__module__, error.__name__): error for error in errors}
    known = {name: error for (where, name), error in declared.items() if where == module}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found = {alias.asname or alias.name: declared.get((node.module or "", alias.name)) for alias in node.names}
            known |= {name: error for name, error in found.items() if error is not None}
    return known


def _raised_in(tree: ast.Module, known: dict[str, type[AppError]]) -> Iterator[tuple[int, type[AppError], set[str]]]:
    """Errors that a source raises by their class, or makes: line, class, names of the details."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name) and node.exc.id in known:
            yield node.lineno, known[node.exc.id], set()
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in known:
            names = {keyword.arg for keyword in node.keywords}
            if None not in names:  # ** may bring anything
                yield node.lineno, known[node.func.id], {name for name in names if name}


def test_no_error_is_raised_without_what_its_texts_name(errors: list[type[AppError]]) -> None:
    """Somebody would read `{retry_after}`."""
    missing, seen = [], 0
    for source in sorted(path for room in ("core", "plugins", "authority") for path in (ROOT / room).rglob("*.py")):
        tree = ast.parse(source.read_text("utf-8"))
        module = ".".join(source.relative_to(ROOT).with_suffix("").parts)
        for line, error, given in _raised_in(tree, _known_in(tree, module, errors)):
            seen += 1
            wanted = set(_fields(error.cause.zh) + _fields(error.remedy.zh))
            if not wanted <= given:
                missing.append(f"{source.name}:{line} {error.__name__} {wanted - given}")
    assert seen > 400
    assert missing == []


def test_a_code_cannot_be_taken_by_a_second_class() -> None:
    with pytest.raises(TypeError, match="NET-001"):
        type("Other", (AppError,), {"code": "NET-001", "cause": Text("甲。", "A."), "remedy": Text("乙。", "B.")})


def test_texts_are_filled_in_the_language_asked_for() -> None:
    full = StorageFull(what="合同.pdf")
    assert full.cause_in("zh_CN") == "存储空间不足，未能写入合同.pdf。"
    assert full.cause_in("en_GB") == "There is no space left to write 合同.pdf."
    assert str(full).startswith("APP-003: ")


def test_details_with_braces_are_shown_as_they_are() -> None:
    assert "{0.__class__}" in StorageFull(what="{0.__class__}").cause_in("en")


def test_anything_else_becomes_an_unexpected_error_without_its_text() -> None:
    foreign = ValueError("PIN 123456")
    shown = as_app_error(foreign)
    assert isinstance(shown, UnexpectedError)
    assert "123456" not in shown.cause_in("zh") + str(shown)
    assert shown.__cause__ is foreign
    calm = CancelledByUser()
    assert as_app_error(calm) is calm
