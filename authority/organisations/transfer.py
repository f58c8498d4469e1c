"""管理员转让 (M3.3.10.3): a deed that the organisation seals and its administrator signs; then the roles swap."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from authority.accounts.files import claim_file
from authority.accounts.messages import notify
from authority.accounts.models import PersonRow
from authority.audit import record
from authority.orders.leaving import end_orders_of_administrator
from authority.orders.master_data import is_outdated
from authority.orders.models import OrderRow, SealRow
from authority.orders.seal_names import UNIT
from authority.orders.states import OrderState
from authority.organisations.acting import Acting
from authority.organisations.deed import DeedFacts, render_deed
from authority.organisations.deed_signatures import DeedSignatures
from authority.organisations.membership import lock_members
from authority.organisations.models import MembershipRow, TransferRow
from authority.organisations.problems import DeedNotSigned, DeedSigner, TransferOver
from authority.organisations.states import MembershipState, Role
from authority.pki.models import CertificateRow, CertificateStatus
from authority.problems import NotAllowed, NotFound
from authority.service import Service, new_id
from core.errors import Text

_VALID_FOR = timedelta(days=1)
_TOLD_FOR = timedelta(days=1)
"""How long who comes late is told that the deed is outdated, before it is forgotten."""


def begin_transfer(
    service: Service, session: Session, acting: Acting, account_id: str, membership_id: str, now: datetime
) -> TransferRow:
    """Draw up the deed for an employee who is to become the administrator; it takes the place of one not completed.

    Raises:
        NotAllowed: not the administrator.
        NotFound: no employee of this organisation.
    """
    check_may_transfer(acting)
    facts = _facts(service, session, acting, membership_id)
    earlier = TransferRow.from_membership_id == acting.id, TransferRow.completed_at.is_(None)
    session.execute(delete(TransferRow).where(*earlier))
    transfer_id = new_id()
    row = TransferRow(
        id=transfer_id,
        organisation_id=acting.organisation.id,
        from_membership_id=acting.id,
        to_membership_id=membership_id,
        facts=_sealed(service, facts),
        deed=service.keyring.encrypt("file", render_deed(facts, transfer_id, now.astimezone())),
        signed_file_id=None,
        created_at=now,
        expires_at=now + _VALID_FOR,
        completed_at=None,
    )
    session.add(row)
    session.flush()
    details = {"successor": membership_id, "organisation": acting.organisation.id}
    record(session, now, f"account:{account_id}", "transfer.begun", f"transfer:{row.id}", details)
    return row


def open_transfer(service: Service, session: Session, acting: Acting, transfer_id: str, now: datetime) -> TransferRow:
    """The administrator's own transfer that can still be completed.

    Raises:
        NotAllowed, NotFound.
        TransferOver: completed, expired, or the people or the organisation are called otherwise now.
    """
    check_may_transfer(acting)
    row = session.get(TransferRow, transfer_id, with_for_update=True, populate_existing=True)
    if row is None or row.from_membership_id != acting.id:
        raise NotFound
    if row.completed_at is not None or row.expires_at < now:
        raise TransferOver
    try:
        facts = _facts(service, session, acting, row.to_membership_id)
    except NotFound as error:
        raise TransferOver from error
    if json.loads(service.keyring.decrypt("person", row.facts)) != asdict(facts):
        raise TransferOver
    return row


def complete_transfer(
    service: Service,
    session: Session,
    acting: Acting,
    account_id: str,
    transfer_id: str,
    signatures: DeedSignatures,
    file_id: str,
    now: datetime,
) -> TransferRow:
    """Swap the roles on a deed whose signatures were verified before.

    What the former administrator holds as administrator ends with the office: the certificates are revoked, also the
    one that signed the deed, whose time stamp proves that it was in force.

    Raises:
        As `open_transfer`.
        DeedSigner: not a certificate in force that this account holds for the organisation.
        DeedNotSigned: another seal than the organisation's that belongs to the certificate.
    """
    lock_members(session, acting.organisation.id)
    row = open_transfer(service, session, acting, transfer_id, now)
    certificate = _check_signer(service, session, acting, account_id, signatures, now)
    _check_seal(service, session, certificate, signatures)
    # the deed is the organisation's: it stays when the account is closed
    claim_file(session, account_id, file_id, "deed").account_id = None
    administrator, successor = swap_roles(session, row.from_membership_id, row.to_membership_id, now)
    end_orders_of_administrator(session, row.organisation_id, account_id, now)
    row.completed_at, row.signed_file_id = now, file_id
    session.flush()
    name = acting.organisation.name
    title = Text("管理员转让", "Administration transferred")
    text = Text(f"您已成为“{name}”的管理员。", f"You are the administrator of “{name}” now.")
    notify(session, successor.account_id or "", "membership", title, text, now)
    text = Text(
        f"您已将“{name}”的管理员转让，现在是员工。以管理员身份办理的机构证书和印章已注销。",
        f"You passed the administration of “{name}” on and are an employee now. "
        "The certificates and seals that you had as administrator are revoked.",
    )
    notify(session, account_id, "membership", title, text, now)
    details = {
        "transfer": row.id,
        "from": administrator.id,
        "to": successor.id,
        "deed": file_id,
        "certificate": certificate.serial_hex,
    }
    subject = f"organisation:{row.organisation_id}"
    record(session, now, f"account:{account_id}", "administration.transferred", subject, details)
    return row


def swap_roles(
    session: Session, from_membership_id: str, to_membership_id: str, now: datetime
) -> tuple[MembershipRow, MembershipRow]:
    """The successor becomes the administrator, who becomes an employee; whoever asks holds the members' lock."""
    administrator = session.get_one(MembershipRow, from_membership_id, populate_existing=True)
    successor = session.get_one(MembershipRow, to_membership_id, populate_existing=True)
    administrator.role, successor.role = Role.EMPLOYEE, Role.ADMINISTRATOR
    administrator.updated_at = successor.updated_at = now
    return administrator, successor


