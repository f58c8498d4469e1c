"""Organisations: found, looked at with their people, documents and what happened."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts.models import AccountRow, PersonRow
from authority.audit import AuditRow
from authority.orders.models import OrderRow
from authority.orders.states import OrderState
from authority.organisations.change import current_form
from authority.organisations.documents import documents_of
from authority.organisations.models import MembershipRow, OrganisationRow
from authority.organisations.states import MembershipState, Role
from authority.problems import NotFound
from authority.service import masked_id_number, masked_phone
from authority.web.console.desk import Clerk, Desk
from authority.web.console.words import ACTIONS, DOCUMENTS, MEMBERSHIP_STATES, ROLES, STATES, actor_title

router = APIRouter(prefix="/console")
_PAGE = 30


@router.get("/organisations", response_class=HTMLResponse)
def organisations(
    clerk: Clerk, query: Annotated[str, Query(max_length=120)] = "", page: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> HTMLResponse:
    """Newest first, by a part of the name or the beginning of the credit code."""
    wanted, search = query.strip(), select(OrganisationRow)
    if wanted:
        by_name = OrganisationRow.name.contains(wanted, autoescape=True)
        search = search.where(by_name | OrganisationRow.credit_code.startswith(wanted.upper(), autoescape=True))
    newest = (OrganisationRow.created_at.desc(), OrganisationRow.id)
    search = search.order_by(*newest).offset((page - 1) * _PAGE).limit(_PAGE + 1)
    with clerk.service.store.read() as session:
        found = list(session.scalars(search))
        items = [_line(row) for row in found[:_PAGE]]
    return clerk.page("organisations.html", "organisations", items=items, query=query, pages=(page, len(found) > _PAGE))


@router.get("/organisations/{organisation_id}", response_class=HTMLResponse)
def organisation_page(clerk: Clerk, organisation_id: str) -> HTMLResponse:
    """One organisation; that it was looked at is recorded."""
    with clerk.service.store.write() as session:
        row = _organisation(session, organisation_id)
        clerk.note(session, "organisation.viewed", f"organisation:{row.id}")
        documents = [
            (file.id, DOCUMENTS.get(file.kind, file.kind), file.created_at.astimezone(), file.content_type)
            for file in documents_of(session, row)
            if file.size
        ]
        shown, facts, members = _line(row), _facts(clerk, row), _members(clerk, session, row)
        orders, events = _orders(session, row), _events(session, row)
    return clerk.page(
        "organisation.html",
        "organisations",
        organisation=shown,
        facts=facts,
        members=members,
        documents=documents,
        orders=orders,
        events=events,
    )


@router.get("/organisations/{organisation_id}/documents/{file_id}", response_class=Response)
def organisation_document(clerk: Clerk, organisation_id: str, file_id: str) -> Response:
    """A licence, present or past, or the deed of a transfer."""
    with clerk.service.store.write() as session:
        row = _organisation(session, organisation_id)
        found = next((file for file in documents_of(session, row) if file.id == file_id and file.size), None)
        if found is None:
            raise NotFound
        clerk.note(session, "organisation.document_viewed", f"organisation:{row.id}")
        content, content_type = clerk.service.keyring.decrypt("file", found.content), found.content_type
    return Response(content, media_type=content_type)


def _organisation(session: Session, organisation_id: str) -> OrganisationRow:
    row = session.get(OrganisationRow, organisation_id)
    if row is None:
        raise NotFound
    return row


def _line(row: OrganisationRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "credit_code": "" if row.dissolved else row.credit_code,
        "dissolved": row.dissolved,
        "since": row.created_at.astimezone(),
    }


def _facts(clerk: Desk, row: OrganisationRow) -> list[tuple[str, str]]:
    if row.dissolved:
        return [("状态", "已注销")]
    form = current_form(clerk.service, row)
    until = form.licence_valid_to
    return [
        ("统一社会信用代码", form.credit_code),
        ("法定代表人", form.legal_name),
        ("法定代表人证件号", masked_id_number(form.legal_id_number)),
        ("法定代表人手机号码", masked_phone(form.legal_phone)),
        ("营业执照有效期至", "长期" if until is None else until.isoformat()),
        ("认证时间", f"{row.created_at.astimezone():%Y-%m-%d %H:%M}"),
    ]


def _members(clerk: Desk, session: Session, row: OrganisationRow) -> list[dict[str, str]]:
    keyring = clerk.service.keyring
    found = session.execute(
        select(MembershipRow, AccountRow, PersonRow)
        .join(AccountRow, AccountRow.id == MembershipRow.account_id)
        .join(PersonRow, PersonRow.account_id == AccountRow.id)
        .where(MembershipRow.organisation_id == row.id)
        .order_by(MembershipRow.created_at, MembershipRow.id)
    )
    return [
        {
            "account_id": account.id,
            "name": keyring.decrypt("person", person.name).decode() or "已注销",
            "role": ROLES[Role(membership.role)],
            "state": MEMBERSHIP_STATES[MembershipState(membership.state)],
            "tone": "installed" if membership.state == MembershipState.ACTIVE else "draft",
            "since": f"{membership.updated_at.astimezone():%Y-%m-%d %H:%M}",
        }
        for membership, account, person in found
    ]


def _orders(session: Session, row: OrganisationRow) -> list[tuple[str, str, str, str]]:
    newest = select(OrderRow).where(OrderRow.organisation_id == row.id).order_by(OrderRow.created_at.desc()).limit(100)
    return [
        (order.id, order.number, f"{order.created_at.astimezone():%Y-%m-%d %H:%M}", STATES[OrderState(order.state)])
        for order in session.scalars(newest)
    ]


def _events(session: Session, row: OrganisationRow) -> list[tuple[Any, str, str]]:
    rows = select(AuditRow).where(AuditRow.subject == f"organisation:{row.id}").order_by(AuditRow.number)
    return [
        (entry.at.astimezone(), ACTIONS.get(entry.action, entry.action), actor_title(entry.actor))
        for entry in session.scalars(rows)
        if not entry.action.endswith("viewed")
    ]
