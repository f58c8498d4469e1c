"""Picture codes, SMS codes, sessions, files, real names."""

from __future__ import annotations

import base64
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from sqlalchemy.orm import Session

from authority.accounts import codes, files, login_keys, real_name, sessions
from authority.accounts.models import SessionRow
from authority.accounts.personal_change import PersonalData, change_person, check_change
from authority.adjustment import settings_in_force
from authority.api import schemas
from authority.api.idempotency import Caller, CallerNow
from authority.problems import AlreadyVerified, BadFile, NotFound, NotValid
from authority.service import masked_id_number, masked_name, masked_phone
from core.validation import check_id_number, check_name

router = APIRouter(tags=["accounts"])


@router.post("/captchas")
def new_captcha(caller: CallerNow) -> schemas.Captcha:
    """A new picture code; one use."""

    def work(session: Session) -> schemas.Captcha:
        captcha_id, png = codes.new_captcha(caller.service, session, caller.now)
        seconds = settings_in_force(caller.service, session).captcha_seconds
        return schemas.Captcha(id=captcha_id, image_png=base64.b64encode(png).decode(), expires_in=seconds)

    return caller.change(schemas.Captcha, work)


@router.post("/sms-codes")
def send_sms_code(caller: CallerNow, body: schemas.NewSmsCode) -> schemas.SmsCodeSent:
    """Send a 6-digit code to a phone."""

    def work(session: Session) -> schemas.SmsCodeSent:
        codes.send_sms_code(
            caller.service,
            session,
            captcha_id=body.captcha_id,
            captcha_text=body.captcha_text,
            phone=body.phone,
            purpose=codes.SmsPurpose(body.purpose),
            now=caller.now,
        )
        settings = settings_in_force(caller.service, session)
        return schemas.SmsCodeSent(
            phone_masked=masked_phone(body.phone),
            expires_in=settings.sms_code_seconds,
            resend_after=settings.sms_resend_seconds,
        )

    return caller.change(schemas.SmsCodeSent, work)


@router.post("/sessions")
def begin_sign_in(caller: CallerNow, body: schemas.NewSession) -> schemas.Ticket:
    """Sign in by SMS code; unknown numbers are registered."""

    def work(session: Session) -> schemas.Ticket:
        ticket, step = sessions.begin_sign_in(
            caller.service, session, body.phone, body.sms_code, body.accepted_privacy_version, caller.now
        )
        return schemas.Ticket.model_validate({"ticket": ticket, "phone_masked": masked_phone(body.phone), "next": step})

    return caller.change(schemas.Ticket, work)


@router.post("/sessions/password")
def enter_password(caller: CallerNow, body: schemas.PasswordStep) -> schemas.SessionView:
    """Set or check the password; makes the session."""
    return caller.change(
        schemas.SessionView,
        lambda session: session_view(
            caller,
            sessions.enter_password(caller.service, session, body.ticket, body.password, caller.device_id, caller.now),
        ),
    )


@router.post("/sessions/password-reset")
def reset_password(caller: CallerNow, body: schemas.PasswordStep) -> schemas.SessionView:
    """忘记密码: a new password after the SMS code; devices that signed in by a key have to be set up again."""

    def work(session: Session) -> schemas.SessionView:
        signed_in = sessions.reset_password(
            caller.service, session, body.ticket, body.password, caller.device_id, caller.now
        )
        login_keys.forget_keys(session, signed_in.account.id)
        return session_view(caller, signed_in)

    return caller.change(schemas.SessionView, work)


@router.put("/sessions/current/identity")
def choose_identity(caller: CallerNow, body: schemas.IdentityChoice) -> schemas.SessionView:
    """Act as one of the identities."""

    def work(session: Session) -> schemas.SessionView:
        row = caller.session_row(session)
        signed_in = sessions.describe(caller.service, session, row)
        if body.identity_id not in {identity.id for identity in signed_in.identities}:
            raise NotFound
        row.identity_id = body.identity_id
        return session_view(caller, sessions.describe(caller.service, session, row))

    return caller.change(schemas.SessionView, work)


@router.delete("/sessions/current")
def sign_out(caller: CallerNow) -> schemas.Done:
    """End the session."""

    def work(session: Session) -> schemas.Done:
        session.delete(caller.session_row(session))
        return schemas.Done()

    return caller.change(schemas.Done, work)


@router.get("/me")
def me(caller: CallerNow) -> schemas.SessionView:
    """The session's account and identities."""
    with caller.service.store.read() as session:
        return session_view(caller, sessions.describe(caller.service, session, caller.session_row(session)))


