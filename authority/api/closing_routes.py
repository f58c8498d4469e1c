"""注销账号 (M3.3.16)."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy.orm import Session

from authority.accounts import closing, sessions
from authority.accounts.models import AccountRow
from authority.adjustment import settings_in_force
from authority.api import schemas
from authority.api.idempotency import Caller, CallerNow
from authority.organisations.closing import parting_of

router = APIRouter(tags=["accounts"])


@router.get("/me/closing")
def get_closing(caller: CallerNow) -> schemas.Closing:
    """Whether and when the account will be closed."""
    with caller.service.store.read() as session:
        account_id = caller.account_id(session)
        return _view(caller, session, account_id, closing.closing_of(session, account_id))


@router.post("/me/closing")
def request_closing(caller: CallerNow, body: schemas.Reauthentication) -> schemas.Closing:
    """Ask for it, with the password once more; it can be withdrawn until it is due."""

    def work(session: Session) -> schemas.Closing:
        account = session.get_one(AccountRow, caller.account_id(session), with_for_update=True)
        sessions.verify_password(account, body.password, caller.now)
        row = closing.request_closing(caller.service, session, account, caller.now)
        return _view(caller, session, account.id, row)

    return caller.change(schemas.Closing, work)


@router.post("/me/closing/withdrawal")
def withdraw_closing(caller: CallerNow) -> schemas.Closing:
    """Stay."""

    def work(session: Session) -> schemas.Closing:
        account_id = caller.account_id(session)
        closing.withdraw_closing(session, account_id, caller.now)
        return _view(caller, session, account_id, None)

    return caller.change(schemas.Closing, work)


def _view(caller: Caller, session: Session, account_id: str, row: closing.AccountClosingRow | None) -> schemas.Closing:
    parting = parting_of(caller.service, session, account_id)
    cause = parting.hindrance.cause if parting.hindrance is not None else None
    return schemas.Closing(
        due_at=row.due_at if row is not None else None,
        cooling_off_hours=settings_in_force(caller.service, session).closing_hours,
        left=[organisation.name for organisation in parting.left],
        dissolved=[organisation.name for organisation in parting.dissolved],
        hindrance={"zh": cause.zh, "en": cause.en} if cause is not None else None,
    )
