"""kill -9 at any point: what was acknowledged stays, nothing is doubled, and what was lost can be asked again.

20 deaths on each database in the suite, 140 in the campaign; the moments follow from fixed seeds.
"""

from __future__ import annotations

import base64
import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from authority.audit import AuditRow, first_broken
from authority.orders.models import OrderRow, PaymentRow
from authority.pki.models import CertificateRow, EscrowedKeyRow
from authority.service import Service
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.keys import PrivateKey
from tests.authority.conftest import QUICK
from tests.authority.killing import MortalAuthority
from tests.authority.person import Person
from tests.authority.server import AuthorityProcess

DEATHS = 20


@dataclass
class Acknowledged:
    """What clients were told; the authority must never know less."""

    orders: dict[str, str] = field(default_factory=dict)
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    certificates: dict[str, str] = field(default_factory=dict)


_RANK = ["draft", "pending_payment", "reviewing", "approved", "issued", "installed"]


class Answers:
    """Counts what was answered, so that death comes after so much work, however fast the machine is."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()

    def add(self) -> None:
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def wait_for_more(self, number: int, timeout: float) -> None:
        """Until so many more have come; at the latest after the timeout in seconds."""
        with self._changed:
            goal = self._count + number
            self._changed.wait_for(lambda: self._count >= goal, timeout)


class Stubborn(Person):
    """A person whose requests are repeated with the same key until they are answered, whatever dies meanwhile."""

    def __init__(self, url: str, phone: str, over: threading.Event, answers: Answers) -> None:
        super().__init__(url, phone)
        self._over = over
        self._answers = answers

    def send(
        self, method: str, path: str, body: object = None, key: str | None = None, **more: object
    ) -> httpx.Response:
        key = key or str(uuid.uuid4())
        return self._insist(lambda: super(Stubborn, self).send(method, path, body, key=key, **more))

    def upload(self, kind: str, content: bytes, key: str | None = None) -> httpx.Response:
        key = key or str(uuid.uuid4())
        return self._insist(lambda: super(Stubborn, self).upload(kind, content, key))

    def press(self, payment: dict[str, object], button: str) -> httpx.Response:
        return self._insist(lambda: super(Stubborn, self).press(payment, button))

    def _insist(self, attempt: Callable[[], httpx.Response]) -> httpx.Response:
        while not self._over.is_set():
            try:
                answer = attempt()
            except httpx.TransportError:
                self._over.wait(0.01)
            else:
                self._answers.add()
                return answer
        raise InterruptedError


def _work(person: Stubborn, known: Acknowledged, key: PrivateKey) -> None:
    """Order after order, each noted when it is acknowledged."""
    try:
        while True:
            order_id = person.new_order()["id"]
            known.orders[order_id] = "draft"
            person.sign_form(order_id)
            person.give_invoice(order_id)
            known.orders[order_id] = person.authorise(order_id)["state"]
            person.press(person.start_payment(order_id), "pay")
            known.orders[order_id] = person.ask("GET", f"/orders/{order_id}")["state"]
            issued = person.certificate(order_id, key)
            known.orders[order_id], known.answers[order_id] = "issued", issued
            known.certificates[issued["certificate_id"]] = issued["signing_certificate"]
            known.orders[order_id] = person.install(order_id, issued["certificate_id"])["state"]
    except InterruptedError:
        return


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.campaign) for seed in range(1, 8))])
def test_nothing_acknowledged_is_lost(new_database_url: Callable[[], str], tmp_path: Path, seed: int) -> None:
    database_url, dice = new_database_url(), random.Random(20261123 + seed)
    settings = {**QUICK, "payment_minutes": "600"}
    mortal = MortalAuthority(tmp_path, database_url, settings)
    mortal.start()
    over, answers, known, failures = threading.Event(), Answers(), Acknowledged(), list[BaseException]()
    service = AuthorityProcess(tmp_path, database_url, {}, mortal.url).inside()

    def run(person: Stubborn) -> None:
        try:
            _work(person, known, PrivateKey.generate(KeyAlgorithm.SM2))
        except BaseException as error:  # told to the test below
            failures.append(error)

    persons = [Stubborn(mortal.url, f"1350000000{number}", over, answers) for number in range(3)]
    for person in persons:
        person.sign_in()
        person.become_real(service)
    workers = [threading.Thread(target=run, args=(person,), daemon=True) for person in persons]
    for worker in workers:
        worker.start()
    for _ in range(DEATHS):
        answers.wait_for_more(dice.randint(0, 6), timeout=20)
        time.sleep(dice.uniform(0.0, 0.03))  # death in the middle of the next requests, not a synchronisation
        mortal.kill()
        mortal.start()
    over.set()
    for worker in workers:
        worker.join(60)
    mortal.kill()
    assert not failures, failures
    assert known.certificates, "the campaign got through whole orders"
    _check(service, known)
    service.store.close()
    for person in persons:
        person.http.close()


def _check(service: Service, known: Acknowledged) -> None:
    with service.store.read() as session:
        orders = {row.id: row for row in session.scalars(select(OrderRow))}
        certificates = list(session.scalars(select(CertificateRow)))
        paid = Counter(row.order_id for row in session.scalars(select(PaymentRow)) if row.state == "paid")
        issued = Counter(row.subject for row in session.scalars(select(AuditRow)) if row.action == "certificate.issued")
        escrowed = {row.certificate_id for row in session.scalars(select(EscrowedKeyRow))}
        assert first_broken(session) is None
    for order_id, state in known.orders.items():
        assert _RANK.index(orders[order_id].state) >= _RANK.index(state), "an acknowledged state went back"
    signing = {row.pair_id: row.der for row in certificates if row.usage == "sign"}
    for pair_id, told in known.certificates.items():
        assert signing[pair_id] == base64.b64decode(told), "an acknowledged certificate is gone or another"
    serials = Counter((row.issuer_id, row.serial_hex) for row in certificates)
    assert max(serials.values()) == 1
    pairs = Counter(row.pair_id for row in certificates)
    assert set(pairs.values()) == {2}, "a pair is whole or not there"
    assert {row.pair_id for row in orders.values() if row.pair_id} == set(pairs), "no pair without its order"
    assert {row.id for row in certificates if row.usage == "encrypt"} == escrowed
    assert max(paid.values()) == 1
    assert max(issued.values()) == 1
    # each worker has at most one order in flight that it was not told of
    assert len(orders) <= len(known.orders) + 3
