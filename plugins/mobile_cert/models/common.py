"""What answers of several subjects share."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

Bilingual = dict[Literal["zh", "en"], str]
KeyAlgorithmName = Literal["sm2", "rsa2048", "rsa3072", "ec_p256"]
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


class Done(BaseModel):
    """Nothing more to say."""

    done: bool


class StoredFile(BaseModel):
    """An upload."""

    id: str
