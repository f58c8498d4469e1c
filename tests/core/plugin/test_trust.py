"""Foreign code runs only when a trusted publisher signed every file of it."""

from __future__ import annotations

import json
import os
import py_compile
from pathlib import Path

import pytest

from core.plugin.errors import FilesChanged, NotSigned
from core.plugin.manager import PluginState
from core.plugin.signature import FILE_NAME, check_plugin, sign_plugin, trusted_keys
from tests.core.plugin.folders import TILE, DropIn, plugin_of, tiles

MARK = "import pathlib\npathlib.Path({path!r}).write_text('ran')\n"


def ran(tmp_path: Path) -> bool:
    return (tmp_path / "ran").exists()


def source(tmp_path: Path) -> str:
    """Code that leaves a trace when it is imported."""
    return MARK.format(path=str(tmp_path / "ran")) + TILE


def test_a_signed_plugin_runs(drop_in: DropIn, tmp_path: Path) -> None:
    drop_in.add("hello", source(tmp_path))
    manager = drop_in.manager()
    hello = plugin_of(manager, "hello")
    assert (hello.state, hello.unsigned) == (PluginState.ENABLED, False)
    assert hello.signed_by in trusted_keys(drop_in.keys)
    assert tiles(manager) == ["hello.home"]
    assert ran(tmp_path)


def test_an_unsigned_plugin_is_not_even_imported(drop_in: DropIn, tmp_path: Path) -> None:
    drop_in.add("hello", source(tmp_path), unsigned=True)
    hello = plugin_of(drop_in.manager(), "hello")
    assert isinstance(hello.problem, NotSigned)
    assert not ran(tmp_path)


def test_developers_run_unsigned_plugins_and_it_shows(drop_in: DropIn) -> None:
    drop_in.add("hello", unsigned=True)
    hello = plugin_of(drop_in.manager(developer_mode=True), "hello")
    assert (hello.state, hello.unsigned) == (PluginState.ENABLED, True)


def test_a_kiosk_knows_no_developer_mode(drop_in: DropIn) -> None:
    drop_in.add("hello", unsigned=True)
    hello = plugin_of(drop_in.manager(developer_mode=True, kiosk=True), "hello")
    assert isinstance(hello.problem, NotSigned)


def test_a_foreign_key_is_not_trusted(drop_in: DropIn, tmp_path: Path) -> None:
    drop_in.add("hello", source(tmp_path), signed_by=drop_in.new_publisher(trusted=False))
    assert isinstance(plugin_of(drop_in.manager(), "hello").problem, NotSigned)
    assert not ran(tmp_path)


def test_a_signature_is_for_one_plugin_alone(drop_in: DropIn) -> None:
    place = drop_in.add("hello", unsigned=True)
    sign_plugin(place, "other", drop_in.publisher)
    assert isinstance(plugin_of(drop_in.manager(), "hello").problem, NotSigned)


def _change_a_byte(place: Path) -> None:
    code = place / "__init__.py"
    code.write_bytes(code.read_bytes() + b"#")


def _change_the_manifest(place: Path) -> None:
    text = (place / "plugin.toml").read_text("utf-8")
    (place / "plugin.toml").write_text(text + 'permissions = ["camera"]\n', "utf-8")


def _add_a_file(place: Path) -> None:
    (place / "json.py").write_text("")


def _take_a_file(place: Path) -> None:
    (place / "words.txt").unlink()


def _link_a_file(place: Path) -> None:
    words = place / "words.txt"
    copy = place.parent.parent / "copy"
    words.rename(copy)
    words.symlink_to(copy)


def _link_a_folder(place: Path) -> None:
    outside = place.parent.parent / "outside"
    outside.mkdir()
    (outside / "__init__.py").write_text("raise RuntimeError('slipped in')")
    (place / "words").symlink_to(outside)


def _pipe(place: Path) -> None:
    os.mkfifo(place / "pipe")


@pytest.mark.parametrize(
    ("change", "file"),
    [
        (_change_a_byte, "__init__.py"),
        (_change_the_manifest, "plugin.toml"),
        (_add_a_file, "json.py"),
        (_take_a_file, "words.txt"),
        (_link_a_file, "words.txt"),
        (_link_a_folder, "words"),
        (_pipe, "pipe"),
    ],
)
@pytest.mark.parametrize("developer_mode", [False, True])
def test_an_altered_plugin_is_off_whoever_asks(
    drop_in: DropIn,
    tmp_path: Path,
    change: object,
    file: str,
    developer_mode: bool,
) -> None:
    place = drop_in.add("hello", source(tmp_path), unsigned=True)
    (place / "words.txt").write_text("hello")
    sign_plugin(place, "hello", drop_in.publisher)
    assert callable(change)
    change(place)
    problem = plugin_of(drop_in.manager(developer_mode=developer_mode), "hello").problem
    assert isinstance(problem, FilesChanged)
    assert problem.details == {"file": file}
    assert not ran(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"files": []}',
        '{"files": {}, "key": "x", "signature": "!"}',
        '{"files": {}, "key": "x", "signature": ""}',
        '{"files": {}, "key": 7, "signature": 7}',
    ],
)
def test_a_damaged_signature_is_none(drop_in: DropIn, text: str) -> None:
    place = drop_in.add("hello")
    (place / FILE_NAME).write_text(text)
    with pytest.raises(NotSigned):
        check_plugin(place, "hello", trusted_keys(drop_in.keys))


def test_a_list_that_was_altered_does_not_verify(drop_in: DropIn) -> None:
    place = drop_in.add("hello")
    told = json.loads((place / FILE_NAME).read_text())
    del told["files"]["plugin.toml"]
    (place / FILE_NAME).write_text(json.dumps(told))
    with pytest.raises(NotSigned):
        check_plugin(place, "hello", trusted_keys(drop_in.keys))


def test_bytecode_beside_the_source_is_never_run(drop_in: DropIn, tmp_path: Path) -> None:
    place = drop_in.add("hello")
    evil = tmp_path / "evil.py"
    evil.write_text(source(tmp_path))
    # an unchecked-hash .pyc is believed by Python without a look at the source
    for cache in (place / "__pycache__" / "__init__.cpython-311.pyc", place / "__pycache__" / "__init__.pyc"):
        py_compile.compile(
            str(evil), str(cache), doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
        )
    assert tiles(drop_in.manager()) == ["hello.home"]
    assert not ran(tmp_path)
    assert {path.name for path in (place / "__pycache__").iterdir()} == {
        "__init__.cpython-311.pyc",
        "__init__.pyc",
    }


def test_files_that_are_no_keys_are_no_keys(drop_in: DropIn, tmp_path: Path) -> None:
    (drop_in.keys / "short.pub").write_bytes(b"x" * 31)
    (drop_in.keys / "notes.txt").write_bytes(b"x" * 32)
    assert len(trusted_keys(drop_in.keys)) == 1
    assert trusted_keys(tmp_path / "nowhere") == {}
