"""People and certificates: found, looked at, revoked with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from authority.accounts.messages import notify
from authority.accounts.models import AccountRow, PersonRow
from authority.audit import record
from authority.orders.models import OrderRow
from authority.orders.states import OrderState
from authority.pki.issuance import pair_rows, revoke_pair
from authority.pki.models import CertificateRow, CertificateStatus
from authority.problems import CertificateNotFit, NotFound, NotValid
from authority.service import masked_id_number, masked_name, masked_phone
from authority.web.console.desk import Clerk, Desk, ReviewerActs
from authority.web.console.words import CERTIFICATE_STATES, REVOCATION_REASONS, STATES
from core.errors import Text

router = APIRouter(prefix="/console")
_PAGE = 30


@router.get("/people", response_class=HTMLResponse)
def people(
    clerk: Clerk, query: Annotated[str, Query(max_length=40)] = "", page: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> HTMLResponse:
    """Accounts, newest first, or the one with a whole phone or identity number: only keyed hashes can be searched."""
    keyring, wanted = clerk.service.keyring, query.strip().upper()
    search = select(AccountRow, PersonRow).outerjoin(PersonRow, PersonRow.account_id == AccountRow.id)
    if wanted:
        phone, number = keyring.lookup("phone", wanted), keyring.lookup("id-number", wanted)
        search = search.where(or_(AccountRow.phone_lookup == phone, PersonRow.id_number_lookup == number))
    search = search.order_by(AccountRow.created_at.desc(), AccountRow.id).offset((page - 1) * _PAGE).limit(_PAGE + 1)
    with clerk.service.store.read() as session:
        found = session.execute(search).all()
        items = [_person(clerk, account, person) for account, person in found[:_PAGE]]
    return clerk.page("people.html", "people", items=items, query=query, pages=(page, len(found) > _PAGE))


@router.get("/people/{account_id}", response_class=HTMLResponse)
def person_page(clerk: Clerk, account_id: str) -> HTMLResponse:
    """One account with its orders and certificates."""
    with clerk.service.store.write() as session:
        account = session.get(AccountRow, account_id)
        if account is None:
            raise NotFound
        clerk.note(session, "person.viewed", f"account:{account.id}")
        person = session.scalars(select(PersonRow).where(PersonRow.account_id == account.id)).first()
        rows = list(
            session.scalars(
                select(OrderRow)
                .where(OrderRow.account_id == account.id)
                .order_by(OrderRow.created_at.desc())
                .limit(100)
            )
        )
        orders = [(row.id, row.number, row.created_at.astimezone(), STATES[OrderState(row.state)]) for row in rows]
        certificates = [
            _certificate(pair_rows(session, row.pair_id)["sign"], row, "", clerk.now) for row in rows if row.pair_id
        ]
        shown = _person(clerk, account, person)
    return clerk.page("person.html", "people", person=shown, orders=orders, certificates=certificates)


@router.get("/certificates", response_class=HTMLResponse)
def certificates(
    clerk: Clerk, serial: Annotated[str, Query(max_length=40)] = "", page: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> HTMLResponse:
    """Signing certificates, newest first, by the beginning of their serial number."""
    search = (
        select(CertificateRow, OrderRow, PersonRow)
        .join(OrderRow, OrderRow.pair_id == CertificateRow.pair_id)
        .join(PersonRow, PersonRow.id == OrderRow.person_id)
        .where(CertificateRow.usage == "sign")
    )
    if serial.strip():
        search = search.where(CertificateRow.serial_hex.startswith(serial.strip().upper(), autoescape=True))
    newest = (CertificateRow.not_before.desc(), CertificateRow.id)
    search = search.order_by(*newest).offset((page - 1) * _PAGE).limit(_PAGE + 1)
    with clerk.service.store.read() as session:
        found = session.execute(search).all()
        items = [
            _certificate(row, order, masked_name(_name(clerk, person)), clerk.now)
            for row, order, person in found[:_PAGE]
        ]
    return clerk.page("certificates.html", "certificates", items=items, serial=serial, pages=(page, len(found) > _PAGE))


@router.get("/certificates/{pair_id}", response_class=HTMLResponse)
def certificate_page(clerk: Clerk, pair_id: str) -> HTMLResponse:
    """A pair of certificates."""
    with clerk.service.store.read() as session:
        order, rows = _pair(session, pair_id)
        person = session.get_one(PersonRow, order.person_id)
        shown = _certificate(rows["sign"], order, masked_name(_name(clerk, person)), clerk.now)
        serials = [(use, rows[use].serial_hex) for use in ("sign", "encrypt")]
    return clerk.page(
        "certificate.html", "certificates", certificate=shown, serials=serials, reasons=REVOCATION_REASONS
    )


@router.post("/certificates/{pair_id}/revoke", response_class=RedirectResponse)
def revoke(clerk: ReviewerActs, pair_id: str, reason: Annotated[str, Form(max_length=40)]) -> Response:
    """Revoke a pair for good; its seal dies with it, the holder is told."""
    if reason not in REVOCATION_REASONS:
        raise NotValid(field="注销原因")
    with clerk.service.store.write() as session:
        order = session.scalars(select(OrderRow).where(OrderRow.pair_id == pair_id).with_for_update()).first()
        if order is None:
            raise NotFound
        if pair_rows(session, pair_id)["sign"].status == CertificateStatus.REVOKED:
            raise CertificateNotFit
        revoke_pair(session, pair_id, reason, clerk.now)
        text = Text(
            f"您的证书已由审核机构注销（{REVOCATION_REASONS[reason]}），与它绑定的印章同时失效。",
            f"Your certificate was revoked by the authority ({reason.replace('_', ' ')}), and its seals with it.",
        )
        notify(session, order.account_id, "certificate", Text("证书已注销", "Certificate revoked"), text, clerk.now)
        told = {"pair": pair_id, "reason": reason}
        record(session, clerk.now, clerk.actor, "certificate.revoked", f"order:{order.id}", told)
    return RedirectResponse(f"/console/certificates/{pair_id}", status_code=303)


def _pair(session: Session, pair_id: str) -> tuple[OrderRow, dict[str, CertificateRow]]:
    order = session.scalars(select(OrderRow).where(OrderRow.pair_id == pair_id)).first()
    if order is None:
        raise NotFound
    return order, pair_rows(session, pair_id)


def _name(clerk: Desk, person: PersonRow) -> str:
    return clerk.service.keyring.decrypt("person", person.name).decode()


def _person(clerk: Desk, account: AccountRow, person: PersonRow | None) -> dict[str, Any]:
    keyring = clerk.service.keyring
    phone = keyring.decrypt("phone", account.phone).decode()
    number = keyring.decrypt("person", person.id_number).decode() if person else ""
    return {
        "id": account.id,
        "phone": masked_phone(phone) if phone else "已注销",
        "name": _name(clerk, person) if person else "",
        "id_number": masked_id_number(number) if number else "",
        "verified": person is not None,
        "since": account.created_at.astimezone(),
    }


def _certificate(row: CertificateRow, order: OrderRow, name: str, now: datetime) -> dict[str, Any]:
    state = "expired" if row.status == CertificateStatus.GOOD and row.not_after < now else row.status
    return {
        "pair_id": row.pair_id,
        "order_id": order.id,
        "order_number": order.number,
        "name": name,
        "serial": row.serial_hex,
        "algorithm": order.key_algorithm.upper(),
        "not_before": row.not_before.astimezone(),
        "not_after": row.not_after.astimezone(),
        "state": CERTIFICATE_STATES[state],
        "tone": state,
        "reason": REVOCATION_REASONS.get(row.reason or "", row.reason or ""),
        "revocable": row.status != CertificateStatus.REVOKED,
        "since": row.status_since.astimezone(),
    }
