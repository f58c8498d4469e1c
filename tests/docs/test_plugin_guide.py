"""The guide for plugin authors names everything that there is, and nothing else."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from core.plugin import api
from core.plugin.context import PluginContext
from core.plugin.hookspecs import PluginHooks
from core.plugin.manifest import Manifest, Permission

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "plugin-guide.md").read_text("utf-8")


def section(title: str) -> str:
    return GUIDE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_every_hook_is_explained_with_its_arguments() -> None:
    told = dict(re.findall(r"^\| `(\w+)\(([\w, ]+)\)` \|", section("Hooks"), re.MULTILINE))
    hooks = {name: hook for name, hook in vars(PluginHooks).items() if not name.startswith("_")}
    assert set(told) == set(hooks)
    for name, hook in hooks.items():
        arguments = hook.__code__.co_varnames[1 : hook.__code__.co_argcount]
        assert told[name] == ", ".join(arguments), name


def test_every_key_of_the_manifest_and_every_permission_is_explained() -> None:
    told = section("The manifest")
    for field in dataclasses.fields(Manifest):
        assert re.search(rf"`(\[\[)?{field.name}(\]\]|\.zh)?`", told), field.name
    (line,) = [line for line in told.splitlines() if line.startswith("| `permissions`")]
    assert set(re.findall(r"`(\w+)`", line)) - {"permissions"} == {permission.value for permission in Permission}


def test_the_context_is_explained() -> None:
    told = section("The context")
    for field in dataclasses.fields(PluginContext):
        assert f"`{field.name}`" in told, field.name


def test_the_files_it_points_to_exist() -> None:
    for name in re.findall(r"`((?:core|docs|tests|plugins|scripts)/[\w/.]+)`", GUIDE):
        assert (ROOT / name).exists(), name


def test_what_it_says_of_the_interfaces_version_is_so() -> None:
    assert f"now {api.API_VERSION}." in section("Versions")
