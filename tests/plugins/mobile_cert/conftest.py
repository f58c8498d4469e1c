"""The real authority, persons who have what a test needs, and a proxy between it and the client."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible

from authority.service import Service
from tests.authority.conftest import somebody
from tests.authority.person import Person
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import Client
from tests.simulators.meddling_proxy import MeddlingProxy
from tests.ui_fixtures import application, artefacts, pytest_asyncio_loop_factories, qt_warnings

__all__ = ["application", "artefacts", "pytest_asyncio_loop_factories", "qt_warnings", "somebody"]

SETTINGS = {
    "auto_approve_seconds": "0",
    "sms_resend_seconds": "0",
    "sms_per_hour": "100000",
    "service_contact": "service@example.com",
}


_phones = itertools.count(13700000001)


def next_phone() -> str:
    """A number that nobody has."""
    return str(next(_phones))


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
def proxy(authority: AuthorityProcess) -> Iterator[MeddlingProxy]:
    """Between client and authority."""
    proxy = MeddlingProxy(authority.url).start()
    yield proxy
    proxy.stop()


@pytest.fixture
def new_person(authority: AuthorityProcess, service: Service) -> Iterator[Callable[[], Person]]:
    """Makes persons who are registered and verified."""
    made: list[Person] = []

    def make() -> Person:
        person = Person(authority.url, next_phone())
        made.append(person)
        person.sign_in()
        person.become_real(service)
        return person

    yield make
    for person in made:
        person.http.close()


@pytest.fixture
async def open_client(
    application: object, qt_warnings: list[str], artefacts: Path, tmp_path: Path
) -> AsyncIterator[Callable[..., Awaitable[Client]]]:
    """Opens the application against a server."""
    opened: list[Client] = []
    QAccessible.setActive(True)

    async def open_window(server: str, name: str = "client", size: str = "desktop") -> Client:
        client = Client(server, tmp_path / name, artefacts)
        opened.append(client)
        await client.open(size)
        return client

    yield open_window
    for client in opened:
        await client.close()
