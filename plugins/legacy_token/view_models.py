"""The live list of certificates on all media."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.credentials.credential import Credential
from core.credentials.registry import CredentialRegistry, RegistryEvent
from core.crypto.certificates import Certificate, KeyPurpose
from core.ui.language import current_language
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel

QML_IMPORT_NAME = "LegacyToken"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One certificate in the list."""

    credentialId: str
    subject: str
    issuer: str
    expires: str
    purpose: str
    purposeIcon: str
    medium: str
    validity: str
    validityKind: str


@dataclass(frozen=True, slots=True)
class MediumRow:
    """One medium above the list."""

    mediumId: str
    label: str
    description: str
    problem: str


@dataclass(frozen=True, slots=True)
class DriverRow:
    """A driver or device that cannot be used."""

    name: str
    problem: str


@QmlElement
class TokensViewModel(ViewModel):
    """All certificates on all media, following what is plugged in."""

    certificates = child(RowModel)
    media = child(RowModel)
    drivers = child(RowModel)
    hint = prop(str, "")

    def __init__(self, page: PageContext, registry: CredentialRegistry) -> None:
        super().__init__(page)
        self._registry = registry
        self._certificates = ListModel(CertificateRow, parent=self)
        self._media = ListModel(MediumRow, parent=self)
        self.certificates = self._certificates
        self.media = self._media
        self._drivers = ListModel(DriverRow, parent=self)
        self.drivers = self._drivers
        self._unsubscribe = registry.subscribe(self._on_event)
        self._show()

    def activated(self) -> None:
        """Validity moves with time, so the list is made anew."""
        self._show()

    @slot(str)
    def open(self, credential_id: str) -> None:
        """Show a certificate's details."""
        self.page.navigator.push("legacy_token.details", {"credential": credential_id})

    @slot(str)
    def managePin(self, medium_id: str) -> None:
        """Open 密码管理, for one medium or, with an empty id, for the first."""
        self.page.navigator.push("legacy_token.pin", {"medium": medium_id})

    def close(self) -> None:
        """See `ViewModel`."""
        self._unsubscribe()
        super().close()

    def _on_event(self, event: RegistryEvent) -> None:
        self._show()

    def _show(self) -> None:
        now = datetime.now(UTC)
        views = self._registry.media()
        self._media.replace(
            [
                MediumRow(
                    view.info.id,
                    view.info.label,
                    " ".join(part for part in (view.info.manufacturer, view.info.model) if part),
                    view.problem.cause_in(current_language()) if view.problem else "",
                )
                for view in views
            ]
        )
        language = current_language()
        gap = " " if language.startswith("en") else ""
        self._drivers.replace(
            [
                DriverRow(name, f"{error.cause_in(language)}{gap}{error.remedy_in(language)}")
                for name, error in self._registry.problems.items()
                # a missing service of the system has no name: 诊断 tells of it, most people do not need it
                if name
            ]
        )
        self._certificates.replace([_row(credential, now) for view in views for credential in view.credentials])
        if not views:
            self.hint = QCoreApplication.translate("LegacyToken", "未检测到介质，请插入 USBKey 或智能卡。")
        elif not self._certificates.items:
            self.hint = QCoreApplication.translate("LegacyToken", "介质中没有可用的证书。")
        else:
            self.hint = ""


PURPOSE_ICONS = {KeyPurpose.SIGN: "sign", KeyPurpose.ENCRYPT: "lock", KeyPurpose.SIGN_ENCRYPT: "shield"}


def purpose_text(purpose: KeyPurpose) -> str:
    """签名 / 加密 / 签名加密 in the window's language."""
    if purpose is KeyPurpose.SIGN:
        return QCoreApplication.translate("LegacyToken", "签名")
    if purpose is KeyPurpose.ENCRYPT:
        return QCoreApplication.translate("LegacyToken", "加密")
    return QCoreApplication.translate("LegacyToken", "签名加密")


def _row(credential: Credential, now: datetime) -> CertificateRow:
    certificate = credential.certificate
    state, kind = validity_text(certificate, now)
    return CertificateRow(
        credential.id,
        certificate.subject_name,
        certificate.issuer_name,
        _day(certificate.not_after),
        purpose_text(certificate.purpose),
        PURPOSE_ICONS[certificate.purpose],
        credential.medium.label,
        state,
        kind,
    )


def validity_text(certificate: Certificate, now: datetime) -> tuple[str, str]:
    """有效 / 即将到期 / 未生效 / 已过期, and the kind of badge."""
    if now > certificate.not_after:
        return QCoreApplication.translate("LegacyToken", "已过期"), "danger"
    if now < certificate.not_before:
        return QCoreApplication.translate("LegacyToken", "未生效"), "warning"
    if (certificate.not_after - now).days < 30:
        return QCoreApplication.translate("LegacyToken", "即将到期"), "warning"
    return QCoreApplication.translate("LegacyToken", "有效"), "success"


def _day(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d")
