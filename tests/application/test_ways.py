"""The ways between pages."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import Client

Open = Callable[..., Awaitable[Client]]

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {".py", ".qml"}
# a page by its id, wherever one is opened
WAY = re.compile(r'\b(?:push|replace|openPage)\("([a-z_]+\.[a-z_]+)"')


async def test_every_way_leads_to_a_page_and_pages_without_a_medium_lead_on(
    authority: AuthorityProcess, open_client: Open
) -> None:
    client = await open_client(authority.url)
    sources = [path for folder in ("core", "plugins") for path in (ROOT / folder).rglob("*") if path.suffix in SOURCES]
    ways = {page for path in sources for page in WAY.findall(path.read_text("utf-8"))}
    assert len(ways) > 30
    navigator = client.application.window.navigator
    assert {page for page in ways if not navigator.knows(page)} == set()

    for page, action, next_page in (
        ("legacy_token.pin", "emptyAction", "core.diagnostics"),
        ("seal.medium", "emptyAction", "core.diagnostics"),
        ("self_service.unlock", "emptyAction", "core.diagnostics"),
        ("pdf_sign.batch", "emptyAction", "mobile_cert.home"),
        ("cloud_key.home", "emptyAction", "mobile_cert.home"),
    ):
        await client.go(page)
        await client.press(action)
        await client.shown(next_page)
        await client.back_to(1)
