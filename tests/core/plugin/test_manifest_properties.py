"""Whatever stands in a plugin.toml: a manifest that keeps the rules, or an error that names the place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.plugin.errors import ManifestInvalid
from core.plugin.manifest import Manifest, Permission, read_manifest

STEADY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)

texts = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=50)
scalars = texts | st.integers(-(2**62), 2**62) | st.booleans() | st.floats(allow_nan=False, allow_infinity=False)
keys = st.sampled_from(
    [
        "id",
        "name",
        "version",
        "api",
        "description",
        "description_en",
        "permissions",
        "hosts",
        "personal_data",
        "packages",
        "zh",
        "en",
        "item",
    ]
) | texts.filter(bool)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=6
)

VALID: dict[str, object] = {
    "id": "hello",
    "name": {"zh": "你好", "en": "Hello"},
    "version": "1.2.3",
    "api": 1,
    "permissions": ["camera"],
    "hosts": ["example.org"],
    "personal_data": [{"item": "姓名", "purpose": "问候"}],
    "packages": ["json"],
    "optional_packages": [{"package": "nope", "lost": "颜色"}],
}


def toml(value: object) -> str:
    """A value in TOML's inline form; strings of JSON are strings of TOML when DEL is escaped as well."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(key)} = {toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)


def read(folder: Path, table: dict[str, object]) -> Manifest:
    place = folder / "plugin.toml"
    place.write_text("".join(f"{toml(key)} = {toml(value)}\n" for key, value in table.items()), "utf-8")
    return read_manifest(place)


def judged(folder: Path, table: dict[str, object]) -> tuple[Manifest | None, str]:
    """The manifest, or None and the mistake."""
    try:
        return read(folder, table), ""
    except ManifestInvalid as error:
        return None, str(error)


def problems(manifest: Manifest) -> Iterator[str]:
    """Rules of the plugin guide that an accepted manifest breaks."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,39}", manifest.id):
        yield "id"
    if manifest.api < 1 or isinstance(manifest.api, bool):
        yield "api"
    if not re.match(r"[0-9]+\.[0-9]+\.[0-9]+", manifest.version):
        yield "version"
    if not (manifest.name.zh and manifest.name.en):
        yield "name"
    if not all(isinstance(permission, Permission) for permission in manifest.permissions):
        yield "permissions"
    if not all(host and len(host) <= 253 and "/" not in host for host in manifest.hosts):
        yield "hosts"
    every = [manifest.description, manifest.description_en, manifest.publisher, *manifest.packages, *manifest.hosts]
    every += [text for use in manifest.personal_data for text in (use.item, use.purpose, use.shared_with)]
    if not all(isinstance(text, str) for text in every):
        yield "texts"


def test_the_writer_of_these_tests_is_right(tmp_path: Path) -> None:
    manifest = read(tmp_path, VALID)
    assert (manifest.id, manifest.name.zh, manifest.permissions) == ("hello", "你好", (Permission.CAMERA,))
    assert list(problems(manifest)) == []


@STEADY
@given(table=st.dictionaries(keys, values, max_size=6))
def test_no_table_crashes_the_reader(tmp_path: Path, table: dict[str, object]) -> None:
    manifest, mistake = judged(tmp_path, table)
    assert list(problems(manifest)) == [] if manifest else mistake.startswith("PLG-001")


@STEADY
@given(key=st.sampled_from(sorted(VALID)), value=values)
@example(key="id", value="../hello")
@example(key="id", value="hello\n")
@example(key="version", value="1.2.3\n")
@example(key="hosts", value=["example.org\n"])
@example(key="api", value=True)
@example(key="personal_data", value=[[]])
def test_one_changed_value_is_accepted_only_within_the_rules(tmp_path: Path, key: str, value: object) -> None:
    manifest, mistake = judged(tmp_path, {**VALID, key: value})
    if manifest is None:
        assert key in mistake or "plugin.toml" in mistake
    else:
        assert list(problems(manifest)) == []


@pytest.mark.parametrize("key", ["id", "name", "version", "api"])
def test_what_has_to_be_there_is_named_when_it_is_not(tmp_path: Path, key: str) -> None:
    with pytest.raises(ManifestInvalid, match=key):
        read(tmp_path, {name: value for name, value in VALID.items() if name != key})


@STEADY
@given(content=st.binary(max_size=300))
def test_no_bytes_crash_the_reader(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plugin.toml").write_bytes(content)
    with pytest.raises(ManifestInvalid):
        read_manifest(tmp_path / "plugin.toml")
