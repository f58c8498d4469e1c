"""A lost answer is told again, not done again; also when the same request comes twice at once."""

from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.authority.person import Person, handwriting, new_key


def _version(person: Person) -> str:
    version: str = person.ask("GET", "/agreements/personal_certificate")["version"]
    return version


def _order_body(person: Person, **changed: object) -> dict[str, object]:
    body: dict[str, object] = {
        "business": "personal_certificate_new",
        "platform_id": "construction",
        "ca_id": "house",
        "years": 1,
        "key_algorithm": "sm2",
        "agreement_version": _version(person),
    }
    return {**body, **changed}


def test_the_same_key_gets_the_first_answer(person: Person) -> None:
    key, body = str(uuid.uuid4()), _order_body(person)
    first = person.ask("POST", "/orders", body, key=key)
    assert person.ask("POST", "/orders", body, key=key) == first
    assert len(person.ask("GET", "/orders")["items"]) == 1


def test_the_same_key_for_another_request_is_refused(person: Person) -> None:
    key = str(uuid.uuid4())
    person.ask("POST", "/orders", _order_body(person), key=key)
    refused = person.send("POST", "/orders", _order_body(person, years=3), key=key)
    assert (refused.status_code, refused.json()["code"]) == (409, "AUTH-004")


def test_the_same_key_for_another_file_is_refused(person: Person) -> None:
    key = str(uuid.uuid4())
    first = person.upload("handwriting", handwriting(), key)
    assert person.upload("handwriting", handwriting(), key).json() == first.json()
    assert person.upload("attachment", handwriting(), key).status_code == 409


def test_keys_of_two_persons_do_not_meet(person: Person) -> None:
    key = str(uuid.uuid4())
    order = person.ask("POST", "/orders", _order_body(person), key=key)
    other = Person(str(person.http.base_url).removesuffix("/api/v1/"), "13600000001")
    other.sign_in()
    answer = other.send("POST", "/orders", _order_body(other), key=key)
    assert order["id"] not in answer.text
    other.http.close()


@pytest.mark.parametrize("round_number", range(3))
def test_the_same_request_many_times_at_once_is_done_once(person: Person, round_number: int) -> None:
    key, body, together = str(uuid.uuid4()), _order_body(person), threading.Barrier(8)

    def send(_: int) -> httpx.Response:
        together.wait(20)
        return person.send("POST", "/orders", body, key=key)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert {answer.status_code for answer in answers} == {200}, [answer.text for answer in answers]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(person.ask("GET", "/orders")["items"]) == 1


def test_two_devices_at_once_get_one_certificate(person: Person) -> None:
    order_id, together = person.approved_order(), threading.Barrier(4)
    bodies = [person.request_of(new_key("sm2")) for _ in range(4)]

    def send(body: dict[str, str]) -> httpx.Response:
        together.wait(20)
        return person.send("POST", f"/orders/{order_id}/certificate", body)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, bodies))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert len(person.ask("GET", "/certificates")["items"]) == 1
