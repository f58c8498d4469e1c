"""The authority, tokens and the application for signing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.plugins.mobile_cert.client import Client
from tests.plugins.mobile_cert.conftest import (
    application,
    artefacts,
    authority,
    open_client,
    proxy,
    pytest_asyncio_loop_factories,
    qt_warnings,
    service,
)
from tests.plugins.pdf_sign.desk import Desk
from tests.simulators.meddling_proxy import MeddlingProxy
from tests.softhsm import SoftHsm, softhsm

__all__ = [
    "application",
    "artefacts",
    "authority",
    "open_client",
    "proxy",
    "pytest_asyncio_loop_factories",
    "qt_warnings",
    "service",
    "softhsm",
]


@pytest.fixture
async def desk(
    open_client: Callable[..., Awaitable[Client]], proxy: MeddlingProxy, softhsm: SoftHsm, tmp_path: Path
) -> Desk:
    """The application behind a proxy, with tokens of its own."""
    folder = tmp_path / "documents"
    folder.mkdir()
    return Desk(await open_client(proxy.url), folder)
