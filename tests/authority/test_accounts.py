"""Picture codes, SMS codes, passwords, sessions, uploads."""

from __future__ import annotations

import io
from collections.abc import Callable

import httpx
import pytest
from PIL import Image

from authority.accounts.models import FileRow, PersonRow
from authority.service import Service
from tests.authority.person import ID_NUMBER, NAME, PASSWORD, Person, handwriting
from tests.authority.server import AuthorityProcess


def _code(answer: httpx.Response) -> str:
    assert answer.headers["content-type"] == "application/problem+json"
    code: str = answer.json()["code"]
    return code


def test_a_picture_code_is_good_once(visitor: Person) -> None:
    captcha_id, text = visitor.captcha()
    body = {"captcha_id": captcha_id, "captcha_text": text, "phone": visitor.phone, "purpose": "login"}
    assert visitor.send("POST", "/sms-codes", body).status_code == 200
    assert _code(visitor.send("POST", "/sms-codes", body)) == "AUTH-010"


def test_a_wrong_try_spends_the_picture_code(visitor: Person) -> None:
    captcha_id, text = visitor.captcha()
    body = {"captcha_id": captcha_id, "captcha_text": "????", "phone": visitor.phone, "purpose": "login"}
    assert _code(visitor.send("POST", "/sms-codes", body)) == "AUTH-010"
    assert _code(visitor.send("POST", "/sms-codes", {**body, "captcha_text": text})) == "AUTH-010"


def test_an_sms_code_has_five_attempts(visitor: Person) -> None:
    right = visitor.sms("login")
    wrong = f"{(int(right) + 1) % 10**6:06}"
    body = {"phone": visitor.phone, "sms_code": wrong, "accepted_privacy_version": "1"}
    for _ in range(5):
        assert _code(visitor.send("POST", "/sessions", body)) == "AUTH-012"
    assert _code(visitor.send("POST", "/sessions", {**body, "sms_code": right})) == "AUTH-012"


def test_an_sms_code_opens_only_what_it_was_sent_for(visitor: Person) -> None:
    code = visitor.sms("real_name")
    body = {"phone": visitor.phone, "sms_code": code, "accepted_privacy_version": "1"}
    assert _code(visitor.send("POST", "/sessions", body)) == "AUTH-012"


def test_sms_codes_are_limited_per_number(start: Callable[..., AuthorityProcess]) -> None:
    slow = Person(start(sms_resend_seconds="60").url, "13800000001")
    assert slow.ask_sms("login").status_code == 200
    refused = slow.ask_sms("login")
    assert (refused.status_code, _code(refused)) == (429, "AUTH-011")
    assert 0 < refused.json()["details"]["retry_after"] <= 60
    slow.phone = "13800000002"
    assert slow.ask_sms("login").status_code == 200
    slow.http.close()


def test_five_wrong_passwords_lock_the_account(visitor: Person) -> None:
    visitor.sign_in()
    ticket = visitor.ticket()
    assert ticket["next"] == "check_password"
    body = {"ticket": ticket["ticket"], "password": "Wrong-2026-x"}
    for left in (4, 3, 2, 1):
        answer = visitor.send("POST", "/sessions/password", body)
        assert (_code(answer), answer.json()["details"]["tries_left"]) == ("AUTH-013", left)
    assert _code(visitor.send("POST", "/sessions/password", body)) == "AUTH-014"
    assert _code(visitor.send("POST", "/sessions/password", {**body, "password": PASSWORD})) == "AUTH-014"
    renewed = {"ticket": visitor.ticket()["ticket"], "password": "New-2026-good"}
    assert visitor.ask("POST", "/sessions/password-reset", renewed)["access_token"]


def test_a_weak_password_is_refused_and_the_step_stays(visitor: Person) -> None:
    ticket = visitor.ticket()["ticket"]
    assert _code(visitor.send("POST", "/sessions/password", {"ticket": ticket, "password": "12345678"})) == "AUTH-003"
    assert visitor.ask("POST", "/sessions/password", {"ticket": ticket, "password": PASSWORD})["access_token"]


def test_a_reset_ends_other_sessions(visitor: Person) -> None:
    visitor.sign_in()
    old = visitor.token
    body = {"ticket": visitor.ticket()["ticket"], "password": "New-2026-good"}
    visitor.token = visitor.ask("POST", "/sessions/password-reset", body)["access_token"]
    assert visitor.send("GET", "/me").status_code == 200
    visitor.token = old
    assert _code(visitor.send("GET", "/me")) == "AUTH-001"


def test_signing_out_ends_the_session(visitor: Person) -> None:
    visitor.sign_in()
    visitor.ask("DELETE", "/sessions/current")
    assert visitor.send("GET", "/me").status_code == 401


def test_me_is_masked(person: Person) -> None:
    text = person.send("GET", "/me").text
    assert NAME not in text
    assert ID_NUMBER not in text
    assert person.phone not in text
    assert person.ask("GET", "/me")["account"]["name_masked"] == "李**"


def test_nothing_personal_is_readable_in_the_database(person: Person, service: Service) -> None:
    picture = handwriting()
    file_id = person.upload("handwriting", picture).json()["id"]
    with service.store.read() as session:
        row = session.get_one(FileRow, file_id)
        assert picture not in row.content
        for someone in session.query(PersonRow):
            assert NAME.encode() not in someone.name
            assert ID_NUMBER.encode() not in someone.id_number


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00", b"%PDF-1.7 nothing", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_only_what_decodes_is_kept(visitor: Person, content: bytes) -> None:
    visitor.sign_in()
    assert _code(visitor.upload("attachment", content)) == "FILE-001"


def test_a_picture_that_is_a_bomb_is_refused(visitor: Person) -> None:
    visitor.sign_in()
    buffer = io.BytesIO()
    Image.new("1", (9000, 9000)).save(buffer, "PNG")
    assert _code(visitor.upload("attachment", buffer.getvalue())) == "FILE-001"


def test_an_upload_of_more_than_10_mb_is_refused(visitor: Person) -> None:
    visitor.sign_in()
    assert visitor.upload("attachment", handwriting() + bytes(10 * 1024 * 1024)).status_code == 422


def test_personal_data_needs_the_password_again(person: Person) -> None:
    assert _code(person.send("POST", "/me/personal-data", {"password": "Wrong-2026-x"})) == "AUTH-013"
    items = person.ask("POST", "/me/personal-data", {"password": PASSWORD})["items"]
    assert {ID_NUMBER, NAME, person.phone} <= {item["value"] for item in items}


def test_the_sandbox_does_not_exist_in_production(start: Callable[..., AuthorityProcess]) -> None:
    earnest = Person(start(environment="production").url, "13800000003")
    assert earnest.send("GET", "/sandbox/messages").status_code == 404
    captcha = earnest.ask("POST", "/captchas")
    assert earnest.send("GET", f"/sandbox/captchas/{captcha['id']}").status_code == 404
    earnest.http.close()
