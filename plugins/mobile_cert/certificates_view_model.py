"""我的证书 (M3.3.11.1): certificates of the person, installed and pending; the details of one."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtQml import QmlElement

from core.credentials.credential import Credential
from core.crypto.certificate_text import issuer_in, subject_in
from core.crypto.certificates import Certificate
from core.ui.dialogs import ToastKind
from core.ui.language import QT_TRANSLATE_NOOP, current_language, tr
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from plugins.mobile_cert import models
from plugins.mobile_cert.flows.table import apply_page, flow_of
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.order_texts import moment
from plugins.mobile_cert.reminders import calendar_file, expires_soon
from plugins.mobile_cert.saving import save_file
from plugins.mobile_cert.signed_in import SignedInViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

_STATES = {
    "hold": (QT_TRANSLATE_NOOP("Certificates", "待安装"), "warning"),
    "active": (QT_TRANSLATE_NOOP("Certificates", "有效"), "success"),
    "revoked": (QT_TRANSLATE_NOOP("Certificates", "已注销"), "danger"),
    "expired": (QT_TRANSLATE_NOOP("Certificates", "已过期"), "danger"),
}


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One pair of certificates."""

    certificateId: str
    serial: str
    subject: str
    ca: str
    algorithm: str
    validity: str
    stateText: str
    stateKind: str
    here: bool


@QmlElement
class CertificatesViewModel(SignedInViewModel):
    """The list; empty leads to [办理证书]."""

    certificates = child(RowModel)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._module = module
        self._known: dict[str, models.CertificateView] = {}
        self._rows = ListModel(CertificateRow, parent=self)
        self.certificates = self._rows

    @slot()
    def apply(self) -> None:
        """[办理证书]."""
        self.page.navigator.push(f"mobile_cert.{apply_page(self._module.service.acting)}")

    @slot(str)
    def open(self, certificate_id: str) -> None:
        """The certificate's details."""
        self.page.navigator.push("mobile_cert.certificate", {"certificate": self._known[certificate_id]})

    async def load(self) -> None:
        """See `SignedInViewModel`."""
        try:
            items = await self._module.service.certificates()
        except Exception:
            self._rows.failed()
            raise
        self._known = {item.id: item for item in items}
        here = {credential.certificate.serial_hex for credential in self._module.context.credentials.credentials()}
        self._rows.replace([_row(item, item.serial_hex in here) for item in items])


@QmlElement
class OwnCertificateViewModel(SignedInViewModel):
    """One pair of certificates: what they say, where the keys are.

    Attributes:
        signing: fields of the signing certificate, as `{key, value}`.
        encryption: fields of the encryption certificate, as `{key, value}`.
        here: the keys are on this device.
        canReissue: it is good, but its keys are not here.
    """

    subject = prop(str, "")
    ca = prop(str, "")
    stateText = prop(str, "")
    stateKind = prop(str, "neutral")
    signing = prop(list, [])
    encryption = prop(list, [])
    here = prop(bool, False)
    canRenew = prop(bool, False)
    canRevoke = prop(bool, False)
    canReissue = prop(bool, False)
    canChange = prop(bool, False)
    canChangeSeals = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._module = module
        item = page.parameters["certificate"]
        assert isinstance(item, models.CertificateView)  # noqa: S101 the opener's contract
        self._id = item.id
        self._credential: Credential | None = None
        self._show(item)

    async def load(self) -> None:
        """See `SignedInViewModel`."""
        for item in await self._module.service.certificates():
            if item.id == self._id:
                self._show(item)

    @slot()
    def changePin(self) -> None:
        """[修改 PIN]: the page that all media share."""
        if self._credential is not None:
            self.page.navigator.push("legacy_token.pin", {"medium": self._credential.medium.id})

    @slot(str)
    def begin(self, flow: str) -> None:
        """[证书变更], [证书续期], [证书注销], [补发到本设备] or [印章变更]; `flow` is how the business's name ends."""
        business = next(name for name in self._item.allowed if name.endswith(flow))
        self.page.navigator.push(f"mobile_cert.{flow_of(business).page}", {"certificate": self._id})

    @slot(QUrl)
    async def saveCalendar(self, target: QUrl) -> None:
        """[添加到日历]: a file that every calendar reads."""
        summary = QCoreApplication.translate("Certificates", "数字证书到期：%1").replace("%1", self._item.ca)
        number = self._item.serial_hex
        text = QCoreApplication.translate("Certificates", "证书序列号 %1，请提前续期。").replace("%1", number)
        await save_file(target, calendar_file(self._item, summary, text, datetime.now(UTC)))
        self.page.dialogs.toast(QCoreApplication.translate("Orders", "文件已保存"), ToastKind.SUCCESS)

    @slot()
    def showAll(self) -> None:
        """[全部字段]: every field and extension."""
        if self._credential is not None:
            self.page.navigator.push("legacy_token.details", {"credential": self._credential.id})

    def _show(self, item: models.CertificateView) -> None:
        self._item = item
        row = _row(item, here=False)
        self.subject, self.ca, self.stateText, self.stateKind = row.subject, row.ca, row.stateText, row.stateKind
        certificate = Certificate(base64.b64decode(item.signing_certificate))
        self.signing = _fields(certificate)
        self.encryption = _fields(Certificate(base64.b64decode(item.encryption_certificate)))
        self._credential = _find(self._module.context.credentials.credentials(), certificate)
        self.here = self._credential is not None
        endings = {name.partition("_")[2] for name in item.allowed}
        self.canRenew = "certificate_renew" in endings
        self.canRevoke = "certificate_revoke" in endings
        self.canChange = "certificate_change" in endings
        self.canReissue = "certificate_reissue" in endings and not self.here
        self.canChangeSeals = "seal_change" in endings


def _find(credentials: Sequence[Credential], certificate: Certificate) -> Credential | None:
    wanted = certificate.fingerprint
    return next((item for item in credentials if item.certificate.fingerprint == wanted), None)


def _fields(certificate: Certificate) -> list[dict[str, str]]:
    language = current_language()
    return [
        {"key": tr("主题"), "value": subject_in(certificate, language)},
        {"key": tr("颁发者"), "value": issuer_in(certificate, language)},
        {"key": tr("序列号"), "value": certificate.serial_hex},
        {"key": tr("生效时间"), "value": moment(certificate.not_before)},
        {"key": tr("到期时间"), "value": moment(certificate.not_after)},
        {"key": tr("密钥算法"), "value": certificate.algorithm.value.upper()},
        {"key": tr("SHA-256 指纹"), "value": certificate.fingerprint},
    ]


def _row(item: models.CertificateView, here: bool) -> CertificateRow:
    text, kind = _STATES[item.state]
    if item.outdated:
        text, kind = QT_TRANSLATE_NOOP("Certificates", "信息已变更"), "warning"
    elif expires_soon(item, datetime.now(UTC)):
        text, kind = QT_TRANSLATE_NOOP("Certificates", "即将过期"), "warning"
    validity = f"{item.not_before.astimezone():%Y-%m-%d} – {item.not_after.astimezone():%Y-%m-%d}"
    return CertificateRow(
        item.id,
        item.serial_hex,
        item.subject_name_masked,
        item.ca,
        item.algorithm.upper(),
        validity,
        QCoreApplication.translate("Certificates", text),
        kind,
        here,
    )