@router.post("/files")
def upload(
    caller: CallerNow, file: Annotated[UploadFile, File()], kind: Annotated[str, Form(max_length=20)]
) -> schemas.StoredFile:
    """Upload a picture or PDF of at most 10 MB."""
    if kind not in files.KINDS:
        raise NotValid(field="kind")
    with caller.service.store.read() as session:
        files.check_upload_limit(session, caller.account_id(session), caller.now)
    content = file.file.read(files.MAX_BYTES + 1)
    if len(content) > files.MAX_BYTES:
        raise BadFile
    content_type = files.checked_content_type(content)
    caller = caller.with_content(kind.encode(), content)

    def work(session: Session) -> schemas.StoredFile:
        account_id = caller.account_id(session)
        row = files.keep_file(caller.service, session, account_id, kind, content, content_type, caller.now)
        return schemas.StoredFile(id=row.id, sha256=row.sha256, size=row.size, content_type=row.content_type)

    return caller.change(schemas.StoredFile, work)


@router.post("/real-name")
def verify_real_name(caller: CallerNow, body: schemas.RealName) -> schemas.RealNameDone:
    """Real-name authentication; the pictures are read here as well."""
    earlier = caller.earlier(schemas.RealNameDone)
    if earlier is not None:
        return earlier
    _check_typed(body)
    with caller.service.store.read() as session:
        signed_in = sessions.describe(caller.service, session, caller.session_row(session))
        if signed_in.person is not None:
            raise AlreadyVerified
        account_id = signed_in.account.id
        front, back = _pictures(caller, session, account_id, body)
    real_name.check_documents(body.name, body.id_number, front, back, caller.now)

    def work(session: Session) -> schemas.RealNameDone:
        row: SessionRow = caller.session_row(session)
        _spend_code(caller, session, body, codes.SmsPurpose.REAL_NAME)
        person = real_name.verify_person(caller.service, session, row, body.name, body.id_number, caller.now)
        real_name.keep_card(session, person, body.front_file_id, body.back_file_id)
        return schemas.RealNameDone(real_name_state="verified", identity_id=person.id)

    return caller.change(schemas.RealNameDone, work)


@router.put("/real-name")
def change_real_name(caller: CallerNow, body: schemas.RealName) -> schemas.RealNameDone:
    """个人信息变更: name, ID number or phone, proven by new pictures and a code to the phone that is given."""
    earlier = caller.earlier(schemas.RealNameDone)
    if earlier is not None:
        return earlier
    _check_typed(body)
    data = PersonalData(body.name, body.id_number, body.phone)
    with caller.service.store.read() as session:
        account_id = caller.account_id(session)
        check_change(caller.service, session, account_id, data)
        front, back = _pictures(caller, session, account_id, body)
    real_name.check_documents(body.name, body.id_number, front, back, caller.now)

    def work(session: Session) -> schemas.RealNameDone:
        account_id = caller.account_id(session)
        _spend_code(caller, session, body, codes.SmsPurpose.CHANGE_PERSONAL)
        person = change_person(caller.service, session, account_id, data, caller.now)
        real_name.keep_card(session, person, body.front_file_id, body.back_file_id)
        return schemas.RealNameDone(real_name_state="verified", identity_id=person.id)

    return caller.change(schemas.RealNameDone, work)


def _check_typed(body: schemas.RealName) -> None:
    if check_name(body.name):
        raise NotValid(field="姓名")
    if check_id_number(body.id_number):
        raise NotValid(field="身份证号")


def _pictures(caller: Caller, session: Session, account_id: str, body: schemas.RealName) -> tuple[bytes, bytes]:
    front = files.own_file(caller.service, session, account_id, body.front_file_id, "id_card_front")
    return front, files.own_file(caller.service, session, account_id, body.back_file_id, "id_card_back")


def _spend_code(caller: Caller, session: Session, body: schemas.RealName, purpose: codes.SmsPurpose) -> None:
    """Spent only after the pictures were read: one that has to be taken again does not cost a new code."""
    codes.spend_sms_code(caller.service, session, phone=body.phone, purpose=purpose, code=body.sms_code, now=caller.now)


def session_view(caller: Caller, signed_in: sessions.SignedIn) -> schemas.SessionView:
    """A session for its holder, personal data masked."""
    keyring = caller.service.keyring
    person = signed_in.person
    return schemas.SessionView(
        access_token=signed_in.token,
        expires_at=signed_in.expires_at,
        account=schemas.Account(
            id=signed_in.account.id,
            phone_masked=masked_phone(keyring.decrypt("phone", signed_in.account.phone).decode()),
            real_name_state="verified" if person else "none",
            name_masked=masked_name(keyring.decrypt("person", person.name).decode()) if person else None,
            id_number_masked=masked_id_number(keyring.decrypt("person", person.id_number).decode()) if person else None,
        ),
        identities=[
            schemas.Identity.model_validate(
                {"id": item.id, "kind": item.kind, "name_masked": item.name_masked, "organisation": item.organisation}
            )
            for item in signed_in.identities
        ],
        current_identity_id=signed_in.identity_id,
    )
