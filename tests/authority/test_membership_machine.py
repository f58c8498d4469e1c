"""Memberships against a model: whatever managers and people do in any order, only legal moves happen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from authority.accounts.files import keep_file
from authority.accounts.models import AccountRow, PersonRow, SessionRow
from authority.accounts.real_name import verify_person
from authority.application import open_service
from authority.audit import AuditRow, first_broken
from authority.organisations import membership as memberships
from authority.organisations.acting import Acting, identities_in_organisations, manager
from authority.organisations.models import MembershipRow
from authority.organisations.problems import AlreadyMember, MembershipMoved
from authority.organisations.registration import OrganisationForm, register_organisation
from authority.organisations.states import (
    BY_MANAGERS,
    BY_THE_PERSON,
    OPEN,
    TRANSITIONS,
    MembershipEvent,
    MembershipState,
    Role,
    after,
)
from authority.organisations.transfer import begin_transfer, swap_roles
from authority.problems import NotFound, Refusal
from authority.service import Service, new_id, utc_now
from authority.settings import Settings
from tests.authority.organising import new_credit_code, new_names

FINAL = set(MembershipState) - OPEN
PEOPLE = st.integers(0, 3)
_FOUNDER = 3


def test_the_table_is_sound() -> None:
    """Open states are left, final ones never; all final ones are reached; each event belongs to one kind of actor."""
    assert {state for state, _ in TRANSITIONS} == set(OPEN)
    assert set(TRANSITIONS.values()) == FINAL | {MembershipState.ACTIVE}
    assert BY_MANAGERS | BY_THE_PERSON | {MembershipEvent.CLOSE} == set(MembershipEvent)
    assert not BY_MANAGERS & BY_THE_PERSON
    for state in MembershipState:
        for event in MembershipEvent:
            if (state, event) not in TRANSITIONS:
                with pytest.raises(MembershipMoved):
                    after(state, event)


@pytest.fixture(scope="module")
def quiet_service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder: Path = tmp_path_factory.mktemp("machine")
    values: dict[str, Any] = {"data_dir": folder, "database_url": f"sqlite:///{folder / 'a.sqlite3'}"}
    return open_service(Settings.model_validate({**values, "master_key_file": folder / "key"}))


class _Someone:
    """A verified person with a session; the account is written past the sign-in, which has tests of its own."""

    def __init__(self, service: Service) -> None:
        self.name, self.id_number, self.phone = new_names()
        self.account_id, self.token, now = new_id(), new_id(), utc_now()
        with service.store.write() as session:
            session.add(
                AccountRow(
                    id=self.account_id,
                    phone=service.keyring.encrypt("phone", self.phone.encode()),
                    phone_lookup=service.keyring.lookup("phone", self.phone),
                    accepted_privacy_version="1",
                    created_at=now,
                )
            )
            session.flush()
            row = SessionRow(token_lookup=self.token, account_id=self.account_id, device_id="d", expires_at=now)
            session.add(row)
            verify_person(service, session, row, self.name, self.id_number, now)

    def person(self, session: Any) -> PersonRow:
        row: PersonRow = session.scalars(select(PersonRow).where(PersonRow.account_id == self.account_id)).one()
        return row


def test_memberships_follow_the_table(quiet_service: Service) -> None:
    class Machine(RuleBasedStateMachine):
        made = Bundle("made")

        @initialize(target=made)
        def found(self) -> str:
            """The founder administers and is the legal representative; the administration may go to others."""
            self.service, self.now = quiet_service, utc_now()
            self.people = [_Someone(self.service) for _ in range(4)]
            founder, now = self.people[_FOUNDER], self.now
            with self.service.store.write() as session:
                licence = keep_file(
                    self.service, session, founder.account_id, "business_licence", b"picture", "image/png", now
                )
                code = new_credit_code()
                form = OrganisationForm(code, code, founder.name, founder.id_number, founder.phone, None, licence.id)
                own = register_organisation(self.service, session, founder.account_id, form, now)
                session.get_one(SessionRow, founder.token).identity_id = own.id
            self.organisation_id, self.administration = own.organisation_id, own.id
            self.states: dict[str, MembershipState] = {own.id: MembershipState.ACTIVE}
            self.owners: dict[str, int] = {own.id: _FOUNDER}
            self.moves = 0
            return own.id

        @property
        def administrator(self) -> _Someone:
            return self.people[self.owners[self.administration]]

        def _acting(self, session: Any) -> Acting:
            return manager(self.service, session, session.get_one(SessionRow, self.administrator.token))

        def _is_open(self, who: int) -> bool:
            return any(self.owners[key] == who and state in OPEN for key, state in self.states.items())

        def _made(self, work: Any, who: int, state: MembershipState) -> str:
            allowed = not self._is_open(who)
            try:
                with self.service.store.write() as session:
                    key = str(work(session).id)
            except AlreadyMember:
                assert not allowed
                return next(key for key, state in self.states.items() if self.owners[key] == who and state in OPEN)
            assert allowed
            self.states[key], self.owners[key] = state, who
            return key

        @rule(target=made, who=PEOPLE)
        def ask(self, who: int) -> str:
            return self._asked(who)

        def _asked(self, who: int) -> str:
            def work(session: Any) -> MembershipRow:
                chief = self.administrator
                return memberships.ask_to_join(
                    self.service,
                    session,
                    self.people[who].account_id,
                    self.organisation_id,
                    administrator_name=chief.name,
                    administrator_phone=chief.phone,
                    now=self.now,
                )

            return self._made(work, who, MembershipState.REQUESTED)

        @rule(target=made, who=PEOPLE)
        def invite(self, who: int) -> str:
            def work(session: Any) -> MembershipRow:
                acting, person = self._acting(session), self.people[who]
                account_id = self.administrator.account_id
                return memberships.invite(
                    self.service, session, acting, account_id, person.name, person.phone, self.now
                )

            return self._made(work, who, MembershipState.INVITED)

        @rule(target=made, who=PEOPLE)
        def employ(self, who: int) -> str:
            """The usual way, so that there is somebody to lose and to promote."""
            return self._employed(who)

        def _employed(self, who: int) -> str:
            key = self._asked(who)
            if self.states[key] is MembershipState.REQUESTED:
                self.decide_as_manager(key, MembershipEvent.APPROVE)
            return key

        @rule(key=made, event=st.sampled_from(MembershipEvent))
        def decide_as_manager(self, key: str, event: MembershipEvent) -> None:
            def work(session: Any) -> None:
                acting, account_id = self._acting(session), self.administrator.account_id
                memberships.decide_as_manager(session, acting, account_id, key, event, "", self.now)

            self._moved(work, key, event, allowed=event in BY_MANAGERS)

        @rule(key=made, event=st.sampled_from(sorted(BY_THE_PERSON)))
        def decide_as_owner(self, key: str, event: MembershipEvent) -> None:
            self.decide_as_person(key, event, self.owners[key])

        @rule(key=made, event=st.sampled_from(MembershipEvent), who=PEOPLE)
        def decide_as_person(self, key: str, event: MembershipEvent, who: int) -> None:
            def work(session: Any) -> None:
                person = self.people[who].person(session)
                memberships.decide_as_person(self.service, session, person, key, event, self.now)

            self._moved(work, key, event, allowed=event in BY_THE_PERSON and self.owners[key] == who)

        @rule(key=made)
        def transfer(self, key: str) -> None:
            """As if the deed were signed: deeds have tests of their own."""
            wanted = self.states[key] is MembershipState.ACTIVE and key != self.administration
            try:
                with self.service.store.write() as session:
                    acting, account_id = self._acting(session), self.administrator.account_id
                    begin_transfer(self.service, session, acting, account_id, key, self.now)
                    swap_roles(session, acting.id, key, self.now)
            except NotFound:
                assert not wanted
                return
            assert wanted
            self.administration = key

        @rule(target=made, who=PEOPLE)
        def promote(self, who: int) -> str:
            """Somebody is employed and takes the administration over."""
            key = self._employed(who)
            self.transfer(key)
            return key

        @rule()
        def others_manage_nothing(self) -> None:
            for someone in self.people:
                if someone is not self.administrator:
                    with self.service.store.read() as session, pytest.raises(NotFound):
                        manager(self.service, session, session.get_one(SessionRow, someone.token))

        def _moved(self, work: Any, key: str, event: MembershipEvent, *, allowed: bool) -> None:
            state = self.states[key]
            wanted = TRANSITIONS.get((state, event)) if allowed else None
            if key == self.administration:
                wanted = None  # an administrator stays until there is a successor
            try:
                with self.service.store.write() as session:
                    work(session)
            except Refusal:
                assert wanted is None, (state, event)
                return
            assert wanted is not None, (state, event)
            self.states[key] = wanted
            self.moves += 1
            if wanted is MembershipState.ACTIVE:
                with self.service.store.write() as session:
                    session.get_one(SessionRow, self.people[self.owners[key]].token).identity_id = key

        @invariant()
        def the_database_agrees(self) -> None:
            with self.service.store.read() as session:
                here = MembershipRow.organisation_id == self.organisation_id
                rows = session.scalars(select(MembershipRow).where(here)).all()
                assert {row.id: MembershipState(row.state) for row in rows} == self.states
                chiefs = [row.id for row in rows if (row.role, row.state) == (Role.ADMINISTRATOR, "active")]
                assert chiefs == [self.administration]
                for who, someone in enumerate(self.people):
                    mine = identities_in_organisations(self.service, session, someone.person(session))
                    members = [item for item in mine if item.role is not Role.LEGAL_REPRESENTATIVE]
                    assert len(mine) - len(members) == (who == _FOUNDER), "named on the licence"
                    active = [key for key, state in self.states.items() if state is MembershipState.ACTIVE]
                    assert [item.id for item in members] == [key for key in active if self.owners[key] == who]
                    for item in members:
                        expected = Role.ADMINISTRATOR if item.id == self.administration else Role.EMPLOYEE
                        assert item.role is expected
                    acting_as = session.get_one(SessionRow, someone.token).identity_id
                    assert acting_as in {None, someone.person(session).id, *(item.id for item in mine)}

        def teardown(self) -> None:
            with self.service.store.read() as session:
                assert first_broken(session) is None
                subjects = [f"membership:{key}" for key in self.states]
                records = session.scalars(select(AuditRow.number).where(AuditRow.subject.in_(subjects))).all()
                # each change once, refusals not at all; the founder's is recorded as the organisation's beginning
                assert len(records) == len(self.states) - 1 + self.moves

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
