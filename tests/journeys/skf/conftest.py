"""The running authority, the real window and a soft SKF token that the machine's configuration names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import Client
from tests.plugins.mobile_cert.conftest import (
    application,
    artefacts,
    authority,
    open_client,
    pytest_asyncio_loop_factories,
    qt_warnings,
    service,
)
from tests.plugins.pdf_sign.desk import Desk
from tests.simulators.skf.soft_skf import SoftSkf, configured_skf, soft_skf

__all__ = [
    "application",
    "artefacts",
    "authority",
    "configured_skf",
    "open_client",
    "pytest_asyncio_loop_factories",
    "qt_warnings",
    "service",
    "soft_skf",
]


@pytest.fixture
async def desk(
    configured_skf: SoftSkf,
    open_client: Callable[..., Awaitable[Client]],
    authority: AuthorityProcess,
    tmp_path: Path,
) -> Desk:
    """The window on a machine with the token's library and one that is none."""
    broken = tmp_path / "libbroken.so"
    broken.write_bytes(b"not a library")
    configuration = tmp_path / "config" / "secure-client" / "skf.d" / "broken.toml"
    configuration.write_text(f'[[profile]]\nid = "broken"\nlibraries.linux = ["{broken}"]\n')
    folder = tmp_path / "documents"
    folder.mkdir()
    return Desk(await open_client(authority.url), folder)
