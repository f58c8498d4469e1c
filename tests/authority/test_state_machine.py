"""Orders against a model: whatever a person, a clerk and the provider do in any order, the table of states holds."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from authority.accounts.models import AccountRow
from authority.accounts.real_name import verify_person
from authority.accounts.sessions import find_session
from authority.application import open_service
from authority.audit import first_broken
from authority.orders import catalogue
from authority.orders import service as orders
from authority.orders.models import OrderRow
from authority.orders.states import TRANSITIONS, OrderEvent, OrderState, after
from authority.problems import IllegalTransition
from authority.service import Service, new_id, utc_now
from authority.settings import Settings
from tests.authority.person import ID_NUMBER, NAME

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
def quiet_service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder: Path = tmp_path_factory.mktemp("machine")
    values: dict[str, Any] = {"data_dir": folder, "database_url": f"sqlite:///{folder / 'a.sqlite3'}"}
    return open_service(
        Settings.model_validate({**values, "master_key_file": folder / "key", "auto_approve_seconds": 5})
    )


def test_orders_follow_the_table(quiet_service: Service) -> None:
    class Machine(RuleBasedStateMachine):
        made = Bundle("made")

        @initialize()
        def register(self) -> None:
            self.service, self.now = quiet_service, utc_now()
            self.model: dict[str, OrderState] = {}
            self.payments: dict[str, str] = {}
            self.due: dict[str, Any] = {}
            with self.service.store.write() as session:
                self.account_id = new_id()
                session.add(_account(self.service, self.account_id, self.now))
                session.flush()
                row = _session_row(self.service, session, self.account_id, self.now)
                verify_person(self.service, session, row, NAME, ID_NUMBER, self.now)

        @rule(target=made, years=st.integers(1, 5), algorithm=st.sampled_from(["sm2", "rsa2048"]))
        def create(self, years: int, algorithm: str) -> str:
            with self.service.store.write() as session:
                row = orders.create_order(
                    self.service,
                    session,
                    self.account_id,
                    business="personal_certificate_new",
                    platform_id="construction",
                    ca_id="house",
                    years=years,
                    key_algorithm=algorithm,
                    agreement_version=catalogue.agreement_version(),
                    now=self.now,
                )
                self.model[row.id] = OrderState.DRAFT
                # as if authorised: the SMS code and the picture have tests of their own
                row.state = self.model[row.id] = after(OrderState.DRAFT, OrderEvent.AUTHORISE)
                return row.id

        @rule(order=made, channel=st.sampled_from(["wechat", "alipay"]), paid=st.booleans())
        def pay(self, order: str, channel: str, paid: bool) -> None:
            allowed = self.model[order] is OrderState.PENDING_PAYMENT
            with self.service.store.write() as session:
                if not allowed:
                    with pytest.raises(IllegalTransition):
                        orders.start_payment(self.service, session, self.account_id, order, channel, self.now)
                    return
                payment = orders.start_payment(self.service, session, self.account_id, order, channel, self.now)
                told = orders.settle_payment(self.service, session, payment.id, paid, self.now)
                again = orders.settle_payment(self.service, session, payment.id, not paid, self.now)
                assert (told.state, again.state) == ("paid" if paid else "failed",) * 2
            if paid:
                self.model[order] = OrderState.REVIEWING
                self.due[order] = self.now + timedelta(seconds=5)

        @rule(order=made)
        def cancel(self, order: str) -> None:
            self._do(order, OrderEvent.CANCEL, lambda s: orders.cancel(s, self.account_id, order, self.now))

        @rule(order=made)
        def approve(self, order: str) -> None:
            self._do(order, OrderEvent.APPROVE, lambda s: orders.approve(s, order, "clerk:a", self.now))

        @rule(order=made)
        def reject(self, order: str) -> None:
            self._do(order, OrderEvent.REJECT, lambda s: orders.reject(s, order, "clerk:a", "签名不清晰", self.now))

        @rule(seconds=st.integers(0, 9))
        def time_passes(self, seconds: int) -> None:
            self.now += timedelta(seconds=seconds)
            with self.service.store.write() as session:
                orders.approve_due(session, self.now)
            for order, state in self.model.items():
                if state is OrderState.REVIEWING and self.due[order] <= self.now:
                    self.model[order] = OrderState.APPROVED

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
                    assert session.get_one(OrderRow, order).state == state

        def teardown(self) -> None:
            with self.service.store.read() as session:
                assert first_broken(session) is None

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


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
