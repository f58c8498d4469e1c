"""注销账号 of people in organisations: its six cases (M3.3.16), and who joins while the time runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from authority.accounts.closing import AccountClosingRow, close_what_is_due
from authority.accounts.models import FileRow, MessageRow, NotificationRow
from authority.audit import AuditRow, first_broken
from authority.orders.invoices import InvoiceRow
from authority.orders.models import OrderRow, PaymentRow, SealRow
from authority.organisations.models import JoinTriesRow, MembershipRow, OrganisationRow
from authority.payments.service import refunded, take_next_steps
from authority.pki.models import CertificateRow
from authority.service import Service
from tests.authority import organisation_orders as orders
from tests.authority.organising import Member
from tests.authority.person import PASSWORD

Somebody = Callable[..., Member]
NOTHING: dict[str, Any] = {"due_at": None, "cooling_off_hours": 24.0, "left": [], "dissolved": [], "hindrance": None}


def _ask(person: Member) -> dict[str, Any]:
    answer: dict[str, Any] = person.send("POST", "/me/closing", {"password": PASSWORD}).json()
    return answer


def _hire(worker: Member, organisation: dict[str, Any], administrator: Member) -> str:
    membership = worker.join(organisation, administrator)
    assert administrator.decide(membership, "approve") == "active"
    return membership


def _let_time_pass(service: Service, person: Member) -> None:
    """The cooling-off time of this person is over."""
    with service.store.write() as session:
        session.get_one(AccountClosingRow, person.account_id).due_at = service.clock()
    close_what_is_due(service)


def test_who_acts_for_nobody_and_who_is_employed(somebody: Somebody, service: Service) -> None:
    """Cases 1 and 2: an employee leaves, and the others stay."""
    administrator, worker = somebody(), somebody()
    assert worker.ask("GET", "/me/closing") == NOTHING
    organisation = administrator.found(service)
    membership = _hire(worker, organisation, administrator)
    assert worker.ask("GET", "/me/closing") == {**NOTHING, "left": [organisation["name"]]}
    assert _ask(worker)["due_at"] is not None
    _let_time_pass(service, worker)
    assert worker.send("GET", "/me").status_code == 401
    states = {item["id"]: item["state"] for item in administrator.ask("GET", "/organisation/memberships")["items"]}
    assert states[membership] == "left"
    assert administrator.ask("GET", "/organisation")["name"] == organisation["name"]


def test_whom_others_need_stays(somebody: Somebody, service: Service) -> None:
    """Cases 3 and 4, in the words of the manual; without others both may go."""
    representative, administrator, worker = somebody(), somebody(), somebody()
    organisation = administrator.found(service, representative)
    for person, code, cause in (
        (administrator, "ORG-030", "当前账号存在机构管理员身份，需要转让管理员后才能注销账号。"),
        (representative, "ORG-031", "当前账号存在机构法人身份，需要完成法人变更后才能注销账号。"),
    ):
        answer = _ask(person)
        assert (answer["code"], answer["cause"]["zh"]) == (code, cause)
        assert person.ask("GET", "/me/closing")["hindrance"] == answer["cause"]
        assert person.ask("GET", "/me/closing")["due_at"] is None
    founder = somebody()
    second = founder.found(service)
    membership = _hire(worker, second, founder)
    assert _ask(founder)["code"] == "ORG-030"
    assert worker.decide_own(membership, "leave") == "left"
    assert _ask(founder)["dissolved"] == [second["name"]]
    assert organisation["name"] not in _ask(founder)["dissolved"]


def test_the_last_person_ends_the_organisation(somebody: Somebody, service: Service) -> None:
    """Cases 5 and 6: what was held about the organisation is wiped, and it can be registered again."""
    alone, elsewhere, applicant = somebody(), somebody(), somebody()
    own = alone.found(service)
    with service.store.read() as session:
        licence_id = session.get_one(OrganisationRow, own["id"]).licence_file_id
    other = elsewhere.found(service)
    _hire(alone, other, elsewhere)
    request = applicant.join(own, alone)
    alone.act_as("administrator")
    issued = orders.installed(service, alone)
    invited = alone.ask("POST", "/organisation/invitations", {"name": elsewhere.name, "phone": elsewhere.phone})["id"]
    answer = _ask(alone)
    assert (answer["left"], answer["dissolved"]) == ([other["name"]], [own["name"]])
    _let_time_pass(service, alone)
    assert alone.send("GET", "/me").status_code == 401
    [entry] = applicant.ask("GET", "/me/memberships")["items"]
    assert (entry["id"], entry["state"]) == (request, "rejected")
    assert (entry["organisation"], entry["credit_code"]) == (own["name"], "")
    query = {"name": own["name"], "credit_code": own["credit_code"]}
    assert applicant.ask("GET", "/organisations", params=query)["items"] == []
    with service.store.read() as session:
        row, unseal = session.get_one(OrganisationRow, own["id"]), service.keyring.decrypt
        assert unseal("person", row.legal_name) == unseal("person", row.legal_id_number) == b""
        assert unseal("phone", row.legal_phone) == b""
        assert unseal("file", session.get_one(FileRow, licence_id).content) == b""
        guest = session.get_one(MembershipRow, invited)
        assert (guest.state, guest.invited_name, guest.invited_phone, guest.invited_phone_lookup) == (
            "revoked",
            None,
            None,
            None,
        )
        pair = select(CertificateRow.status).where(CertificateRow.pair_id == issued["id"])
        assert set(session.scalars(pair)) == {"revoked"}
        assert session.scalars(select(SealRow).where(SealRow.pair_id == issued["id"])).all() == []
        tries = select(JoinTriesRow).where(JoinTriesRow.organisation_id == own["id"])
        assert session.scalars(tries).first() is None
        ended = select(AuditRow.action).where(AuditRow.subject == f"organisation:{own['id']}")
        assert "organisation.dissolved" in session.scalars(ended).all()
        assert first_broken(session) is None
    members = elsewhere.ask("GET", "/organisation/memberships")["items"]
    assert [(item["role"], item["state"]) for item in members] == [("administrator", "active"), ("employee", "left")]
    again = applicant.found(service, credit_code=own["credit_code"])
    assert again["credit_code"] == own["credit_code"]
    assert again["id"] != own["id"]


def test_somebody_joins_during_the_cooling_off_time(somebody: Somebody, service: Service) -> None:
    founder, worker = somebody(), somebody()
    organisation = founder.found(service)
    assert _ask(founder)["due_at"] is not None
    _hire(worker, organisation, founder)
    _let_time_pass(service, founder)
    closing = founder.ask("GET", "/me/closing")
    assert (closing["due_at"], closing["dissolved"]) == (None, [])
    assert "转让管理员" in closing["hindrance"]["zh"]
    with service.store.read() as session:
        lookup = service.keyring.lookup("phone", founder.phone)
        newest = select(MessageRow).where(MessageRow.to_lookup == lookup).order_by(MessageRow.created_at.desc())
        message = session.scalars(newest).first()
        assert message is not None
        assert "账号未注销：" in service.keyring.decrypt("message", message.text).decode()
        assert first_broken(session) is None


def test_what_was_paid_for_open_orders_goes_back(somebody: Somebody, service: Service) -> None:
    """By every channel; who made the transfer is known until the clerk has sent it back, and then to nobody."""
    person, quiet = somebody(), replace(service, clock=lambda: service.clock() + timedelta(seconds=1))
    bought = {channel: _bought(service, person, channel) for channel in ("wechat", "alipay", "bank")}
    assert len(person.ask("GET", "/invoices")["items"]) == 3
    _ask(person)
    _let_time_pass(service, person)
    take_next_steps(quiet)
    with service.store.write() as session:
        states = {channel: session.get_one(PaymentRow, payment).state for channel, payment in bought.items()}
        assert states == {"wechat": "refunded", "alipay": "refunded", "bank": "refunding"}
        transfer = session.get_one(PaymentRow, bought["bank"])
        assert transfer.payer is not None
        refunded(session, transfer.id, service.clock(), "clerk:a")
    with service.store.read() as session:
        transfer = session.get_one(PaymentRow, bought["bank"])
        assert (transfer.state, transfer.payer) == ("refunded", None)
        mine = select(OrderRow.id).where(OrderRow.account_id == person.account_id)
        assert session.scalars(select(InvoiceRow).where(InvoiceRow.order_id.in_(mine))).first() is None
        told = select(NotificationRow).where(NotificationRow.account_id == person.account_id)
        assert session.scalars(told).first() is None, "nobody is there to be told"


def _bought(service: Service, person: Member, channel: str) -> str:
    """An order that is paid and not installed; its payment."""
    order_id: str = person.new_order()["id"]
    person.sign_form(order_id)
    person.give_invoice(order_id)
    person.authorise(order_id)
    if channel == "bank":
        orders.pay_by_transfer(service, person, order_id)
    else:
        person.press(person.start_payment(order_id, channel), "pay")
    with service.store.read() as session:
        return session.scalars(select(PaymentRow.id).where(PaymentRow.order_id == order_id)).one()
