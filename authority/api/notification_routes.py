"""Notifications are read."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import update
from sqlalchemy.orm import Session

from authority.accounts.models import NotificationRow
from authority.api import schemas
from authority.api.idempotency import CallerNow

router = APIRouter(tags=["person"])


@router.post("/notifications/read")
def read_all(caller: CallerNow) -> schemas.Done:
    """The person saw all notifications that are there now."""

    def work(session: Session) -> schemas.Done:
        mine = NotificationRow.account_id == caller.account_id(session)
        seen = NotificationRow.created_at <= caller.now
        session.execute(update(NotificationRow).where(mine, seen).values(read=True))
        return schemas.Done()

    return caller.change(schemas.Done, work)
