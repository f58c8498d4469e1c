"""Organisations: registered by their licence, joined, left, with rights only for who acts for them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from authority.accounts.closing import AccountClosingRow, close_what_is_due
from authority.audit import first_broken
from authority.service import Service
from tests.authority.organising import Member, new_names

_SPECIMENS = Path(__file__).parents[2] / "resources" / "specimens"
_CHEN = "990101198509230018"


def _licence() -> dict[str, Any]:
    licence: dict[str, Any] = json.loads((_SPECIMENS / "specimens.json").read_text("utf-8"))["licence"]
    return licence


def _form(person: Member, **changed: Any) -> dict[str, Any]:
    licence = _licence()
    return {
        "name": licence["name"],
        "credit_code": licence["credit_code"],
        "legal_name": licence["legal_representative"],
        "legal_id_number": _CHEN,
        "legal_phone": person.phone,
        "sms_code": "000000",
        "licence_valid_to": None,
        "licence_file_id": person.upload("business_licence", (_SPECIMENS / "licence.jpg").read_bytes()).json()["id"],
        **changed,
    }


def test_an_organisation_is_registered_by_its_licence(somebody: Callable[..., Member]) -> None:
    """From the query that finds nothing to the administrator's identity; once, however often it is sent."""
    creator, licence = somebody(), _licence()
    query = {"name": licence["name"], "credit_code": licence["credit_code"]}
    assert creator.ask("GET", "/organisations", params=query)["items"] == []
    body = _form(creator)
    assert creator.send("POST", "/organisations", body).json()["code"] == "AUTH-012"
    body["sms_code"] = creator.sms("organisation")
    first = creator.ask("POST", "/organisations", body, key="register-once")
    assert creator.ask("POST", "/organisations", body, key="register-once") == first
    assert (first["role"], first["state"]) == ("administrator", "active")
    [found] = creator.ask("GET", "/organisations", params=query)["items"]
    assert found["administrator_name_masked"] == creator.name[0] + "**"
    assert creator.ask("GET", "/organisations", params={**query, "name": "另一家公司"})["items"] == []
    again = _form(creator, sms_code=creator.sms("organisation"))
    assert creator.send("POST", "/organisations", again).json()["code"] == "ORG-001"
    # the person on the licence has the identity without asking, who only shares the number's owner's name has not
    assert "legal_representative" in somebody(name="陈示例", id_number=_CHEN).identities()
    assert "legal_representative" not in somebody(name="陈示例").identities()
    assert "legal_representative" not in somebody(id_number=_CHEN).identities()


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"credit_code": "91990101MA0000001X"}, "AUTH-003", "统一社会信用代码"),
        ({"credit_code": "91350100M000100Y43"}, "ORG-009", "统一社会信用代码"),
        ({"legal_name": "陈示范"}, "ORG-009", "法定代表人姓名"),
        ({"legal_id_number": "990101198509230019"}, "AUTH-003", "法定代表人身份证号"),
        ({"name": "完全不同贸易商行"}, "ORG-009", "企业名称"),
        ({"licence_valid_to": "2020-01-01"}, "AUTH-003", "营业执照有效期"),
    ],
)
def test_the_form_has_to_fit_the_licence(
    somebody: Callable[..., Member], changed: dict[str, str], code: str, field: str
) -> None:
    person = somebody()
    answer = person.send("POST", "/organisations", _form(person, **changed)).json()
    assert (answer["code"], answer["details"]["field"]) == (code, field)


def test_a_picture_that_is_no_licence(somebody: Callable[..., Member]) -> None:
    person = somebody()
    file_id = person.upload("business_licence", (_SPECIMENS / "chen-back.jpg").read_bytes()).json()["id"]
    answer = person.send("POST", "/organisations", _form(person, licence_file_id=file_id)).json()
    assert answer["code"] == "ORG-008"


def test_joining_and_leaving(somebody: Callable[..., Member], service: Service) -> None:
    administrator, worker = somebody(), somebody()
    organisation = administrator.found(service)
    membership = worker.join(organisation, administrator)
    path = f"/organisations/{organisation['id']}/requests"
    body = {"administrator_name": administrator.name, "administrator_phone": administrator.phone}
    assert worker.send("POST", path, body).json()["code"] == "ORG-004"
    assert "employee" not in worker.identities()
    assert administrator.ask("GET", "/notifications")["items"][0]["title"] == "加入机构申请"
    assert administrator.decide(membership, "reject", "请先联系人事") == "rejected"
    assert worker.ask("GET", "/me/memberships")["items"][0]["reason"] == "请先联系人事"
    second = worker.join(organisation, administrator)
    assert administrator.decide(second, "approve") == "active"
    worker.act_as("employee")
    assert worker.send("GET", "/organisation").status_code == 404  # an employee manages nothing
    members = administrator.ask("GET", "/organisation/memberships")["items"]
    assert [(item["name"], item["state"]) for item in members if item["role"] == "employee"] == [
        (worker.name, "rejected"),
        (worker.name, "active"),
    ]
    assert worker.decide_own(second, "leave") == "left"
    assert worker.ask("GET", "/me")["current_identity_id"] is None
    assert [item["state"] for item in worker.ask("GET", "/me/memberships")["items"]] == ["left", "rejected"]
    with service.store.read() as session:
        assert first_broken(session) is None


