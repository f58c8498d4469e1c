"""Platforms, quotes, orders, payments, delivery."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from authority.accounts.files import own_file
from authority.accounts.messages import check_mail_limit, send_mail
from authority.accounts.models import AccountRow, FileRow, PersonRow
from authority.api import schemas
from authority.api.idempotency import Caller, CallerNow, ServiceNow
from authority.api.order_views import order_view
from authority.orders import catalogue, delivery
from authority.orders import service as orders
from authority.orders.automatic import approve_what_is_due
from authority.orders.businesses import OldPair, business_of
from authority.orders.existing import order_about, quotes_about
from authority.orders.form import FormData, OrganisationData, render_form
from authority.orders.invoices import invoice_data, invoice_pdf, suggest_invoice
from authority.orders.models import OrderRow
from authority.orders.scope import Scope, check_still_acts
from authority.orders.states import OrderState
from authority.organisations.models import OrganisationRow
from authority.organisations.states import ROLES, Role
from authority.problems import BadRequestOfKey, NotFound, NotValid
from authority.service import Service
from core.validation import check_email

router = APIRouter(tags=["orders"])
_PAGE = 20


class MailTo(BaseModel):
    """Where a document goes."""

    model_config = ConfigDict(extra="forbid")

    email: str = Field(max_length=100)


@router.get("/platforms")
def list_platforms(
    service: ServiceNow, query: str = Query("", max_length=50), page: int = Query(1, ge=1, le=1000)
) -> schemas.Platforms:
    """Trading platforms, searched by name or region."""
    with service.store.read() as session:
        found = catalogue.platforms(session, query)
    chosen = found[(page - 1) * _PAGE : page * _PAGE]
    return schemas.Platforms(
        items=[
            schemas.Platform(
                id=view.id,
                name=view.name,
                region=view.region,
                cas=[schemas.Ca(id=ca_id, name=name) for ca_id, name in view.cas],
            )
            for view in chosen
        ],
        next_page=page + 1 if len(found) > page * _PAGE else None,
    )


@router.get("/quotes")
def get_quotes(
    service: ServiceNow,
    business: str = Query(max_length=40),
    platform_id: str = Query(max_length=40),
    ca_id: str = Query(max_length=40),
) -> schemas.Quotes:
    """Prices of all validities."""
    with service.store.read() as session:
        return _quotes(*catalogue.quotes(session, business, platform_id, ca_id))


def _quotes(options: list[catalogue.Quote], default_years: int) -> schemas.Quotes:
    return schemas.Quotes(
        options=[
            schemas.QuoteOption(
                years=option.years,
                total_fen=option.total_fen,
                items=[schemas.PriceItem.model_validate(item) for item in option.items],
            )
            for option in options
        ],
        default_years=default_years,
    )


@router.post("/orders")
def create_order(caller: CallerNow, body: schemas.NewOrder) -> schemas.Order:
    """A draft order at today's price."""
    business = business_of(body.business)

    def work(session: Session) -> schemas.Order:
        scope = caller.scope(session)
        if business.old_pair is OldPair.NONE:
            return order_view(session, _order_new(caller, session, scope, body))
        row = order_about(
            caller.service,
            session,
            scope,
            business=business,
            pair_id=body.certificate_id or "",
            years=body.years,
            agreement_version=body.agreement_version,
            now=caller.now,
            with_seal=body.with_seal,
        )
        return order_view(session, row)

    return caller.change(schemas.Order, work)


def _order_new(caller: Caller, session: Session, scope: Scope, body: schemas.NewOrder) -> OrderRow:
    if body.platform_id is None or body.ca_id is None or body.years is None or body.key_algorithm is None:
        raise NotValid(field="platform_id, ca_id, years, key_algorithm")
    return orders.create_order(
        caller.service,
        session,
        scope,
        business=body.business,
        platform_id=body.platform_id,
        ca_id=body.ca_id,
        years=body.years,
        key_algorithm=body.key_algorithm,
        agreement_version=body.agreement_version,
        now=caller.now,
        with_seal=body.with_seal,
    )


@router.get("/certificates/{certificate_id}/quotes")
def get_quotes_about(
    caller: CallerNow, certificate_id: str, business: Annotated[schemas.Business, Query()], with_seal: bool = True
) -> schemas.Quotes:
    """Prices of a business about a certificate."""
    with caller.service.store.read() as session:
        options, default_years = quotes_about(
            session, caller.scope(session), business_of(business), certificate_id, with_seal=with_seal
        )
    return _quotes(options, default_years)


