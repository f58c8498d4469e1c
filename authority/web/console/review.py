"""The review queue, and an order with its documents side by side: one decision per order."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from authority.accounts.models import FileRow, PersonRow
from authority.api.order_routes import form_data
from authority.api.order_views import order_view
from authority.audit import AuditRow
from authority.orders.form import OrganisationData, render_form
from authority.orders.models import OrderRow, PaymentRow
from authority.orders.service import approve, reject
from authority.orders.states import OrderState
from authority.organisations.models import OrganisationRow
from authority.problems import BadFile, NotFound, NotValid
from authority.service import masked_id_number, masked_phone
from authority.web.console.desk import Clerk, Desk, ReviewerActs
from authority.web.console.words import ACTIONS, CHANNELS, PAYMENT_STATES, REJECT_REASONS, STATES, actor_title, yuan

router = APIRouter(prefix="/console")
_PAGE = 30
_PIXELS_PER_POINT = 1.8
_DOCUMENTS = {
    "id_card_front": "身份证人像面",
    "id_card_back": "身份证国徽面",
    "business_licence": "营业执照",
    "attachment": "盖章申请表",
}


@router.get("", response_class=HTMLResponse)
def queue(clerk: Clerk) -> HTMLResponse:
    """Orders that wait for a decision, oldest first."""
    waiting = OrderRow.state == OrderState.REVIEWING
    with clerk.service.store.read() as session:
        rows = session.scalars(select(OrderRow).where(waiting).order_by(OrderRow.authorised_at).limit(200))
        orders = [_line(clerk, session, row) for row in rows]
        count = session.scalar(select(func.count()).select_from(OrderRow).where(waiting))
    return clerk.page("queue.html", "queue", orders=orders, count=count)


@router.get("/orders", response_class=HTMLResponse)
def all_orders(
    clerk: Clerk,
    number: Annotated[str, Query(max_length=40)] = "",
    state: Annotated[str, Query(max_length=20)] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> HTMLResponse:
    """All orders, newest first, by number and state."""
    query = select(OrderRow)
    if number.strip():
        query = query.where(OrderRow.number.startswith(number.strip(), autoescape=True))
    if state in list(OrderState):
        query = query.where(OrderRow.state == state)
    query = query.order_by(OrderRow.created_at.desc(), OrderRow.id).offset((page - 1) * _PAGE).limit(_PAGE + 1)
    with clerk.service.store.read() as session:
        rows = list(session.scalars(query))
        orders = [_line(clerk, session, row) for row in rows[:_PAGE]]
    more = len(rows) > _PAGE
    return clerk.page(
        "orders.html", "orders", orders=orders, number=number, state=state, states=STATES, pages=(page, more)
    )


@router.get("/orders/{order_id}", response_class=HTMLResponse)
def order_page(clerk: Clerk, order_id: str) -> HTMLResponse:
    """One order: data and documents, payments, what happened, the decision."""
    return _order_page(clerk, order_id)


def _order_page(clerk: Desk, order_id: str, status: int = 200, refused: str = "", reason: str = "") -> HTMLResponse:
    service = clerk.service
    with service.store.write() as session:
        row = _order(session, order_id)
        clerk.note(session, "order.viewed", f"order:{row.id}")
        data = form_data(service, session, row, clerk.now)
        line = _line(clerk, session, row)
        documents = [(kind, _DOCUMENTS[kind]) for kind in _documents(session, row)]
        events = [
            (entry.at.astimezone(), ACTIONS.get(entry.action, entry.action), actor_title(entry.actor))
            for entry in session.scalars(
                select(AuditRow).where(AuditRow.subject == f"order:{row.id}").order_by(AuditRow.number)
            )
            if entry.action != "order.viewed"
        ]
        payments = [
            (
                CHANNELS.get(paid.channel, paid.channel),
                yuan(paid.amount_fen),
                PAYMENT_STATES.get(paid.state, paid.state),
            )
            for paid in session.scalars(
                select(PaymentRow).where(PaymentRow.order_id == row.id).order_by(PaymentRow.created_at)
            )
        ]
        facts = [
            ("业务", line["title"]),
            ("申请人", data.name),
            ("身份证号", masked_id_number(data.id_number)),
            ("手机号码", masked_phone(data.phone)),
            *_organisation_facts(data.organisation),
            ("交易平台", data.platform),
            ("有效期", f"{data.years} 年"),
            ("密钥算法", data.algorithm),
            ("费用", f"¥{line['amount']}"),
        ]
        reviewing, why = row.state == OrderState.REVIEWING, row.reject_reason
    return clerk.page(
        "order.html",
        "queue" if reviewing else "orders",
        status,
        order=line,
        facts=facts,
        documents=documents,
        payments=payments,
        events=events,
        reviewing=reviewing,
        reject_reason=why,
        reasons=REJECT_REASONS,
        refused=refused,
        reason=reason,
    )


@router.get("/orders/{order_id}/form.pdf", response_class=Response)
def order_form(clerk: Clerk, order_id: str) -> Response:
    """The signed application form."""
    return Response(_form(clerk, order_id), media_type="application/pdf")


@router.get("/orders/{order_id}/form.png", response_class=Response)
def order_form_picture(clerk: Clerk, order_id: str) -> Response:
    """The first page of the application form as a picture, to look at beside the documents."""
    return Response(_first_page(_form(clerk, order_id)), media_type="image/png")


@router.get("/orders/{order_id}/documents/{kind}", response_class=Response)
def order_document(clerk: Clerk, order_id: str, kind: str) -> Response:
    """A document of an order as it was uploaded."""
    content, content_type = _document(clerk, order_id, kind)
    return Response(content, media_type=content_type)


@router.get("/orders/{order_id}/documents/{kind}/picture", response_class=Response)
def order_document_picture(clerk: Clerk, order_id: str, kind: str) -> Response:
    """A document to look at beside the form: a picture as it is, of a PDF the first page."""
    content, content_type = _document(clerk, order_id, kind)
    if content_type != "application/pdf":
        return Response(content, media_type=content_type)
    return Response(_first_page(content), media_type="image/png")


@router.post("/orders/{order_id}/approve", response_class=RedirectResponse)
def approve_order(clerk: ReviewerActs, order_id: str) -> RedirectResponse:
    """审核通过."""
    with clerk.service.store.write() as session:
        approve(clerk.service, session, order_id, clerk.actor, clerk.now)
    return RedirectResponse("/console", status_code=303)


@router.post("/orders/{order_id}/reject", response_class=HTMLResponse)
def reject_order(
    clerk: ReviewerActs,
    order_id: str,
    choice: Annotated[str, Form(max_length=100)] = "",
    reason: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """审核不通过, with a chosen reason, a written one, or both."""
    told = "；".join(part for part in (choice.strip(), reason.strip()) if part)
    try:
        with clerk.service.store.write() as session:
            reject(session, order_id, clerk.actor, told, clerk.now)
    except NotValid:
        return _order_page(clerk, order_id, 422, refused="请选择或填写不通过的原因。", reason=reason)
    return RedirectResponse("/console", status_code=303)


def _form(clerk: Desk, order_id: str) -> bytes:
    with clerk.service.store.read() as session:
        return render_form(form_data(clerk.service, session, _order(session, order_id), clerk.now))


def _first_page(pdf: bytes) -> bytes:
    import pymupdf

    from core.pdf.mupdf import drawn, failures

    try:
        with pymupdf.open(stream=pdf, filetype="pdf") as document:
            picture: bytes = drawn(document[0], _PIXELS_PER_POINT).tobytes("png")
    except failures() as error:
        raise BadFile from error
    return picture


def _document(clerk: Desk, order_id: str, kind: str) -> tuple[bytes, str]:
    with clerk.service.store.read() as session:
        found = _documents(session, _order(session, order_id)).get(kind)
    if found is None:
        raise NotFound
    return clerk.service.keyring.decrypt("file", found.content), found.content_type


def _line(clerk: Desk, session: Session, row: OrderRow) -> dict[str, str]:
    person = session.get_one(PersonRow, row.person_id)
    return {
        "id": row.id,
        "account_id": row.account_id,
        "number": row.number,
        "name": clerk.service.keyring.decrypt("person", person.name).decode(),
        "title": order_view(session, row).title["zh"],
        "amount": yuan(row.total_fen),
        "submitted": f"{(row.paid_at or row.authorised_at or row.created_at).astimezone():%Y-%m-%d %H:%M}",
        "state": STATES[OrderState(row.state)],
        "tone": row.state,
    }


def _order(session: Session, order_id: str) -> OrderRow:
    row = session.get(OrderRow, order_id)
    if row is None:
        raise NotFound
    return row


def _documents(session: Session, order: OrderRow) -> dict[str, FileRow]:
    """The card that the person was verified by, the organisation's licence, the order's own scan, as in a review."""
    person = session.get_one(PersonRow, order.person_id)
    cards = (("id_card_front", person.front_file_id), ("id_card_back", person.back_file_id))
    found = {kind: session.get_one(FileRow, file_id) for kind, file_id in cards if file_id is not None}
    if order.organisation_id is not None:
        organisation = session.get_one(OrganisationRow, order.organisation_id)
        found["business_licence"] = session.get_one(FileRow, organisation.licence_file_id)
    if order.attachment_file_id is not None:
        found["attachment"] = session.get_one(FileRow, order.attachment_file_id)
    return {kind: found[kind] for kind in _DOCUMENTS if kind in found}


def _organisation_facts(data: OrganisationData | None) -> list[tuple[str, str]]:
    if data is None:
        return []
    return [
        ("机构", data.name),
        ("统一社会信用代码", data.credit_code),
        ("法定代表人", data.legal_name),
        ("经办身份", data.role),
    ]
