"""注销账号: cooling-off, withdrawal, and what is left of a person afterwards: nothing that names them."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import select

from authority.accounts.models import AccountRow, FileRow, MessageRow, NotificationRow, PersonRow
from authority.audit import AuditRow, first_broken
from authority.orders.models import OrderRow, SealRow
from authority.pki.models import CertificateRow
from tests.authority.person import PASSWORD, Person, new_key
from tests.authority.server import AuthorityProcess


def test_it_needs_the_password_and_can_be_withdrawn(person: Person) -> None:
    assert person.ask("GET", "/me/closing")["due_at"] is None
    assert person.send("POST", "/me/closing", {"password": "Wrong-2026-x"}).json()["code"] == "AUTH-013"
    due = person.ask("POST", "/me/closing", {"password": PASSWORD})["due_at"]
    assert due is not None
    assert person.ask("POST", "/me/closing", {"password": PASSWORD})["due_at"] == due, "asked again it goes on"
    assert person.ask("GET", "/me/closing")["due_at"] == due
    assert person.ask("POST", "/me/closing/withdrawal")["due_at"] is None
    assert person.ask("GET", "/me/closing")["due_at"] is None
    assert person.ask("GET", "/me")["account"]["real_name_state"] == "verified"


def test_nobody_closes_an_account_without_a_session(visitor: Person) -> None:
    assert visitor.send("POST", "/me/closing", {"password": PASSWORD}).status_code == 401


def test_a_closed_account_leaves_nothing_personal(start: Callable[..., AuthorityProcess]) -> None:
    process = start(closing_hours="0")
    service = process.inside()
    person, other = Person(process.url, "13800000041"), Person(process.url, "13800000042")
    for someone in (person, other):
        someone.sign_in()
        someone.become_real(service)
    order_id = person.approved_order()
    issued = person.certificate(order_id, new_key("sm2"))
    person.install(order_id, issued["certificate_id"])
    approved, draft = person.approved_order(), person.new_order()["id"]
    person.ask("GET", f"/orders/{approved}")
    account_id = person.ask("GET", "/me")["account"]["id"]
    person.ask("POST", "/me/closing", {"password": PASSWORD})
    deadline = time.monotonic() + 20
    while person.send("GET", "/me").status_code != 401:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    with service.store.read() as session:
        account = session.get_one(AccountRow, account_id)
        assert service.keyring.decrypt("phone", account.phone) == b""
        row = session.scalars(select(PersonRow).where(PersonRow.account_id == account_id)).one()
        assert service.keyring.decrypt("person", row.name) == service.keyring.decrypt("person", row.id_number) == b""
        for table in (FileRow, NotificationRow, SealRow):
            assert session.scalars(select(table).where(table.account_id == account_id)).first() is None
        lookup = service.keyring.lookup("phone", person.phone)
        assert session.scalars(select(MessageRow).where(MessageRow.to_lookup == lookup)).first() is None
        orders = {row.id: row for row in session.scalars(select(OrderRow).where(OrderRow.account_id == account_id))}
        expected = {order_id: "installed", approved: "cancelled", draft: "cancelled"}
        assert {key: row.state for key, row in orders.items()} == expected
        assert all(row.invoice is row.signature_strokes is row.signature_file_id is None for row in orders.values())
        pair = select(CertificateRow).where(CertificateRow.pair_id == issued["certificate_id"])
        assert {row.status for row in session.scalars(pair)} == {"revoked"}
        actions = session.scalars(select(AuditRow.action).where(AuditRow.subject == f"account:{account_id}")).all()
        assert actions.count("account.closed") == 1
        assert first_broken(session) is None
    assert other.ask("GET", "/me")["account"]["real_name_state"] == "verified", "nobody else is touched"
    again = Person(process.url, person.phone)
    assert again.ticket()["next"] == "set_password", "the number is free to register anew"
    assert "Traceback" not in process.log()
    for someone in (person, other, again):
        someone.http.close()
    service.store.close()
