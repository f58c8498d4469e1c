"""个人信息变更 and 变更个人证书: who may change what, and what becomes of certificates and seals."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from authority.accounts.personal_change import PersonalData, change_person
from authority.audit import AuditRow
from authority.service import Service
from core.crypto.certificates import Certificate
from resources.specimens import people
from tests.authority.organising import Member, new_names
from tests.authority.person import Person, handwriting, new_key

_SPECIMENS = Path(__file__).parents[2] / "resources" / "specimens"
LIN = people()[0]
CHANGE, RENEW, REVOKE, REISSUE = (f"personal_certificate_{name}" for name in ("change", "renew", "revoke", "reissue"))


def _body(member: Member, **changed: str) -> dict[str, str]:
    return {
        "name": member.name,
        "id_number": member.id_number,
        "phone": member.phone,
        "sms_code": "000000",
        "front_file_id": "nothing",
        "back_file_id": "nothing",
        **changed,
    }


def _rename(service: Service, member: Member, name: str) -> None:
    """As if the pictures had been read."""
    with service.store.write() as session:
        data = PersonalData(name, member.id_number, member.phone)
        change_person(service, session, member.account_id, data, datetime.now(UTC))


def _order(member: Member, business: str, certificate_id: str, **more: Any) -> Any:
    version = member.ask("GET", "/agreements/personal_certificate")["version"]
    body = {"business": business, "certificate_id": certificate_id, "agreement_version": version, **more}
    return member.send("POST", "/orders", body)


def _installed(member: Member) -> str:
    order_id = member.approved_order()
    certificate_id: str = member.certificate(order_id, new_key("sm2"))["certificate_id"]
    member.install(order_id, certificate_id)
    return certificate_id


def _certificates(member: Member) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in member.ask("GET", "/certificates")["items"]}


def test_the_new_card_is_read_and_the_code_goes_to_the_new_phone(
    somebody: Callable[..., Member], service: Service
) -> None:
    member = somebody(name="林旧样", id_number=LIN.id_number)
    old_phone, member.phone = member.phone, new_names()[2]
    files = {
        f"{side}_file_id": member.upload(f"id_card_{side}", (_SPECIMENS / f"lin-{side}.jpg").read_bytes()).json()["id"]
        for side in ("front", "back")
    }
    body = _body(member, name=LIN.name, **files)
    assert member.send("PUT", "/real-name", {**body, "name": "林某样"}).json()["code"] == "RN-001", "not on the card"
    assert member.send("PUT", "/real-name", body).json()["code"] == "AUTH-012"
    body["sms_code"] = member.sms("change_personal")
    assert member.ask("PUT", "/real-name", body, key="change-once") == member.ask(
        "PUT", "/real-name", body, key="change-once"
    )
    account = member.ask("GET", "/me")["account"]
    assert account["phone_masked"] == f"{member.phone[:3]}****{member.phone[-4:]}"
    told = member.ask("GET", "/sandbox/messages", params={"phone": old_phone})["items"][0]["text"]
    assert account["phone_masked"] in told, "who had the number before learns of it"
    session = member.sign_in()
    assert session["account"]["id"] == member.account_id, "the new number signs in"
    with service.store.read() as database:
        query = select(AuditRow).where(AuditRow.action == "person.changed").order_by(AuditRow.number.desc())
        assert database.scalars(query).first().details == {"fields": ["name", "phone"]}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, "RN-007"),
        ({"name": "王别人", "id_number": LIN.id_number}, "RN-005"),
        ({"phone": "13900001111"}, "RN-008"),
        ({"name": "x"}, "AUTH-003"),
        ({"id_number": "990101199206180021"}, "AUTH-003"),
        ({"name": "王改名"}, "AUTH-002"),
    ],
    ids=["nothing", "another person", "another's phone", "no name", "no number", "no pictures"],
)
def test_refusals_before_any_picture_is_read(
    somebody: Callable[..., Member], changed: dict[str, str], code: str
) -> None:
    member = somebody()
    if code == "RN-008":
        changed = {"phone": somebody().phone}
    assert member.send("PUT", "/real-name", _body(member, **changed)).json()["code"] == code


def test_somebody_unverified_has_nothing_to_change(somebody: Callable[..., Member], visitor: Person) -> None:
    visitor.sign_in()
    refused = visitor.send("PUT", "/real-name", _body(somebody()))
    assert refused.json()["code"] == "RN-004"


def test_no_order_is_about_two_names(somebody: Callable[..., Member], service: Service) -> None:
    member = somebody()
    order = member.new_order()["id"]
    assert member.send("PUT", "/real-name", _body(member, name="赵新名")).json()["code"] == "RN-006"
    # the phone is on no certificate
    refused = member.send("PUT", "/real-name", _body(member, phone=new_names()[2]))
    assert refused.json()["code"] == "AUTH-002", "only the pictures are missing"
    member.ask("POST", f"/orders/{order}/cancel")
    _rename(service, member, "赵新名")
    assert member.ask("GET", "/me")["account"]["name_masked"] == "赵**"


@pytest.mark.parametrize("with_seal", [True, False], ids=["with its seal", "without"])
def test_a_certificate_of_the_old_name_is_changed_and_replaced(
    somebody: Callable[..., Member], service: Service, with_seal: bool
) -> None:
    member = somebody()
    old = _installed(member)
    assert (_certificates(member)[old]["outdated"], _certificates(member)[old]["allowed"]) == (
        False,
        [RENEW, REVOKE, REISSUE],
    )
    assert _order(member, CHANGE, old).json()["code"] == "ORD-006", "nothing changed"
    _rename(service, member, "赵新名")
    assert (_certificates(member)[old]["outdated"], _certificates(member)[old]["allowed"]) == (True, [REVOKE, CHANGE])
    assert _certificates(member)[old]["subject_name_masked"] == member.name[0] + "**", "as it was issued"
    assert [item["outdated"] for item in member.ask("GET", "/seals")["items"]] == [True]
    for business in (RENEW, REISSUE):
        assert _order(member, business, old, years=1).json()["code"] == "ORD-006"
    params = {"business": CHANGE, "with_seal": with_seal}
    [quote] = member.ask("GET", f"/certificates/{old}/quotes", params=params)["options"]
    order = _order(member, CHANGE, old, with_seal=with_seal).json()
    assert order["total_fen"] == quote["total_fen"] == (500 if with_seal else 300)
    member.sign_form(order["id"])
    member.give_invoice(order["id"])
    assert member.authorise(order["id"])["state"] == "pending_payment"
    member.press(member.start_payment(order["id"]), "pay")
    issued = member.certificate(order["id"], new_key("sm2"))
    assert _certificates(member)[old]["state"] == "active", "until the new one is installed"
    member.install(order["id"], issued["certificate_id"])
    before, now = (_certificates(member)[name] for name in (old, issued["certificate_id"]))
    assert (before["state"], now["state"], now["outdated"]) == ("revoked", "active", False)
    assert now["not_after"] == before["not_after"]
    assert Certificate(base64.b64decode(now["signing_certificate"])).subject_name == "赵新名"
    seals = {item["certificate_id"]: (item["state"], item["name"]) for item in member.ask("GET", "/seals")["items"]}
    assert seals.pop(old)[0] == "revoked"
    assert seals == ({now["id"]: ("active", "赵新名手写签名")} if with_seal else {})
    again = _order(member, REISSUE, now["id"]).json()
    member.authorise(again["id"])
    second = member.certificate(again["id"], new_key("sm2"))["certificate_id"]
    member.install(again["id"], second)
    has_seal = second in {item["certificate_id"] for item in member.ask("GET", "/seals")["items"]}
    assert has_seal is with_seal, "a reissue restores what there was"


def test_a_certificate_that_was_issued_before_is_installed_under_its_own_name(
    somebody: Callable[..., Member], service: Service
) -> None:
    member = somebody()
    order = member.approved_order()
    issued = member.certificate(order, new_key("sm2"))["certificate_id"]
    _rename(service, member, "赵新名")
    member.install(order, issued)
    assert _certificates(member)[issued]["outdated"]
    assert [item["name"] for item in member.ask("GET", "/seals")["items"]] == [f"{member.name}手写签名"]


def test_pictures_of_others_are_not_there(somebody: Callable[..., Member]) -> None:
    member, other = somebody(), somebody()
    theirs = {
        f"{side}_file_id": other.upload(f"id_card_{side}", handwriting()).json()["id"] for side in ("front", "back")
    }
    assert member.send("PUT", "/real-name", _body(member, name="赵新名", **theirs)).json()["code"] == "AUTH-002"
