"""An order from the quote to the installed certificate, on both databases."""

from __future__ import annotations

import base64
import time
from datetime import UTC, datetime, timedelta

import pymupdf
import pytest

from authority.audit import first_broken
from authority.service import Service
from core.crypto.certificates import Certificate
from core.crypto.enveloped import unwrap_key_cms, unwrap_sm2_key
from core.crypto.errors import SealNotValid
from core.crypto.keys import PrivateKey
from core.crypto.seal import parse_seal, parse_seal_signature, sign_with_seal
from core.crypto.seal_validation import SealTrust, verify_seal, verify_seal_signature
from tests.authority.person import NAME, Person, new_key


@pytest.mark.parametrize("algorithm", ["sm2", "rsa2048", "ec_p256"])
def test_the_whole_way(person: Person, service: Service, algorithm: str) -> None:
    order = person.new_order(algorithm)
    order_id = order["id"]
    assert (order["state"], order["tab"]) == ("draft", "pending_payment")
    assert order["total_fen"] == sum(item["amount_fen"] for item in order["items"]) > 0
    assert person.sign_form(order_id)["steps"]["signed"]
    assert person.give_invoice(order_id)["steps"]["invoice"]
    assert person.authorise(order_id)["state"] == "pending_payment"
    payment = person.start_payment(order_id)
    assert "支付成功" in person.press(payment, "pay").text
    assert person.ask("GET", f"/payments/{payment['id']}")["state"] == "paid"
    assert person.ask("GET", f"/orders/{order_id}")["state"] == "approved"

    key = new_key(algorithm)
    issued = person.certificate(order_id, key)
    signing, encryption = (
        Certificate(base64.b64decode(issued[f"{use}_certificate"])) for use in ("signing", "encryption")
    )
    assert signing.public_key == key.public_key
    assert _opened(issued["encryption_key"], key).public_key == encryption.public_key
    assert person.certificate(order_id, key) == issued, "the same key again gets the same answer"
    assert _state(person, issued["certificate_id"]) == "hold"

    assert person.install(order_id, issued["certificate_id"])["state"] == "installed"
    assert person.install(order_id, issued["certificate_id"])["state"] == "installed"
    assert _state(person, issued["certificate_id"]) == "active"
    (seal,) = person.ask("GET", "/seals")["items"]
    assert seal["certificate_fingerprint"] == signing.fingerprint
    assert base64.b64decode(seal["picture_png"]).startswith(b"\x89PNG")
    _check_electronic_seal(service, seal, signing, key)
    with service.store.read() as session:
        assert first_broken(session) is None


def _check_electronic_seal(service: Service, seal: dict[str, str], signing: Certificate, key: PrivateKey) -> None:
    """What the seal system made stands the standard's own checks, for the holder's certificate and no other."""
    made = parse_seal(base64.b64decode(seal["electronic_seal"]))
    hierarchy = service.hierarchy
    issuers = [identity.certificate for identity in hierarchy.issuers()]
    trust, now = SealTrust(hierarchy.roots, issuers), datetime.now(UTC)
    verify_seal(made, trust, now)
    assert (made.content.id, made.content.name) == (seal["id"], seal["name"])
    assert made.content.picture.data == base64.b64decode(seal["picture_png"])
    with pytest.raises(SealNotValid):
        verify_seal(made, trust, signing.not_after + timedelta(seconds=1))
    used = parse_seal_signature(sign_with_seal(made, b"h" * 32, "", signing, key.sign, now))
    verify_seal_signature(used, b"h" * 32, trust)
    maker = hierarchy["sm2-seal"]
    foreign = sign_with_seal(made, b"h" * 32, "", maker.certificate, maker.key.sign, now)
    with pytest.raises(SealNotValid):
        verify_seal_signature(parse_seal_signature(foreign), b"h" * 32, trust)


def _opened(delivered: dict[str, str], key: PrivateKey) -> PrivateKey:
    data = base64.b64decode(delivered["data"])
    return unwrap_sm2_key(data, key) if delivered["format"] == "sm2_enveloped_key" else unwrap_key_cms(data, key)


def _state(person: Person, certificate_id: str) -> str:
    states = {item["id"]: item["state"] for item in person.ask("GET", "/certificates")["items"]}
    state: str = states[certificate_id]
    return state


def test_an_order_is_approved_while_nobody_looks(person: Person) -> None:
    person.approved_order()
    deadline = time.monotonic() + 20
    while not person.ask("GET", "/notifications")["items"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert person.ask("GET", "/notifications")["items"][0]["title"] == "审核通过"


def test_another_key_is_refused(person: Person) -> None:
    order_id = person.approved_order()
    person.certificate(order_id, new_key("sm2"))
    answer = person.send("POST", f"/orders/{order_id}/certificate", person.request_of(new_key("sm2")))
    assert (answer.status_code, answer.json()["code"]) == (409, "ORD-002")


def test_a_key_of_another_algorithm_is_refused(person: Person) -> None:
    order_id = person.approved_order("sm2")
    answer = person.send("POST", f"/orders/{order_id}/certificate", person.request_of(new_key("ec_p256")))
    assert (answer.status_code, answer.json()["code"]) == (422, "ORD-003")
    assert person.ask("GET", f"/orders/{order_id}")["state"] == "approved"


def test_nobody_sees_the_order_of_another(person: Person, authority: object, service: Service) -> None:
    order_id = person.new_order()["id"]
    other = Person(str(person.http.base_url).removesuffix("/api/v1/"), "13700000000")
    other.sign_in()
    assert other.send("GET", f"/orders/{order_id}").status_code == 404
    assert other.send("POST", f"/orders/{order_id}/cancel").status_code == 404
    other.http.close()


def test_the_form_shows_person_and_signature(person: Person) -> None:
    order_id = person.new_order()["id"]
    with pymupdf.open(stream=_form(person, order_id), filetype="pdf") as before:
        assert NAME in before[0].get_text()
        assert "申请人声明" in before[0].get_text()
        assert not before[0].get_images()
    person.sign_form(order_id)
    with pymupdf.open(stream=_form(person, order_id), filetype="pdf") as after:
        assert after[0].get_images()
        fonts = [name for *_, name, _, _ in after[0].get_fonts(full=False)]
        assert fonts, "the Chinese font is in the file"


def _form(person: Person, order_id: str) -> bytes:
    return person.send("GET", f"/orders/{order_id}/application-form").content


def test_a_failed_payment_can_be_made_again(person: Person) -> None:
    order_id = person.new_order()["id"]
    person.sign_form(order_id)
    person.give_invoice(order_id)
    person.authorise(order_id)
    first = person.start_payment(order_id)
    assert person.start_payment(order_id)["id"] == first["id"], "a pending payment is given again"
    person.press(first, "fail")
    second = person.start_payment(order_id)
    assert second["id"] != first["id"]
    person.press(second, "pay")
    assert person.press(second, "pay").status_code == 200, "pressing twice pays once"
    late = person.send("POST", f"/orders/{order_id}/payments", {"channel": "alipay"})
    assert (late.status_code, late.json()["code"]) == (409, "ORD-001")
