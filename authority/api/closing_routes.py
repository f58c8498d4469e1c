"""注销账号 (M3.3.16)."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy.orm import Session

from authority.accounts import closing, sessions
from authority.accounts.models import AccountRow
from authority.api import schemas
from authority.api.idempotency import CallerNow

router = APIRouter(tags=["accounts"])


@router.get("/me/closing")
def get_closing(caller: CallerNow) -> schemas.Closing:
    """Whether and when the account will be closed."""
    with caller.service.store.read() as session:
        return _view(closing.closing_of(session, caller.account_id(session)))


@router.post("/me/closing")
def request_closing(caller: CallerNow, body: schemas.Reauthentication) -> schemas.Closing:
    """Ask for it, with the password once more; it can be withdrawn until it is due."""

    def work(session: Session) -> schemas.Closing:
        account = session.get_one(AccountRow, caller.account_id(session), with_for_update=True)
        sessions.verify_password(account, body.password, caller.now)
        return _view(closing.request_closing(caller.service, session, account, caller.now))

    return caller.change(schemas.Closing, work)


@router.post("/me/closing/withdrawal")
def withdraw_closing(caller: CallerNow) -> schemas.Closing:
    """Stay."""

    def work(session: Session) -> schemas.Closing:
        closing.withdraw_closing(session, caller.account_id(session), caller.now)
        return _view(None)

    return caller.change(schemas.Closing, work)


def _view(row: closing.AccountClosingRow | None) -> schemas.Closing:
    return schemas.Closing(due_at=row.due_at if row is not None else None)
