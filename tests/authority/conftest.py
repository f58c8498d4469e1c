"""The authority as a running process on both databases, and persons who use it."""

from __future__ import annotations

import itertools
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from authority.service import Service
from tests.authority.organising import Member
from tests.authority.person import Person
from tests.authority.server import AuthorityProcess
from tests.postgres import Cluster, running_cluster

QUICK = {"auto_approve_seconds": "0", "sms_resend_seconds": "0", "sms_per_hour": "100000"}
_phones = itertools.count(13900000001)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture(scope="session")
def new_database_url(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], str]:
    """Makes empty databases of the kind."""
    if database_kind == "sqlite":
        return lambda: f"sqlite:///{tmp_path_factory.mktemp('database') / 'authority.sqlite3'}"
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.new_database


@pytest.fixture(scope="session")
def authority(
    new_database_url: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AuthorityProcess]:
    """A sandbox that approves at once."""
    process = AuthorityProcess(tmp_path_factory.mktemp("authority"), new_database_url(), QUICK).start()
    yield process
    assert process.stop() == -signal.SIGTERM  # it ends its requests, then dies of the signal as programs should
    assert "Traceback" not in process.log()


@pytest.fixture(scope="session")
def service(authority: AuthorityProcess) -> Iterator[Service]:
    """The authority's database seen from a second process."""
    service = authority.inside()
    yield service
    service.store.close()


@pytest.fixture
def visitor(authority: AuthorityProcess) -> Iterator[Person]:
    """Somebody new, not signed in."""
    person = Person(authority.url, str(next(_phones)))
    yield person
    person.http.close()


@pytest.fixture
def person(visitor: Person, service: Service) -> Person:
    """Somebody signed in and verified."""
    visitor.sign_in()
    visitor.become_real(service)
    return visitor


@pytest.fixture
def somebody(authority: AuthorityProcess, service: Service) -> Iterator[Callable[..., Member]]:
    """Makes verified people."""
    made: list[Member] = []

    def make(**given: str) -> Member:
        made.append(Member(authority.url, service, **given))
        return made[-1]

    yield make
    for member in made:
        member.http.close()


@pytest.fixture
def start(tmp_path: Path, new_database_url: Callable[[], str]) -> Iterator[Callable[..., AuthorityProcess]]:
    """Starts authorities with settings of a test's own."""
    started: list[AuthorityProcess] = []

    def begin(database_url: str = "", folder: str = "own", **settings: str) -> AuthorityProcess:
        process = AuthorityProcess(tmp_path / folder, database_url or new_database_url(), {**QUICK, **settings})
        started.append(process.start())
        return process

    yield begin
    for process in started:
        process.stop()
