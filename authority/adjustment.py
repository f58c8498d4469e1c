"""Settings that the console changes while the authority runs; they lie in the database, for all processes at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from authority.audit import record
from authority.database import Base
from authority.problems import NotValid
from authority.service import Service
from authority.settings import Settings

ADJUSTABLE = (
    "auto_approve_seconds",
    "payment_minutes",
    "closing_hours",
    "session_hours",
    "captcha_seconds",
    "sms_code_seconds",
    "sms_resend_seconds",
    "sms_per_hour",
)


class AdjustedSettingRow(Base):
    """A setting that stands above the one that a process was started with."""

    __tablename__ = "adjusted_setting"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON, nullable=False)
    changed_by: Mapped[str] = mapped_column(String(80))
    changed_at: Mapped[datetime]


def settings_in_force(service: Service, session: Session) -> Settings:
    """The settings of the process with the adjusted ones laid over them."""
    rows = session.execute(select(AdjustedSettingRow.name, AdjustedSettingRow.value)).all()
    changed = {name: value for name, value in rows if name in ADJUSTABLE}
    return service.settings.model_copy(update=changed) if changed else service.settings


def adjust(service: Service, session: Session, wanted: Mapping[str, object], actor: str, now: datetime) -> list[str]:
    """Change settings, all or none; returns the names of those that became different.

    Raises:
        NotValid: a value that the setting cannot have, named by the setting.
    """
    before = settings_in_force(service, session)
    try:
        after = Settings.model_validate({**before.model_dump(), **{name: wanted[name] for name in wanted}})
    except ValidationError as error:
        raise NotValid(field=str(error.errors()[0]["loc"][0])) from error
    changed = [name for name in ADJUSTABLE if getattr(before, name) != getattr(after, name)]
    for name in changed:
        value = getattr(after, name)
        session.merge(AdjustedSettingRow(name=name, value=value, changed_by=actor, changed_at=now))
        record(session, now, actor, "setting.changed", f"setting:{name}", {"from": getattr(before, name), "to": value})
    return changed
