"""What becomes of uploads: replaced ones go, those that nothing refers to go later, those that prove something stay."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from authority.accounts.files import forget_unused, keep_file
from authority.accounts.models import FileRow, PersonRow
from authority.accounts.real_name import keep_card
from authority.audit import AuditRow
from authority.service import Service
from tests.authority import organisation_orders as orders
from tests.authority.organising import Member
from tests.authority.person import Person, handwriting


def drawing(number: int) -> bytes:
    """A picture like no other."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (number, 90, 90)).save(out, "PNG")
    return out.getvalue()


def kept(service: Service, *files: str) -> list[bool]:
    """Which of the files are still there."""
    with service.store.read() as session:
        there = set(session.scalars(select(FileRow.id).where(FileRow.id.in_(files))))
    return [file in there for file in files]


def test_a_replaced_scan_is_deleted_and_the_record_tells_its_digest(
    somebody: Callable[..., Member], service: Service
) -> None:
    member = somebody()
    member.found(service)
    first, second = (orders.order(member, "certificate_new").json()["id"] for _ in range(2))
    uploads = [member.upload("attachment", drawing(number)).json() for number in range(3)]
    one, two, three = (upload["id"] for upload in uploads)

    def attach(order_id: str, file_id: str) -> None:
        member.ask("PUT", f"/orders/{order_id}/attachment", {"file_id": file_id})

    attach(first, one)
    attach(first, one)
    attach(second, one)
    attach(first, two)
    assert kept(service, one, two, three) == [True, True, True], "the second order refers to it"
    attach(second, three)
    assert kept(service, one, two, three) == [False, True, True]
    gone = member.send("PUT", f"/orders/{first}/attachment", {"file_id": one})
    assert (gone.status_code, gone.json()["code"]) == (404, "AUTH-002")
    report = {
        "category": "other",
        "text": "样例：此处填写二十字以内的说明文字",
        "contact": "",
        "picture_file_ids": [two],
    }
    member.ask("POST", "/reports", report)
    attach(first, three)
    assert kept(service, two) == [True], "a report shows it"
    with service.store.read() as session:
        of_first = AuditRow.subject == f"order:{first}", AuditRow.action == "order.attached"
        told = [row.details["sha256"] for row in session.scalars(select(AuditRow).where(*of_first))]
    assert sorted(told) == sorted(uploads[number]["sha256"] for number in (0, 0, 1, 2))


def test_a_replaced_handwriting_is_deleted(person: Person, service: Service) -> None:
    order_id = person.new_order()["id"]
    files = [person.upload("handwriting", content).json()["id"] for content in (handwriting(), drawing(7))]
    for file_id in files:
        body = {"file_id": file_id, "strokes": [[[0.1, 0.1, 0], [0.5, 0.5, 20]]]}
        person.ask("PUT", f"/orders/{order_id}/signature", body)
    assert kept(service, *files) == [False, True]
    assert person.send("GET", f"/orders/{order_id}/application-form").status_code == 200


def test_what_nothing_refers_to_is_deleted_after_some_days(person: Person, service: Service) -> None:
    order_id = person.new_order()["id"]
    person.sign_form(order_id)
    front, back, again = (
        person.upload(kind, drawing(9)).json()["id"] for kind in ("id_card_front", "id_card_back", "id_card_front")
    )
    with service.store.write() as session:
        account = session.get_one(FileRow, front).account_id
        keep_card(session, session.scalars(select(PersonRow).where(PersonRow.account_id == account)).one(), front, back)
    now = datetime.now(UTC)
    forget_unused(dataclasses.replace(service, clock=lambda: now + timedelta(days=2)))
    assert kept(service, front, back, again) == [True, True, True], "an upload may be told again for two days"
    forget_unused(dataclasses.replace(service, clock=lambda: now + timedelta(days=4)))
    assert kept(service, front, back, again) == [True, True, False]
    assert person.send("GET", f"/orders/{order_id}/application-form").status_code == 200
    with service.store.read() as session:
        assert session.scalars(select(FileRow.kind).where(FileRow.account_id == account)).all().count("handwriting")


def test_uploads_have_a_limit_and_need_a_session_first(person: Person, service: Service) -> None:
    first = person.upload("attachment", drawing(1)).json()["id"]
    now = datetime.now(UTC)
    with service.store.write() as session:
        account = session.get_one(FileRow, first).account_id
        for _ in range(199):
            keep_file(service, session, account, "attachment", b"x", "image/png", now - timedelta(hours=23))
    refused = person.upload("attachment", drawing(2))
    assert (refused.status_code, refused.json()["code"]) == (429, "FILE-002")
    stranger = Person(str(person.http.base_url).removesuffix("/api/v1/"), "13100000000")
    stranger.token = "of-nobody"
    assert stranger.upload("attachment", b"not even read").json()["code"] == "AUTH-001"
    stranger.http.close()


@pytest.mark.parametrize("kind", ["handwriting", "attachment"])
def test_nobody_uses_anothers_file(kind: str, person: Person, somebody: Callable[..., Member]) -> None:
    theirs = somebody().upload(kind, drawing(3)).json()["id"]
    order_id = person.new_order()["id"]
    body = {"file_id": theirs, "strokes": [[[0.1, 0.1, 0], [0.5, 0.5, 20]]]}
    assert person.send("PUT", f"/orders/{order_id}/signature", body).status_code == 404
    report = {
        "category": "other",
        "text": "样例：此处填写二十字以内的说明文字",
        "contact": "",
        "picture_file_ids": [theirs],
    }
    assert person.send("POST", "/reports", report).status_code == 404
