"""Joining 加入机构 (M3.3.6), inviting and leaving: each change of a membership, audited in its transaction."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from authority.accounts.messages import notify, send_sms
from authority.accounts.models import AccountRow, PersonRow
from authority.audit import record
from authority.database import take_turns
from authority.notifications.sms_texts import INVITATION
from authority.orders.leaving import end_orders_of_member
from authority.organisations.acting import Acting, stop_acting
from authority.organisations.models import JoinTriesRow, MembershipRow, OrganisationRow
from authority.organisations.problems import (
    AdministratorDiffers,
    AdministratorStays,
    AlreadyMember,
    JoiningLocked,
    OtherPersonInvited,
    TooManyInvitations,
)
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
from authority.problems import NotFound, NotValid
from authority.service import Service, new_id
from core.errors import Text
from core.validation import check_name

_TRIES = 5
_LOCK = timedelta(hours=24)
_INVITATIONS_PER_DAY, _INVITATIONS_PER_PHONE = 100, 5
_TOLD = {
    MembershipEvent.APPROVE: Text(
        "您加入“{name}”的申请已通过，可切换为员工身份。",
        "Your request to join “{name}” was approved; you can act as an employee.",
    ),
    MembershipEvent.REJECT: Text(
        "您加入“{name}”的申请被拒绝。{reason}", "Your request to join “{name}” was refused. {reason}"
    ),
    MembershipEvent.REMOVE: Text("您已被移出“{name}”。{reason}", "You were removed from “{name}”. {reason}"),
}

_WHEN_IT_ENDS = {
    MembershipState.REQUESTED: MembershipEvent.REJECT,
    MembershipState.INVITED: MembershipEvent.REVOKE,
}


def administrator_of(session: Session, organisation_id: str) -> tuple[AccountRow, PersonRow] | None:
    """The administrator; None after that person's account was closed."""
    found = session.execute(
        select(AccountRow, PersonRow)
        .join(MembershipRow, MembershipRow.account_id == AccountRow.id)
        .join(PersonRow, PersonRow.account_id == AccountRow.id)
        .where(
            MembershipRow.organisation_id == organisation_id,
            MembershipRow.role == Role.ADMINISTRATOR,
            MembershipRow.state == MembershipState.ACTIVE,
        )
    ).first()
    return None if found is None else (found[0], found[1])


def ask_to_join(
    service: Service,
    session: Session,
    account_id: str,
    organisation_id: str,
    *,
    administrator_name: str,
    administrator_phone: str,
    now: datetime,
) -> MembershipRow:
    """申请加入: who names the administrator in full may ask.

    Raises:
        NotFound, AlreadyMember.
        AdministratorDiffers: a try is counted.
        JoiningLocked: five wrong tries, for 24 hours.
    """
    organisation = _locked(session, organisation_id)
    administrator = administrator_of(session, organisation_id)
    if administrator is None:
        raise NotFound
    _check_open(service, session, organisation_id, account_id)
    account, person = administrator
    name = service.keyring.decrypt("person", person.name)
    phone = service.keyring.decrypt("phone", account.phone)
    fits = (
        secrets.compare_digest(name, administrator_name.encode()),
        secrets.compare_digest(phone, administrator_phone.encode()),
    )
    _count_try(session, account_id, organisation_id, right=all(fits), now=now)
    membership = _new(organisation, MembershipState.REQUESTED, now)
    membership.account_id = account_id
    session.add(membership)
    session.flush()
    text = Text(
        f"有人申请加入“{organisation.name}”，请在“我的机构”中审核。",
        f"Somebody asks to join “{organisation.name}”; please decide under My organisation.",
    )
    notify(session, account.id, "membership", Text("加入机构申请", "Request to join"), text, now)
    record(session, now, f"account:{account_id}", "membership.requested", f"membership:{membership.id}")
    return membership


