"""Orders against a model: whatever a person, a clerk and the provider do in any order, the table of states holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from authority.accounts.closing import AccountClosingRow, close_what_is_due, request_closing
from authority.accounts.files import keep_file
from authority.accounts.models import AccountRow, PersonRow
from authority.accounts.real_name import verify_person
from authority.accounts.sessions import find_session
from authority.application import open_service
from authority.audit import first_broken
from authority.orders import catalogue, delivery
from authority.orders import service as orders
from authority.orders.automatic import approve_what_is_due
from authority.orders.invoices import InvoiceRow
from authority.orders.models import OrderRow, PaymentRow
from authority.orders.scope import Scope
from authority.orders.states import TRANSITIONS, OrderEvent, OrderState, after
from authority.organisations.acting import Acting
from authority.organisations.membership import decide_as_person
from authority.organisations.models import MembershipRow, OrganisationRow
from authority.organisations.registration import OrganisationForm, register_organisation
from authority.organisations.states import MembershipEvent, MembershipState, Role
from authority.payments import service as payments
from authority.payments.payer import Payer
from authority.payments.provider import Outcome, Told
from authority.pki.issuance import pair_rows
from authority.problems import IllegalTransition, NotFound, NotValid, OtherKey
from authority.service import Service, new_id, utc_now
from authority.settings import Settings
from core.crypto.requests import build_request
from tests.authority.organising import new_credit_code, new_names
from tests.authority.person import ID_NUMBER, NAME, new_key

PAYER = Payer("张三", "6222", date(2024, 5, 6))
WORTH_IT = {OrderState.REVIEWING, OrderState.APPROVED, OrderState.ISSUED}
FINAL = {OrderState.INSTALLED, OrderState.FINISHED, OrderState.REJECTED, OrderState.CANCELLED}


def test_the_table_is_sound() -> None:
    """Every state but the first is reached, every state but the final ones is left, the final ones never."""
    assert {state for state, _ in TRANSITIONS} == set(OrderState) - FINAL
    assert set(TRANSITIONS.values()) == set(OrderState) - {OrderState.DRAFT}
    for state in OrderState:
        for event in OrderEvent:
            if (state, event) not in TRANSITIONS:
                with pytest.raises(IllegalTransition):
                    after(state, event)


@pytest.fixture(scope="module")
def quiet_service(new_database_url: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service without a process, in an empty database of the kind."""
    folder: Path = tmp_path_factory.mktemp("machine")
    values: dict[str, Any] = {"data_dir": folder, "database_url": new_database_url(), "payment_minutes": 1}
    service = open_service(
        Settings.model_validate({**values, "master_key_file": folder / "key", "auto_approve_seconds": 5})
    )
    yield service
    service.store.close()


KEYS = [new_key("sm2") for _ in range(2)]
REQUESTS = [build_request({"country_name": "CN", "common_name": NAME}, key.public_key, key.sign) for key in KEYS]


