"""Whatever is sent, the authority never fails: no 5xx, and every refusal is a problem document with a code."""

from __future__ import annotations

import random
import uuid
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.authority.person import Person

_TEXTS = ["", "\x00", "\ud800", "A" * 70000, "../../etc/passwd", "' OR 1=1 --", "{{7*7}}", "𠮷", "-1", "1e999", "％"]
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.sampled_from(_TEXTS[:1]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)


def _operations(url: str) -> list[Any]:
    schema = schemathesis.openapi.from_url(f"{url}/openapi.json")
    results: list[Any] = list(schema.get_all_operations())
    return [result.ok() for result in results]


def _acceptable(answer: httpx.Response) -> None:
    shown = (str(answer.request.method), str(answer.request.url), answer.status_code, answer.text[:300])
    assert answer.status_code < 500, shown
    if answer.status_code >= 400 and "/console" not in str(answer.request.url):
        assert answer.headers["content-type"] == "application/problem+json", shown
        assert answer.json()["code"], shown


@pytest.mark.slow
def test_requests_made_from_the_schema(person: Person) -> None:
    """Each operation gets requests that fit its schema and requests that do not."""
    url = str(person.http.base_url).removesuffix("/api/v1/")
    headers = {"Authorization": f"Bearer {person.token}"}
    operations = _operations(url)
    assert len(operations) > 30

    for operation in operations:
        if operation.path.endswith("/sessions/current"):
            continue  # would end the session that the others need

        @settings(
            max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
        )
        @given(case=operation.as_strategy())
        def send(case: Any) -> None:
            answer = case.call(headers=headers, timeout=30)
            assert answer.status_code < 500, (case.method, case.formatted_path, case.body, answer.text)

        send()


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(body=_JSON, choice=st.integers(0, 10**6))
def test_any_json_anywhere(person: Person, body: Any, choice: int) -> None:
    paths = ["/captchas", "/sms-codes", "/sessions", "/sessions/password", "/real-name", "/orders", "/reports"]
    paths += ["/orders/x/payments", "/orders/x/certificate", "/me/personal-data"]
    _acceptable(_json(person, "POST", paths[choice % len(paths)], body))


def _json(person: Person, method: str, path: str, body: Any) -> httpx.Response:
    import json

    content = json.dumps(body).encode()  # NaN and lone surrogates too, which httpx would refuse to send
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {person.token}"}
    return person.http.request(method, path, content=content, headers=headers)


@pytest.mark.parametrize("text", _TEXTS)
def test_hostile_texts_in_every_field(person: Person, text: str) -> None:
    captcha_id, _ = person.captcha()
    bodies: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", "/sms-codes", {"captcha_id": text, "captcha_text": text, "phone": person.phone, "purpose": "login"}),
        ("POST", "/sms-codes", {"captcha_id": captcha_id, "captcha_text": text, "phone": text, "purpose": "login"}),
        ("POST", "/sessions", {"phone": person.phone, "sms_code": text, "accepted_privacy_version": text}),
        ("POST", "/sessions/password", {"ticket": text, "password": text}),
        ("PUT", "/sessions/current/identity", {"identity_id": text}),
        ("POST", "/reports", {"category": text, "text": text + "12345", "contact": text, "picture_file_ids": [text]}),
        ("POST", "/reports", {"category": "other", "text": text + "12345", "contact": text}),
        ("POST", "/orders/x/certificate", {"signing_request": text}),
    ]
    for method, path, body in bodies:
        _acceptable(_json(person, method, path, body))


@pytest.mark.parametrize("seed", range(4))
def test_requests_that_are_hardly_http(person: Person, seed: int) -> None:
    dice = random.Random(seed)
    noise = dice.randbytes(300)
    send = person.http.request
    _acceptable(send("POST", "/orders", content=noise, headers={"Content-Type": "application/json"}))
    _acceptable(send("POST", "/files", content=noise, headers={"Content-Type": "multipart/form-data; boundary=x"}))
    _acceptable(send("POST", "/files", content=noise, headers={"Content-Type": "multipart/form-data"}))
    _acceptable(send("PATCH", "/orders"))
    _acceptable(send("GET", f"/orders/{uuid.UUID(int=dice.getrandbits(128))}%00"))
    _acceptable(send("GET", "/platforms", params={"query": "\x00", "page": "99999999999999999999"}))
    _acceptable(send("GET", "/orders", params={"page": "10000"}, headers={"Authorization": "Bearer " + "x" * 150}))
    _acceptable(send("GET", "/sandbox/messages", params={"after": "0001-01-01T00:00:00+14:00"}))
    _acceptable(send("GET", "/me", headers=[(b"Authorization", b"Bearer " + bytes([200, 233]))]))


@pytest.mark.parametrize("told", [True, False])
def test_a_body_without_end_is_cut_off(person: Person, told: bool) -> None:
    blocks = [b"x" * 2**20] * 12
    content = b"".join(blocks) if told else iter(blocks)
    answer = person.http.post("/orders", content=content, headers={"Content-Type": "application/json"})
    _acceptable(answer)
    assert answer.status_code == 413
