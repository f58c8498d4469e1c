"""Several processes of the authority on one PostgreSQL: started at once, used at once, with no state of their own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from authority.audit import AuditRow, first_broken
from authority.pki.models import CertificateRow
from tests.authority.conftest import QUICK
from tests.authority.person import Person, new_key
from tests.authority.server import AuthorityProcess
from tests.postgres import Cluster

PROCESSES = 3


@pytest.fixture
def processes(cluster: Cluster, tmp_path: Path) -> list[AuthorityProcess]:
    url = cluster.new_database()
    settings = {**QUICK, "master_key_file": str(tmp_path / "shared.key")}
    made = [AuthorityProcess(tmp_path / str(number), url, settings) for number in range(PROCESSES)]
    with ThreadPoolExecutor(PROCESSES) as pool:
        return list(pool.map(lambda process: process.start(), made))


def test_one_person_is_served_by_all(processes: list[AuthorityProcess]) -> None:
    """Each request goes to the next process: captcha, SMS, session, order live in the database only."""
    person = Person(processes[0].url, "13800000021")
    turn = iter(range(10**6))

    def next_process() -> None:
        person.http.base_url = f"{processes[next(turn) % PROCESSES].url}/api/v1"

    person.http.event_hooks["response"].append(lambda response: next_process())
    service = processes[0].inside()
    person.sign_in()
    person.become_real(service)
    order_id = person.approved_order()
    issued = person.certificate(order_id, new_key("sm2"))
    assert person.install(order_id, issued["certificate_id"])["state"] == "installed"
    person.http.close()
    service.store.close()
    for process in processes:
        process.stop()


def test_many_persons_at_once_leave_one_whole_chain(processes: list[AuthorityProcess]) -> None:
    service = processes[0].inside()

    def live(number: int) -> str:
        person = Person(processes[number % PROCESSES].url, f"137000001{number:02}")
        person.sign_in()
        person.become_real(service)
        order_id = person.approved_order()
        pair: str = person.certificate(order_id, new_key("sm2"))["certificate_id"]
        person.http.close()
        return pair

    with ThreadPoolExecutor(6) as pool:
        pairs = list(pool.map(live, range(12)))
    with service.store.read() as session:
        assert first_broken(session) is None
        issued = session.scalars(select(AuditRow).where(AuditRow.action == "certificate.issued"))
        assert {row.details["pair"] for row in issued} == set(pairs)
        serials = [row.serial_hex for row in session.scalars(select(CertificateRow))]
        assert len(serials) == len(set(serials)) == 24
        assert {row.issuer_id for row in session.scalars(select(CertificateRow))} == {"sm2"}
    service.store.close()
    for process in processes:
        process.stop()
