"""The flow table: which steps a business has, in order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from core.ui.language import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    # read while the window starts: the models need pydantic
    from plugins.mobile_cert import models
    from plugins.mobile_cert.models import Identity


class StepKind(StrEnum):
    """A step that the wizard knows; each is one part of its view model and one QML file."""

    PLATFORM = "platform"
    CERTIFICATE = "certificate"
    AGREEMENT = "agreement"
    SIGNATURE = "signature"
    ATTACHMENT = "attachment"
    CONFIRMATION = "confirmation"
    INVOICE = "invoice"
    AUTHORISATION = "authorisation"
    PAYMENT = "payment"


COSTS = (StepKind.INVOICE, StepKind.PAYMENT)
"""Steps that a business has only where the price table says that it costs money."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One business.

    Attributes:
        business: the authority's name of it.
        page: name of its page.
        title: of the page.
        agreement: id of the agreement that it needs.
        steps: in order.
        warnings: told where the certificate is chosen.
        declaration: what the applicant declares by authorising.
        seal_choice: label of the box that lets the seal follow the certificate; empty where there is no choice.
        by_transfer: paid by bank transfer only (对公打款).
        form_suffices: where it is free, it is submitted with the stamped form, without 申请人授权 (M3.3.12.1.3).
    """

    business: models.Business
    page: str
    title: str
    agreement: str
    steps: tuple[StepKind, ...]
    warnings: tuple[str, ...] = ()
    declaration: str = QT_TRANSLATE_NOOP(
        "Flow",
        "由申请人确认授权即表示同意申请电子签名认证证书，自愿遵循电子认证业务规则，并保证所提交的申请资料真实、准确、完整，"
        "自愿承担由资料虚假失实而导致的一切后果！",
    )
    seal_choice: str = ""
    by_transfer: bool = False
    form_suffices: bool = False

    @property
    def of_organisation(self) -> bool:
        """For somebody who acts for an organisation."""
        return self.business.startswith("organisation_")


_ORDERED = (
    StepKind.AGREEMENT,
    StepKind.SIGNATURE,
    StepKind.INVOICE,
    StepKind.AUTHORISATION,
    StepKind.PAYMENT,
)

_STAMPED = (
    StepKind.AGREEMENT,
    StepKind.ATTACHMENT,
    StepKind.CONFIRMATION,
    StepKind.INVOICE,
    StepKind.AUTHORISATION,
    StepKind.PAYMENT,
)
_REPLACED = QT_TRANSLATE_NOOP("Flow", "新证书安装完成后，原证书和与它绑定的印章失效。")
_REVOKED = (
    QT_TRANSLATE_NOOP("Flow", "证书注销后，所关联的印章将自动注销，无法正常使用。"),
    QT_TRANSLATE_NOOP("Flow", "证书注销后，无法进行历史数据的解密；请先解密仍需要的数据。"),
    QT_TRANSLATE_NOOP("Flow", "该操作不可逆，请谨慎操作；需要时只能重新办理。"),
)
_REISSUED = QT_TRANSLATE_NOOP("Flow", "证书将补发到本设备；安装完成后，其他设备上的原证书失效。")

_REISSUE_DECLARED = QT_TRANSLATE_NOOP(
    "Flow",
    "由申请人确认授权即表示同意提交电子签名认证证书补发申请，自愿遵循电子认证业务规则，并保证所提交的申请资料真实、准确、完整，"
    "自愿承担由资料虚假失实而导致的一切后果！",
)
_REVOCATION_DECLARED = QT_TRANSLATE_NOOP(
    "Flow",
    "由申请人确认授权即表示同意注销所选电子签名认证证书，自愿遵循电子认证业务规则，并保证所提交的申请资料真实、准确、完整，"
    "自愿承担由资料虚假失实而导致的一切后果！",
)
_SEALS_DECLARED = QT_TRANSLATE_NOOP(
    "Flow",
    "由申请人确认授权即表示同意变更所选证书的电子印章，自愿遵循电子认证业务规则，并保证所提交的申请资料真实、准确、完整，"
    "自愿承担由资料虚假失实而导致的一切后果！",
)

_OF_PEOPLE = (
    Flow(
        "personal_certificate_new",
        "apply",
        QT_TRANSLATE_NOOP("Pages", "办理个人证书"),
        "personal_certificate",
        (StepKind.PLATFORM, *_ORDERED),
    ),
    Flow(
        "personal_certificate_renew",
        "renew",
        QT_TRANSLATE_NOOP("Pages", "续期个人证书"),
        "personal_certificate",
        (StepKind.CERTIFICATE, *_ORDERED),
        (_REPLACED,),
        seal_choice=QT_TRANSLATE_NOOP("Flow", "同时续期印章"),
    ),
    Flow(
        "personal_certificate_change",
        "change",
        QT_TRANSLATE_NOOP("Pages", "变更个人证书"),
        "personal_certificate",
        (StepKind.CERTIFICATE, *_ORDERED),
        (
            QT_TRANSLATE_NOOP("Flow", "新证书使用变更后的个人信息，有效期与原证书相同。"),
            _REPLACED,
        ),
        seal_choice=QT_TRANSLATE_NOOP("Flow", "同时变更印章"),
    ),
    Flow(
        "personal_certificate_revoke",
        "revoke",
        QT_TRANSLATE_NOOP("Pages", "注销个人证书"),
        "personal_certificate",
        (StepKind.CERTIFICATE, *_ORDERED),
        _REVOKED,
        _REVOCATION_DECLARED,
    ),
    Flow(
        "personal_certificate_reissue",
        "reissue",
        QT_TRANSLATE_NOOP("Pages", "补发个人证书"),
        "personal_certificate",
        (StepKind.AUTHORISATION,),
        (_REISSUED,),
        declaration=_REISSUE_DECLARED,
    ),
)
_OF_ORGANISATIONS = (
    Flow(
        "organisation_certificate_new",
        "organisation_apply",
        QT_TRANSLATE_NOOP("Pages", "办理机构证书"),
        "organisation_certificate",
        (StepKind.PLATFORM, *_STAMPED),
        by_transfer=True,
    ),
    Flow(
        "organisation_certificate_renew",
        "organisation_renew",
        QT_TRANSLATE_NOOP("Pages", "续期机构证书"),
        "organisation_certificate",
        (
            StepKind.CERTIFICATE,
            StepKind.AGREEMENT,
            StepKind.SIGNATURE,
            StepKind.CONFIRMATION,
            StepKind.INVOICE,
            StepKind.AUTHORISATION,
            StepKind.PAYMENT,
        ),
        (_REPLACED,),
        seal_choice=QT_TRANSLATE_NOOP("Flow", "同时续期印章"),
    ),
    Flow(
        "organisation_certificate_change",
        "organisation_change_certificate",
        QT_TRANSLATE_NOOP("Pages", "变更机构证书"),
        "organisation_certificate",
        (StepKind.CERTIFICATE, *_STAMPED),
        (QT_TRANSLATE_NOOP("Flow", "新证书使用变更后的机构信息，有效期与原证书相同。"), _REPLACED),
        seal_choice=QT_TRANSLATE_NOOP("Flow", "同时变更印章"),
        by_transfer=True,
    ),
    Flow(
        "organisation_certificate_revoke",
        "organisation_revoke",
        QT_TRANSLATE_NOOP("Pages", "注销机构证书"),
        "organisation_certificate",
        (
            StepKind.CERTIFICATE,
            StepKind.AGREEMENT,
            StepKind.ATTACHMENT,
            StepKind.INVOICE,
            StepKind.AUTHORISATION,
            StepKind.PAYMENT,
        ),
        _REVOKED,
        _REVOCATION_DECLARED,
    ),
    Flow(
        "organisation_certificate_reissue",
        "organisation_reissue",
        QT_TRANSLATE_NOOP("Pages", "补发机构证书"),
        "organisation_certificate",
        (StepKind.AUTHORISATION,),
        (_REISSUED,),
        declaration=_REISSUE_DECLARED,
    ),
    Flow(
        "organisation_seal_change",
        "organisation_seals",
        QT_TRANSLATE_NOOP("Pages", "变更机构印章"),
        "organisation_seal",
        (
            StepKind.CERTIFICATE,
            StepKind.AGREEMENT,
            StepKind.ATTACHMENT,
            StepKind.INVOICE,
            StepKind.AUTHORISATION,
            StepKind.PAYMENT,
        ),
        (QT_TRANSLATE_NOOP("Flow", "审核通过后，按机构登记信息制作新印章，原印章失效；证书不变。"),),
        _SEALS_DECLARED,
        by_transfer=True,
        form_suffices=True,
    ),
)
FLOWS = _OF_PEOPLE + _OF_ORGANISATIONS


def flow_of(business: str) -> Flow:
    """The flow of a business that the authority named."""
    return next(flow for flow in FLOWS if flow.business == business)


def apply_page(acting: Identity | None) -> str:
    """The page that begins a new certificate of whom the person acts as."""
    kind = "organisation" if acting is not None and acting.organisation is not None else "personal"
    return flow_of(f"{kind}_certificate_new").page
