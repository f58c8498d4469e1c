"""plugin.toml: what a plugin is and wants, checked before any of its code is imported."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from core.plugin.errors import ManifestInvalid

API_VERSION = 1
FILE_NAME = "plugin.toml"
MAX_BYTES = 1 << 16

PluginId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+([a-z0-9.+-]*)$", max_length=40)]
HostName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9.*-]+(:[0-9]+)?$", max_length=253)]


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


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Name(_Strict):
    """A name in both languages."""

    zh: str = Field(min_length=1, max_length=40)
    en: str = Field(min_length=1, max_length=60)


class PersonalDataUse(_Strict):
    """Personal data that the plugin handles; the lists of 关于 are made from these."""

    item: str = Field(max_length=60)
    purpose: str = Field(max_length=200)
    shared_with: str = Field("", max_length=100, description="empty: stays here")


class OptionalPackage(_Strict):
    """A Python package that the plugin can do without, and what is then lost."""

    package: str = Field(max_length=60)
    lost: str = Field(max_length=200)


class Manifest(_Strict):
    """A plugin's declaration."""

    id: PluginId
    name: Name
    version: Version
    api: int = Field(ge=1)
    description: str = Field("", max_length=300)
    publisher: str = Field("", max_length=80)
    permissions: tuple[Permission, ...] = ()
    hosts: tuple[HostName, ...] = ()
    personal_data: tuple[PersonalDataUse, ...] = ()
    packages: tuple[str, ...] = ()
    optional_packages: tuple[OptionalPackage, ...] = ()


def read_manifest(path: Path) -> Manifest:
    """Read and check a plugin.toml; raises `ManifestInvalid` with the place of the first mistake."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ManifestInvalid(reason=f"{FILE_NAME}: > {MAX_BYTES} bytes")
        return Manifest.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, RecursionError) as error:
        raise ManifestInvalid(reason=f"{FILE_NAME}: {type(error).__name__}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ManifestInvalid(reason=f"{FILE_NAME}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ManifestInvalid(reason=f"{place}: {first['msg']}") from error
