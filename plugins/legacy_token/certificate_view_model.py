"""One certificate: every field and extension, its standing on request, and how it is handed on (M3.5.1.3, M3.5.1.4)."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtQml import QmlElement

from core.credentials.credential import Credential
from core.credentials.registry import CredentialRegistry
from core.crypto.certificate_text import extensions_in, issuer_in, subject_in
from core.crypto.certificates import Certificate
from core.crypto.ocsp_status import OcspStatus
from core.errors import FileNotAccessible
from core.network.standing import Standing, standing_of
from core.network.trust_services import TrustServices
from core.ui.dialogs import ToastKind
from core.ui.language import current_language, tr
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel
from plugins.legacy_token.view_models import PURPOSE_ICONS, purpose_text, validity_text

QML_IMPORT_NAME = "LegacyToken"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CertificateViewModel(ViewModel):
    """The page.

    Attributes:
        fields: subject, issuer, serial number and so on.
        extensions: all of them, the critical ones marked.
        chain: issuers that are known.
        standing: what the authority says of path and revocation; empty before [查询状态].
        standingKind: of the badge.
        qr: picture of the certificate as a QR code; empty when it is not shown.
        fileName: what an exported file is called without its suffix.
    """

    subject = prop(str, "")
    purpose = prop(str, "")
    icon = prop(str, "certificate")
    state = prop(str, "")
    stateKind = prop(str, "neutral")
    fields = prop(list, [])
    extensions = prop(list, [])
    chain = prop(list, [])
    standing = prop(list, [])
    standingText = prop(str, "")
    standingKind = prop(str, "neutral")
    qr = prop(str, "")
    fileName = prop(str, "")

    def __init__(self, page: PageContext, registry: CredentialRegistry, services: TrustServices) -> None:
        super().__init__(page)
        self._services = services
        self._standing: Standing | None = None
        self._credential: Credential | None = None
        try:
            self._credential = registry.find(str(page.parameters.get("credential", "")))
        except Exception as error:
            self.report(error)
        self._show()

    def language_changed(self) -> None:
        """See `ViewModel`."""
        self._show()

    def close(self) -> None:
        """See `ViewModel`."""
        self.page.images.remove(self.qr)
        super().close()

    @slot()
    async def check(self) -> None:
        """[查询状态]: ask the authority for the path and the revocation."""
        credential = self._known()
        self._standing = await standing_of(self._services, credential.certificate, credential.chain, datetime.now(UTC))
        self._show()

    @slot(QUrl)
    async def savePem(self, target: QUrl) -> None:
        """[导出为 PEM] (RFC 7468)."""
        await self._save(target, self._known().certificate.to_pem())

    @slot(QUrl)
    async def saveDer(self, target: QUrl) -> None:
        """[导出为 DER] (ITU-T X.690)."""
        await self._save(target, self._known().certificate.der)

    @slot(QUrl)
    async def saveText(self, target: QUrl) -> None:
        """[导出为文本]: what the page shows, and the PEM."""
        await self._save(target, self._as_text().encode())

    @slot()
    def copyPem(self) -> None:
        """[复制]."""
        QGuiApplication.clipboard().setText(self._known().certificate.to_pem().decode())
        self.page.dialogs.toast(tr("证书已复制"), ToastKind.SUCCESS)

    @slot()
    def mail(self) -> None:
        """[邮件]: a draft in the person's own mail program; nothing is sent from here."""
        certificate = self._known().certificate
        subject = tr("数字证书：%1").replace("%1", certificate.subject_name)
        body = certificate.to_pem().decode()
        QDesktopServices.openUrl(QUrl(f"mailto:?subject={quote(subject)}&body={quote(body)}"))

    @slot()
    async def toggleQr(self) -> None:
        """[二维码]: the PEM as a code, or no code any more."""
        if self.qr:
            self.page.images.remove(self.qr)
            self.qr = ""
            return
        from core.camera.qr_image import qr_png

        png = await asyncio.to_thread(qr_png, self._known().certificate.to_pem().decode(), 4)
        self.qr = self.page.images.put(png)

    def _known(self) -> Credential:
        assert self._credential is not None  # noqa: S101 without it the page shows its error and no buttons
        return self._credential

    async def _save(self, target: QUrl, content: bytes) -> None:
        path = Path(target.toLocalFile())
        try:
            await asyncio.to_thread(path.write_bytes, content)
        except OSError as error:
            raise FileNotAccessible(name=path.name) from error
        self.page.dialogs.toast(tr("已保存 %1").replace("%1", path.name), ToastKind.SUCCESS)

    def _show(self) -> None:
        if self._credential is None:
            return
        certificate, language = self._credential.certificate, current_language()
        self.subject, self.purpose = certificate.subject_name, purpose_text(certificate.purpose)
        self.icon = PURPOSE_ICONS[certificate.purpose]
        self.fileName = f"{certificate.subject_name}-{certificate.serial_hex[-8:]}".replace("/", "_")
        self.state, self.stateKind = validity_text(certificate, datetime.now(UTC))
        self.fields = _fields(self._credential, language)
        self.extensions = [
            {"key": f"{extension.name}{' ●' if extension.critical else ''}", "value": extension.value}
            for extension in extensions_in(certificate, language)
        ]
        issuers = self._standing.path if self._standing is not None else self._credential.chain
        self.chain = [
            {"key": issuer.subject_name, "value": f"{_day(issuer.not_before)} – {_day(issuer.not_after)}"}
            for issuer in issuers
        ]
        if self._standing is not None:
            self._show_standing(self._standing, language)

    def _show_standing(self, standing: Standing, language: str) -> None:
        problem = standing.problem.cause_in(language) if standing.problem is not None else ""
        states = {
            OcspStatus.GOOD: tr("未注销"),
            OcspStatus.REVOKED: tr("已注销"),
            OcspStatus.UNKNOWN: tr("未能查询"),
        }
        source = f"（{standing.source}）" if standing.source else ""
        self.standing = [
            {"key": tr("信任来源"), "value": standing.root or problem},
            {"key": tr("注销状态"), "value": states[standing.revocation] + source},
        ]
        if standing.revocation is OcspStatus.REVOKED:
            self.standingText, self.standingKind = tr("已注销"), "danger"
        elif not standing.root:
            self.standingText, self.standingKind = tr("不受信任"), "warning"
        elif standing.revocation is OcspStatus.GOOD:
            self.standingText, self.standingKind = tr("受信任"), "success"
        else:
            self.standingText, self.standingKind = tr("状态未知"), "warning"

    def _as_text(self) -> str:
        lines = [f"{entry['key']}：{entry['value']}" for entry in (*self.fields, *self.extensions, *self.standing)]
        return "\n".join([*lines, "", self._known().certificate.to_pem().decode()])


def _fields(credential: Credential, language: str) -> list[dict[str, str]]:
    certificate: Certificate = credential.certificate
    return [
        {"key": tr("主题"), "value": subject_in(certificate, language)},
        {"key": tr("颁发者"), "value": issuer_in(certificate, language)},
        {"key": tr("序列号"), "value": certificate.serial_hex},
        {"key": tr("生效时间"), "value": _moment(certificate.not_before)},
        {"key": tr("到期时间"), "value": _moment(certificate.not_after)},
        {"key": tr("密钥算法"), "value": certificate.algorithm.value.upper()},
        {"key": tr("签名算法"), "value": certificate.signature_scheme.value.upper()},
        {"key": tr("SHA-256 指纹"), "value": certificate.fingerprint},
        {"key": tr("介质"), "value": f"{credential.medium.label}  {credential.medium.serial}"},
    ]


def _day(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}"
