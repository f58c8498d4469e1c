"""创建机构 (M3.3.5): the authority reads the business licence itself; whoever registers becomes the administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts.files import claim_file
from authority.audit import record
from authority.organisations.models import MembershipRow, OrganisationRow
from authority.organisations.problems import LicenceDiffers, LicenceUnreadable, OrganisationExists
from authority.organisations.states import MembershipState, Role
from authority.problems import NotValid
from authority.service import Service, new_id
from core.errors import AppError
from core.validation import check_credit_code, check_id_number, check_name

_ALIKE = 0.8
"""How much of a name has to agree: reading mistakes may be corrected, another name may not be given."""


@dataclass(frozen=True, slots=True)
class OrganisationForm:
    """What the person filled in; `licence_valid_to` is None for 长期."""

    name: str
    credit_code: str
    legal_name: str
    legal_id_number: str
    legal_phone: str
    licence_valid_to: date | None
    licence_file_id: str


def check_form(form: OrganisationForm, now: datetime) -> None:
    """Raise `NotValid` for a field that breaks its rule."""
    if not 2 <= len(form.name) <= 120 or form.name != form.name.strip():
        raise NotValid(field="企业名称")
    if check_credit_code(form.credit_code):
        raise NotValid(field="统一社会信用代码")
    if check_name(form.legal_name):
        raise NotValid(field="法定代表人姓名")
    if check_id_number(form.legal_id_number):
        raise NotValid(field="法定代表人身份证号")
    if form.licence_valid_to is not None and form.licence_valid_to < now.date():
        raise NotValid(field="营业执照有效期")


def check_licence(form: OrganisationForm, picture: bytes) -> None:
    """Compare the licence with the form; takes a second or two of CPU, so outside any transaction.

    Code and legal representative have to agree; the name may correct what was read, and the end of the validity may be
    earlier than the licence's but not later.

    Raises:
        LicenceUnreadable, LicenceDiffers.
    """
    from core.camera.business_licence import read_licence

    try:
        licence = read_licence(picture)
    except AppError as error:
        raise LicenceUnreadable from error
    if licence.credit_code != form.credit_code:
        raise LicenceDiffers(field="统一社会信用代码")
    if licence.legal_representative != form.legal_name:
        raise LicenceDiffers(field="法定代表人姓名")
    if SequenceMatcher(None, _plain(licence.name), _plain(form.name), autojunk=False).ratio() < _ALIKE:
        raise LicenceDiffers(field="企业名称")
    if licence.valid_to is not None and (form.licence_valid_to is None or form.licence_valid_to > licence.valid_to):
        raise LicenceDiffers(field="营业执照有效期")


def find_organisation(session: Session, name: str, credit_code: str) -> OrganisationRow | None:
    """查询机构: both have to fit, so that a code alone does not tell who it is."""
    row = session.scalars(select(OrganisationRow).where(OrganisationRow.credit_code == credit_code)).first()
    return row if row is not None and _plain(row.name) == _plain(name) else None


def register_organisation(
    service: Service, session: Session, account_id: str, form: OrganisationForm, now: datetime
) -> MembershipRow:
    """Make the organisation and its administrator; the form was checked before.

    Raises:
        OrganisationExists: the credit code is registered already.
    """
    if session.scalars(select(OrganisationRow).where(OrganisationRow.credit_code == form.credit_code)).first():
        raise OrganisationExists
    # the licence is the organisation's from now on: it stays when the person's account is closed
    claim_file(session, account_id, form.licence_file_id, "business_licence").account_id = None
    seal = service.keyring.encrypt
    organisation = OrganisationRow(
        id=new_id(),
        name=form.name,
        credit_code=form.credit_code,
        licence_file_id=form.licence_file_id,
        licence_valid_to=form.licence_valid_to,
        legal_name=seal("person", form.legal_name.encode()),
        legal_id_number=seal("person", form.legal_id_number.encode()),
        legal_id_lookup=service.keyring.lookup("id-number", form.legal_id_number),
        legal_phone=seal("phone", form.legal_phone.encode()),
        created_at=now,
    )
    session.add(organisation)
    session.flush()
    membership = MembershipRow(
        id=new_id(),
        organisation_id=organisation.id,
        account_id=account_id,
        role=Role.ADMINISTRATOR,
        state=MembershipState.ACTIVE,
        reason="",
        created_at=now,
        updated_at=now,
    )
    session.add(membership)
    session.flush()
    subject = f"organisation:{organisation.id}"
    record(session, now, f"account:{account_id}", "organisation.registered", subject)
    return membership


def _plain(name: str) -> str:
    return name.replace(" ", "").replace("(", "（").replace(")", "）")