def forget_outdated(service: Service) -> None:
    """Delete what was begun and not completed in its time: it names two people."""
    with service.store.write() as session:
        began_long_ago = TransferRow.expires_at < service.clock() - _TOLD_FOR
        session.execute(delete(TransferRow).where(TransferRow.completed_at.is_(None), began_long_ago))


def check_may_transfer(acting: Acting) -> None:
    """Raise `NotAllowed` unless the session acts as the administrator."""
    if acting.role is not Role.ADMINISTRATOR:
        raise NotAllowed


def deed_of(service: Service, row: TransferRow) -> bytes:
    """The deed as it is given to be signed."""
    return service.keyring.decrypt("file", row.deed)


def successor_name(service: Service, row: TransferRow) -> str:
    """Who becomes the administrator."""
    facts: dict[str, str] = json.loads(service.keyring.decrypt("person", row.facts))
    return facts["successor"]


def _facts(service: Service, session: Session, acting: Acting, membership_id: str) -> DeedFacts:
    successor = session.get(MembershipRow, membership_id)
    if (
        successor is None
        or successor.organisation_id != acting.organisation.id
        or successor.state != MembershipState.ACTIVE
        or successor.role != Role.EMPLOYEE
    ):
        raise NotFound
    administrator = session.get_one(MembershipRow, acting.id)
    (name, number), (next_name, next_number) = (
        _person(service, session, membership.account_id) for membership in (administrator, successor)
    )
    organisation = acting.organisation
    return DeedFacts(organisation.name, organisation.credit_code, name, number, next_name, next_number)


def _person(service: Service, session: Session, account_id: str | None) -> tuple[str, str]:
    person = session.scalars(select(PersonRow).where(PersonRow.account_id == account_id)).one()
    opened = service.keyring.decrypt
    return opened("person", person.name).decode(), opened("person", person.id_number).decode()


def _sealed(service: Service, facts: DeedFacts) -> bytes:
    return service.keyring.encrypt("person", json.dumps(asdict(facts)).encode())


def _check_signer(
    service: Service, session: Session, acting: Acting, account_id: str, signatures: DeedSignatures, now: datetime
) -> CertificateRow:
    query = (
        select(CertificateRow, OrderRow)
        .join(OrderRow, OrderRow.pair_id == CertificateRow.pair_id)
        .where(
            CertificateRow.der == signatures.certificate,
            CertificateRow.status == CertificateStatus.GOOD,
            CertificateRow.not_after >= now,
            OrderRow.organisation_id == acting.organisation.id,
            OrderRow.account_id == account_id,
            # an employee's certificate names the employee
            OrderRow.acting_as != Role.EMPLOYEE,
            OrderRow.state == OrderState.INSTALLED,
        )
    )
    for certificate, order in session.execute(query):
        if not is_outdated(service, session, order, certificate):
            return certificate
    raise DeedSigner


def _check_seal(service: Service, session: Session, certificate: CertificateRow, signatures: DeedSignatures) -> None:
    seals = select(SealRow).where(
        SealRow.pair_id == certificate.pair_id, SealRow.kind == UNIT, SealRow.replaced_at.is_(None)
    )
    for seal in session.scalars(seals):
        if seal.electronic_seal and service.keyring.decrypt("file", seal.electronic_seal) == signatures.seal:
            return
    raise DeedNotSigned(field="单位公章")
