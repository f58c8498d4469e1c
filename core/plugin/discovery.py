"""Finds plugins without importing them: built in, installed packages, the drop-in folder."""

from __future__ import annotations

import importlib
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import ModuleType

from core.errors import AppError
from core.plugin.errors import ManifestInvalid
from core.plugin.manifest import FILE_NAME, Manifest, read_manifest

# named here because entry points do not exist in every package format; a name, not an import
BUILT_IN = (
    "plugins.mobile_cert",
    "plugins.cloud_key",
    "plugins.legacy_token",
    "plugins.pdf_sign",
    "plugins.seal",
    "plugins.relying_party",
    "plugins.self_service",
)
ENTRY_POINTS = "secure_client.plugins"


class Origin(StrEnum):
    """Where a plugin comes from, which decides how it is trusted."""

    BUILT_IN = "built_in"
    PACKAGE = "package"
    DROP_IN = "drop_in"


@dataclass(frozen=True, slots=True)
class Found:
    """A plugin on disk.

    Attributes:
        folder: holds plugin.toml.
        module: the module's name for import; drop-in plugins get one of their own, empty without a manifest.
        manifest: None when it is broken.
        problem: why it is broken.
    """

    folder: Path
    module: str
    origin: Origin
    manifest: Manifest | None
    problem: AppError | None = None

    @property
    def id(self) -> str:
        """The manifest's id, else the folder's name."""
        return self.manifest.id if self.manifest else self.folder.name


def discover(drop_in: Path) -> Iterator[Found]:
    """All plugins; of two with one id the first counts, and a drop-in cannot take a built-in's place."""
    seen: set[str] = set()
    for found in _all(drop_in):
        if found.id in seen:
            problem = ManifestInvalid(reason=f"id {found.id} is taken")
            yield Found(found.folder, found.module, found.origin, None, problem)
            continue
        seen.add(found.id)
        yield found


def _all(drop_in: Path) -> Iterator[Found]:
    for name in BUILT_IN:
        folder = _package_folder(name)
        if folder is not None:
            yield _found(folder, name, Origin.BUILT_IN)
    for module in _declared_modules():
        folder = _package_folder(module)
        if folder is not None:
            yield _found(folder, module, Origin.PACKAGE)
    if drop_in.is_dir():
        for folder in sorted(drop_in.iterdir()):
            if folder.is_dir() and not folder.name.startswith("."):
                yield _found(folder, "", Origin.DROP_IN)


def _declared_modules() -> list[str]:
    """The modules that installed packages declare as plugins."""
    if not any(_declares_plugins(Path(folder)) for folder in sys.path):
        return []
    # it reads all installed packages, and its import costs as much again: only where there is something to find
    from importlib.metadata import entry_points

    return [entry.module for entry in entry_points(group=ENTRY_POINTS)]


def _declares_plugins(folder: Path) -> bool:
    """Whether a package installed in a folder of the module path declares a plugin (PyPA: entry points)."""
    group = f"[{ENTRY_POINTS}]".encode()
    try:
        packages = [entry.path for entry in os.scandir(folder) if entry.name.endswith((".dist-info", ".egg-info"))]
    except OSError:
        # a zip archive or nothing at all
        return False
    for package in packages:
        try:
            if group in Path(package, "entry_points.txt").read_bytes():
                return True
        except OSError:
            continue
    return False


def _package_folder(module: str) -> Path | None:
    """Where a package lies; None when it does not, or when a package above it fails."""
    try:
        spec = importlib.util.find_spec(module)
    except Exception:
        # looking for a.b imports a, which is foreign code
        return None
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else None


def _found(folder: Path, module: str, origin: Origin) -> Found:
    try:
        manifest = read_manifest(folder / FILE_NAME)
        # the id is unique and a Python name, which a folder's name need not be
        return Found(folder, module or f"secure_client_plugin_{manifest.id}", origin, manifest)
    except AppError as error:
        return Found(folder, module, origin, None, error)


def import_plugin(found: Found) -> ModuleType:
    """Import the plugin's package; a drop-in is compiled from its signed source, bytecode beside it is never read."""
    if found.origin is not Origin.DROP_IN:
        return importlib.import_module(found.module)
    finder = _SourceOnlyFinder(found.module, found.folder)
    sys.meta_path.insert(0, finder)
    try:
        return importlib.import_module(found.module)
    except BaseException:
        sys.meta_path.remove(finder)
        raise


class _SourceOnlyLoader(importlib.machinery.SourceFileLoader):
    """Ignores and writes no .pyc files."""

    def get_code(self, fullname: str) -> object:  # type: ignore[override]
        source = self.get_data(self.path)
        return compile(source, self.path, "exec", dont_inherit=True)


class _SourceOnlyFinder:
    """Finds the modules of one drop-in plugin, below its own name only."""

    def __init__(self, module: str, folder: Path) -> None:
        self._module = module
        self._folder = folder

    def find_spec(self, name: str, path: object = None, target: object = None) -> importlib.machinery.ModuleSpec | None:
        """Import system hook (PEP 451)."""
        if name != self._module and not name.startswith(self._module + "."):
            return None
        parts = name.removeprefix(self._module).strip(".").split(".")
        place = self._folder.joinpath(*(part for part in parts if part))
        package = place / "__init__.py"
        file = package if package.is_file() else place.with_suffix(".py")
        if not file.is_file():
            return None
        locations = [str(place)] if file == package else None
        loader = _SourceOnlyLoader(name, str(file))
        return importlib.util.spec_from_file_location(name, file, loader=loader, submodule_search_locations=locations)
