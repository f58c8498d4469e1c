"""云密钥 says that it is not part of this version."""

from __future__ import annotations

from typing import cast

from core.plugin.api import PluginContext
from plugins.cloud_key import home_tiles, register_pages
from tests.plugins.legacy_token.test_token_window import item_named, shot, shown_window, until


async def test_the_tile_leads_to_a_page_that_says_so() -> None:
    context = cast("PluginContext", None)  # it uses no service
    (tile,) = home_tiles(context)
    with shown_window(register_pages(context), tile.page_id) as window:
        await until(lambda: item_named(window, "notAvailable") is not None)
        item = item_named(window, "notAvailable")
        assert item is not None
        assert "尚未提供" in item.property("text")
        await shot(window, "cloud_key")