@router.get("/orders")
def list_orders(
    caller: CallerNow,
    state: str = Query("", pattern="^(|pending_payment|reviewing|completed)$"),
    page: int = Query(1, ge=1, le=10_000),
) -> schemas.Orders:
    """The orders of the identity that was chosen, newest first."""
    approve_what_is_due(caller.service)
    with caller.service.store.read() as session:
        rows = orders.own_orders(session, caller.scope(session), state or None, page, _PAGE)
        items = [order_view(session, row) for row in rows[:_PAGE]]
    next_page = page + 1 if len(rows) > _PAGE else None
    return schemas.Orders(items=items, next_page=next_page, contact=caller.service.settings.service_contact)


@router.get("/orders/{order_id}")
def get_order(caller: CallerNow, order_id: str) -> schemas.Order:
    """One order."""
    approve_what_is_due(caller.service)
    with caller.service.store.read() as session:
        return order_view(session, orders.own_order(session, caller.account_id(session), order_id))


@router.get(
    "/orders/{order_id}/application-form",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}},
)
def application_form(caller: CallerNow, order_id: str) -> Response:
    """The filled application form as a PDF."""
    with caller.service.store.read() as session:
        data = form_data(caller.service, session, _still_own(caller, session, order_id), caller.now)
    return Response(render_form(data), media_type="application/pdf")


@router.post("/orders/{order_id}/application-form/mail")
def mail_application_form(caller: CallerNow, order_id: str, body: MailTo) -> schemas.Done:
    """Send the application form to a mail address, as an attachment."""
    if check_email(body.email):
        raise NotValid(field="邮箱")
    with caller.service.store.read() as session:
        data = form_data(caller.service, session, _still_own(caller, session, order_id), caller.now)
    sheet = render_form(data)

    def work(session: Session) -> schemas.Done:
        order = orders.own_order(session, caller.account_id(session), order_id, lock=True)
        check_mail_limit(caller.service, session, body.email, caller.now)
        text = f"附件是订单 {order.number} 的申请表，请打印后按要求签字或盖章。"
        attachment = (f"申请表-{order.number}.pdf", sheet)
        send_mail(caller.service, session, body.email, "数字证书申请表", text, caller.now, attachment)
        return schemas.Done()

    return caller.change(schemas.Done, work)


@router.get(
    "/orders/{order_id}/invoice.pdf",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}},
)
def invoice(caller: CallerNow, order_id: str) -> Response:
    """The invoice of a paid order as a PDF."""
    with caller.service.store.read() as session:
        order = orders.own_order(session, caller.account_id(session), order_id)
        body = invoice_pdf(caller.service, session, order)
    return Response(body, media_type="application/pdf")


@router.put("/orders/{order_id}/signature")
def sign_form(caller: CallerNow, order_id: str, body: schemas.HandSignature) -> schemas.Order:
    """在线签署: the handwriting."""
    return _changed(
        caller,
        lambda session, account_id: orders.sign_form(
            caller.service, session, account_id, order_id, body.file_id, body.strokes, caller.now
        ),
    )


@router.get("/orders/{order_id}/organisation")
def order_organisation(caller: CallerNow, order_id: str) -> schemas.OrderOrganisation:
    """确认信息: what is registered about the organisation that the order is for."""
    with caller.service.store.read() as session:
        order = _still_own(caller, session, order_id)
        data = _organisation_data(caller.service, session, order)
    if data is None:
        raise NotFound
    return schemas.OrderOrganisation(name=data.name, credit_code=data.credit_code, legal_name=data.legal_name)


@router.get(
    "/orders/{order_id}/licence",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}, "image/png": {}, "application/pdf": {}}}},
)
def order_licence(caller: CallerNow, order_id: str) -> Response:
    """确认信息: the business licence of the organisation that the order is for."""
    with caller.service.store.read() as session:
        order = _still_own(caller, session, order_id)
        if order.organisation_id is None:
            raise NotFound
        organisation = session.get_one(OrganisationRow, order.organisation_id)
        licence = session.get_one(FileRow, organisation.licence_file_id)
    return Response(caller.service.keyring.decrypt("file", licence.content), media_type=licence.content_type)


@router.put("/orders/{order_id}/attachment")
def attach_form(caller: CallerNow, order_id: str, body: schemas.Attachment) -> schemas.Order:
    """上传附件: the scan of the form that the organisation stamped."""
    return _changed(
        caller,
        lambda session, account_id: orders.attach_form(session, account_id, order_id, body.file_id, caller.now),
    )


