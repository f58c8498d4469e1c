"""What happens while nobody looks goes on, whatever is wrong with one order, one message or one file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from authority.accounts.messages import send_mail
from authority.accounts.models import OutgoingMailRow
from authority.application import open_service
from authority.notifications import outbox
from authority.orders import automatic
from authority.self_service.models import ApplicationRow
from authority.self_service.states import ApplicationState
from authority.self_service.units import add_unit
from authority.service import Service, new_id
from authority.settings import Settings

SECONDS = 30


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Service]:
    """An authority without a process, whose mail file is gone."""
    values: dict[str, Any] = {"data_dir": tmp_path, "database_url": f"sqlite:///{tmp_path / 'a.sqlite3'}"}
    settings = {**values, "master_key_file": tmp_path / "key", "mail_file": tmp_path / "gone.json"}
    service = open_service(Settings.model_validate(settings))
    yield service
    service.store.close()


@pytest.fixture
def due(alone: Service) -> Callable[[], str]:
    """Makes applications whose approval is due."""

    def make() -> str:
        now, encrypt = alone.clock(), alone.keyring.encrypt
        with alone.store.write() as session:
            unit = add_unit(session, "样例单位", 1, "clerk:admin", now)
            row = ApplicationRow(
                id=new_id(),
                number=new_id()[:20],
                unit_id=unit.id,
                phone=encrypt("phone", b"13800000000"),
                phone_lookup="x",
                name=encrypt("person", b"x"),
                id_number=encrypt("person", b"x"),
                years=1,
                state=ApplicationState.REVIEWING,
                reject_reason="",
                created_at=now,
                updated_at=now,
                approve_due_at=now - timedelta(seconds=1),
            )
            session.add(row)
        return row.id

    return make


def state(service: Service, application_id: str) -> str:
    with service.store.read() as session:
        return session.get_one(ApplicationRow, application_id).state


def test_one_that_fails_keeps_no_other_waiting_and_is_tried_again(
    alone: Service, due: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = due(), due()
    decide = automatic.decide

    def refuse(session: Any, application_id: str, *rest: Any) -> None:
        decide(session, application_id, *rest)
        if application_id == broken:
            raise ValueError("what no code foresaw")

    with monkeypatch.context() as patched:
        patched.setattr(automatic, "decide", refuse)
        automatic.approve_what_is_due(alone)
    assert (state(alone, broken), state(alone, sound)) == ("reviewing", "approved")
    with alone.store.read() as session:
        again = session.get_one(ApplicationRow, broken).approve_due_at
    assert again is not None
    assert again > alone.clock(), "later, not every second"
    with alone.store.write() as session:
        session.get_one(ApplicationRow, broken).approve_due_at = alone.clock()
    automatic.approve_what_is_due(alone)
    assert state(alone, broken) == "approved"


def test_a_duty_that_fails_keeps_no_other_from_being_done(alone: Service, due: Callable[[], str]) -> None:
    """The mail file is gone: approvals go on, also those that come after the mail had its turn."""
    thread = automatic.AutomaticApproval(alone)
    thread.start()
    try:
        for _ in range(2):
            application_id = due()
            deadline = time.monotonic() + SECONDS
            while state(alone, application_id) != "approved":
                assert time.monotonic() < deadline
                time.sleep(0.05)
    finally:
        thread.stop()


def test_a_message_that_cannot_be_written_stays_and_the_next_is_sent(
    alone: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone.json").write_text('{"host": "127.0.0.1", "port": 1, "sender": "ca@example.com"}')
    with alone.store.write() as session:
        for subject in ("broken", "fine"):
            send_mail(alone, session, "li@example.com", subject, "x", alone.clock())
    sent: list[str] = []

    def send(server: object, mail: Any) -> None:
        if mail.subject == "broken":
            raise ValueError("Header values may not contain linefeed")
        sent.append(mail.subject)

    monkeypatch.setattr(outbox, "send", send)
    outbox.send_waiting_mail(alone)
    assert sent == ["fine"]
    with alone.store.read() as session:
        (left,) = session.query(OutgoingMailRow).all()
        assert left.tries == 1
