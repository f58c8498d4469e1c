"""plugin.toml: what a plugin is and wants, checked before any of its code is imported.

Read while the window starts: checked by hand, because a validation library costs more than all built-in plugins do.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from core.plugin.errors import ManifestInvalid

API_VERSION = 1
FILE_NAME = "plugin.toml"
MAX_BYTES = 1 << 16

_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+([a-z0-9.+-]*)")
_T = TypeVar("_T")
_HOST = re.compile(r"[a-z0-9.*-]+(:[0-9]+)?")


class Permission(StrEnum):
    """What a plugin may ask of core's services."""

    CAMERA = "camera"
    SCREEN = "screen"
    BLUETOOTH = "bluetooth"
    USB = "usb"
    FILES = "files"
    LOCATION = "location"
    OVERLAY = "overlay"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class PersonalDataUse:
    """Personal data that the plugin handles; the lists of 关于 are made from these.

    Attributes:
        shared_with: empty: stays here.
        item_en: in English; empty: as in Chinese. So the other two.
    """

    item: str
    purpose: str
    shared_with: str = ""
    item_en: str = ""
    purpose_en: str = ""
    shared_with_en: str = ""


@dataclass(frozen=True, slots=True)
class OptionalPackage:
    """A Python package that the plugin can do without, and what is then lost."""

    package: str
    lost: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A plugin's declaration."""

    id: str
    name: Name
    version: str
    api: int
    description: str = ""
    description_en: str = ""
    publisher: str = ""
    permissions: tuple[Permission, ...] = ()
    hosts: tuple[str, ...] = ()
    personal_data: tuple[PersonalDataUse, ...] = ()
    packages: tuple[str, ...] = ()
    optional_packages: tuple[OptionalPackage, ...] = ()


def read_manifest(path: Path) -> Manifest:
    """Read and check a plugin.toml; raises `ManifestInvalid` with the place of the first mistake."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ManifestInvalid(reason=f"{FILE_NAME}: > {MAX_BYTES} bytes")
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, RecursionError) as error:
        raise ManifestInvalid(reason=f"{FILE_NAME}: {type(error).__name__}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ManifestInvalid(reason=f"{FILE_NAME}: {error}") from error
    return _manifest(_Table(values))


def _manifest(table: _Table) -> Manifest:
    manifest = Manifest(
        id=table.text("id", 40, _ID),
        name=_name(table.table("name")),
        version=table.text("version", 40, _VERSION),
        api=table.positive("api"),
        description=table.text("description", 300, default=""),
        description_en=table.text("description_en", 300, default=""),
        publisher=table.text("publisher", 80, default=""),
        permissions=tuple(_permission(name) for name in table.texts("permissions", 40)),
        hosts=table.texts("hosts", 253, _HOST),
        personal_data=tuple(_data_use(entry) for entry in table.tables("personal_data")),
        packages=table.texts("packages", 60),
        optional_packages=tuple(_optional(entry) for entry in table.tables("optional_packages")),
    )
    table.refuse_others()
    return manifest


def _name(table: _Table) -> Name:
    name = Name(table.text("zh", 40), table.text("en", 60))
    table.refuse_others()
    return name


def _permission(name: str) -> Permission:
    try:
        return Permission(name)
    except ValueError:
        raise ManifestInvalid(reason=f"permissions: {name}") from None


def _data_use(table: _Table) -> PersonalDataUse:
    use = PersonalDataUse(
        table.text("item", 60),
        table.text("purpose", 200),
        table.text("shared_with", 100, default=""),
        table.text("item_en", 120, default=""),
        table.text("purpose_en", 300, default=""),
        table.text("shared_with_en", 200, default=""),
    )
    table.refuse_others()
    return use


def _optional(table: _Table) -> OptionalPackage:
    package = OptionalPackage(table.text("package", 60), table.text("lost", 200))
    table.refuse_others()
    return package


class _Table:
    """A TOML table from which each value is taken once, with its type and limits; mistakes name their place."""

    def __init__(self, values: Mapping[str, object], place: str = "") -> None:
        self._values = dict(values)
        self._place = place

    def text(self, key: str, longest: int, pattern: re.Pattern[str] | None = None, default: str | None = None) -> str:
        """A text of 1 to `longest` characters; a missing one is `default`, and an error without one."""
        value = self._take(key, str, default)
        return value if value == default else self._checked(key, value, longest, pattern)

    def texts(self, key: str, longest: int, pattern: re.Pattern[str] | None = None) -> tuple[str, ...]:
        """A list of texts; a missing one is empty."""
        values = self._take(key, list, [])
        return tuple(self._checked(f"{key}.{index}", value, longest, pattern) for index, value in enumerate(values))

    def positive(self, key: str) -> int:
        """A whole number from 1."""
        value = self._take(key, int, None)
        if isinstance(value, bool) or value < 1:
            raise self._wrong(key, "a whole number from 1 is expected")
        return value

    def table(self, key: str) -> _Table:
        """A table inside this one."""
        return _Table(self._take(key, dict, None), f"{self._place}{key}.")

    def tables(self, key: str) -> list[_Table]:
        """A list of tables; a missing one is empty."""
        values = self._take(key, list, [])
        if not all(isinstance(value, dict) for value in values):
            raise self._wrong(key, "tables are expected")
        return [_Table(value, f"{self._place}{key}.{index}.") for index, value in enumerate(values)]

    def refuse_others(self) -> None:
        """Refuse what nobody took: a misspelt key would otherwise be believed to work."""
        for key in self._values:
            raise self._wrong(key, "unknown")

    def _take(self, key: str, kind: type[_T], default: _T | None) -> _T:
        value = self._values.pop(key, default)
        if value is None:
            raise self._wrong(key, "missing")
        if not isinstance(value, kind):
            raise self._wrong(key, f"{kind.__name__} is expected")
        return value

    def _checked(self, key: str, value: object, longest: int, pattern: re.Pattern[str] | None) -> str:
        if not isinstance(value, str):
            raise self._wrong(key, "str is expected")
        if not 0 < len(value) <= longest:
            raise self._wrong(key, f"1 to {longest} characters are expected")
        if pattern is not None and pattern.fullmatch(value) is None:
            raise self._wrong(key, f"{pattern.pattern} is expected")
        return value

    def _wrong(self, key: str, reason: str) -> ManifestInvalid:
        return ManifestInvalid(reason=f"{self._place}{key}: {reason}")
