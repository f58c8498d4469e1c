"""Mail leaves over real SMTP, once, whatever the server does; certificates near their end are told of once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from pydantic import ValidationError
from sqlalchemy import func, select

from authority.accounts.messages import send_mail
from authority.accounts.models import OutgoingMailRow
from authority.application import open_service
from authority.notifications.outbox import send_waiting_mail
from authority.notifications.reminders import remind_of_expiry
from authority.notifications.smtp import MailServer
from authority.orders.invoices import make_invoice, void_invoice
from authority.orders.models import OrderRow
from authority.service import Service, utc_now
from authority.settings import Settings
from tests.authority.person import NAME, Person, new_key
from tests.simulators.mail_server import PASSWORD, USER, MailPeer

TO = "li@example.com"


@pytest.fixture(params=["starttls", "tls", "none"])
def peer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MailPeer]:
    peer = MailPeer(tmp_path / "mail", request.param)
    yield peer
    peer.stop()


@pytest.fixture
def sender(
    peer: MailPeer, request: pytest.FixtureRequest, new_database_url: Callable[[], str], tmp_path: Path
) -> Iterator[Service]:
    """An authority without a process that sends its mail to the peer."""
    security = request.node.callspec.params["peer"]
    (tmp_path / "password").write_text(PASSWORD)
    told: dict[str, Any] = {"host": "127.0.0.1", "port": peer.port, "security": security, "sender": "ca@example.com"}
    if security != "none":
        told |= {"ca_file": str(peer.certificate)}
    if security == "starttls":
        told |= {"user": USER, "password_file": str(tmp_path / "password")}
    (tmp_path / "mail.json").write_text(json.dumps(told))
    values: dict[str, Any] = {
        "data_dir": tmp_path,
        "database_url": new_database_url(),
        "master_key_file": tmp_path / "k",
    }
    service = open_service(Settings.model_validate({**values, "mail_file": tmp_path / "mail.json"}))
    yield service
    service.store.close()


def _write(service: Service, subject: str, attachment: tuple[str, bytes] | None = None) -> None:
    with service.store.write() as session:
        send_mail(service, session, TO, subject, "附件是申请表。", service.clock(), attachment)


def _waiting(service: Service) -> int:
    with service.store.read() as session:
        return session.scalar(select(func.count()).select_from(OutgoingMailRow)) or 0


def test_a_mail_arrives_with_its_attachment(peer: MailPeer, sender: Service) -> None:
    _write(sender, "数字证书申请表", ("申请表.pdf", b"%PDF-1.7 invented"))
    send_waiting_mail(sender)
    send_waiting_mail(sender)
    (mail,) = peer.received
    assert (mail["To"], mail["From"], mail["Subject"]) == (TO, "ca@example.com", "数字证书申请表")
    body = mail.get_body()
    assert body is not None
    assert body.get_content().strip() == "附件是申请表。"
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("申请表.pdf", b"%PDF-1.7 invented")
    assert _waiting(sender) == 0


@pytest.mark.parametrize("peer", ["starttls"], indirect=True)
def test_what_the_server_refuses_is_sent_later(peer: MailPeer, sender: Service) -> None:
    peer.refusing = True
    _write(sender, "一")
    send_waiting_mail(sender)
    assert (peer.received, _waiting(sender)) == ([], 1)
    peer.refusing = False
    send_waiting_mail(sender)
    assert peer.received == [], "not at once again"
    send_waiting_mail(replace(sender, clock=lambda: utc_now() + timedelta(minutes=5)))
    assert [mail["Subject"] for mail in peer.received] == ["一"]


@pytest.mark.parametrize("peer", ["starttls"], indirect=True)
def test_a_mail_that_is_never_taken_is_given_up(peer: MailPeer, sender: Service) -> None:
    peer.refusing = True
    _write(sender, "一", ("申请表.pdf", b"%PDF-1.7 invented"))
    now = utc_now()
    for days in range(0, 40, 3):
        send_waiting_mail(replace(sender, clock=lambda at=now + timedelta(days=days): at))  # type: ignore[misc]
    assert (peer.received, _waiting(sender)) == ([], 0)


@pytest.mark.parametrize("peer", ["none"], indirect=True)
def test_processes_that_empty_the_outbox_together_send_each_mail_once(peer: MailPeer, sender: Service) -> None:
    for number in range(12):
        _write(sender, str(number))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: send_waiting_mail(sender), range(4)))
    assert sorted(int(mail["Subject"]) for mail in peer.received) == list(range(12))
    assert _waiting(sender) == 0


@pytest.mark.parametrize("peer", ["tls"], indirect=True)
def test_a_server_that_nobody_vouches_for_gets_nothing(peer: MailPeer, sender: Service, tmp_path: Path) -> None:
    told = json.loads((tmp_path / "mail.json").read_text())
    (tmp_path / "other.json").write_text(json.dumps({**told, "ca_file": None}))
    settings = sender.settings.model_copy(update={"mail_file": tmp_path / "other.json"})
    _write(sender, "一")
    send_waiting_mail(replace(sender, settings=settings))
    assert (peer.received, _waiting(sender)) == ([], 1)


def test_mail_goes_unprotected_to_this_machine_only() -> None:
    with pytest.raises(ValidationError):
        MailServer.model_validate({"host": "mail.example.com", "port": 25, "sender": "a@b", "security": "none"})


def test_the_form_is_mailed(person: Person) -> None:
    order = person.new_order()
    address = f"f{order['number'][-8:]}@a.cn"
    path = f"/orders/{order['id']}/application-form/mail"
    assert person.send("POST", path, {"email": "nobody"}).status_code == 422
    for _ in range(10):
        person.ask("POST", path, {"email": address})
    refused = person.send("POST", path, {"email": address})
    assert (refused.status_code, refused.json()["code"]) == (429, "AUTH-011")
    mails = person.ask("GET", "/sandbox/messages", params={"phone": address})["items"]
    assert [mail["subject"] for mail in mails] == ["数字证书申请表"] * 10


def test_an_invoice_travels_with_its_mail(person: Person, service: Service, tmp_path: Path) -> None:
    order_id = person.approved_order()
    mailing = replace(service, settings=service.settings.model_copy(update={"mail_file": tmp_path / "mail.json"}))
    with mailing.store.write() as session:
        order = session.get_one(OrderRow, order_id)
        void_invoice(session, order, utc_now())
        make_invoice(mailing, session, order, utc_now())
    number = person.ask("GET", "/invoices")["items"][0]["number"]
    with mailing.store.write() as session:
        waiting = session.scalars(
            select(OutgoingMailRow).where(OutgoingMailRow.attachment_name == f"电子发票-{number}.pdf")
        ).one()
        content = mailing.keyring.decrypt("file", waiting.attachment or b"")
        session.delete(waiting)
    with pymupdf.open(stream=content, filetype="pdf") as document:
        text = document[0].get_text()
    assert number in text
    assert NAME in text


def test_a_certificate_near_its_end_is_told_of_once(person: Person, service: Service) -> None:
    order_id = person.approved_order()
    pair = person.certificate(order_id, new_key("sm2"))["certificate_id"]
    person.install(order_id, pair)
    (certificate,) = person.ask("GET", "/certificates")["items"]
    end = datetime.fromisoformat(certificate["not_after"])

    def told(before: timedelta) -> list[str]:
        remind_of_expiry(replace(service, clock=lambda: end - before))
        items = person.ask("GET", "/notifications")["items"]
        return [item["title"] for item in items if item["title"] == "证书即将到期"]

    assert told(timedelta(days=31)) == []
    assert len(told(timedelta(days=29))) == 1
    assert len(told(timedelta(days=20))) == 1
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: remind_of_expiry(replace(service, clock=lambda: end - timedelta(days=6))), range(3)))
    assert len(told(timedelta(days=5))) == 2
    assert len(told(timedelta(hours=5))) == 3
    messages = person.ask("GET", "/sandbox/messages", params={"phone": person.phone})["items"]
    assert len([message for message in messages if "到期" in message["text"]]) == 3