def test_orders_follow_the_table(quiet_service: Service) -> None:
    """Orders, payments and certificates against a model: nothing illegal, nothing charged or issued twice."""

    class Machine(RuleBasedStateMachine):
        made = Bundle("made")
        started = Bundle("started")

        @initialize()
        def register(self) -> None:
            self.now = utc_now()
            self.service = replace(quiet_service, clock=lambda: self.now)
            self.model: dict[str, OrderState] = {}
            self.payments: dict[str, Paid] = {}
            self.due: dict[str, datetime] = {}
            self.keys: dict[str, int] = {}
            self.owners: dict[str, Scope] = {}
            self.organisation_id = _organisation(self.service, _person(self.service, self.now), self.now)
            self._arrive()

        def _arrive(self) -> None:
            """Somebody new, who is employed."""
            self.account_id = _person(self.service, self.now)
            self.employed = _hire(self.service, self.organisation_id, self.account_id, self.now)

        @rule(target=made, years=st.integers(1, 5), employed=st.booleans())
        def create(self, years: int, employed: bool) -> str:
            return self._make(years, employed)

        def _make(self, years: int, employed: bool) -> str:
            scope = Scope(self.account_id, self.employed if employed else None)
            order = _new_order(self.service, scope, years, self.now)
            self.model[order], self.owners[order] = OrderState.PENDING_PAYMENT, scope
            return order

        @rule(target=started, order=made, channel=st.sampled_from(["wechat", "alipay", "bank"]))
        def start(self, order: str, channel: str) -> str | MultipleResults[str]:
            with self.service.store.write() as session:
                arguments = (self.service, session, self._account(order), order, channel, self.now, PAYER)
                if self.model[order] is not OrderState.PENDING_PAYMENT:
                    with pytest.raises(IllegalTransition):
                        payments.start_payment(*arguments)
                    return multiple()
                if channel != "bank" and self.owners[order].acting is not None:
                    with pytest.raises(NotValid):
                        payments.start_payment(*arguments)
                    return multiple()
                payment = payments.start_payment(*arguments)
            same = [
                id
                for id, paid in self.payments.items()
                if (paid.order, paid.channel, paid.state) == (order, channel, "pending") and paid.until > self.now
            ]
            assert same == ([payment.id] if payment.id in self.payments else [])
            self.payments.setdefault(payment.id, Paid(order, channel, payment.expires_at))
            return payment.id

        @rule(payment=started, outcome=st.sampled_from([Outcome.PAID, Outcome.FAILED, Outcome.OPEN]))
        def provider_speaks(self, payment: str, outcome: Outcome) -> None:
            paid = self.payments[payment]
            with self.service.store.write() as session:
                amount = session.get_one(PaymentRow, payment).amount_fen if outcome is Outcome.PAID else 0
                if outcome is Outcome.PAID and paid.state not in SETTLED:
                    with pytest.raises(NotValid), session.begin_nested():
                        payments.settle(self.service, session, Told(_number(payment), outcome, amount + 1), self.now)
                payments.settle(self.service, session, Told(_number(payment), outcome, amount), self.now)
            if paid.state in SETTLED or outcome is Outcome.OPEN:
                return
            if outcome is Outcome.FAILED:
                paid.state = "failed" if paid.state == "pending" else paid.state
            elif self.model[paid.order] is OrderState.PENDING_PAYMENT:
                paid.state, self.model[paid.order] = "paid", OrderState.REVIEWING
                self.due[paid.order] = self.now + timedelta(seconds=5)
            else:
                paid.state = "refunding"

        @rule(target=made, employed=st.booleans(), channel=st.sampled_from(["wechat", "alipay", "bank"]))
        def buy(self, employed: bool, channel: str) -> str:
            """An order that is paid: what single steps reach too seldom."""
            order = self._make(1, employed)
            payment = self.start(order, "bank" if employed else channel)
            self.provider_speaks(str(payment), Outcome.PAID)
            return order

        @rule(order=made)
        def cancel(self, order: str) -> None:
            self._do(order, OrderEvent.CANCEL, lambda s: orders.cancel(s, self._account(order), order, self.now))

        @rule(order=made)
        def approve(self, order: str) -> None:
            self._do(order, OrderEvent.APPROVE, lambda s: orders.approve(self.service, s, order, "clerk:a", self.now))

        @rule(order=made)
        def reject(self, order: str) -> None:
            paid_back = self.model[order] is OrderState.REVIEWING
            self._do(order, OrderEvent.REJECT, lambda s: orders.reject(s, order, "clerk:a", "签名不清晰", self.now))
            if paid_back:
                self._pay_back(order)

        @rule(order=made)
        def install(self, order: str) -> None:
            def act(session: Session) -> None:
                pair = session.get_one(OrderRow, order).pair_id
                with pytest.raises(NotFound) if pair is None else nullcontext():
                    delivery.confirm_installation(
                        self.service, session, self._account(order), order, pair or "none", self.now
                    )

            if self.model[order] is OrderState.INSTALLED or order not in self.keys:
                with self.service.store.write() as session:
                    act(session)  # said twice it counts once
            else:
                self._do(order, OrderEvent.INSTALL, act)

        @rule()
        def leave(self) -> None:
            """退出机构, and be employed again."""
            assert self.employed is not None
            with self.service.store.write() as session:
                person = session.scalars(select(PersonRow).where(PersonRow.account_id == self.account_id)).one()
                event = MembershipEvent.LEAVE
                decide_as_person(self.service, session, person, self.employed.id, event, self.now)
            self._end([order for order, scope in self.owners.items() if scope.acting == self.employed])
            self.employed = _hire(self.service, self.organisation_id, self.account_id, self.now)

        @rule()
        def close(self) -> None:
            """注销账号, at the end of the cooling-off time; somebody else comes."""
            with self.service.store.write() as session:
                request_closing(self.service, session, session.get_one(AccountRow, self.account_id), self.now)
                session.get_one(AccountClosingRow, self.account_id).due_at = self.now
            close_what_is_due(self.service)
            self._end([order for order, scope in self.owners.items() if scope.account_id == self.account_id])
            self._arrive()

        def _end(self, ended: list[str]) -> None:
            for order in ended:
                if self.model[order] not in FINAL:
                    self.model[order] = OrderState.CANCELLED
                    self._pay_back(order)

        def _pay_back(self, order: str) -> None:
            for paid in self.payments.values():
                if paid.order == order and paid.state == "paid":
                    paid.state = "refunding"

        def _account(self, order: str) -> str:
            return self.owners[order].account_id

        @rule(order=made, key=st.integers(0, 1))
        def issue(self, order: str, key: int) -> None:
            with self.service.store.write() as session:
                arguments = (self.service, session, self._account(order), order, REQUESTS[key], self.now)
                if self.model[order] is OrderState.ISSUED and self.keys[order] == key:
                    before = session.get_one(OrderRow, order).pair_id
                    assert delivery.issue(*arguments)["certificate_id"] == before, "the same answer again"
                elif self.model[order] is OrderState.APPROVED:
                    delivery.issue(*arguments)
                    self.model[order], self.keys[order] = OrderState.ISSUED, key
                else:
                    with pytest.raises(OtherKey if self.model[order] is OrderState.ISSUED else IllegalTransition):
                        delivery.issue(*arguments)

        @rule(seconds=st.sampled_from([0, 1, 4, 9, 70]))
        def time_passes(self, seconds: int) -> None:
            self.now += timedelta(seconds=seconds)
            approve_what_is_due(self.service)
            payments.take_next_steps(self.service)
            for order, state in self.model.items():
                if state is OrderState.REVIEWING and self.due[order] <= self.now:
                    self.model[order] = OrderState.APPROVED
            for paid in self.payments.values():
                if paid.state == "refunding" and paid.channel != "bank":
                    paid.state = "refunded"
                if paid.state == "pending" and paid.until <= self.now and paid.channel != "bank":
                    paid.state = "expired"

        def _do(self, order: str, event: OrderEvent, act: Any) -> None:
            wanted = TRANSITIONS.get((self.model[order], event))
            with self.service.store.write() as session:
                if wanted is None:
                    with pytest.raises(IllegalTransition):
                        act(session)
                else:
                    act(session)
                    self.model[order] = wanted

        @invariant()
        def database_agrees(self) -> None:
            with self.service.store.read() as session:
                for order, state in self.model.items():
                    row = session.get_one(OrderRow, order)
                    assert row.state == state
                    # money is kept for what is issued or on its way, and for nothing else
                    taken = [paid for paid in self.payments.values() if paid.order == order and paid.state == "paid"]
                    kept = state in (*WORTH_IT, OrderState.INSTALLED)
                    assert len(taken) == kept
                    invoices = select(func.count()).select_from(InvoiceRow).where(InvoiceRow.order_id == order)
                    assert session.scalar(invoices) == kept
                    assert len(pair_rows(session, row.pair_id or "none")) == (2 if order in self.keys else 0)
                for payment, paid in self.payments.items():
                    assert session.get_one(PaymentRow, payment).state == paid.state

        def teardown(self) -> None:
            with self.service.store.read() as session:
                assert first_broken(session) is None

    run_state_machine_as_test(
        Machine,
        settings=settings(
            # the rules are the same on both; PostgreSQL is the slower one
            max_examples=20 if quiet_service.store.engine.dialect.name == "sqlite" else 8,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("round", range(3))
def test_of_two_payments_at_once_one_counts(quiet_service: Service, round: int) -> None:
    service, now = quiet_service, utc_now()
    account = _person(service, now)
    order = _new_order(service, Scope(account), 1, now)
    with service.store.write() as session:
        both = [payments.start_payment(service, session, account, order, name, now) for name in ("wechat", "alipay")]

    def pay(payment: PaymentRow) -> None:
        told = Told(_number(payment.id), Outcome.PAID, payment.amount_fen)
        with service.store.write() as session:
            payments.settle(service, session, told, now)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(pay, both * 2))
    with service.store.read() as session:
        assert sorted(session.get_one(PaymentRow, payment.id).state for payment in both) == ["paid", "refunding"]


@pytest.mark.parametrize("round", range(3))
def test_of_two_keys_at_once_one_gets_the_certificates(quiet_service: Service, round: int) -> None:
    service, now = quiet_service, utc_now()
    account = _person(service, now)
    order = _new_order(service, Scope(account), 1, now)
    with service.store.write() as session:
        payment = payments.start_payment(service, session, account, order, "wechat", now)
        payments.settle(service, session, Told(_number(payment.id), Outcome.PAID, payment.amount_fen), now)

    def approve(clerk: str) -> bool:
        try:
            with service.store.write() as session:
                orders.approve(service, session, order, clerk, now)
        except IllegalTransition:
            return False
        return True

    def ask(request: bytes) -> str | None:
        try:
            with service.store.write() as session:
                answer = delivery.issue(service, session, account, order, request, now)
        except OtherKey:
            return None
        pair: str = answer["certificate_id"]
        return pair

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(approve, ("clerk:a", "clerk:b"))) == [False, True]
        answers = list(pool.map(ask, REQUESTS * 2))
    assert answers.count(None) == 2
    assert len(set(answers) - {None}) == 1


