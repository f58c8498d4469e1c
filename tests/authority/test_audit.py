"""The hash chain of the audit log shows every change."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.audit import AuditRow, first_broken
from authority.service import Service
from tests.authority.person import ID_NUMBER, NAME, PASSWORD, Person
from tests.authority.server import AuthorityProcess

_CHANGES: dict[str, Callable[[AuditRow], None]] = {
    "actor": lambda row: setattr(row, "actor", "clerk:admin"),
    "action": lambda row: setattr(row, "action", "order.approved"),
    "details": lambda row: setattr(row, "details", {"state": "approved"}),
    "time": lambda row: setattr(row, "at", row.at + timedelta(seconds=1)),
    "previous hash": lambda row: setattr(row, "previous_hash", "0" * 64),
}


def _rows(session: Session) -> list[AuditRow]:
    return list(session.scalars(select(AuditRow).order_by(AuditRow.number)))


@pytest.mark.parametrize("what", _CHANGES)
def test_a_changed_record_is_found(person: Person, service: Service, what: str) -> None:
    person.new_order()
    with service.store.read() as session:
        assert first_broken(session) is None
        victim = _rows(session)[-2]
        number = victim.number
        _CHANGES[what](victim)
        session.flush()  # seen by this transaction only, which is never committed
        assert first_broken(session) == number


def test_a_removed_record_is_found(person: Person, service: Service) -> None:
    person.new_order()
    with service.store.read() as session:
        rows = _rows(session)
        session.delete(rows[len(rows) // 2])
        session.flush()
        assert first_broken(session) == rows[len(rows) // 2].number


def test_the_log_tells_who_did_what_and_nothing_secret(person: Person, service: Service) -> None:
    order_id = person.approved_order()
    person.ask("GET", f"/orders/{order_id}")
    with service.store.read() as session:
        rows = [row for row in _rows(session) if row.subject == f"order:{order_id}"]
        everything = json.dumps([[row.actor, row.action, row.details] for row in _rows(session)], ensure_ascii=False)
    assert [row.action for row in rows] == [
        "order.created",
        "order.signed",
        "order.invoice_set",
        "order.authorised",
        "payment.started",
        "payment.paid",
        "invoice.made",
        "order.approved",
    ]
    for secret in (person.phone, NAME, ID_NUMBER, PASSWORD, person.token):
        assert secret not in everything


def test_the_command_checks_the_chain(start: Callable[..., AuthorityProcess]) -> None:
    process = start()
    someone = Person(process.url, "13800000011")
    someone.sign_in()
    someone.http.close()
    command = [sys.executable, "-m", "authority", "audit", "--data", str(process.data)]
    command += ["--database", process.database_url]
    whole = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (whole.returncode, json.loads(whole.stdout)) == (0, {"whole": True, "first_broken": None})
    service = process.inside()
    with service.store.write() as session:
        _rows(session)[0].actor = "somebody"
    service.store.close()
    broken = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (broken.returncode, json.loads(broken.stdout)) == (1, {"whole": False, "first_broken": 1})
