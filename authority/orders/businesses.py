"""The flow table (M3.3.11) on this side: what each business needs and what it does to the old certificates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from authority.problems import NotFound


class Holder(StrEnum):
    """For whom the certificates of a business are."""

    PERSON = "person"
    ORGANISATION = "organisation"


class OldPair(StrEnum):
    """What happens to the certificates that an order is about."""

    NONE = "none"
    REPLACED = "replaced"
    """Revoked as superseded once the new ones are installed, so that there is never a time without any."""
    REVOKED = "revoked"
    """Revoked when the order is approved."""
    SEALED_ANEW = "sealed_anew"
    """They stay; new seals take the place of theirs when the order is approved."""


@dataclass(frozen=True, slots=True)
class Business:
    """One business.

    Attributes:
        id: its name in the API.
        zh: title in Chinese.
        en: title in English.
        mark: the box that is ticked on the application form.
        old_pair: what happens to the old certificates.
        holder: for whom the certificates are.
        issues: new certificates are issued.
        signed: needs the handwriting on the form.
        attached: needs the scan of the form that the organisation stamped.
        renews: begins a validity that the applicant chooses.
        by_transfer: paid by bank transfer only.
        reviewed: a clerk approves it; otherwise the applicant's authorisation is enough.
        keeps_end: the new certificates end when the old ones do; otherwise they begin a validity of their own.
        form_suffices: where it is free, the scan of the stamped form is the applicant's authorisation (M3.3.12.1.3).
        outdated: True for certificates whose holder's data changed since, False for those of the data of today.
    """

    id: str
    zh: str
    en: str
    mark: str
    old_pair: OldPair
    holder: Holder = Holder.PERSON
    issues: bool = True
    signed: bool = True
    attached: bool = False
    renews: bool = False
    by_transfer: bool = False
    reviewed: bool = True
    keeps_end: bool = False
    form_suffices: bool = False
    outdated: bool | None = None

    @property
    def begins(self) -> bool:
        """A validity begins, which is sold for platforms that are offered."""
        return self.issues and not self.keeps_end


NEW = Business("personal_certificate_new", "办理个人证书", "New personal certificate", "新申请", OldPair.NONE)
RENEW = Business(
    "personal_certificate_renew",
    "续期个人证书",
    "Renew personal certificate",
    "更新",
    OldPair.REPLACED,
    renews=True,
    outdated=False,
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
ORGANISATION_NEW = Business(
    "organisation_certificate_new",
    "办理机构证书",
    "New organisation certificate",
    "新申请",
    OldPair.NONE,
    Holder.ORGANISATION,
    signed=False,
    attached=True,
    by_transfer=True,
)
ORGANISATION_RENEW = Business(
    "organisation_certificate_renew",
    "续期机构证书",
    "Renew organisation certificate",
    "更新",
    OldPair.REPLACED,
    Holder.ORGANISATION,
    renews=True,
    outdated=False,
)
ORGANISATION_REVOKE = Business(
    "organisation_certificate_revoke",
    "注销机构证书",
    "Revoke organisation certificate",
    "注销",
    OldPair.REVOKED,
    Holder.ORGANISATION,
    issues=False,
    signed=False,
    attached=True,
)
ORGANISATION_REISSUE = Business(
    "organisation_certificate_reissue",
    "补发机构证书",
    "Reissue organisation certificate",
    "补办",
    OldPair.REPLACED,
    Holder.ORGANISATION,
    signed=False,
    reviewed=False,
    keeps_end=True,
    outdated=False,
)
ORGANISATION_CHANGE = Business(
    "organisation_certificate_change",
    "变更机构证书",
    "Change organisation certificate",
    "变更",
    OldPair.REPLACED,
    Holder.ORGANISATION,
    signed=False,
    attached=True,
    by_transfer=True,
    keeps_end=True,
    outdated=True,
)
SEAL_CHANGE = Business(
    "organisation_seal_change",
    "变更机构印章",
    "Change organisation seals",
    "印章变更",
    OldPair.SEALED_ANEW,
    Holder.ORGANISATION,
    issues=False,
    signed=False,
    attached=True,
    by_transfer=True,
    form_suffices=True,
    outdated=False,
)
BUSINESSES = (
    NEW,
    RENEW,
    REVOKE,
    REISSUE,
    CHANGE,
    ORGANISATION_NEW,
    ORGANISATION_RENEW,
    ORGANISATION_REVOKE,
    ORGANISATION_REISSUE,
    ORGANISATION_CHANGE,
    SEAL_CHANGE,
)


def business_of(name: str) -> Business:
    """A business by its name, or `NotFound`."""
    for business in BUSINESSES:
        if business.id == name:
            return business
    raise NotFound
