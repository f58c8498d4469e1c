"""What the authority tells people."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel


class Notification(BaseModel):
    """Something to know."""

    id: str
    kind: str
    title: str
    text: str
    title_en: str
    text_en: str
    created_at: datetime
    read: bool


class Notifications(BaseModel):
    """Notifications, newest first."""

    items: list[Notification]