def invite(
    service: Service, session: Session, acting: Acting, account_id: str, name: str, phone: str, now: datetime
) -> MembershipRow:
    """邀请: the person finds the invitation by phone, registered or not.

    Raises:
        NotValid: no name.
        AlreadyMember: the phone's owner is a member, asked to join or is invited.
        TooManyInvitations: of the organisation, or to this phone, within a day.
    """
    if check_name(name):
        raise NotValid(field="姓名")
    organisation = _locked(session, acting.organisation.id)
    lookup = service.keyring.lookup("phone", phone)
    invited = session.scalars(select(AccountRow.id).where(AccountRow.phone_lookup == lookup)).first()
    _check_open(service, session, organisation.id, invited, lookup)
    _check_rate(session, organisation.id, lookup, now)
    membership = _new(organisation, MembershipState.INVITED, now)
    membership.invited_name = service.keyring.encrypt("person", name.encode())
    membership.invited_phone = service.keyring.encrypt("phone", phone.encode())
    membership.invited_phone_lookup = lookup
    session.add(membership)
    session.flush()
    send_sms(service, session, phone, INVITATION.fill(organisation=organisation.name), now)
    record(session, now, f"account:{account_id}", "membership.invited", f"membership:{membership.id}")
    return membership


def decide_as_manager(
    session: Session,
    acting: Acting,
    account_id: str,
    membership_id: str,
    event: MembershipEvent,
    reason: str,
    now: datetime,
) -> MembershipRow:
    """审核, removal, taking an invitation back. Two who decide at once: the second gets `MembershipMoved`.

    Raises:
        NotFound: none of this organisation.
        AdministratorStays, MembershipMoved.
    """
    organisation = _locked(session, acting.organisation.id)
    membership = _fresh(session, membership_id)
    if membership is None or membership.organisation_id != organisation.id or event not in BY_MANAGERS:
        raise NotFound
    membership.reason = reason
    _move(session, membership, event, f"account:{account_id}", now)
    if event in _TOLD and membership.account_id is not None:
        told = _TOLD[event]
        text = Text(*(words.format(name=organisation.name, reason=reason).strip() for words in (told.zh, told.en)))
        notify(session, membership.account_id, "membership", Text("机构成员", "Membership"), text, now)
    return membership


def decide_as_person(
    service: Service, session: Session, person: PersonRow, membership_id: str, event: MembershipEvent, now: datetime
) -> MembershipRow:
    """Withdraw a request, accept or decline an invitation, 退出机构.

    Raises:
        NotFound: none of this person.
        OtherPersonInvited: the invitation gives another name.
        AdministratorStays, AlreadyMember, MembershipMoved.
    """
    known = session.get(MembershipRow, membership_id)
    if known is None or event not in BY_THE_PERSON:
        raise NotFound
    _locked(session, known.organisation_id)
    membership = _fresh(session, membership_id)
    account = session.get_one(AccountRow, person.account_id)
    if membership is None or not (account.id == membership.account_id or _is_invited(membership, account)):
        raise NotFound
    if event is MembershipEvent.ACCEPT and membership.state == MembershipState.INVITED:
        _bind(service, session, membership, person)
    _move(session, membership, event, f"account:{account.id}", now)
    return membership


def memberships_of_account(session: Session, account: AccountRow) -> list[tuple[MembershipRow, OrganisationRow]]:
    """历史关联: everything, newest first, with the invitations to the account's phone."""
    invited = MembershipRow.account_id.is_(None) & (MembershipRow.invited_phone_lookup == account.phone_lookup)
    query = (
        select(MembershipRow, OrganisationRow)
        .join(OrganisationRow, OrganisationRow.id == MembershipRow.organisation_id)
        .where((MembershipRow.account_id == account.id) | invited)
        .order_by(MembershipRow.created_at.desc(), MembershipRow.id)
    )
    return [(row, organisation) for row, organisation in session.execute(query)]


def end_memberships(session: Session, account_id: str, now: datetime) -> None:
    """The account is closed: requests are withdrawn, memberships end; the administrator's as well."""
    mine = select(MembershipRow).where(MembershipRow.account_id == account_id)
    for membership in session.scalars(mine).all():
        _locked(session, membership.organisation_id)
        session.refresh(membership)
        membership.invited_name = membership.invited_phone = membership.invited_phone_lookup = None
        if (MembershipState(membership.state), MembershipEvent.CLOSE) in TRANSITIONS:
            _move(session, membership, MembershipEvent.CLOSE, "system", now)


def close_to_everybody(session: Session, organisation_id: str, now: datetime) -> None:
    """The organisation ends: requests are rejected, invitations taken back, and whom they named is forgotten."""
    here = select(MembershipRow).where(MembershipRow.organisation_id == organisation_id)
    for membership in session.scalars(here).all():
        membership.invited_name = membership.invited_phone = membership.invited_phone_lookup = None
        event = _WHEN_IT_ENDS.get(MembershipState(membership.state))
        if event is not None:
            _move(session, membership, event, "system", now)