@router.get("/orders/{order_id}/invoice-suggestion")
def get_invoice_suggestion(caller: CallerNow, order_id: str) -> schemas.InvoiceSuggestion:
    """[获取开票信息]: what to fill in."""
    with caller.service.store.read() as session:
        order = _still_own(caller, session, order_id)
        return schemas.InvoiceSuggestion.model_validate(suggest_invoice(caller.service, session, order))


@router.put("/orders/{order_id}/invoice")
def set_invoice(caller: CallerNow, order_id: str, body: schemas.Invoice) -> schemas.Order:
    """开票信息."""
    return _changed(
        caller,
        lambda session, account_id: orders.set_invoice(
            caller.service, session, account_id, order_id, body.model_dump(), caller.now
        ),
    )


@router.post("/orders/{order_id}/authorisation")
def authorise(caller: CallerNow, order_id: str, body: schemas.Authorisation) -> schemas.Order:
    """申请人授权 by SMS code."""
    return _changed(
        caller,
        lambda session, account_id: orders.authorise(
            caller.service, session, account_id, order_id, body.sms_code, caller.now
        ),
    )


@router.post("/orders/{order_id}/submission")
def submit(caller: CallerNow, order_id: str) -> schemas.Order:
    """提交 of a free order that needs no 申请人授权."""
    return _changed(
        caller,
        lambda session, account_id: orders.submit(caller.service, session, account_id, order_id, caller.now),
    )


@router.post("/orders/{order_id}/cancel")
def cancel(caller: CallerNow, order_id: str) -> schemas.Order:
    """Give an unpaid order up."""
    return _changed(caller, lambda session, account_id: orders.cancel(session, account_id, order_id, caller.now))


@router.post("/orders/{order_id}/certificate")
def issue_certificate(caller: CallerNow, order_id: str, body: schemas.CertificateRequest) -> schemas.IssuedCertificates:
    """Issue the certificates for the key of a PKCS#10 request."""
    try:
        request_der = base64.b64decode(body.signing_request, validate=True)
    except ValueError as error:  # binascii.Error too; text with other than ASCII
        raise BadRequestOfKey from error
    approve_what_is_due(caller.service)
    return caller.change(
        schemas.IssuedCertificates,
        lambda session: schemas.IssuedCertificates.model_validate(
            delivery.issue(caller.service, session, caller.account_id(session), order_id, request_der, caller.now)
        ),
    )


@router.post("/orders/{order_id}/installation")
def confirm_installation(caller: CallerNow, order_id: str, body: schemas.Installation) -> schemas.Order:
    """The device holds both certificates."""
    return _changed(
        caller,
        lambda session, account_id: delivery.confirm_installation(
            caller.service, session, account_id, order_id, body.certificate_id, caller.now
        ),
    )


def _still_own(caller: Caller, session: Session, order_id: str) -> OrderRow:
    order = orders.own_order(session, caller.account_id(session), order_id)
    check_still_acts(caller.service, session, order)
    return order


def _changed(caller: Caller, work: Callable[[Session, str], OrderRow]) -> schemas.Order:
    return caller.change(schemas.Order, lambda session: order_view(session, work(session, caller.account_id(session))))


def form_data(service: Service, session: Session, order: OrderRow, now: datetime) -> FormData:
    """What an order's application form says."""
    keyring = service.keyring
    person = session.get_one(PersonRow, order.person_id)
    account = session.get_one(AccountRow, order.account_id)
    picture = None
    if order.signature_file_id is not None:
        picture = own_file(service, session, order.account_id, order.signature_file_id, "handwriting")
    return FormData(
        number=order.number,
        mark=business_of(order.business).mark,
        years=order.years,
        name=keyring.decrypt("person", person.name).decode(),
        id_number=keyring.decrypt("person", person.id_number).decode(),
        phone=keyring.decrypt("phone", account.phone).decode(),
        email=(invoice_data(service, order) or {"email": ""})["email"],
        platform=catalogue.platform(session, order.platform_id).name,
        algorithm=order.key_algorithm.upper(),
        organisation=_organisation_data(service, session, order),
        date=now.astimezone() if order.state == OrderState.DRAFT else (order.authorised_at or now).astimezone(),
        signature_png=picture,
    )


def _organisation_data(service: Service, session: Session, order: OrderRow) -> OrganisationData | None:
    if order.organisation_id is None:
        return None
    row = session.get_one(OrganisationRow, order.organisation_id)
    legal_name = service.keyring.decrypt("person", row.legal_name).decode()
    return OrganisationData(row.name, row.credit_code, legal_name, ROLES[Role(order.acting_as or "")])
