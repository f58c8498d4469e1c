"""With what one signs: credential, seal, time stamp, reason; the same for one file and for many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.credentials.registry import CredentialRegistry
from core.credentials.seals import Seal
from core.crypto.certificates import KeyPurpose
from core.pdf.appearance import Appearance
from core.pdf.signing import Level
from core.plugin.api import Credential
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from plugins.pdf_sign.placement import POINTS_PER_MM, USUAL, Size
from plugins.pdf_sign.service import PdfService

QML_IMPORT_NAME = "PdfSign"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class CredentialRow:
    """A credential that can sign, with its medium."""

    credentialId: str
    subject: str
    medium: str
    chosen: bool


@QmlElement
class SignerChoice(ViewModel):
    """Live lists of credentials and seals, and what was chosen of them.

    Attributes:
        sealIndex: 0: text only, else the seal with this number in `sealNames`.
        sealable: the chosen seal is an electronic one, so it can sign instead of only being seen.
        withElectronicSeal: it shall (GB/T 38540); otherwise the signature is a PAdES one.
        longTerm: 0: no proofs, 1: PAdES B-LT, 2: PAdES B-LTA.
    """

    credentials = child(RowModel)
    sealNames = prop(list, [])
    sealIndex = prop(int, 0, writable=True)
    sealable = prop(bool, False)
    withElectronicSeal = prop(bool, False, writable=True)
    withTimestamp = prop(bool, True, writable=True)
    longTerm = prop(int, 0, writable=True)
    reason = prop(str, "", writable=True)

    def __init__(self, page: PageContext, service: PdfService, registry: CredentialRegistry) -> None:
        super().__init__(page)
        self.service = service
        self.registry = registry
        self.chosen: Credential | None = None
        self._rows = ListModel(CredentialRow, parent=self, rows=())
        self.credentials = self._rows
        self._ends = [
            registry.subscribe(lambda event: self._show_credentials()),
            registry.seals.subscribe(self._show_seals),
        ]
        self.changed("sealIndex").connect(self._look_at_seal)
        self._show_credentials()
        self._show_seals()

    def close(self) -> None:
        """See `ViewModel`."""
        for end in self._ends:
            end()
        super().close()

    def look(self) -> None:
        """Something was chosen or went away: see whether everything is there."""

    def level(self) -> Level:
        """How far the signature shall carry."""
        if self.longTerm:
            return Level.B_LTA if self.longTerm > 1 else Level.B_LT
        return Level.B_T if self.withTimestamp else Level.B_B

    def usual_size(self, credential: Credential | None) -> Size:
        """How large the signature is where nobody says so: an electronic seal as on paper."""
        seal = self._seal(credential) if credential is not None else None
        if seal is None or not seal.electronic_seal:
            return USUAL
        return seal.width_mm * POINTS_PER_MM, seal.height_mm * POINTS_PER_MM

    def appearance(self, credential: Credential) -> Appearance:
        """An electronic seal alone, as on paper; with a picture of one's own, or without any, who and when."""
        seal = self._seal(credential)
        if seal is not None and seal.electronic_seal:
            return Appearance(seal.picture_png, margin=0.0)
        signer = QCoreApplication.translate("PdfSign", "签名人：%1").replace("%1", credential.certificate.subject_name)
        when = QCoreApplication.translate("PdfSign", "日期：%1").replace("%1", f"{datetime.now():%Y-%m-%d %H:%M}")
        lines = [signer, when, *([self.reason] if self.reason else [])]
        return Appearance(seal.picture_png if seal is not None else None, tuple(lines))

    def electronic_seal(self, credential: Credential) -> bytes:
        """DER of the seal that signs; empty when it is only seen."""
        seal = self._seal(credential)
        return seal.electronic_seal if seal is not None and self.withElectronicSeal else b""

    @slot(str)
    def chooseCredential(self, credential_id: str) -> None:
        """A credential of any medium."""
        self.chosen = self.registry.find(credential_id)
        self._show_credentials()
        self._show_seals()

    def _show_credentials(self) -> None:
        usable = self.registry.credentials(KeyPurpose.SIGN)
        known = {credential.id for credential in usable}
        if self.chosen is not None and self.chosen.id not in known:
            self.chosen = None
        if self.chosen is None and usable:
            self.chosen = usable[0]
        chosen = self.chosen.id if self.chosen is not None else ""
        self._rows.replace(
            [
                CredentialRow(item.id, item.certificate.subject_name, item.medium.label, item.id == chosen)
                for item in usable
            ]
        )
        self.look()

    def _show_seals(self) -> None:
        none = QCoreApplication.translate("PdfSign", "仅文字")
        fingerprint = self.chosen.certificate.fingerprint if self.chosen is not None else ""
        names = [seal.name for seal in self.registry.seals.seals(fingerprint)]
        self.sealNames = [none, *names]
        self.sealIndex = 1 if names else 0
        self._look_at_seal()

    def _seal(self, credential: Credential) -> Seal | None:
        seals = self.registry.seals.seals(credential.certificate.fingerprint)
        return seals[self.sealIndex - 1] if 0 < self.sealIndex <= len(seals) else None

    @slot()
    def _look_at_seal(self) -> None:
        seal = self._seal(self.chosen) if self.chosen is not None else None
        self.sealable = seal is not None and seal.electronic_seal != b""
        self.look()
