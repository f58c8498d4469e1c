"""机构信息变更 (M3.3.10.4): name, licence or legal representative, proven by the new licence."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts.files import claim_file
from authority.accounts.messages import notify
from authority.audit import record
from authority.orders.leaving import end_orders_of_representative
from authority.orders.models import OrderRow
from authority.orders.states import NOT_ISSUED
from authority.organisations.acting import Acting, legal_representative_of, stop_representing
from authority.organisations.membership import lock_members
from authority.organisations.models import MembershipRow, OrganisationRow
from authority.organisations.problems import MembershipMoved, OrganisationOrdersUnderWay
from authority.organisations.registration import OrganisationForm
from authority.organisations.states import MembershipState, Role
from authority.problems import NotAllowed
from authority.service import Service
from core.errors import Text

_CHANGED = Text("机构信息已变更", "Organisation data changed")


def current_form(service: Service, organisation: OrganisationRow) -> OrganisationForm:
    """What is registered, in the form that registered it."""
    opened = service.keyring.decrypt
    return OrganisationForm(
        name=organisation.name,
        credit_code=organisation.credit_code,
        legal_name=opened("person", organisation.legal_name).decode(),
        legal_id_number=opened("person", organisation.legal_id_number).decode(),
        legal_phone=opened("phone", organisation.legal_phone).decode(),
        licence_valid_to=organisation.licence_valid_to,
        licence_file_id=organisation.licence_file_id,
    )


def check_may_change(acting: Acting) -> None:
    """Raise `NotAllowed` unless the session acts as the administrator."""
    if acting.role is not Role.ADMINISTRATOR:
        raise NotAllowed


def check_orders(session: Session, acting: Acting, before: OrganisationForm, form: OrganisationForm) -> None:
    """Raise `OrganisationOrdersUnderWay` where certificates or seals would be made of other data than the forms say."""
    if (before.name, before.legal_name) == (form.name, form.legal_name):
        return
    under_way = OrderRow.organisation_id == acting.organisation.id, OrderRow.state.in_(NOT_ISSUED)
    if session.scalars(select(OrderRow.id).where(*under_way).limit(1)).first() is not None:
        raise OrganisationOrdersUnderWay


def change_organisation(
    service: Service,
    session: Session,
    acting: Acting,
    account_id: str,
    before: OrganisationForm,
    form: OrganisationForm,
    now: datetime,
) -> None:
    """Take the form, which was made from what was registered before and checked against the new licence.

    Whoever was the legal representative and is no more loses that identity at once; the new one has it from the
    real-name authentication. Certificates and seals stay as they are until they are changed.

    Raises:
        NotAllowed: not the administrator.
        OrganisationOrdersUnderWay: as `check_orders`.
        MembershipMoved: meanwhile something else is registered.
    """
    check_may_change(acting)
    check_orders(session, acting, before, form)
    lock_members(session, acting.organisation.id)
    organisation = session.get_one(OrganisationRow, acting.organisation.id, populate_existing=True)
    if current_form(service, organisation) != before:
        raise MembershipMoved(state="")
    represented_before = legal_representative_of(service, session, organisation)
    # the licences are the organisation's: the old one proves what its certificates say
    claim_file(session, account_id, form.licence_file_id, "business_licence").account_id = None
    _take(service, organisation, form)
    session.flush()
    represented_now = legal_representative_of(service, session, organisation)
    if represented_before is not None and represented_before is not represented_now:
        stop_representing(session, organisation, represented_before)
        end_orders_of_representative(session, organisation.id, represented_before.account_id, now)
        text = Text(
            f"“{organisation.name}”已变更法定代表人，您不再是其法定代表人。",
            f"“{organisation.name}” has another legal representative; you are it no more.",
        )
        notify(session, represented_before.account_id, "membership", _CHANGED, text, now)
    if represented_now is not None and represented_now is not represented_before:
        text = Text(
            f"您已登记为“{organisation.name}”的法定代表人，可切换为法定代表人身份。",
            f"You are registered as legal representative of “{organisation.name}” and can act as such.",
        )
        notify(session, represented_now.account_id, "membership", _CHANGED, text, now)
    _tell_members(session, organisation, now)
    details = _changes(before, form)
    record(session, now, f"account:{account_id}", "organisation.changed", f"organisation:{organisation.id}", details)


def _take(service: Service, organisation: OrganisationRow, form: OrganisationForm) -> None:
    seal = service.keyring.encrypt
    organisation.name = form.name
    organisation.licence_file_id = form.licence_file_id
    organisation.licence_valid_to = form.licence_valid_to
    organisation.legal_name = seal("person", form.legal_name.encode())
    organisation.legal_id_number = seal("person", form.legal_id_number.encode())
    organisation.legal_id_lookup = service.keyring.lookup("id-number", form.legal_id_number)
    organisation.legal_phone = seal("phone", form.legal_phone.encode())


def _tell_members(session: Session, organisation: OrganisationRow, now: datetime) -> None:
    here = MembershipRow.organisation_id == organisation.id, MembershipRow.state == MembershipState.ACTIVE
    text = Text(
        f"“{organisation.name}”的机构信息已变更。仍是原信息的机构证书请及时变更。",
        f"The data of “{organisation.name}” changed. Please change certificates that still have the old data.",
    )
    for account_id in session.scalars(select(MembershipRow.account_id).where(*here)):
        if account_id is not None:
            notify(session, account_id, "certificate", _CHANGED, text, now)


def _changes(before: OrganisationForm, after: OrganisationForm) -> dict[str, Any]:
    """Which fields, and the licences that prove both; what is personal is not told."""
    names = ("name", "legal_name", "legal_id_number", "legal_phone", "licence_valid_to")
    fields = [name for name in names if getattr(before, name) != getattr(after, name)]
    return {"fields": fields, "licences": [before.licence_file_id, after.licence_file_id]}
