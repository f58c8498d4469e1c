"""The hooks: everything that a plugin can contribute, few and small.

Each hook is called for one plugin at a time. When a contribution hook raises, all contributions of that plugin are
withdrawn and it is shown as failed with the reason; the rest of the app goes on. Every hook receives the plugin's own
`context` first.
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING

import pluggy

from core.plugin.contributions import (
    CommandGroup,
    DroppedFile,
    OpenPage,
    PersonalDataItem,
    ScannedCode,
    Tile,
    ToolbarAction,
)

if TYPE_CHECKING:
    from core.credentials.medium import MediumProvider
    from core.plugin.context import PluginContext
    from core.ui.page import PageSpec

hookspec = pluggy.HookspecMarker("secure_client")
hookimpl = pluggy.HookimplMarker("secure_client")


class PluginHooks:
    """Hook specifications; a plugin implements any of them with `@hookimpl`."""

    @hookspec
    def register_pages(self, context: PluginContext) -> Sequence[PageSpec]:
        """Return the plugin's pages; ids start with the plugin's id and a dot."""
        raise AssertionError("specification")

    @hookspec
    def home_tiles(self, context: PluginContext) -> Sequence[Tile]:
        """Return the tiles for the home page."""
        raise AssertionError("specification")

    @hookspec
    def toolbar_actions(self, context: PluginContext) -> Sequence[ToolbarAction]:
        """Return entries for the toolbars of other pages."""
        raise AssertionError("specification")

    @hookspec
    def settings_pages(self, context: PluginContext) -> Sequence[ToolbarAction]:
        """Return entries for the settings page (`host_page_id="core.settings"`)."""
        raise AssertionError("specification")

    @hookspec
    def provide_media(self, context: PluginContext) -> Sequence[MediumProvider]:
        """Return providers of media; they are started after the window is usable and stopped before the app ends."""
        raise AssertionError("specification")

    @hookspec(firstresult=True)
    def handle_scan(self, context: PluginContext, code: ScannedCode) -> OpenPage | None:
        """Return the page that takes a scanned code, or None when it is not yours. Check the text strictly."""
        raise AssertionError("specification")

    @hookspec(firstresult=True)
    def handle_file(self, context: PluginContext, file: DroppedFile) -> OpenPage | None:
        """Return the page that takes a dropped or opened file, or None when it is not yours."""
        raise AssertionError("specification")

    @hookspec
    def commands(self, context: PluginContext) -> Sequence[CommandGroup]:
        """Return commands for the command line."""
        raise AssertionError("specification")

    @hookspec
    def collect_personal_data(self, context: PluginContext) -> Sequence[PersonalDataItem]:
        """Return the personal data that the plugin holds on this device, for 下载个人信息."""
        raise AssertionError("specification")

    @hookspec
    def erase_personal_data(self, context: PluginContext) -> Awaitable[None] | None:
        """Erase what `collect_personal_data` returns; certificates and keys in use stay unless the person said so.

        Return a coroutine when it takes time: it is awaited, and the person is told when it fails.
        """
        raise AssertionError("specification")

    @hookspec
    def session_reset(self, context: PluginContext) -> None:
        """Forget the visitor of a kiosk or the signed-in person: tokens, forms, pictures, cached PINs."""
        raise AssertionError("specification")

    @hookspec
    def start(self, context: PluginContext) -> None:
        """Begin work; called once after the window is usable. Must return at once (start tasks, do not wait)."""
        raise AssertionError("specification")

    @hookspec
    def stop(self, context: PluginContext) -> None:
        """End work; called once before the app ends."""
        raise AssertionError("specification")
