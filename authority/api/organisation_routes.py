"""关联机构 (M3.3.5–3.3.7), leaving (M3.3.8) and 我的机构 (M3.3.10).

What lies under `/organisation` is about the one that the session's identity manages; for others there is nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts import codes
from authority.accounts.files import own_file
from authority.accounts.models import AccountRow, PersonRow
from authority.api import organisation_schemas as schemas
from authority.api.idempotency import Caller, CallerNow
from authority.organisations import change, membership, registration
from authority.organisations.acting import Acting, manager
from authority.organisations.models import MembershipRow, OrganisationRow
from authority.organisations.states import MembershipEvent
from authority.problems import NotVerified
from authority.service import masked_id_number, masked_name, masked_phone

router = APIRouter(tags=["organisations"])


@router.get("/organisations")
def find(
    caller: CallerNow,
    name: Annotated[str, Query(max_length=120)],
    credit_code: Annotated[str, Query(max_length=18)],
) -> schemas.FoundOrganisations:
    """查询机构: the one with this name and code, if it is registered."""
    with caller.service.store.read() as session:
        _person(caller, session)
        row = registration.find_organisation(session, name, credit_code)
        return schemas.FoundOrganisations(items=[] if row is None else [_found(caller, session, row)])


@router.post("/organisations")
def register(caller: CallerNow, body: schemas.NewOrganisation) -> schemas.OwnMembership:
    """创建机构; the licence is read here as well."""
    earlier = caller.earlier(schemas.OwnMembership)
    if earlier is not None:
        return earlier
    form = registration.OrganisationForm(**body.model_dump(exclude={"sms_code"}))
    with caller.service.store.read() as session:
        account_id = _person(caller, session).account_id
        registration.check_form(form, caller.now)
        picture = own_file(caller.service, session, account_id, form.licence_file_id, "business_licence")
    registration.check_licence(form, picture)

    def work(session: Session) -> schemas.OwnMembership:
        person = _person(caller, session)
        # spent only now: a picture that has to be taken again does not cost a new code
        purpose = codes.SmsPurpose.ORGANISATION
        codes.spend_sms_code(
            caller.service, session, phone=form.legal_phone, purpose=purpose, code=body.sms_code, now=caller.now
        )
        row = registration.register_organisation(caller.service, session, person.account_id, form, caller.now)
        return _own(row, session.get_one(OrganisationRow, row.organisation_id))

    return caller.change(schemas.OwnMembership, work)


@router.post("/organisations/{organisation_id}/requests")
def ask_to_join(caller: CallerNow, organisation_id: str, body: schemas.JoinRequest) -> schemas.OwnMembership:
    """申请加入, with the administrator named in full."""

    def work(session: Session) -> schemas.OwnMembership:
        row = membership.ask_to_join(
            caller.service,
            session,
            _person(caller, session).account_id,
            organisation_id,
            administrator_name=body.administrator_name,
            administrator_phone=body.administrator_phone,
            now=caller.now,
        )
        return _own(row, session.get_one(OrganisationRow, row.organisation_id))

    return caller.change(schemas.OwnMembership, work)


@router.get("/me/memberships")
def own_memberships(caller: CallerNow) -> schemas.OwnMemberships:
    """历史关联, newest first; invitations to this phone are among them."""
    with caller.service.store.read() as session:
        account = session.get_one(AccountRow, caller.account_id(session))
        rows = membership.memberships_of_account(session, account)
        return schemas.OwnMemberships(items=[_own(row, organisation) for row, organisation in rows])


@router.post("/me/memberships/{membership_id}/decisions")
def decide_own(caller: CallerNow, membership_id: str, body: schemas.PersonDecision) -> schemas.OwnMembership:
    """Withdraw a request, accept or decline an invitation, 退出机构."""

    def work(session: Session) -> schemas.OwnMembership:
        person, event = _person(caller, session), MembershipEvent(body.decision)
        row = membership.decide_as_person(caller.service, session, person, membership_id, event, caller.now)
        return _own(row, session.get_one(OrganisationRow, row.organisation_id))

    return caller.change(schemas.OwnMembership, work)


@router.get("/organisation")
def organisation(caller: CallerNow) -> schemas.Organisation:
    """我的机构."""
    with caller.service.store.read() as session:
        return _organisation(caller, _manager(caller, session))


@router.put("/organisation")
def change_organisation(caller: CallerNow, body: schemas.OrganisationChange) -> schemas.Organisation:
    """机构信息变更, by the administrator; the new licence is read here as well."""
    earlier = caller.earlier(schemas.Organisation)
    if earlier is not None:
        return earlier
    with caller.service.store.read() as session:
        acting = _manager(caller, session)
        change.check_may_change(acting)
        before = change.current_form(caller.service, acting.organisation)
        form = _changed_form(before, body)
        registration.check_form(form, caller.now)
        change.check_orders(session, acting, before, form)
        account_id = caller.account_id(session)
        picture = own_file(caller.service, session, account_id, form.licence_file_id, "business_licence")
    registration.check_licence(form, picture)

    def work(session: Session) -> schemas.Organisation:
        acting, account_id = _manager(caller, session), caller.account_id(session)
        if body.representative is not None:
            # spent only now: a picture that has to be taken again does not cost a new code
            phone, code = body.representative.phone, body.representative.sms_code
            purpose = codes.SmsPurpose.CHANGE_ORGANISATION
            codes.spend_sms_code(caller.service, session, phone=phone, purpose=purpose, code=code, now=caller.now)
        change.change_organisation(caller.service, session, acting, account_id, before, form, caller.now)
        return _organisation(caller, acting)

    return caller.change(schemas.Organisation, work)


@router.get("/organisation/memberships")
def members(caller: CallerNow) -> schemas.Members:
    """机构成员, 申请审核 and invitations, oldest first."""
    with caller.service.store.read() as session:
        organisation_id = _manager(caller, session).organisation.id
        query = select(MembershipRow).where(MembershipRow.organisation_id == organisation_id)
        rows = session.scalars(query.order_by(MembershipRow.created_at, MembershipRow.id)).all()
        return schemas.Members(items=[_member(caller, session, row) for row in rows])


@router.post("/organisation/memberships/{membership_id}/decisions")
def decide(caller: CallerNow, membership_id: str, body: schemas.ManagerDecision) -> schemas.Member:
    """Approve or reject a request, remove a member, take an invitation back."""

    def work(session: Session) -> schemas.Member:
        acting, event = _manager(caller, session), MembershipEvent(body.decision)
        account_id = caller.account_id(session)
        row = membership.decide_as_manager(session, acting, account_id, membership_id, event, body.reason, caller.now)
        return _member(caller, session, row)

    return caller.change(schemas.Member, work)


@router.post("/organisation/invitations")
def invite(caller: CallerNow, body: schemas.Invitation) -> schemas.Member:
    """邀请."""

    def work(session: Session) -> schemas.Member:
        acting, account_id = _manager(caller, session), caller.account_id(session)
        row = membership.invite(caller.service, session, acting, account_id, body.name, body.phone, caller.now)
        return _member(caller, session, row)

    return caller.change(schemas.Member, work)


def _person(caller: Caller, session: Session) -> PersonRow:
    account_id = caller.account_id(session)
    person = session.scalars(select(PersonRow).where(PersonRow.account_id == account_id)).first()
    if person is None:
        raise NotVerified
    return person


def _manager(caller: Caller, session: Session) -> Acting:
    return manager(caller.service, session, caller.session_row(session))


def _changed_form(
    current: registration.OrganisationForm, body: schemas.OrganisationChange
) -> registration.OrganisationForm:
    form = replace(
        current, name=body.name, licence_valid_to=body.licence_valid_to, licence_file_id=body.licence_file_id
    )
    new = body.representative
    if new is None:
        return form
    return replace(form, legal_name=new.name, legal_id_number=new.id_number, legal_phone=new.phone)


def _organisation(caller: Caller, acting: Acting) -> schemas.Organisation:
    keyring, row = caller.service.keyring, acting.organisation
    return schemas.Organisation.model_validate(
        {
            "id": row.id,
            "name": row.name,
            "credit_code": row.credit_code,
            "legal_name": keyring.decrypt("person", row.legal_name).decode(),
            "legal_id_number_masked": masked_id_number(keyring.decrypt("person", row.legal_id_number).decode()),
            "legal_phone_masked": masked_phone(keyring.decrypt("phone", row.legal_phone).decode()),
            "licence_valid_to": row.licence_valid_to,
            "acting_as": acting.role.value,
        }
    )


def _found(caller: Caller, session: Session, row: OrganisationRow) -> schemas.FoundOrganisation:
    keyring, found = caller.service.keyring, membership.administrator_of(session, row.id)
    name = phone = None
    if found is not None:
        account, person = found
        name = masked_name(keyring.decrypt("person", person.name).decode())
        phone = masked_phone(keyring.decrypt("phone", account.phone).decode())
    return schemas.FoundOrganisation(
        id=row.id,
        name=row.name,
        credit_code=row.credit_code,
        administrator_name_masked=name,
        administrator_phone_masked=phone,
    )


def _own(row: MembershipRow, organisation: OrganisationRow) -> schemas.OwnMembership:
    return schemas.OwnMembership.model_validate(
        {
            "id": row.id,
            "organisation": organisation.name,
            "credit_code": "" if organisation.dissolved else organisation.credit_code,
            "role": row.role,
            "state": row.state,
            "reason": row.reason,
            "created_at": row.created_at,
            "updated_at": row.updated_at,
        }
    )


def _member(caller: Caller, session: Session, row: MembershipRow) -> schemas.Member:
    keyring = caller.service.keyring
    name, phone = row.invited_name, row.invited_phone
    if row.account_id is not None:
        name = session.scalars(select(PersonRow.name).where(PersonRow.account_id == row.account_id)).one()
        phone = session.get_one(AccountRow, row.account_id).phone
    return schemas.Member.model_validate(
        {
            "id": row.id,
            "name": keyring.decrypt("person", name).decode() if name else "",
            "phone_masked": masked_phone(keyring.decrypt("phone", phone).decode()) if phone else "",
            "role": row.role,
            "state": row.state,
            "reason": row.reason,
            "created_at": row.created_at,
            "updated_at": row.updated_at,
        }
    )
