"""Plugins are found without being imported; a broken declaration is shown with the place of its mistake."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core.plugin.discovery import BUILT_IN, ENTRY_POINTS, Origin, discover
from core.plugin.errors import ManifestInvalid
from core.plugin.manager import PluginState
from core.plugin.manifest import MAX_BYTES, Permission, read_manifest
from tests.core.plugin.folders import TILE, DropIn, manifest_text, plugin_of, tiles


def test_the_products_own_plugins_are_found_and_valid(drop_in: DropIn) -> None:
    found = list(discover(drop_in.plugins))
    assert [plugin.module for plugin in found] == list(BUILT_IN)
    assert all(plugin.origin is Origin.BUILT_IN and plugin.manifest is not None for plugin in found)


def test_discovery_imports_nothing(drop_in: DropIn) -> None:
    drop_in.add("hello", "raise RuntimeError('imported')")
    (found,) = [found for found in discover(drop_in.plugins) if found.origin is Origin.DROP_IN]
    assert found.id == "hello"
    assert found.module not in sys.modules


def test_a_missing_drop_in_folder_is_no_mistake(tmp_path: Path) -> None:
    assert all(found.origin is Origin.BUILT_IN for found in discover(tmp_path / "nowhere"))


def test_hidden_folders_and_files_are_no_plugins(drop_in: DropIn) -> None:
    drop_in.add("hello", folder=".trash")
    (drop_in.plugins / "README").write_text("put plugins here")
    assert not [found for found in discover(drop_in.plugins) if found.origin is Origin.DROP_IN]


def _package(folder: Path, name: str, plugin_id: str, source: str = TILE) -> None:
    place = folder.joinpath(*name.split("."))
    place.mkdir(parents=True)
    (place / "__init__.py").write_text(source)
    (place / "plugin.toml").write_text(manifest_text(plugin_id))


def _entry_points(monkeypatch: pytest.MonkeyPatch, folder: Path, *modules: str) -> None:
    """What pip leaves behind for a package that declares plugins, beside one that declares something else."""
    for package, group in (("sc_test", ENTRY_POINTS), ("sc_other", "console_scripts")):
        info = folder / f"{package}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        lines = [f"{name} = {name}" for name in modules]
        (info / "entry_points.txt").write_text("\n".join([f"[{group}]", *lines]) + "\n")
    monkeypatch.syspath_prepend(folder)


def test_an_installed_package_brings_a_plugin(drop_in: DropIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _package(tmp_path, "sc_test_package", "packaged")
    _entry_points(monkeypatch, tmp_path, "sc_test_package")
    manager = drop_in.manager()
    plugin = plugin_of(manager, "packaged")
    assert (plugin.found.origin, plugin.state) == (Origin.PACKAGE, PluginState.ENABLED)
    assert "packaged.home" in [tile.page_id for _, tile in manager.collect("home_tiles")]


def test_a_package_that_is_gone_or_whose_parent_fails_hurts_nobody(
    drop_in: DropIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _package(tmp_path, "sc_bad_parent.child", "child")
    (tmp_path / "sc_bad_parent" / "__init__.py").write_text("raise RuntimeError('parent')")
    _entry_points(monkeypatch, tmp_path, "sc_gone", "sc_gone.child", "sc_bad_parent.child")
    drop_in.add("hello")
    manager = drop_in.manager()
    assert tiles(manager) == ["hello.home"]
    assert manager.find("child") is None


def test_a_second_plugin_of_one_id_is_refused(drop_in: DropIn) -> None:
    drop_in.add("hello", folder="a")
    drop_in.add("hello", "raise RuntimeError('second')", folder="b")
    drop_in.add("pdf_sign", "raise RuntimeError('impostor')", folder="c")
    manager = drop_in.manager()
    assert tiles(manager) == ["hello.home"]
    refused = [plugin for plugin in manager.plugins if plugin.state is PluginState.ERROR]
    assert [plugin.found.folder.name for plugin in refused] == ["b", "c"]
    assert all(isinstance(plugin.problem, ManifestInvalid) for plugin in refused)
    assert "pdf_sign" in str(refused[1].problem)
    assert plugin_of(manager, "pdf_sign").found.origin is Origin.BUILT_IN


def test_a_folder_may_have_any_name(drop_in: DropIn) -> None:
    drop_in.add("hello", folder="hello-1.2 (copy)")
    assert tiles(drop_in.manager()) == ["hello.home"]


def test_modules_of_a_drop_in_are_its_own(drop_in: DropIn) -> None:
    files = {"parts/__init__.py": "", "parts/words.py": "from ..json import END\nTITLE = '.words' + END\n"}
    source = "from .parts.words import TITLE\n" + TILE.replace('".home"', "TITLE")
    drop_in.add("one", source, files={**files, "json.py": "END = '1'\n"})
    drop_in.add("two", source, files={**files, "json.py": "END = '2'\n"})
    assert tiles(drop_in.manager()) == ["one.words1", "two.words2"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "id"),
        ("id = ", "plugin.toml"),
        ("\x00", "plugin.toml"),
        ("a = " + "[" * 5000, "plugin.toml"),
        ("#" * (MAX_BYTES + 1), "bytes"),
        (manifest_text("hello", id='"Hello World"'), "id"),
        (manifest_text("hello", id='"../hello"'), "id"),
        (manifest_text("hello", id='"hello.world"'), "id"),
        (manifest_text("hello", version='"one"'), "version"),
        (manifest_text("hello", version=""), "version"),
        (manifest_text("hello", api='"one"'), "api"),
        (manifest_text("hello", api="0"), "api"),
        (manifest_text("hello", name='"Hello"'), "name"),
        (manifest_text("hello", permissions='["root"]'), "permissions"),
        (manifest_text("hello", hosts='["http://a/b"]'), "hosts"),
        (manifest_text("hello", surprise="1"), "surprise"),
    ],
)
def test_a_bad_manifest_is_named_with_its_mistake_and_hurts_nobody(drop_in: DropIn, text: str, told: str) -> None:
    drop_in.add("bad", manifest=text, unsigned=True)
    drop_in.add("hello")
    manager = drop_in.manager(developer_mode=True)
    bad = plugin_of(manager, "bad")
    assert isinstance(bad.problem, ManifestInvalid)
    assert told in str(bad.problem)
    assert tiles(manager) == ["hello.home"]


def test_a_manifest_that_is_missing_binary_or_a_folder_is_named(drop_in: DropIn) -> None:
    (drop_in.add("missing", unsigned=True) / "plugin.toml").unlink()
    (drop_in.add("binary", unsigned=True) / "plugin.toml").write_bytes(b"\xff\xfe\x00")
    place = drop_in.add("folder", unsigned=True)
    (place / "plugin.toml").unlink()
    (place / "plugin.toml").mkdir()
    manager = drop_in.manager(developer_mode=True)
    for name in ("missing", "binary", "folder"):
        assert isinstance(plugin_of(manager, name).problem, ManifestInvalid), name


def test_a_whole_manifest_is_read(tmp_path: Path) -> None:
    text = manifest_text(
        "hello",
        description='"问候"',
        permissions='["camera", "files"]',
        hosts='["example.org", "*.example.org:8443"]',
        personal_data='[{ item = "姓名", purpose = "问候" }]',
        packages='["json"]',
        optional_packages='[{ package = "nope", lost = "颜色" }]',
    )
    (tmp_path / "plugin.toml").write_text(text, "utf-8")
    manifest = read_manifest(tmp_path / "plugin.toml")
    assert manifest.permissions == (Permission.CAMERA, Permission.FILES)
    assert manifest.hosts == ("example.org", "*.example.org:8443")
    assert (manifest.personal_data[0].item, manifest.personal_data[0].shared_with) == ("姓名", "")
    assert manifest.optional_packages[0].lost == "颜色"


@pytest.mark.parametrize("api", [2, 99])
def test_a_plugin_for_another_interface_version_is_off_with_the_reason(drop_in: DropIn, api: int) -> None:
    drop_in.add("future", "raise RuntimeError('imported')", manifest=manifest_text("future", api=str(api)))
    future = plugin_of(drop_in.manager(), "future")
    assert str(future.problem) == f"PLG-004: The plugin needs interface version {api}; this is 1."


def test_missing_packages_are_named_before_import(drop_in: DropIn) -> None:
    packages = '["json", "sc_nowhere", "sc_nowhere.deep", "json.sc_nowhere", "..", "json.decoder.x"]'
    drop_in.add("poor", "raise RuntimeError('imported')", manifest=manifest_text("poor", packages=packages))
    problem = plugin_of(drop_in.manager(), "poor").problem
    assert (
        str(problem) == "PLG-008: The plugin lacks: sc_nowhere, sc_nowhere.deep, json.sc_nowhere, .., json.decoder.x."
    )
