"""Renew, revoke and reissue: what each needs, what becomes of the old certificates, and that nothing is doubled."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from authority.service import Service
from core.validation import id_check_character
from tests.authority.person import ID_NUMBER, NAME, Person, new_key

RENEW, REVOKE, REISSUE = (f"personal_certificate_{name}" for name in ("renew", "revoke", "reissue"))


def _order(person: Person, business: str, certificate_id: str, **more: Any) -> Any:
    version = person.ask("GET", "/agreements/personal_certificate")["version"]
    body = {"business": business, "certificate_id": certificate_id, "agreement_version": version, **more}
    return person.send("POST", "/orders", body)


def _installed(person: Person) -> dict[str, Any]:
    """An installed certificate as its owner sees it."""
    order_id = person.approved_order()
    issued = person.certificate(order_id, new_key("sm2"))
    person.install(order_id, issued["certificate_id"])
    return _certificate(person, issued["certificate_id"])


def _certificate(person: Person, certificate_id: str) -> dict[str, Any]:
    items: list[dict[str, Any]] = person.ask("GET", "/certificates")["items"]
    return next(item for item in items if item["id"] == certificate_id)


def _seal_states(person: Person) -> dict[str, str]:
    return {item["certificate_id"]: item["state"] for item in person.ask("GET", "/seals")["items"]}


def test_a_renewal_is_paid_and_replaces_the_old_pair_when_it_is_installed(person: Person) -> None:
    old = _installed(person)
    assert old["allowed"] == [RENEW, REVOKE, REISSUE]
    quotes = person.ask("GET", f"/certificates/{old['id']}/quotes", params={"business": RENEW})
    assert [option["years"] for option in quotes["options"]] == [1, 2, 3, 4, 5]
    order = _order(person, RENEW, old["id"], years=3).json()
    assert order["total_fen"] == quotes["options"][2]["total_fen"] > 0
    assert (order["business"], order["title"]["zh"]) == (RENEW, "续期个人证书")
    person.sign_form(order["id"])
    suggested = {"kind": "personal", "title": NAME, "tax_number": None, "email": "li@example.com"}
    assert person.ask("GET", f"/orders/{order['id']}/invoice-suggestion") == suggested, "as it was given last"
    wrong = person.send("PUT", f"/orders/{order['id']}/invoice", {**suggested, "tax_number": "440421199001010000"})
    assert (wrong.status_code, wrong.json()["details"]["field"]) == (422, "税号")
    own = ID_NUMBER[:17] + id_check_character(ID_NUMBER[:17])
    person.ask("PUT", f"/orders/{order['id']}/invoice", {**suggested, "tax_number": own})
    assert person.authorise(order["id"])["state"] == "pending_payment"
    person.press(person.start_payment(order["id"]), "pay")
    issued = person.certificate(order["id"], new_key("sm2"))
    assert _certificate(person, old["id"])["state"] == "active", "until the new one is installed"
    person.install(order["id"], issued["certificate_id"])
    assert _certificate(person, old["id"])["state"] == "revoked"
    assert _certificate(person, old["id"])["allowed"] == []
    assert _certificate(person, issued["certificate_id"])["state"] == "active"
    assert _seal_states(person) == {old["id"]: "revoked", issued["certificate_id"]: "active"}


def test_a_revocation_costs_nothing_and_ends_certificate_and_seal_when_it_is_approved(person: Person) -> None:
    old = _installed(person)
    order = _order(person, REVOKE, old["id"]).json()
    assert (order["total_fen"], order["items"]) == (0, [])
    assert person.send("POST", f"/orders/{order['id']}/authorisation", {"sms_code": "123456"}).status_code == 409
    person.sign_form(order["id"])
    assert person.authorise(order["id"])["state"] == "reviewing"
    assert person.ask("GET", f"/orders/{order['id']}")["state"] == "finished"
    assert _certificate(person, old["id"])["state"] == "revoked"
    assert _seal_states(person) == {old["id"]: "revoked"}
    assert next(item["title"] for item in person.ask("GET", "/notifications")["items"]) == "证书已注销"
    refused = person.send("POST", f"/orders/{order['id']}/certificate", person.request_of(new_key("sm2")))
    assert refused.json()["code"] == "ORD-001", "a revocation issues nothing"


def test_a_reissue_is_for_another_key_at_once_and_lasts_as_long_as_the_old_one(person: Person) -> None:
    old = _installed(person)
    order = _order(person, REISSUE, old["id"]).json()
    assert person.authorise(order["id"])["state"] == "approved", "no form, no payment, no review"
    issued = person.certificate(order["id"], new_key("sm2"))
    person.install(order["id"], issued["certificate_id"])
    fresh = _certificate(person, issued["certificate_id"])
    assert fresh["not_after"] == old["not_after"]
    assert fresh["serial_hex"] != old["serial_hex"]
    assert _certificate(person, old["id"])["state"] == "revoked"
    assert _seal_states(person) == {old["id"]: "revoked", fresh["id"]: "active"}
    again = _order(person, REISSUE, fresh["id"]).json()
    person.authorise(again["id"])
    second = person.certificate(again["id"], new_key("sm2"))
    person.install(again["id"], second["certificate_id"])
    assert _seal_states(person)[second["certificate_id"]] == "active", "the handwriting is that of the first order"


def test_one_order_at_a_time_about_a_certificate(person: Person) -> None:
    old = _installed(person)
    order = _order(person, REVOKE, old["id"]).json()
    assert _order(person, REISSUE, old["id"]).json()["code"] == "ORD-005"
    person.ask("POST", f"/orders/{order['id']}/cancel")
    answers: list[int] = []
    people = [Person(str(person.http.base_url).removesuffix("/api/v1/"), person.phone) for _ in range(4)]
    for someone in people:
        someone.token = person.token
    threads = [
        threading.Thread(target=lambda p=p: answers.append(_order(p, REVOKE, old["id"]).status_code)) for p in people
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 409, 409, 409]
    for someone in people:
        someone.http.close()


@pytest.mark.parametrize("business", [RENEW, REVOKE, REISSUE])
def test_only_the_own_and_only_what_its_state_allows(person: Person, service: Service, business: str) -> None:
    assert _order(person, business, "nobody's", years=1).json()["code"] == "AUTH-002"
    stranger = Person(
        str(person.http.base_url).removesuffix("/api/v1/"), str(13400000000 + [RENEW, REVOKE, REISSUE].index(business))
    )
    stranger.sign_in()
    stranger.become_real(service)
    theirs = _installed(stranger)
    assert _order(person, business, theirs["id"], years=1).json()["code"] == "AUTH-002"
    quotes = person.send("GET", f"/certificates/{theirs['id']}/quotes", params={"business": business})
    assert quotes.status_code == 404
    stranger.http.close()
    order_id = person.approved_order()
    held = person.certificate(order_id, new_key("sm2"))
    assert _certificate(person, held["certificate_id"])["allowed"] == []
    assert _order(person, business, held["certificate_id"], years=1).json()["code"] == "ORD-006"
    person.install(order_id, held["certificate_id"])
    if business == RENEW:
        assert _order(person, business, held["certificate_id"]).json()["code"] == "AUTH-003"
    revoked = _order(person, REVOKE, held["certificate_id"]).json()["id"]
    person.sign_form(revoked)
    person.authorise(revoked)
    assert person.ask("GET", f"/orders/{revoked}")["state"] == "finished"
    assert _order(person, business, held["certificate_id"], years=1).json()["code"] == "ORD-006"


def test_a_new_certificate_names_all_that_it_needs(person: Person) -> None:
    version = person.ask("GET", "/agreements/personal_certificate")["version"]
    body = {"business": "personal_certificate_new", "agreement_version": version, "years": 2}
    assert person.send("POST", "/orders", body).json()["code"] == "AUTH-003"


def test_the_form_says_which_business_it_is(person: Person) -> None:
    import pymupdf

    old = _installed(person)
    order = _order(person, REVOKE, old["id"]).json()
    content = person.send("GET", f"/orders/{order['id']}/application-form").content
    text = pymupdf.open(stream=content)[0].get_text()
    assert "☑ 注销" in text
    assert "□ 新申请" in text
    assert NAME in text
