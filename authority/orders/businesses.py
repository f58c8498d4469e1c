"""The flow table (M3.3.11) on this side: what each business needs and what it does to the old certificates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from authority.problems import NotFound


class OldPair(StrEnum):
    """What happens to the certificates that an order is about."""

    NONE = "none"
    REPLACED = "replaced"
    """Revoked as superseded once the new ones are installed, so that there is never a time without any."""
    REVOKED = "revoked"
    """Revoked when the order is approved."""


@dataclass(frozen=True, slots=True)
class Business:
    """One business.

    Attributes:
        id: its name in the API.
        zh: title in Chinese.
        en: title in English.
        mark: the box that is ticked on the application form.
        old_pair: what happens to the old certificates.
        issues: new certificates are issued.
        signed: needs the handwriting on the form.
        reviewed: a clerk approves it; otherwise the applicant's authorisation is enough.
        keeps_end: the new certificates end when the old ones do; otherwise they begin a validity of their own.
        outdated: True for certificates whose holder's data changed since, False for those of the data of today.
    """

    id: str
    zh: str
    en: str
    mark: str
    old_pair: OldPair
    issues: bool = True
    signed: bool = True
    reviewed: bool = True
    keeps_end: bool = False
    outdated: bool | None = None


NEW = Business("personal_certificate_new", "办理个人证书", "New personal certificate", "新申请", OldPair.NONE)
RENEW = Business(
    "personal_certificate_renew", "续期个人证书", "Renew personal certificate", "更新", OldPair.REPLACED, outdated=False
)
REVOKE = Business(
    "personal_certificate_revoke", "注销个人证书", "Revoke personal certificate", "注销", OldPair.REVOKED, issues=False
)
REISSUE = Business(
    "personal_certificate_reissue",
    "补发个人证书",
    "Reissue personal certificate",
    "补办",
    OldPair.REPLACED,
    signed=False,
    reviewed=False,
    keeps_end=True,
    outdated=False,
)
CHANGE = Business(
    "personal_certificate_change",
    "变更个人证书",
    "Change personal certificate",
    "变更",
    OldPair.REPLACED,
    keeps_end=True,
    outdated=True,
)
BUSINESSES = (NEW, RENEW, REVOKE, REISSUE, CHANGE)


def business_of(name: str) -> Business:
    """A business by its name, or `NotFound`."""
    for business in BUSINESSES:
        if business.id == name:
            return business
    raise NotFound
