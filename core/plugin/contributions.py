"""The values that plugins hand to the app through hooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tile:
    """A module on the home page.

    Attributes:
        page_id: the page that opens.
        title: in Chinese; translated by the plugin's own translation when there is one.
        subtitle: one calm line under the title.
        icon: an SVG file of the plugin, or the name of an icon of the design system.
        order: smaller stands first; the product's own modules use 10, 20, 30.
    """

    page_id: str
    title: str
    subtitle: str = ""
    icon: str | Path = "puzzle"
    order: int = 100


@dataclass(frozen=True, slots=True)
class ToolbarAction:
    """An entry in the toolbar of a page, e.g. PDF签名 on 数字证书业务."""

    host_page_id: str
    page_id: str
    title: str
    icon: str | Path = "puzzle"
    order: int = 100


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """A code that the camera, a picture or the screen showed. Its text is untrusted input.

    Attributes:
        text: decoded text.
        source: `camera`, `file`, `screen` or `video`.
    """

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class OpenPage:
    """Answer of a scan handler: open this page with these parameters."""

    page_id: str
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """A file that was dropped on the window or given on the command line."""

    path: Path


@dataclass(frozen=True, slots=True)
class PersonalDataItem:
    """One piece of personal data that a plugin holds on this device or fetches from its service for the person.

    Attributes:
        category: e.g. "身份信息".
        name: e.g. "手机号".
        value: as the person may read it.
        held_since: when it was stored, if known.
        where: "device" or the name of the service.
    """

    category: str
    name: str
    value: str
    held_since: datetime | None = None
    where: str = "device"


@dataclass(frozen=True, slots=True)
class CommandGroup:
    """Commands for the command line: `build` returns a `typer.Typer`, imported only when a command runs.

    With `name` empty the commands stand at the top level (`secure-client sign`), otherwise under it.
    """

    build: Callable[[], object]
    name: str = ""
    help: str = ""
    commands: tuple[str, ...] = ()
