"""我的证书 (M3.3.11.1): certificates of the person, installed and pending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.ui.language import QT_TRANSLATE_NOOP
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, slot
from plugins.mobile_cert import models
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.signed_in import SignedInViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

_SOON = timedelta(days=30)
_STATES = {
    "hold": (QT_TRANSLATE_NOOP("Certificates", "待安装"), "warning"),
    "active": (QT_TRANSLATE_NOOP("Certificates", "有效"), "success"),
    "revoked": (QT_TRANSLATE_NOOP("Certificates", "已注销"), "danger"),
    "expired": (QT_TRANSLATE_NOOP("Certificates", "已过期"), "danger"),
}


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One pair of certificates."""

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
        self._rows = ListModel(CertificateRow, parent=self)
        self.certificates = self._rows

    def activated(self) -> None:
        """See `ViewModel`."""
        self.run(self._load())

    @slot()
    async def refresh(self) -> None:
        """Read anew."""
        await self._load()

    @slot()
    def apply(self) -> None:
        """[办理证书]."""
        self.page.navigator.push("mobile_cert.apply")

    async def _load(self) -> None:
        try:
            items = await self._module.service.certificates()
        except Exception:
            self._rows.failed()
            raise
        credentials = self._module.context.credentials.credentials()
        here = {credential.certificate.serial_hex for credential in credentials}
        self._rows.replace([_row(item, item.serial_hex in here) for item in items])


def _row(item: models.CertificateView, here: bool) -> CertificateRow:
    def tr(text: str) -> str:
        return QCoreApplication.translate("Certificates", text)

    text, kind = _STATES[item.state]
    if item.state == "active" and item.not_after - datetime.now(UTC) < _SOON:
        text, kind = QT_TRANSLATE_NOOP("Certificates", "即将过期"), "warning"
    validity = f"{item.not_before.astimezone():%Y-%m-%d} – {item.not_after.astimezone():%Y-%m-%d}"
    return CertificateRow(
        item.serial_hex, item.subject_name_masked, item.ca, item.algorithm.upper(), validity, tr(text), kind, here
    )