def lock_members(session: Session, organisation_id: str) -> None:
    """Until the transaction ends nobody else changes who is in the organisation."""
    take_turns(session, f"members:{organisation_id}")


def _locked(session: Session, organisation_id: str) -> OrganisationRow:
    """The organisation, whose members change one at a time."""
    lock_members(session, organisation_id)
    organisation = session.get(OrganisationRow, organisation_id)
    if organisation is None:
        raise NotFound
    return organisation


def _fresh(session: Session, membership_id: str) -> MembershipRow | None:
    """As it is now that it is this transaction's turn, not as it was read before."""
    return session.get(MembershipRow, membership_id, with_for_update=True, populate_existing=True)


def _check_open(
    service: Service, session: Session, organisation_id: str, account_id: str | None, phone_lookup: str | None = None
) -> None:
    if phone_lookup is None:
        phone_lookup = session.scalars(select(AccountRow.phone_lookup).where(AccountRow.id == account_id)).one()
    same = MembershipRow.invited_phone_lookup == phone_lookup
    if account_id is not None:
        same = same | (MembershipRow.account_id == account_id)
    here = MembershipRow.organisation_id == organisation_id
    if session.scalars(select(MembershipRow.id).where(here, MembershipRow.state.in_(OPEN), same)).first():
        raise AlreadyMember


def _check_rate(session: Session, organisation_id: str, phone_lookup: str, now: datetime) -> None:
    today = MembershipRow.invited_phone_lookup.is_not(None), MembershipRow.created_at > now - timedelta(days=1)
    for limit, whose in (
        (_INVITATIONS_PER_DAY, MembershipRow.organisation_id == organisation_id),
        (_INVITATIONS_PER_PHONE, MembershipRow.invited_phone_lookup == phone_lookup),
    ):
        if (session.scalar(select(func.count()).select_from(MembershipRow).where(*today, whose)) or 0) >= limit:
            raise TooManyInvitations


def _count_try(session: Session, account_id: str, organisation_id: str, *, right: bool, now: datetime) -> None:
    tries = session.get(JoinTriesRow, (account_id, organisation_id))
    if tries is None:
        tries = JoinTriesRow(account_id=account_id, organisation_id=organisation_id, failures=0, locked_until=None)
        session.add(tries)
    # a lock that ends later than any begun now is from before the clock was put back
    if tries.locked_until is not None and now < tries.locked_until <= now + _LOCK:
        raise JoiningLocked
    tries.locked_until = None
    if right:
        tries.failures = 0
        return
    tries.failures += 1
    left = _TRIES - tries.failures
    if left <= 0:
        tries.failures, tries.locked_until = 0, now + _LOCK
        raise JoiningLocked
    raise AdministratorDiffers(tries_left=left)


def _new(organisation: OrganisationRow, state: MembershipState, now: datetime) -> MembershipRow:
    return MembershipRow(
        id=new_id(),
        organisation_id=organisation.id,
        role=Role.EMPLOYEE,
        state=state,
        reason="",
        created_at=now,
        updated_at=now,
    )


def _is_invited(membership: MembershipRow, account: AccountRow) -> bool:
    return membership.account_id is None and membership.invited_phone_lookup == account.phone_lookup


def _bind(service: Service, session: Session, membership: MembershipRow, person: PersonRow) -> None:
    invited = service.keyring.decrypt("person", membership.invited_name or b"")
    if invited != service.keyring.decrypt("person", person.name):
        raise OtherPersonInvited
    membership.account_id = person.account_id


def _move(session: Session, membership: MembershipRow, event: MembershipEvent, actor: str, now: datetime) -> None:
    if membership.role == Role.ADMINISTRATOR and event in (MembershipEvent.LEAVE, MembershipEvent.REMOVE):
        raise AdministratorStays
    before = membership.state
    membership.state = after(MembershipState(before), event)
    membership.updated_at = now
    if before == MembershipState.ACTIVE and membership.account_id is not None:
        stop_acting(session, membership)
        end_orders_of_member(session, membership.organisation_id, membership.account_id, now)
    session.flush()
    details = {"from": before, "to": membership.state}
    record(session, now, actor, f"membership.{event.value}", f"membership:{membership.id}", details)
