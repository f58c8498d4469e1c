"""Unlocking a token after an SMS code: only its owner, once per challenge; no cut connection loses a PIN."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from authority.audit import AuditRow
from authority.self_service.models import TokenPinRow
from authority.self_service.unlocking import PURPOSE
from authority.service import Service
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.crypto.keys import PrivateKey
from tests.authority.server import AuthorityProcess
from tests.authority.visitor import Visitor

PIN, NEXT, AFTER = "81726354", "19283746", "56473829"


@pytest.fixture
def owner(authority: AuthorityProcess) -> Iterator[Visitor]:
    """A visitor whose token this is."""
    visitor = Visitor(authority.url)
    visitor.visit()
    yield visitor
    visitor.http.close()


@pytest.fixture
def thief(authority: AuthorityProcess) -> Iterator[Visitor]:
    """A visitor who has the token, not the phone."""
    visitor = Visitor(authority.url)
    visitor.visit()
    yield visitor
    visitor.http.close()


@pytest.fixture
def serial(request: pytest.FixtureRequest, owner: Visitor) -> str:
    """A serial number of its own for each test."""
    return f"SN{owner.phone}"


def answered(person: Visitor, serial: str, asked: dict[str, Any], next_pin: str, key: PrivateKey | None = None) -> Any:
    """The response to the challenge."""
    key = key or PrivateKey.generate(KeyAlgorithm.SM2)
    signed = PURPOSE + serial.encode() + b"\0" + base64.b64decode(asked["nonce"])
    body = {
        "public_key": base64.b64encode(key.public_key.spki).decode(),
        "signature": base64.b64encode(key.sign(signed, SignatureScheme.SM2_SM3)).decode(),
        "next_pin": next_pin,
    }
    answer = person.send("POST", f"/self-service/tokens/{serial}/challenges/{asked['id']}/answer", body)
    if answer.status_code != 200:
        return answer.json()["code"]
    return [key.decrypt(base64.b64decode(pin)).decode() for pin in answer.json()["pins"]]


def test_the_owner_gets_the_pin_and_it_is_replaced(owner: Visitor, serial: str, service: Service) -> None:
    path = f"/self-service/tokens/{serial}"
    assert owner.send("POST", f"{path}/challenges").json()["code"] == "SELF-005"
    owner.ask("PUT", f"{path}/pin", {"pin": PIN})
    for _ in range(2):
        owner.ask("POST", f"{path}/pin/confirmation")
    asked = owner.ask("POST", f"{path}/challenges")
    assert answered(owner, serial, asked, NEXT) == [PIN]
    assert answered(owner, serial, asked, NEXT) == "SELF-006", "a challenge is answered once"
    newest = owner.ask("GET", "/sandbox/messages", params={"phone": owner.phone})["items"][0]
    assert "解锁" in newest["text"], "the owner is told"
    # the client was cut off: nobody knows which PIN the token has, so each is kept
    asked = owner.ask("POST", f"{path}/challenges")
    assert answered(owner, serial, asked, AFTER) == [NEXT, PIN]
    owner.ask("POST", f"{path}/pin/confirmation")
    assert answered(owner, serial, owner.ask("POST", f"{path}/challenges"), PIN) == [AFTER]
    with service.store.read() as session:
        rows = session.scalars(select(TokenPinRow)).all()
        assert not any(pin.encode() in row.pins for row in rows for pin in (PIN, NEXT, AFTER)), "sealed at rest"
        told = [f"{row.subject}{row.details}" for row in session.scalars(select(AuditRow))]
        assert not any(pin in text or serial in text for text in told for pin in (PIN, NEXT, AFTER))


def test_a_deposit_that_the_token_refused_is_forgotten(owner: Visitor, serial: str) -> None:
    path = f"/self-service/tokens/{serial}"
    owner.ask("PUT", f"{path}/pin", {"pin": PIN})
    owner.ask("DELETE", f"{path}/pin/next")
    assert owner.send("POST", f"{path}/challenges").json()["code"] == "SELF-005"
    owner.ask("PUT", f"{path}/pin", {"pin": PIN})
    owner.ask("POST", f"{path}/pin/confirmation")
    owner.ask("PUT", f"{path}/pin", {"pin": NEXT})
    owner.ask("DELETE", f"{path}/pin/next")
    assert answered(owner, serial, owner.ask("POST", f"{path}/challenges"), AFTER) == [PIN]


def test_nobody_else_gets_or_changes_it(owner: Visitor, thief: Visitor, serial: str) -> None:
    path = f"/self-service/tokens/{serial}"
    owner.ask("PUT", f"{path}/pin", {"pin": PIN})
    owner.ask("POST", f"{path}/pin/confirmation")
    asked = owner.ask("POST", f"{path}/challenges")
    assert thief.send("POST", f"{path}/challenges").json()["code"] == "SELF-005"
    assert answered(thief, serial, asked, NEXT) == "SELF-005"
    thief.ask("DELETE", f"{path}/pin/next")
    thief.ask("PUT", f"{path}/pin", {"pin": NEXT})
    thief.ask("POST", f"{path}/pin/confirmation")
    assert answered(thief, serial, asked, NEXT) == "SELF-006", "another's challenge"
    owner.token, token = "", owner.token
    assert owner.send("POST", f"{path}/challenges").status_code == 401
    owner.token = token
    assert answered(owner, serial, asked, NEXT) == [PIN], "what others tried spent nothing"


def test_who_registers_anothers_token_first_takes_nothing_from_its_owner(
    owner: Visitor, thief: Visitor, serial: str
) -> None:
    path = f"/self-service/tokens/{serial}"
    thief.ask("PUT", f"{path}/pin", {"pin": NEXT})
    thief.ask("POST", f"{path}/pin/confirmation")
    owner.ask("PUT", f"{path}/pin", {"pin": PIN})
    owner.ask("POST", f"{path}/pin/confirmation")
    for _ in range(5):
        asked = thief.ask("POST", f"{path}/challenges")
    assert thief.send("POST", f"{path}/challenges").status_code == 429
    assert answered(thief, serial, asked, AFTER) == [NEXT], "his own PIN, which is no token's"
    assert answered(owner, serial, owner.ask("POST", f"{path}/challenges"), AFTER) == [PIN]


@pytest.mark.parametrize("wrong", ["signature", "token", "algorithm", "challenge"])
def test_a_wrong_answer_is_refused(owner: Visitor, serial: str, wrong: str) -> None:
    path = f"/self-service/tokens/{serial}"
    owner.ask("PUT", f"{path}/pin", {"pin": PIN})
    asked = owner.ask("POST", f"{path}/challenges")
    key = PrivateKey.generate(KeyAlgorithm.EC_P256 if wrong == "algorithm" else KeyAlgorithm.SM2)
    signed = PURPOSE + (b"OTHER" if wrong == "token" else serial.encode()) + b"\0" + base64.b64decode(asked["nonce"])
    signature = bytearray(key.sign(signed, key.algorithm.default_scheme))
    if wrong == "signature":
        signature[-1] ^= 1
    body = {
        "public_key": base64.b64encode(key.public_key.spki).decode(),
        "signature": base64.b64encode(signature).decode(),
        "next_pin": NEXT,
    }
    challenge_id = "unknown" if wrong == "challenge" else asked["id"]
    answer = owner.send("POST", f"{path}/challenges/{challenge_id}/answer", body)
    assert answer.json()["code"] == "SELF-006"


def test_challenges_are_limited(owner: Visitor, serial: str) -> None:
    path = f"/self-service/tokens/{serial}"
    owner.ask("PUT", f"{path}/pin", {"pin": PIN})
    for _ in range(5):
        owner.ask("POST", f"{path}/challenges")
    refused = owner.send("POST", f"{path}/challenges")
    assert (refused.status_code, refused.json()["code"]) == (429, "SELF-008")