def test_who_does_not_know_the_administrator_is_locked_out(somebody: Callable[..., Member], service: Service) -> None:
    administrator, stranger = somebody(), somebody()
    organisation = administrator.found(service)
    path = f"/organisations/{organisation['id']}/requests"
    wrong = {"administrator_name": administrator.name, "administrator_phone": "13700000000"}
    answers = [stranger.send("POST", path, wrong).json() for _ in range(5)]
    assert [answer["code"] for answer in answers] == ["ORG-002"] * 4 + ["ORG-003"]
    assert [answer["details"].get("tries_left") for answer in answers[:4]] == [4, 3, 2, 1]
    right = {"administrator_name": administrator.name, "administrator_phone": administrator.phone}
    assert stranger.send("POST", path, right).json()["code"] == "ORG-003"
    assert stranger.ask("GET", "/me/memberships")["items"] == []


def test_an_invitation(somebody: Callable[..., Member], service: Service) -> None:
    administrator, guest, other = somebody(), somebody(), somebody()
    administrator.found(service)
    invite = {"name": other.name, "phone": guest.phone}
    wrong = administrator.ask("POST", "/organisation/invitations", invite)["id"]
    assert administrator.send("POST", "/organisation/invitations", invite).json()["code"] == "ORG-004"
    assert other.decide_own(wrong, "accept") == "AUTH-002"
    assert guest.decide_own(wrong, "accept") == "ORG-007"
    assert administrator.decide(wrong, "revoke") == "revoked"
    assert guest.decide_own(wrong, "accept") == "ORG-005"
    good = administrator.ask("POST", "/organisation/invitations", {**invite, "name": guest.name})["id"]
    assert guest.ask("GET", "/me/memberships")["items"][0]["state"] == "invited"
    assert guest.decide_own(good, "accept") == "active"
    guest.act_as("employee")
    assert administrator.decide(good, "remove") == "removed"
    assert "employee" not in guest.identities()


def test_two_managers_decide_at_once(somebody: Callable[..., Member], service: Service) -> None:
    """Administrator and legal representative: one decision counts, the other is told, the record has one."""
    representative, administrator, worker = somebody(), somebody(), somebody()
    organisation = administrator.found(service, representative)
    representative.act_as("legal_representative")
    for _ in range(3):
        membership = worker.join(organisation, administrator)
        results: dict[str, str] = {}
        barrier = threading.Barrier(2)

        def decide(
            manager: Member,
            decision: str,
            membership: str = membership,
            barrier: threading.Barrier = barrier,
            results: dict[str, str] = results,
        ) -> None:
            barrier.wait(30)
            results[decision] = manager.decide(membership, decision)

        threads = [
            threading.Thread(target=decide, args=(administrator, "approve")),
            threading.Thread(target=decide, args=(representative, "reject")),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert results in ({"approve": "active", "reject": "ORG-005"}, {"approve": "ORG-005", "reject": "rejected"})
        if results["approve"] == "active":
            assert administrator.decide(membership, "remove") == "removed"


def test_nobody_decides_for_others(somebody: Callable[..., Member], service: Service) -> None:
    administrator, worker, rival = somebody(), somebody(), somebody()
    organisation = administrator.found(service)
    rival.found(service)
    membership = worker.join(organisation, administrator)
    assert rival.decide(membership, "approve") == "AUTH-002"
    assert worker.decide(membership, "approve") == "AUTH-002"
    assert rival.decide_own(membership, "withdraw") == "AUTH-002"
    administrator.act_as("natural_person")  # the right is the identity's, not the person's
    assert administrator.decide(membership, "approve") == "AUTH-002"
    own = administrator.ask("GET", "/me/memberships")["items"][0]["id"]
    assert administrator.decide_own(own, "leave") == "ORG-006"
    assert worker.decide_own(membership, "withdraw") == "withdrawn"


def test_a_closed_account_is_in_no_organisation(somebody: Callable[..., Member], service: Service) -> None:
    administrator, worker = somebody(), somebody()
    organisation = administrator.found(service)
    membership = worker.join(organisation, administrator)
    assert administrator.decide(membership, "approve") == "active"
    now = service.clock()
    with service.store.write() as session:
        session.add(AccountClosingRow(account_id=worker.account_id, requested_at=now, due_at=now))
    close_what_is_due(service)
    [left] = [
        item for item in administrator.ask("GET", "/organisation/memberships")["items"] if item["id"] == membership
    ]
    assert (left["state"], left["name"]) == ("left", "")


def test_nobody_is_flooded_with_invitations(somebody: Callable[..., Member], service: Service) -> None:
    first, second, guest = somebody(), somebody(), somebody()
    for administrator in (first, second):
        administrator.found(service)
    invite = {"name": guest.name, "phone": guest.phone}
    for administrator in (first, second, first, second, first):
        invitation = administrator.ask("POST", "/organisation/invitations", invite)["id"]
        administrator.decide(invitation, "revoke")
    refused = second.send("POST", "/organisation/invitations", invite)
    assert (refused.status_code, refused.json()["code"]) == (429, "ORG-045"), "whoever sent the others"
    assert first.send("POST", "/organisation/invitations", {**invite, "phone": new_names()[2]}).is_success