@dataclass
class Paid:
    """A payment in the model."""

    order: str
    channel: str
    until: datetime
    state: str = "pending"


SETTLED = ("paid", "refunding", "refunded")


def _number(payment: str) -> str:
    return payment.replace("-", "")


def _person(service: Service, now: datetime) -> str:
    with service.store.write() as session:
        account_id = new_id()
        session.add(_account(service, account_id, now))
        session.flush()
        verify_person(service, session, _session_row(service, session, account_id, now), NAME, ID_NUMBER, now)
    return account_id


def _organisation(service: Service, account_id: str, now: datetime) -> str:
    """An organisation of somebody else."""
    with service.store.write() as session:
        licence = keep_file(service, session, account_id, "business_licence", b"picture", "image/png", now)
        code, (name, id_number, phone) = new_credit_code(), new_names()
        form = OrganisationForm(code, code, name, id_number, phone, None, licence.id)
        return register_organisation(service, session, account_id, form, now).organisation_id


def _hire(service: Service, organisation_id: str, account_id: str, now: datetime) -> Acting | None:
    """An employee, as if asked and approved."""
    with service.store.write() as session:
        row = MembershipRow(
            id=new_id(),
            organisation_id=organisation_id,
            account_id=account_id,
            role=Role.EMPLOYEE,
            state=MembershipState.ACTIVE,
            reason="",
            created_at=now,
            updated_at=now,
        )
        session.add(row)
        return Acting(row.id, Role.EMPLOYEE, session.get_one(OrganisationRow, organisation_id))


