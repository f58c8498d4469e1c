"""Bodies about what the authority tells people, and what they report to it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from authority.api.schemas.common import Identifier, Input


class Notification(BaseModel):
    """Something to know."""

    id: str
    kind: str
    title: str
    text: str
    title_en: str = Field(description="empty for those from before there were any in English")
    text_en: str
    created_at: datetime
    read: bool


class Notifications(BaseModel):
    """Notifications, newest first."""

    items: list[Notification]


class NewReport(Input):
    """违法违规信息举报."""

    category: Annotated[str, StringConstraints(min_length=1, max_length=30)]
    text: Annotated[str, StringConstraints(min_length=5, max_length=2000)]
    contact: Annotated[str, StringConstraints(max_length=100)] = ""
    picture_file_ids: Annotated[list[Identifier], Field(default_factory=list, max_length=9)]


class Receipt(BaseModel):
    """A report's receipt."""

    receipt_number: str


class SandboxMessage(BaseModel):
    """A message of the sandbox in the clear."""

    id: str
    kind: Literal["sms", "mail"]
    to: str
    subject: str
    text: str
    created_at: datetime


class SandboxMessages(BaseModel):
    """The sandbox's newest messages."""

    items: list[SandboxMessage]


class SandboxCaptcha(BaseModel):
    """The answer of a picture code, for automatic journeys of the sandbox."""

    text: str
