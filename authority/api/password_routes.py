"""重置密码 (M3.3.15) of a person who is signed in."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy.orm import Session

from authority.accounts import login_keys, sessions
from authority.accounts.codes import SmsPurpose, spend_sms_code
from authority.accounts.models import AccountRow
from authority.api import schemas
from authority.api.idempotency import CallerNow

router = APIRouter(tags=["accounts"])


@router.put("/me/password")
def change_password(caller: CallerNow, body: schemas.NewPassword) -> schemas.Done:
    """A new password after an SMS code; the account's other sessions and its login keys end."""

    def work(session: Session) -> schemas.Done:
        row = caller.session_row(session)
        account = session.get_one(AccountRow, row.account_id, with_for_update=True)
        sessions.check_new_password(body.password)
        spend_sms_code(
            caller.service,
            session,
            phone=caller.service.keyring.decrypt("phone", account.phone).decode(),
            purpose=SmsPurpose.RESET_PASSWORD,
            code=body.sms_code,
            now=caller.now,
        )
        sessions.change_password(session, row, account, body.password, caller.now)
        login_keys.forget_keys(session, account.id)
        return schemas.Done()

    return caller.change(schemas.Done, work)
