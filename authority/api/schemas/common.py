"""What bodies of several subjects share."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Phone = Annotated[str, StringConstraints(pattern=r"^1[3-9][0-9]{9}$")]
SmsCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
Identifier = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Base64 = Annotated[str, StringConstraints(max_length=40_000)]
Business = Literal[
    "personal_certificate_new",
    "personal_certificate_renew",
    "personal_certificate_revoke",
    "personal_certificate_reissue",
    "personal_certificate_change",
    "organisation_certificate_new",
    "organisation_certificate_renew",
    "organisation_certificate_revoke",
    "organisation_certificate_reissue",
    "organisation_certificate_change",
    "organisation_seal_change",
]
Bilingual = dict[Literal["zh", "en"], str]


class Input(BaseModel):
    """A request's body: what it does not name is refused."""

    model_config = ConfigDict(extra="forbid")


class Done(BaseModel):
    """Nothing more to say."""

    done: bool = True


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    cause: Bilingual
    remedy: Bilingual
    details: dict[str, Any]


class Status(BaseModel):
    """Who this authority is."""

    name: str
    environment: Literal["sandbox", "production"]
    version: str
    time: datetime
    api: int


class StoredFile(BaseModel):
    """An upload."""

    id: str
    sha256: str
    size: int
    content_type: str
