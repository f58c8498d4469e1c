"""Plugins written to disk by the tests, and a manager that looks at them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.plugin.context import PluginContext
from core.plugin.discovery import BUILT_IN
from core.plugin.manager import Plugin, PluginManager, Trust
from core.plugin.manifest import Manifest
from core.plugin.signature import key_id, sign_plugin

TILE = """
from core.plugin.api import Tile, hookimpl


@hookimpl
def home_tiles(context):
    return [Tile(context.manifest.id + ".home", context.manifest.name.zh)]
"""


def make_context(manifest: Manifest) -> PluginContext:
    """A context with the manifest alone, for plugins that use nothing else."""
    return cast("PluginContext", SimpleNamespace(manifest=manifest))


class DropIn:
    """A person's data folder with a drop-in folder, publishers' keys, and plugins that tests write."""

    def __init__(self, root: Path) -> None:
        self.plugins = root / "plugins"
        self.keys = root / "trusted-keys"
        self.plugins.mkdir()
        self.keys.mkdir()
        self.publisher = self.new_publisher()

    def new_publisher(self, *, trusted: bool = True) -> Ed25519PrivateKey:
        """A publisher's key; a trusted one is installed."""
        key = Ed25519PrivateKey.generate()
        public = key.public_key().public_bytes_raw()
        if trusted:
            (self.keys / f"{key_id(public)}.pub").write_bytes(public)
        return key

    def add(
        self,
        plugin_id: str,
        source: str = TILE,
        *,
        folder: str = "",
        manifest: str | None = None,
        files: Mapping[str, str] | None = None,
        signed_by: Ed25519PrivateKey | None = None,
        unsigned: bool = False,
    ) -> Path:
        """Write a plugin's folder, signed by the trusted publisher unless told otherwise."""
        place = self.plugins / (folder or plugin_id)
        place.mkdir(parents=True)
        (place / "__init__.py").write_text(f'"""A plugin."""\n{source}', "utf-8")
        (place / "plugin.toml").write_text(manifest_text(plugin_id) if manifest is None else manifest, "utf-8")
        for name, text in (files or {}).items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(text, "utf-8")
        if not unsigned:
            sign_plugin(place, plugin_id, signed_by or self.publisher)
        return place

    def manager(
        self,
        *,
        developer_mode: bool = False,
        kiosk: bool = False,
        disabled: Sequence[str] = (),
        context: Callable[[Manifest], PluginContext] = make_context,
    ) -> PluginManager:
        """A manager of this folder, loaded; the product's own plugins, which need a whole client, are off."""
        own = [name.removeprefix("plugins.") for name in BUILT_IN]
        trust = Trust(self.keys, developer_mode, kiosk)
        manager = PluginManager(self.plugins, trust, context, [*own, *disabled])
        manager.load()
        return manager


def manifest_text(plugin_id: str, **changed: str) -> str:
    """A correct plugin.toml; `changed` holds TOML values by key, an empty one takes the key out."""
    values = {
        "id": f'"{plugin_id}"',
        "name": '{ zh = "插件", en = "Plugin" }',
        "version": '"1.2.3"',
        "api": "1",
        **changed,
    }
    return "\n".join(f"{name} = {value}" for name, value in values.items() if value) + "\n"


def plugin_of(manager: PluginManager, plugin_id: str) -> Plugin:
    """The plugin of an id; it must be there."""
    plugin = manager.find(plugin_id)
    assert plugin is not None, [plugin.id for plugin in manager.plugins]
    return plugin


def tiles(manager: PluginManager) -> list[str]:
    """The pages of all tiles of drop-in plugins."""
    found: list[Any] = list(manager.collect("home_tiles"))
    return [tile.page_id for plugin, tile in found if plugin.found.module.startswith("secure_client_plugin_")]


@contextmanager
def clean_imports() -> Iterator[None]:
    """Takes back what importing drop-in plugins leaves in the interpreter."""
    finders = list(sys.meta_path)
    yield
    sys.meta_path[:] = finders
    for name in [name for name in sys.modules if name.startswith("secure_client_plugin_")]:
        del sys.modules[name]
