"""The authority's clock jumps: codes, sign-ins and payments end, orders go on, a clock put back locks nobody out."""

from __future__ import annotations

import base64
import itertools
import re
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn

from authority.accounts.closing import close_what_is_due
from authority.application import build_application, open_service
from authority.audit import first_broken
from authority.service import Service, utc_now
from authority.settings import Settings
from core.crypto.certificates import Certificate
from tests.authority.person import PASSWORD, Person, new_key

_phones = itertools.count(13500000001)


class Clock:
    """The time of this machine, and what somebody did to it."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.shift

    def jump(self, **how: float) -> None:
        """Forward, or back where it is negative."""
        self.shift += timedelta(**how)


class Reader(Person):
    """Reads the message that came, which need not be the one with the latest time."""

    def sms(self, purpose: str) -> str:
        """See `Person`."""
        before = self._messages()
        assert self.ask_sms(purpose).status_code == 200
        (text,) = [text for id, text in self._messages().items() if id not in before]
        found = re.search(r"是 ([0-9]{6})，", text)
        assert found
        return found[1]

    def _messages(self) -> dict[str, str]:
        items = self.ask("GET", "/sandbox/messages", params={"phone": self.phone})["items"]
        return {item["id"]: item["text"] for item in items}


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def listening(database_kind: str) -> Iterator[socket.socket]:
    """Where it listens; its own links name the port."""
    with socket.create_server(("127.0.0.1", 0)) as opened:
        yield opened


@pytest.fixture(scope="module")
def clocked(
    clock: Clock,
    listening: socket.socket,
    new_database_url: Callable[[], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Service]:
    """A service with a clock of ours, listening in a thread; texts may follow each other after a minute."""
    folder: Path = tmp_path_factory.mktemp("clock")
    settings = Settings.model_validate(
        {
            "data_dir": folder,
            "database_url": new_database_url(),
            "master_key_file": folder / "key",
            "public_url": f"http://127.0.0.1:{listening.getsockname()[1]}",
            "auto_approve_seconds": 0,
            "sms_resend_seconds": 60,
        }
    )
    service = open_service(settings, clock)
    server = uvicorn.Server(uvicorn.Config(build_application(service), log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    yield service
    server.should_exit = True
    thread.join(30)
    with service.store.read() as session:
        assert first_broken(session) is None, "whatever the clock did"
    service.store.close()


@pytest.fixture
def person(clocked: Service, clock: Clock) -> Iterator[Person]:
    """Somebody signed in and verified, at the right time."""
    clock.shift = timedelta()
    person = Reader(clocked.settings.public_url, str(next(_phones)))
    person.sign_in()
    person.become_real(clocked)
    yield person
    clock.shift = timedelta()
    person.http.close()


def test_forward_codes_tickets_and_sessions_end(person: Person, clock: Clock) -> None:
    clock.jump(minutes=2)
    ticket = person.ticket()["ticket"]
    clock.jump(hours=1)
    body = {"ticket": ticket, "password": PASSWORD}
    assert person.send("POST", "/sessions/password", body).json()["code"] == "AUTH-015"
    code = person.sms("login")
    clock.jump(minutes=30)
    late = {"phone": person.phone, "sms_code": code, "accepted_privacy_version": "1"}
    assert person.send("POST", "/sessions", late).json()["code"] == "AUTH-012"
    order = person.new_order()["id"]
    clock.jump(days=2)
    assert person.send("GET", f"/orders/{order}").json()["code"] == "AUTH-001"
    person.token = ""
    person.sign_in()
    person.sign_form(order)
    person.give_invoice(order)
    clock.jump(minutes=2)
    assert person.authorise(order)["state"] == "pending_payment", "the order waited"


def test_forward_a_payment_ends_and_another_counts(person: Person, clock: Clock) -> None:
    order = person.new_order()["id"]
    person.sign_form(order)
    person.give_invoice(order)
    clock.jump(minutes=2)
    person.authorise(order)
    first = person.start_payment(order)
    clock.jump(hours=1)
    assert person.ask("GET", f"/payments/{first['id']}")["state"] == "expired"
    second = person.start_payment(order)
    assert second["id"] != first["id"]
    person.press(second, "pay")
    assert person.ask("GET", f"/orders/{order}")["state"] == "approved"


def test_forward_years_certificates_begin_when_they_are_issued_and_expire(person: Person, clock: Clock) -> None:
    clock.jump(minutes=2)
    order = person.approved_order()
    clock.jump(days=400)
    person.token = ""
    person.sign_in()
    issued = person.certificate(order, new_key("sm2"))
    person.install(order, issued["certificate_id"])
    (mine,) = person.ask("GET", "/certificates")["items"]
    begins = datetime.fromisoformat(mine["not_before"])
    assert abs(begins - clock()) < timedelta(minutes=10)
    assert mine["state"] == "active"
    clock.jump(days=2 * 365 + 1)
    person.token = ""
    person.sign_in()
    (mine,) = person.ask("GET", "/certificates")["items"]
    assert mine["state"] == "expired"
    assert mine["allowed"] == ["personal_certificate_renew"]
    clock.jump(days=91)
    person.token = ""
    person.sign_in()
    assert person.ask("GET", "/certificates")["items"][0]["allowed"] == []


def test_back_a_new_code_can_be_asked_for_and_counts(person: Person, clock: Clock) -> None:
    """The last message lies in the future now: it is no reason to wait until then, and its code is not the newest."""
    clock.jump(minutes=2)
    person.sms("login")
    clock.jump(days=-1)
    person.token = ""
    person.sign_in()
    assert person.ask_sms("login").json()["code"] == "AUTH-011", "after a minute, as ever"


def test_back_a_lock_is_no_longer_than_it_ever_is(person: Person, clock: Clock) -> None:
    clock.jump(minutes=2)
    ticket = person.ticket()["ticket"]
    for _ in range(5):
        person.send("POST", "/sessions/password", {"ticket": ticket, "password": "Wrong-2026-x"})
    locked = person.send("POST", "/sessions/password", {"ticket": ticket, "password": PASSWORD})
    assert locked.json()["code"] == "AUTH-014"
    clock.jump(days=-1)
    person.token = ""
    person.sign_in()


def test_back_between_the_steps_of_an_order(person: Person, clock: Clock, clocked: Service) -> None:
    clock.jump(days=3)
    person.token = ""
    person.sign_in()
    order = person.new_order()["id"]
    person.sign_form(order)
    clock.jump(days=-2)
    person.give_invoice(order)
    person.authorise(order)
    payment = person.start_payment(order)
    clock.jump(hours=-5)
    person.press(payment, "pay")
    assert person.ask("GET", f"/orders/{order}")["state"] == "approved"
    issued = person.certificate(order, new_key("sm2"))
    clock.jump(hours=-5)
    person.install(order, issued["certificate_id"])
    assert person.ask("GET", "/certificates")["items"][0]["state"] == "active"
    assert [item["state"] for item in person.ask("GET", "/seals")["items"]] == ["active"]


def test_a_revocation_stays_in_the_list_when_the_clock_goes_back(person: Person, clock: Clock) -> None:
    clock.jump(minutes=2)
    order = person.approved_order()
    issued = person.certificate(order, new_key("sm2"))
    person.install(order, issued["certificate_id"])
    clock.jump(minutes=2)
    version = person.ask("GET", "/agreements/personal_certificate")["version"]
    body = {"business": "personal_certificate_revoke", "certificate_id": issued["certificate_id"]}
    revocation = person.ask("POST", "/orders", {**body, "agreement_version": version})["id"]
    person.sign_form(revocation)
    person.authorise(revocation)
    assert person.ask("GET", f"/orders/{revocation}")["state"] == "finished"
    (mine,) = person.ask("GET", "/certificates")["items"]
    numbers = []
    for back in (0, -1):
        clock.jump(days=back)
        number, revoked = _list_of(person, mine)
        assert int(mine["serial_hex"], 16) in revoked
        numbers.append(number)
    assert numbers == sorted(numbers), "the list's number never falls (RFC 5280 §5.2.3)"


def test_forward_a_closing_happens(person: Person, clock: Clock, clocked: Service) -> None:
    assert person.ask("POST", "/me/closing", {"password": PASSWORD})["due_at"]
    clock.jump(hours=-3)
    close_what_is_due(clocked)
    assert person.send("GET", "/me").status_code == 200
    clock.jump(hours=3 + 25)
    close_what_is_due(clocked)
    assert person.send("GET", "/me").status_code == 401


def _list_of(person: Person, certificate: dict[str, str]) -> tuple[int, set[int]]:
    """Number and serials of the revocation list that the certificate names."""
    from asn1crypto import crl

    signing = Certificate(base64.b64decode(certificate["signing_certificate"]))
    (point,) = signing.asn1.crl_distribution_points
    url = point["distribution_point"].chosen[0].native
    base = str(person.http.base_url).removesuffix("/api/v1/")
    parsed = crl.CertificateList.load(person.http.get(base + urlsplit(url).path).content)
    return parsed.crl_number_value.native, {
        entry["user_certificate"].native for entry in parsed["tbs_cert_list"]["revoked_certificates"] or ()
    }