def _new_order(service: Service, scope: Scope, years: int, now: datetime) -> str:
    """As if authorised: the SMS code and the picture have tests of their own."""
    invoice = {"kind": "personal", "title": NAME, "email": "li@example.com"}
    with service.store.write() as session:
        row = orders.create_order(
            service,
            session,
            scope,
            business="personal_certificate_new" if scope.acting is None else "organisation_certificate_new",
            platform_id="construction",
            ca_id="house",
            years=years,
            key_algorithm="sm2",
            agreement_version=catalogue.agreement_version(),
            now=now,
            with_seal=False,
        )
        row.state = after(OrderState.DRAFT, OrderEvent.AUTHORISE)
        row.invoice = service.keyring.encrypt("invoice", json.dumps(invoice).encode())
    return row.id


def _account(service: Service, account_id: str, now: Any) -> AccountRow:
    return AccountRow(
        id=account_id,
        phone=service.keyring.encrypt("phone", b"13800000000"),
        phone_lookup=account_id,
        password_hash=None,
        password_failures=0,
        locked_until=None,
        accepted_privacy_version="1",
        created_at=now,
    )


def _session_row(service: Service, session: Any, account_id: str, now: Any) -> Any:
    from authority.accounts.models import SessionRow

    row = SessionRow(
        token_lookup=service.keyring.lookup("session", account_id),
        account_id=account_id,
        device_id="",
        identity_id=None,
        expires_at=now + timedelta(hours=1),
    )
    session.add(row)
    session.flush()
    return find_session(service, session, account_id, now)
