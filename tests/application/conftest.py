"""The whole application in its window against the real authority."""

from tests.plugins.mobile_cert.conftest import (
    application,
    artefacts,
    authority,
    new_person,
    open_client,
    proxy,
    pytest_asyncio_loop_factories,
    qt_warnings,
    service,
)
from tests.softhsm import softhsm

__all__ = [
    "application",
    "artefacts",
    "authority",
    "new_person",
    "open_client",
    "proxy",
    "pytest_asyncio_loop_factories",
    "qt_warnings",
    "service",
    "softhsm",
]
