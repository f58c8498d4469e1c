"""What a person has: certificates, seals, notifications, personal data; agreements, reports, status."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime
from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts import codes, sessions
from authority.accounts.files import claim_file
from authority.accounts.messages import sandbox_messages
from authority.accounts.models import NotificationRow, ReportRow
from authority.api import schemas
from authority.api.idempotency import CallerNow, ServiceNow
from authority.api.order_views import own_certificates, own_seals
from authority.audit import record
from authority.orders import catalogue
from authority.orders.models import OrderRow
from authority.organisations.membership import memberships_of_account
from authority.problems import NotFound
from core.errors import Text

router = APIRouter(tags=["person"])
# a range that every database and time zone can hold
Moment = Annotated[AwareDatetime, Query(ge=datetime(2000, 1, 1, tzinfo=UTC), le=datetime(2200, 1, 1, tzinfo=UTC))]
_AGREEMENTS = {
    "organisation": Text("机构认证服务协议", "Organisation authentication agreement"),
    "basic_privacy": Text("基本业务隐私政策", "Basic privacy policy"),
    "real_name": Text("实名认证服务协议", "Real-name service agreement"),
    "personal_certificate": Text("电子认证服务协议", "Electronic certification agreement"),
    "organisation_certificate": Text("电子认证服务协议（机构）", "Electronic certification agreement (organisations)"),
    "organisation_seal": Text("电子印章服务协议", "Electronic seal agreement"),
}


def software_version() -> str:
    """The installed version."""
    try:
        return version("secure-client")
    except PackageNotFoundError:
        return "0"


@router.get("/status")
def status(service: ServiceNow) -> schemas.Status:
    """Who this authority is."""
    return schemas.Status(
        name=service.settings.name,
        environment=service.settings.environment.value,
        version=software_version(),
        time=service.clock(),
        api=1,
    )


@router.get("/agreements/{agreement_id}")
def agreement(agreement_id: str) -> schemas.Agreement:
    """An agreement in force."""
    title = _AGREEMENTS.get(agreement_id)
    if title is None:
        raise NotFound
    folder = files("authority.data").joinpath("agreements")
    return schemas.Agreement(
        id=agreement_id,
        title={"zh": title.zh, "en": title.en},
        version=catalogue.agreement_version(),
        text={
            "zh": folder.joinpath(f"{agreement_id}.zh.md").read_text("utf-8"),
            "en": folder.joinpath(f"{agreement_id}.en.md").read_text("utf-8"),
        },
    )


@router.get("/certificates")
def certificates(caller: CallerNow) -> schemas.Certificates:
    """All certificates of the identity that was chosen."""
    with caller.service.store.read() as session:
        items = own_certificates(caller.service, session, caller.scope(session), caller.now)
    return schemas.Certificates(items=items)


@router.get("/seals")
def seals(caller: CallerNow) -> schemas.Seals:
    """All seals of the identity that was chosen."""
    with caller.service.store.read() as session:
        items = own_seals(caller.service, session, caller.scope(session), caller.now)
    return schemas.Seals(items=items)


@router.get("/notifications")
def notifications(caller: CallerNow) -> schemas.Notifications:
    """Notifications, newest first."""
    with caller.service.store.read() as session:
        rows = session.scalars(
            select(NotificationRow)
            .where(NotificationRow.account_id == caller.account_id(session))
            .order_by(NotificationRow.created_at.desc())
            .limit(100)
        )
        return schemas.Notifications(
            items=[
                schemas.Notification(
                    id=row.id,
                    kind=row.kind,
                    title=row.title,
                    text=row.text,
                    title_en=row.title_en,
                    text_en=row.text_en,
                    created_at=row.created_at,
                    read=row.read,
                )
                for row in rows
            ]
        )


@router.post("/reports")
def report(caller: CallerNow, body: schemas.NewReport) -> schemas.Receipt:
    """违法违规信息举报; needs no session."""

    def work(session: Session) -> schemas.Receipt:
        number = f"JB{caller.now:%Y%m%d}{secrets.randbelow(10**8):08}"
        keyring = caller.service.keyring
        if body.picture_file_ids:
            account_id = caller.account_id(session)
            for file_id in body.picture_file_ids:
                claim_file(session, account_id, file_id, "attachment")
        session.add(
            ReportRow(
                receipt_number=number,
                category=body.category,
                text=keyring.encrypt("report", body.text.encode()),
                contact=keyring.encrypt("report", body.contact.encode()),
                picture_file_ids=",".join(body.picture_file_ids),
                created_at=caller.now,
            )
        )
        record(session, caller.now, "visitor", "report.filed", f"report:{number}")
        return schemas.Receipt(receipt_number=number)

    return caller.change(schemas.Receipt, work)


@router.post("/me/personal-data")
def personal_data(caller: CallerNow, body: schemas.Reauthentication) -> schemas.PersonalData:
    """Everything held about the person, after the password once more."""

    def work(session: Session) -> schemas.PersonalData:
        signed_in = sessions.describe(caller.service, session, caller.session_row(session))
        sessions.verify_password(signed_in.account, body.password, caller.now)
        record(session, caller.now, f"account:{signed_in.account.id}", "personal_data.exported", "self")
        return schemas.PersonalData(items=_held(caller, session, signed_in))

    # not through an idempotency key: the answer is personal data and is not kept a second time
    return caller.change_unkeyed(work)


def _held(caller: CallerNow, session: Session, signed_in: sessions.SignedIn) -> list[schemas.PersonalDataItem]:
    keyring, account, person = caller.service.keyring, signed_in.account, signed_in.person

    def item(category: str, name: str, value: str, since: datetime | None) -> schemas.PersonalDataItem:
        return schemas.PersonalDataItem(category=category, name=name, value=value, held_since=since)

    items = [item("账号", "手机号码", keyring.decrypt("phone", account.phone).decode(), account.created_at)]
    if person is not None:
        items.append(item("实名信息", "姓名", keyring.decrypt("person", person.name).decode(), person.verified_at))
        number = keyring.decrypt("person", person.id_number).decode()
        items.append(item("实名信息", "身份证号", number, person.verified_at))
    items += [
        item("订单", order.number, f"{order.state}，{order.total_fen / 100:.2f} 元", order.created_at)
        for order in session.scalars(select(OrderRow).where(OrderRow.account_id == account.id))
    ]
    items += [
        item("机构", organisation.name, row.state, row.created_at)
        for row, organisation in memberships_of_account(session, account)
    ]
    return items


sandbox = APIRouter(prefix="/sandbox", tags=["sandbox"])


@sandbox.get("/messages")
def messages(
    service: ServiceNow, phone: str = Query("", max_length=20), after: Moment | None = None
) -> schemas.SandboxMessages:
    """The newest text messages and mails in the clear, of one receiver or later than a time; only in the sandbox."""
    if not service.settings.is_sandbox:
        raise NotFound
    with service.store.read() as session:
        items = sandbox_messages(service, session, phone, after)
    return schemas.SandboxMessages.model_validate({"items": items})


@sandbox.get("/captchas/{captcha_id}")
def captcha(service: ServiceNow, captcha_id: str) -> schemas.SandboxCaptcha:
    """The answer of a picture code, so that a journey can run without a person; only in the sandbox."""
    if not service.settings.is_sandbox:
        raise NotFound
    with service.store.read() as session:
        answer = codes.captcha_answer(service, session, captcha_id)
    if answer is None:
        raise NotFound
    return schemas.SandboxCaptcha(text=answer)
