"""Sign-in by a device-bound key: one challenge, one device, one use."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from authority.accounts.login_keys import answer_text, registration_text
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.crypto.keys import PrivateKey
from tests.authority.person import PASSWORD, Person

DEVICE = "device-of-tests"


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def register(person: Person, key: PrivateKey, proof_by: PrivateKey | None = None) -> Any:
    account_id = person.ask("GET", "/me")["account"]["id"]
    proof = (proof_by or key).sign(registration_text(account_id, DEVICE), SignatureScheme.SM2_SM3)
    body = {"public_key": b64(key.public_key.spki), "proof": b64(proof)}
    return person.send("POST", "/me/login-keys", body)


def challenge(person: Person, key_id: str) -> Any:
    return person.ask("POST", "/login-challenges", {"login_key_id": key_id})


def answer(person: Person, asked: Any, key: PrivateKey) -> Any:
    signature = key.sign(answer_text(asked["id"], base64.b64decode(asked["nonce"]), DEVICE), SignatureScheme.SM2_SM3)
    return person.send("POST", "/sessions/login-key", {"challenge_id": asked["id"], "signature": b64(signature)})


@pytest.fixture
def key() -> PrivateKey:
    return PrivateKey.generate(KeyAlgorithm.SM2)


@pytest.fixture
def registered(visitor: Person, key: PrivateKey) -> tuple[Person, str]:
    """Signed in, switched on, signed out."""
    visitor.sign_in()
    key_id = register(visitor, key).json()["id"]
    visitor.ask("DELETE", "/sessions/current")
    visitor.token = ""
    return visitor, key_id


def test_the_key_signs_in_without_a_password(registered: tuple[Person, str], key: PrivateKey) -> None:
    person, key_id = registered
    session = answer(person, challenge(person, key_id), key).json()
    person.token = session["access_token"]
    assert person.ask("GET", "/me")["account"]["phone_masked"].endswith(person.phone[-4:])


def test_a_challenge_is_good_once_and_a_newer_one_voids_it(registered: tuple[Person, str], key: PrivateKey) -> None:
    person, key_id = registered
    asked = challenge(person, key_id)
    assert answer(person, asked, key).is_success
    assert answer(person, asked, key).json()["code"] == "AUTH-017"
    old = challenge(person, key_id)
    challenge(person, key_id)
    assert answer(person, old, key).json()["code"] == "AUTH-017"


def test_another_key_is_refused_and_spends_the_challenge(registered: tuple[Person, str], key: PrivateKey) -> None:
    person, key_id = registered
    asked = challenge(person, key_id)
    assert answer(person, asked, PrivateKey.generate(KeyAlgorithm.SM2)).json()["code"] == "AUTH-018"
    assert answer(person, asked, key).json()["code"] == "AUTH-017"


def test_another_device_is_not_asked(registered: tuple[Person, str]) -> None:
    person, key_id = registered
    refused = person.http.post(
        "/login-challenges",
        json={"login_key_id": key_id},
        headers={"X-Device-Id": "stolen", "Idempotency-Key": "another-device"},
    )
    assert refused.json()["code"] == "AUTH-016"


def test_a_key_that_the_device_does_not_hold_is_not_registered(visitor: Person, key: PrivateKey) -> None:
    visitor.sign_in()
    assert register(visitor, key, proof_by=PrivateKey.generate(KeyAlgorithm.SM2)).json()["code"] == "AUTH-003"
    assert register(visitor, PrivateKey.generate(KeyAlgorithm.EC_P256), proof_by=key).json()["code"] == "AUTH-003"


def test_switching_off_and_a_password_reset_end_it(registered: tuple[Person, str], key: PrivateKey) -> None:
    person, key_id = registered
    person.sign_in()
    person.ask("DELETE", "/me/login-keys/current")
    assert person.send("POST", "/login-challenges", {"login_key_id": key_id}).json()["code"] == "AUTH-016"
    key_id = register(person, key).json()["id"]
    ticket = person.ticket()["ticket"]
    person.ask("POST", "/sessions/password-reset", {"ticket": ticket, "password": PASSWORD + "x"})
    assert person.send("POST", "/login-challenges", {"login_key_id": key_id}).json()["code"] == "AUTH-016"
