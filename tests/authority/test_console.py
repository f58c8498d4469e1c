"""The console: only who knows the password, documents to look at, one decision per order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import httpx
import pymupdf
import pytest

from tests.authority.person import NAME, Person
from tests.authority.server import AuthorityProcess


@pytest.fixture
def reviewed(start: Callable[..., AuthorityProcess]) -> AuthorityProcess:
    """An authority where nothing is approved by itself."""
    return start(auto_approve_seconds="null")


@pytest.fixture
def clerk(reviewed: AuthorityProcess) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=reviewed.url, trust_env=False, follow_redirects=True) as browser:
        password = (reviewed.data / "console-password.txt").read_text().strip()
        assert "待审核订单" in browser.post("/console/login", data={"password": password}).text
        yield browser


@pytest.fixture
def waiting(reviewed: AuthorityProcess) -> Iterator[tuple[Person, str]]:
    """A person and an order under review."""
    person = Person(reviewed.url, "13800000031")
    person.sign_in()
    service = reviewed.inside()
    person.become_real(service)
    service.store.close()
    order_id = person.approved_order()
    assert person.ask("GET", f"/orders/{order_id}")["state"] == "reviewing"
    yield person, order_id
    person.http.close()


def _token(page: str) -> str:
    found = re.search(r'name="token" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


def test_a_clerk_approves(clerk: httpx.Client, waiting: tuple[Person, str]) -> None:
    person, order_id = waiting
    assert NAME in clerk.get("/console").text
    page = clerk.get(f"/console/orders/{order_id}").text
    form = clerk.get(f"/console/orders/{order_id}/form.pdf").content
    with pymupdf.open(stream=form, filetype="pdf") as document:
        assert NAME in document[0].get_text()
    clerk.post(f"/console/orders/{order_id}/approve", data={"token": _token(page)})
    assert person.ask("GET", f"/orders/{order_id}")["state"] == "approved"
    assert person.ask("GET", "/notifications")["items"][0]["title"] == "审核通过"
    assert clerk.post(f"/console/orders/{order_id}/approve", data={"token": _token(page)}).status_code == 409
    assert "哈希链完整" in clerk.get("/console/audit").text


def test_a_clerk_rejects_with_a_reason(clerk: httpx.Client, waiting: tuple[Person, str]) -> None:
    person, order_id = waiting
    page = clerk.get(f"/console/orders/{order_id}").text
    clerk.post(f"/console/orders/{order_id}/reject", data={"token": _token(page), "reason": "<b>签名不清晰</b>"})
    order = person.ask("GET", f"/orders/{order_id}")
    assert (order["state"], order["reject_reason"], order["tab"]) == ("rejected", "<b>签名不清晰</b>", "completed")


def test_strangers_and_forged_forms_are_kept_out(
    clerk: httpx.Client, reviewed: AuthorityProcess, waiting: tuple[Person, str]
) -> None:
    person, order_id = waiting
    with httpx.Client(base_url=reviewed.url, trust_env=False) as stranger:
        for path in ("/console", "/console/audit", f"/console/orders/{order_id}"):
            assert stranger.get(path).status_code == 303
        assert stranger.post("/console/login", data={"password": "guess"}).status_code == 401
        for forged in ("admin|2999-01-01T00:00:00+00:00|" + "0" * 64, "admin|soon|x", "|||", "admin", "admin|é|é"):
            headers = [(b"Cookie", b"console=" + forged.encode())]
            assert stranger.get("/console", headers=headers).status_code == 303
    for token in ("0" * 64, "é"):
        assert clerk.post(f"/console/orders/{order_id}/approve", data={"token": token}).url.path == "/console/login"
    assert person.ask("GET", f"/orders/{order_id}")["state"] == "reviewing"


def test_the_invoice_comes_with_the_payment(waiting: tuple[Person, str]) -> None:
    person, order_id = waiting
    sheet = person.send("GET", f"/orders/{order_id}/invoice.pdf").content
    with pymupdf.open(stream=sheet, filetype="pdf") as document:
        text = document[0].get_text()
    assert NAME in text
    assert f"¥{person.ask('GET', f'/orders/{order_id}')['total_fen'] / 100:.2f}" in text
    mails = person.ask("GET", "/sandbox/messages", params={"phone": "li@example.com"})["items"]
    assert [mail["kind"] for mail in mails] == ["mail"]
    unpaid = person.new_order()["id"]
    assert person.send("GET", f"/orders/{unpaid}/invoice.pdf").status_code == 404
