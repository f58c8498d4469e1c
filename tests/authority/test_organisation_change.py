"""机构信息变更: by the administrator with the new licence; who becomes legal representative, who is no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from authority.accounts.sessions import find_session
from authority.audit import AuditRow
from authority.organisations.acting import manager
from authority.organisations.change import change_organisation, current_form
from authority.service import Service
from tests.authority import organisation_orders as orders
from tests.authority.organising import Member, draw_licence, new_names
from tests.authority.person import handwriting

_ROOT = Path(__file__).parents[2]


def _body(administrator: Member, picture: bytes, name: str) -> dict[str, Any]:
    file_id = administrator.upload("business_licence", picture).json()["id"]
    return {"name": name, "licence_valid_to": None, "licence_file_id": file_id}


def _titles(member: Member) -> list[str]:
    return [item["text"] for item in member.ask("GET", "/notifications")["items"]]


def test_name_and_representative_change_by_the_new_licence(somebody: Callable[..., Member], service: Service) -> None:
    administrator, old, new = somebody(), somebody(), somebody()
    organisation = administrator.found(service, representative=old)
    old.act_as("legal_representative")
    assert old.ask("GET", "/organisation")["legal_name"] == old.name
    name = organisation["name"].removesuffix("有限公司") + "数字有限公司"
    picture = draw_licence(name, organisation["credit_code"], new.name)
    body = _body(administrator, picture, name)
    refused = administrator.send("PUT", "/organisation", body).json()
    assert (refused["code"], refused["details"]["field"]) == ("ORG-009", "法定代表人姓名")
    phone = new.phone
    body["representative"] = {"name": new.name, "id_number": new.id_number, "phone": phone, "sms_code": "000000"}
    assert administrator.send("PUT", "/organisation", body).json()["code"] == "AUTH-012"
    body["representative"]["sms_code"] = new.sms("change_organisation")
    changed = administrator.ask("PUT", "/organisation", body, key="change-once")
    assert administrator.ask("PUT", "/organisation", body, key="change-once") == changed
    assert (changed["name"], changed["legal_name"], changed["acting_as"]) == (name, new.name, "administrator")
    assert changed["credit_code"] == organisation["credit_code"]

    assert "legal_representative" in new.identities()
    assert "legal_representative" not in old.identities()
    me = old.ask("GET", "/me")
    assert me["current_identity_id"] is None, "a session that acted as the old representative has to choose"
    assert old.send("GET", "/organisation").status_code == 404
    assert any("不再是其法定代表人" in text for text in _titles(old))
    assert any("可切换为法定代表人身份" in text for text in _titles(new))
    assert any("机构证书请及时变更" in text for text in _titles(administrator))
    found = administrator.ask(
        "GET", "/organisations", params={"name": name, "credit_code": organisation["credit_code"]}
    )
    assert [item["id"] for item in found["items"]] == [organisation["id"]]
    with service.store.read() as session:
        query = select(AuditRow).where(AuditRow.subject == f"organisation:{organisation['id']}")
        [row] = session.scalars(query.where(AuditRow.action == "organisation.changed"))
        assert row.details["fields"] == ["name", "legal_name", "legal_id_number", "legal_phone"]
        assert row.details["licences"][1] == body["licence_file_id"]
        assert new.name not in str(row.details)


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"name": "x"}, "AUTH-003", "企业名称"),
        ({"licence_valid_to": "2020-01-01"}, "AUTH-003", "营业执照有效期"),
        ({"representative": {"name": "x"}}, "AUTH-003", "法定代表人姓名"),
        ({"representative": {"id_number": "990101199001015"}}, "AUTH-003", "法定代表人身份证号"),
        ({"licence_file_id": "nothing"}, "AUTH-002", None),
        ({}, "ORG-008", None),
    ],
    ids=["name", "outdated licence", "representative", "number", "another's file", "no licence"],
)
def test_refusals(
    somebody: Callable[..., Member], service: Service, changed: dict[str, Any], code: str, field: str | None
) -> None:
    administrator = somebody()
    organisation = administrator.found(service)
    body = {**_body(administrator, handwriting(), organisation["name"]), **changed}
    if "representative" in changed:
        name, number, phone = new_names()
        given = {"name": name, "id_number": number, "phone": phone, "sms_code": "000000"}
        body["representative"] = {**given, **changed["representative"]}
    refused = administrator.send("PUT", "/organisation", body).json()
    assert (refused["code"], refused["details"].get("field")) == (code, field)


def test_only_the_administrator(somebody: Callable[..., Member], service: Service) -> None:
    administrator, representative, employee = somebody(), somebody(), somebody()
    organisation = administrator.found(service, representative=representative)
    body = _body(representative, handwriting(), organisation["name"])
    representative.act_as("legal_representative")
    assert representative.send("PUT", "/organisation", body).json()["code"] == "AUTH-006"
    administrator.decide(employee.join(organisation, administrator), "approve")
    employee.act_as("employee")
    assert employee.send("PUT", "/organisation", body).json()["code"] == "AUTH-002"
    administrator.act_as("natural_person")
    assert administrator.send("PUT", "/organisation", body).json()["code"] == "AUTH-002"


def test_no_order_is_about_two_names(somebody: Callable[..., Member], service: Service) -> None:
    administrator = somebody()
    organisation = administrator.found(service)
    draft = orders.order(administrator, "certificate_new").json()
    body = _body(administrator, handwriting(), f"新{organisation['name']}")
    assert administrator.send("PUT", "/organisation", body).json()["code"] == "ORG-044"
    same = {**body, "name": organisation["name"]}
    assert administrator.send("PUT", "/organisation", same).json()["code"] == "ORG-008", "only the licence is missing"
    administrator.ask("POST", f"/orders/{draft['id']}/cancel")
    assert administrator.send("PUT", "/organisation", body).json()["code"] == "ORG-008"


def test_certificates_and_seals_of_the_old_name_are_marked_and_changed(
    somebody: Callable[..., Member], service: Service
) -> None:
    """Past the picture of the licence, whose reading has its test above."""
    administrator = somebody()
    administrator.found(service)
    old = orders.installed(service, administrator)
    licence = administrator.upload("business_licence", handwriting()).json()["id"]
    with service.store.write() as session:
        signed_in = find_session(service, session, administrator.token, datetime.now(UTC))
        acting = manager(service, session, signed_in)
        before = current_form(service, acting.organisation)
        form = replace(before, name=f"新{before.name}", licence_file_id=licence)
        change_organisation(service, session, acting, administrator.account_id, before, form, datetime.now(UTC))
    marked = orders.certificate(administrator, old["id"])
    assert marked["outdated"]
    assert "organisation_certificate_change" in marked["allowed"]
    assert {seal["outdated"] for seal in administrator.ask("GET", "/seals")["items"]} == {True}


def test_another_organisations_licence_is_refused(somebody: Callable[..., Member], service: Service) -> None:
    administrator = somebody()
    organisation = administrator.found(service)
    picture = (_ROOT / "resources" / "specimens" / "licence-changed.jpg").read_bytes()
    refused = administrator.send("PUT", "/organisation", _body(administrator, picture, organisation["name"])).json()
    assert (refused["code"], refused["details"]["field"]) == ("ORG-009", "统一社会信用代码")
