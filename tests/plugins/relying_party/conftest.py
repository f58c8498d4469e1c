"""The real authority with its tender site, a person with installed certificates in the real application."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible

from authority.service import Service
from core.secret import Secret
from plugins.mobile_cert.installation import install_certificate
from tests.authority.person import Person
from tests.authority.scanner import Visitor
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import Client
from tests.plugins.relying_party.scanning import PIN
from tests.simulators.relying_site import RelyingSite
from tests.softhsm import softhsm
from tests.ui_fixtures import application, artefacts, pytest_asyncio_loop_factories, qt_warnings

__all__ = ["application", "artefacts", "pytest_asyncio_loop_factories", "qt_warnings", "softhsm"]

SETTINGS = {"auto_approve_seconds": "0", "sms_resend_seconds": "0", "sms_per_hour": "100000"}
_phones = itertools.count(13600000001)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuthorityProcess]:
    """A sandbox that approves at once."""
    folder = tmp_path_factory.mktemp("authority")
    process = AuthorityProcess(folder, f"sqlite:///{folder / 'authority.sqlite3'}", SETTINGS).start()
    yield process
    process.stop()
    assert "Traceback" not in process.log()


@pytest.fixture(scope="session")
def service(authority: AuthorityProcess) -> Iterator[Service]:
    """The authority's database seen from outside."""
    service = authority.inside()
    yield service
    service.store.close()


@pytest.fixture
def site(authority: AuthorityProcess) -> Iterator[Visitor]:
    """A browser at the tender site."""
    visitor = Visitor(authority.url)
    yield visitor
    visitor.http.close()


@pytest.fixture
def other_site() -> Iterator[RelyingSite]:
    """A site that serves what the test says."""
    site = RelyingSite().start()
    yield site
    site.stop()


@pytest.fixture
async def open_client(
    application: object,
    qt_warnings: list[str],
    artefacts: Path,
    tmp_path: Path,
    authority: AuthorityProcess,
    service: Service,
) -> AsyncIterator[Callable[..., Awaitable[Client]]]:
    """Opens the application; with an algorithm its person has certificates and a seal."""
    opened: list[Client] = []
    QAccessible.setActive(True)

    async def start(algorithm: str = "", size: str = "desktop") -> Client:
        client = Client(authority.url, tmp_path / "client", artefacts)
        opened.append(client)
        await client.open(size)
        if algorithm:
            person = Person(authority.url, str(next(_phones)))
            person.sign_in()
            person.become_real(service)
            client.sign_in(person)
            order_id = person.approved_order(algorithm)
            module = client.module
            with Secret(PIN) as pin:
                await install_certificate(module.service, module.store, order_id, pin)
            person.http.close()
            registry = client.application.services.credentials
            await client.driver.wait_until(lambda: len(registry.credentials()) == 2, what="two credentials")
        return client

    yield start
    for client in opened:
        await client.close()
