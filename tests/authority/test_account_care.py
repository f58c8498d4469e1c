"""A signed-in person's password, invoices and notifications."""

from __future__ import annotations

from sqlalchemy import delete

from authority.orders.invoices import InvoiceRow
from authority.service import Service
from tests.authority.person import PASSWORD, Person

OTHER = "Other-2026-x"


def _sign_in_again(person: Person, password: str) -> int:
    other = Person(str(person.http.base_url).removesuffix("/api/v1/"), person.phone)
    body = {"ticket": other.ticket()["ticket"], "password": password}
    status = other.send("POST", "/sessions/password", body).status_code
    other.http.close()
    return status


def test_a_new_password_needs_a_code_and_ends_the_other_sessions(person: Person) -> None:
    elsewhere = Person(str(person.http.base_url).removesuffix("/api/v1/"), person.phone)
    elsewhere.sign_in()
    code = person.sms("reset_password")
    weak = person.send("PUT", "/me/password", {"sms_code": code, "password": "12345678"})
    assert (weak.status_code, weak.json()["code"]) == (422, "AUTH-003")
    wrong = person.send("PUT", "/me/password", {"sms_code": f"{(int(code) + 1) % 10**6:06}", "password": OTHER})
    assert wrong.json()["code"] == "AUTH-012"
    person.ask("PUT", "/me/password", {"sms_code": code, "password": OTHER})
    assert person.send("GET", "/me").status_code == 200
    assert elsewhere.send("GET", "/me").status_code == 401
    assert _sign_in_again(person, PASSWORD) == 422
    assert _sign_in_again(person, OTHER) == 200
    again = person.send("PUT", "/me/password", {"sms_code": code, "password": PASSWORD})
    assert again.json()["code"] == "AUTH-012", "a code is spent once"
    elsewhere.http.close()


def test_nobody_changes_a_password_without_a_session(visitor: Person) -> None:
    body = {"sms_code": "123456", "password": OTHER}
    assert visitor.send("PUT", "/me/password", body).status_code == 401


def test_a_code_of_another_purpose_opens_no_password(person: Person) -> None:
    body = {"sms_code": person.sms("authorise_order"), "password": OTHER}
    assert person.send("PUT", "/me/password", body).json()["code"] == "AUTH-012"


def test_invoices_issued_and_missing(person: Person, service: Service) -> None:
    unpaid, paid = person.new_order()["id"], person.approved_order()
    (issued,) = person.ask("GET", "/invoices")["items"]
    assert (issued["order_id"], issued["amount_fen"]) == (paid, person.ask("GET", f"/orders/{paid}")["total_fen"])
    assert issued["number"]
    assert person.ask("GET", "/invoices", params={"state": "missing"})["items"] == []
    with service.store.write() as session:
        session.execute(delete(InvoiceRow).where(InvoiceRow.order_id == paid))
    (missing,) = person.ask("GET", "/invoices", params={"state": "missing"})["items"]
    assert (missing["order_id"], missing["number"]) == (paid, None)
    assert person.ask("GET", "/invoices")["items"] == []
    made = person.ask("POST", f"/orders/{paid}/invoice-request")
    assert made["number"]
    assert person.ask("POST", f"/orders/{paid}/invoice-request") == made, "asked twice, made once"
    assert person.ask("GET", "/invoices")["items"] == [made]
    assert person.send("POST", f"/orders/{unpaid}/invoice-request").json()["code"] == "ORD-001"
    stranger = Person(str(person.http.base_url).removesuffix("/api/v1/"), "13512345679")
    stranger.sign_in()
    assert stranger.send("POST", f"/orders/{paid}/invoice-request").status_code == 404
    stranger.http.close()


def test_notifications_are_read_once(person: Person) -> None:
    order_id = person.approved_order()
    person.ask("GET", f"/orders/{order_id}")
    assert [item["read"] for item in person.ask("GET", "/notifications")["items"]] == [False]
    person.ask("POST", "/notifications/read")
    assert [item["read"] for item in person.ask("GET", "/notifications")["items"]] == [True]
