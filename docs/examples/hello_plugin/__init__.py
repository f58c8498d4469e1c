"""An example plugin: a tile, a page, a scan handler and a command. docs/plugin-guide.md explains each hook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.plugin.api import (
    QT_TRANSLATE_NOOP,
    CommandGroup,
    OpenPage,
    PluginContext,
    ScannedCode,
    Tile,
    hookimpl,
)

if TYPE_CHECKING:
    from core.ui.page import PageContext, PageSpec
    from core.ui.view_model import ViewModel

_QML = Path(__file__).parent / "qml"
# a code is untrusted input: exactly this form, nothing around it
_CODE = re.compile(r"hello:([\w· ]{1,30})")


@hookimpl
def register_pages(context: PluginContext) -> Sequence[PageSpec]:
    """One page; its view model is imported when the page opens, so that the window starts fast."""
    from core.ui.page import PageSpec

    def greeting(page: PageContext) -> ViewModel:
        from .book import GreetingBook
        from .view_model import GreetingViewModel

        return GreetingViewModel(page, GreetingBook(context))

    return (PageSpec("hello.greeting", QT_TRANSLATE_NOOP("Pages", "问候"), _QML / "GreetingPage.qml", greeting),)


@hookimpl
def home_tiles(context: PluginContext) -> Sequence[Tile]:
    """The tile on the home page."""
    title, subtitle = QT_TRANSLATE_NOOP("Tiles", "问候"), QT_TRANSLATE_NOOP("Tiles", "来自示例插件")
    return (Tile("hello.greeting", title, subtitle, "message"),)


@hookimpl
def handle_scan(context: PluginContext, code: ScannedCode) -> OpenPage | None:
    """Codes of the form `hello:NAME` are ours; all others are left to other plugins."""
    match = _CODE.fullmatch(code.text)
    return OpenPage("hello.greeting", {"name": match[1]}) if match else None


@hookimpl
def commands(context: PluginContext) -> Sequence[CommandGroup]:
    """`secure-client hello greet NAME` and `secure-client hello count`."""

    def build() -> object:
        from .commands import build_commands

        return build_commands(context)

    return (CommandGroup(build, name="hello", help="Greetings"),)
