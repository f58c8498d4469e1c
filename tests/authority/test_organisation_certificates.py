"""Organisation certificates (M3.3.11.2–.18, M3.3.12.1): every business for each identity, its seals, whose they are."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts.models import PersonRow
from authority.audit import first_broken
from authority.orders.models import OrderRow, PaymentRow
from authority.organisations.acting import identities_in_organisations
from authority.organisations.change import change_organisation, current_form
from authority.organisations.models import OrganisationRow
from authority.pki.models import CertificateRow
from authority.service import Service
from core.crypto.certificates import Certificate
from core.crypto.seal import SealKind, parse_seal
from tests.authority import organisation_orders as orders
from tests.authority.organising import Member
from tests.authority.person import Person, handwriting

Somebody = Callable[..., Member]
ROLES = ("administrator", "legal_representative", "employee")


@pytest.fixture
def acting(somebody: Somebody, service: Service) -> Callable[[str], tuple[Member, dict[str, Any], Member]]:
    """Makes somebody who acts in a role for an organisation; with the organisation and its administrator."""

    def make(role: str) -> tuple[Member, dict[str, Any], Member]:
        administrator, other = somebody(), somebody()
        organisation = administrator.found(service, other)
        if role == "administrator":
            return administrator, organisation, administrator
        if role == "employee":
            assert administrator.decide(other.join(organisation, administrator), "approve") == "active"
        other.act_as(role)
        return other, organisation, administrator

    return make


Acting = Callable[[str], tuple[Member, dict[str, Any], Member]]


def _seals(member: Person) -> dict[tuple[str, str], str]:
    return {(item["kind"], item["certificate_id"]): item["state"] for item in member.ask("GET", "/seals")["items"]}


@pytest.mark.parametrize("role", ROLES)
def test_all_businesses_of_an_organisation(acting: Acting, service: Service, role: str) -> None:
    """New, renew, reissue, change, new seals, revoke: from the draft to the end, paid where the table says so."""
    member, organisation, _ = acting(role)
    draft = orders.order(member, "certificate_new").json()
    assert (draft["organisation"], draft["title"]["zh"]) == (organisation["name"], "办理机构证书")
    assert draft["total_fen"] == 104000
    refused = member.send("POST", f"/orders/{draft['id']}/authorisation", {"sms_code": "000000"})
    assert refused.json()["code"] == "ORD-001", "without the scan of the stamped form"
    assert orders.attach(member, draft["id"])["steps"]["attached"]
    wrong = member.send("PUT", f"/orders/{draft['id']}/signature", {"file_id": "x", "strokes": []})
    assert wrong.status_code >= 400
    assert orders.complete(service, member, draft)["state"] == "approved"
    first = orders.install(member, draft["id"])
    subject = Certificate(base64.b64decode(first["signing_certificate"])).subject
    holder = member.name if role == "employee" else organisation["name"]
    assert (subject["common_name"], subject["organization_name"]) == (holder, organisation["name"])
    assert subject["organization_identifier"] == f"NTRCN-{organisation['credit_code']}"
    assert first["organisation"] == organisation["name"]
    assert first["outdated"] is False
    short = {name.removeprefix("organisation_") for name in first["allowed"]}
    assert short == {"certificate_renew", "certificate_revoke", "certificate_reissue", "seal_change"}
    assert set(_seals(member)) == {("organisation", first["id"]), ("legal_seal", first["id"])}

    renewal = orders.order(member, "certificate_renew", first["id"], years=3).json()
    orders.complete(service, member, renewal, signed=True)
    second = orders.install(member, renewal["id"])
    assert orders.certificate(member, first["id"])["state"] == "revoked"
    extra = {"legal_representative": "legal_signature", "employee": "personal_signature"}.get(role)
    kinds = {"organisation", "legal_seal"} | ({extra} if extra else set())
    assert {
        kind for (kind, owner), state in _seals(member).items() if (owner, state) == (second["id"], "active")
    } == kinds

    reissue = orders.order(member, "certificate_reissue", second["id"]).json()
    assert reissue["total_fen"] == 0
    assert member.authorise(reissue["id"])["state"] == "approved"
    third = orders.install(member, reissue["id"])
    assert third["not_after"] == second["not_after"]

    change = orders.order(member, "seal_change", third["id"]).json()
    submission = f"/orders/{change['id']}/submission"
    assert member.send("POST", submission).json()["code"] == "ORD-001", "without the scan of the stamped form"
    orders.attach(member, change["id"])
    assert member.ask("POST", submission)["steps"]["authorised"], "free: the form is enough"
    assert member.ask("GET", f"/orders/{change['id']}")["state"] == "finished"
    states = [item for item in member.ask("GET", "/seals")["items"] if item["certificate_id"] == third["id"]]
    assert sorted(item["state"] for item in states if item["kind"] == "organisation") == ["active", "revoked"]
    assert orders.certificate(member, third["id"])["state"] == "active"

    end = orders.order(member, "certificate_revoke", third["id"]).json()
    orders.attach(member, end["id"])
    wanting = member.send("POST", f"/orders/{end['id']}/submission")
    assert wanting.json()["code"] == "ORD-001", "this one is authorised by its applicant"
    assert orders.complete(service, member, end)["state"] == "finished"
    assert orders.certificate(member, third["id"])["state"] == "revoked"
    assert set(_seals(member).values()) == {"revoked"}
    with service.store.read() as session:
        assert first_broken(session) is None


def test_seals_are_electronic_seals_bound_to_the_certificate(acting: Acting, service: Service) -> None:
    member, organisation, _ = acting("administrator")
    issued = orders.installed(service, member)
    unit = next(item for item in member.ask("GET", "/seals")["items"] if item["kind"] == "organisation")
    seal = parse_seal(base64.b64decode(unit["electronic_seal"]))
    assert seal.content.kind is SealKind.ORGANISATION
    assert seal.content.name == unit["name"] == f"{organisation['name']}-企业公章"
    assert seal.content.signers == (base64.b64decode(issued["signing_certificate"]),)
    assert base64.b64decode(unit["picture_png"]).startswith(b"\x89PNG")
    assert (unit["width_mm"], unit["height_mm"]) == (40, 40)


def test_each_identity_has_its_own(acting: Acting, service: Service) -> None:
    """Certificates, seals, orders and invoices are those of the chosen identity; businesses fit it."""
    member, _, administrator = acting("employee")
    issued = orders.installed(service, member)
    assert orders.order(administrator, "certificate_renew", issued["id"], years=1).json()["code"] == "AUTH-002"
    member.act_as("natural_person")
    for path in ("/certificates", "/seals", "/orders", "/invoices?state=issued"):
        assert member.ask("GET", path)["items"] == []
    assert orders.order(member, "certificate_new").json()["code"] == "ORD-007"
    assert orders.order(member, "certificate_renew", issued["id"], years=1).json()["code"] == "AUTH-002"
    own = member.approved_order()
    assert [item["id"] for item in member.ask("GET", "/orders")["items"]] == [own]
    member.act_as("employee")
    version = member.ask("GET", "/agreements/personal_certificate")["version"]
    personal = {"business": "personal_certificate_new", "platform_id": "water", "ca_id": "house", "years": 1}
    body = {**personal, "key_algorithm": "sm2", "agreement_version": version}
    assert member.send("POST", "/orders", body).json()["code"] == "ORD-007"
    assert [item["id"] for item in member.ask("GET", "/orders")["items"]] == [issued["order_id"]]


def test_only_the_own_scan_and_only_transfers(acting: Acting, somebody: Somebody, service: Service) -> None:
    member, organisation, _ = acting("administrator")
    stranger = somebody()
    draft = orders.order(member, "certificate_new").json()
    suggested = member.ask("GET", f"/orders/{draft['id']}/invoice-suggestion")
    assert (suggested["title"], suggested["tax_number"]) == (organisation["name"], organisation["credit_code"])
    theirs = stranger.upload("attachment", handwriting()).json()["id"]
    path = f"/orders/{draft['id']}/attachment"
    assert member.send("PUT", path, {"file_id": theirs}).json()["code"] == "AUTH-002"
    assert stranger.send("PUT", path, {"file_id": theirs}).json()["code"] == "AUTH-002"
    orders.attach(member, draft["id"])
    member.give_invoice(draft["id"])
    member.authorise(draft["id"])
    refused = member.send("POST", f"/orders/{draft['id']}/payments", {"channel": "wechat"})
    assert (refused.status_code, refused.json()["details"]["field"]) == (422, "支付方式")
    personal = stranger.new_order()["id"]
    assert stranger.send("PUT", f"/orders/{personal}/attachment", {"file_id": theirs}).json()["code"] == "ORD-001"


def test_what_changed_is_marked_and_changed(acting: Acting, service: Service) -> None:
    """Another name outdates certificate and seals; another representative only the seal that names them."""
    member, organisation, _ = acting("administrator")
    issued = orders.installed(service, member)
    with service.store.write() as session:
        row = session.get_one(OrganisationRow, organisation["id"])
        row.legal_name = service.keyring.encrypt("person", "陈示范".encode())
    assert orders.certificate(member, issued["id"])["outdated"] is False
    outdated = {item["kind"]: item["outdated"] for item in member.ask("GET", "/seals")["items"]}
    assert outdated == {"organisation": False, "legal_seal": True}
    change = orders.order(member, "seal_change", issued["id"]).json()
    orders.complete(service, member, change)
    active = [item for item in member.ask("GET", "/seals")["items"] if item["state"] == "active"]
    assert {item["name"] for item in active} == {f"{organisation['name']}-企业公章", "陈示范-法定代表人印鉴"}
    assert not any(item["outdated"] for item in active)
    with service.store.write() as session:
        session.get_one(OrganisationRow, organisation["id"]).name = "示例改名有限公司"
    old = orders.certificate(member, issued["id"])
    assert old["outdated"]
    assert sorted(old["allowed"]) == ["organisation_certificate_change", "organisation_certificate_revoke"]
    draft = orders.order(member, "certificate_change", issued["id"]).json()
    assert draft["total_fen"] == 500
    orders.complete(service, member, draft)
    fresh = orders.install(member, draft["id"])
    assert fresh["not_after"] == old["not_after"]
    assert Certificate(base64.b64decode(fresh["signing_certificate"])).subject_name == "示例改名有限公司"
    assert orders.certificate(member, issued["id"])["state"] == "revoked"


def test_who_leaves_loses_the_organisations_certificates(acting: Acting, service: Service) -> None:
    member, _, administrator = acting("employee")
    issued = orders.installed(service, member)
    open_order = orders.order(member, "certificate_new").json()["id"]
    paid = orders.complete(service, member, orders.order(member, "certificate_new").json())
    administrators = orders.installed(service, administrator)
    membership = member.identities()["employee"]
    assert administrator.decide(membership, "remove") == "removed"
    with service.store.read() as session:
        pair = select(CertificateRow).where(CertificateRow.pair_id == issued["id"])
        assert {(row.status, row.reason) for row in session.scalars(pair)} == {("revoked", "affiliation_changed")}
        assert session.get_one(OrderRow, open_order).state == "cancelled"
        assert session.get_one(OrderRow, paid["id"]).state == "cancelled"
        transfer = session.scalars(select(PaymentRow).where(PaymentRow.order_id == paid["id"])).one()
        assert transfer.state == "refunding", "nothing was issued for it"
        assert first_broken(session) is None
    notes = [item["text"] for item in member.ask("GET", "/notifications")["items"] if paid["number"] in item["text"]]
    assert any("退回原支付账户" in text for text in notes)
    member.act_as("natural_person")
    refused = member.send("POST", f"/orders/{paid['id']}/invoice-request")
    assert refused.json()["code"] == "ORD-001"
    assert orders.certificate(administrator, administrators["id"])["state"] == "active"


def test_who_left_learns_no_more_of_the_organisation(acting: Acting, somebody: Somebody) -> None:
    administrator, organisation, _ = acting("administrator")
    worker = somebody()
    membership = worker.join(organisation, administrator)
    assert administrator.decide(membership, "approve") == "active"
    worker.act_as("employee")
    order = orders.order(worker, "certificate_new").json()["id"]
    paths = [
        f"/orders/{order}/{what}" for what in ("organisation", "licence", "application-form", "invoice-suggestion")
    ]
    assert [worker.send("GET", path).status_code for path in paths] == [200] * 4
    assert administrator.decide(membership, "remove") == "removed"
    assert [worker.send("GET", path).status_code for path in paths] == [404] * 4
    assert worker.ask("GET", f"/orders/{order}")["state"] == "cancelled", "the order itself was the worker's"


def test_a_former_representative_loses_what_was_ordered_as_such(acting: Acting, service: Service) -> None:
    member, organisation, administrator = acting("legal_representative")
    issued, administrators = orders.installed(service, member), orders.installed(service, administrator)
    licence = administrator.upload("business_licence", handwriting()).json()["id"]
    with service.store.write() as session:
        row = session.get_one(OrganisationRow, organisation["id"])
        acting_as = identities_in_organisations(service, session, _person(session, administrator))[0]
        before = current_form(service, row)
        form = replace(
            before,
            legal_name=administrator.name,
            legal_id_number=administrator.id_number,
            licence_file_id=licence,
        )
        change_organisation(service, session, acting_as, administrator.account_id, before, form, service.clock())
    with service.store.read() as session:
        states = {
            row.pair_id: row.status
            for row in session.scalars(
                select(CertificateRow).where(CertificateRow.pair_id.in_([issued["id"], administrators["id"]]))
            )
        }
        assert states == {issued["id"]: "revoked", administrators["id"]: "good"}
        assert first_broken(session) is None


def _person(session: Session, member: Member) -> PersonRow:
    return session.scalars(select(PersonRow).where(PersonRow.account_id == member.account_id)).one()


def test_the_form_is_the_organisations_and_goes_by_mail(acting: Acting) -> None:
    import pymupdf

    member, organisation, _ = acting("legal_representative")
    draft = orders.order(member, "certificate_new").json()
    with pymupdf.open(
        stream=member.send("GET", f"/orders/{draft['id']}/application-form").content, filetype="pdf"
    ) as form:
        text = form[0].get_text()
    for expected in ("机构数字证书申请表", organisation["name"], organisation["credit_code"], "单位盖章"):
        assert expected in text
    member.ask("POST", f"/orders/{draft['id']}/application-form/mail", {"email": f"m{member.phone}@example.com"})
    for agreement in ("organisation_certificate", "organisation_seal", "organisation", "basic_privacy", "real_name"):
        text = member.ask("GET", f"/agreements/{agreement}")["text"]
        assert len(text["zh"]) > 300
        for mark in ("## ", "- ", "|", "1. ", "2. ", "3. ", "4. ", "5. "):
            counts = [sum(line.startswith(mark) for line in text[tongue].splitlines()) for tongue in ("zh", "en")]
            assert counts[0] == counts[1], (agreement, mark)


def test_the_applicant_confirms_what_is_registered_today(acting: Acting, service: Service) -> None:
    member, organisation, administrator = acting("employee")
    draft = orders.order(member, "certificate_new").json()
    told = member.ask("GET", f"/orders/{draft['id']}/organisation")
    assert (told["name"], told["credit_code"]) == (organisation["name"], organisation["credit_code"])
    assert member.send("GET", f"/orders/{draft['id']}/licence").content == handwriting()
    for path in ("organisation", "licence"):
        assert administrator.send("GET", f"/orders/{draft['id']}/{path}").status_code == 404, "another's order"
    member.act_as("natural_person")
    personal = member.new_order()["id"]
    for path in ("organisation", "licence"):
        assert member.send("GET", f"/orders/{personal}/{path}").status_code == 404
