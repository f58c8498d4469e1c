"""管理员转让 (M3.3.10.3): the employee, the certificate, the deed; the roles swap when the authority has it signed."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtQml import QmlElement

from core.credentials.credential import Credential
from core.credentials.issuers import KeyWithIssuers
from core.credentials.seals import Seal
from core.credentials.use import KeyOperation, KeyUse
from core.crypto.certificates import Certificate
from core.network.trust_services import TrustServices
from core.pdf.render import open_document
from core.ui.dialogs import ToastKind
from core.ui.handwriting import Handwriting
from core.ui.language import QT_TRANSLATE_NOOP, tr
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.pdf_document import PdfDocument
from core.ui.properties import child, prop, slot
from core.ui.wizard import Step, WizardViewModel
from plugins.mobile_cert.models import CertificateView
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.organisations import models
from plugins.mobile_cert.organisations.deed import sign_deed, to_read
from plugins.mobile_cert.signed_in import lead_to_sign_in

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

_QML = Path(__file__).parent.parent / "qml" / "organisations"
_REQUESTER = "mobile_cert"


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """An employee, or a certificate, to choose."""

    candidateId: str
    title: str
    detail: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class _Signer:
    """A certificate of the organisation on this device and the seal that it may use."""

    view: CertificateView
    credential: Credential
    seal: Seal


@QmlElement
class TransferViewModel(WizardViewModel):
    """The wizard from the choice of the successor to the signed deed.

    Attributes:
        signing: the pad is open.
        signed: the handwriting is on the deed that is shown.
        loadFailed: what the step shows could not be read; [重试] is offered.
    """

    employees = child(RowModel)
    certificates = child(RowModel)
    deed = child(PdfDocument)
    handwriting = child(Handwriting)
    signing = prop(bool, False)
    signed = prop(bool, False)
    loadFailed = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._module = module
        self._service = module.service.organisations
        self._members: dict[str, models.Member] = {}
        self._signers: dict[str, _Signer] = {}
        self._successor = self._certificate = ""
        self._transfer: models.Transfer | None = None
        self._drawn_up = self._written = b""
        self._uploaded = ""
        self._folder = TemporaryDirectory(prefix="transfer-")
        self._employee_rows = ListModel(CandidateRow, parent=self)
        self._certificate_rows = ListModel(CandidateRow, parent=self)
        self.employees, self.certificates = self._employee_rows, self._certificate_rows
        self.deed = PdfDocument(page.images, self)
        self.handwriting = Handwriting(self)
        self.set_steps(
            [
                Step(
                    "employee",
                    QT_TRANSLATE_NOOP("Wizard", "选择员工"),
                    _QML / "TransferEmployeeStep.qml",
                    can_continue=lambda: bool(self._successor),
                ),
                Step(
                    "certificate",
                    QT_TRANSLATE_NOOP("Wizard", "选择证书"),
                    _QML / "TransferCertificateStep.qml",
                    can_continue=lambda: bool(self._certificate),
                    on_continue=self._draw_up,
                ),
                Step(
                    "deed",
                    QT_TRANSLATE_NOOP("Wizard", "签署委托书"),
                    _QML / "TransferDeedStep.qml",
                    can_continue=lambda: self.signed and not self.signing,
                    on_continue=self._complete,
                    continue_text=QT_TRANSLATE_NOOP("Wizard", "完成签署"),
                ),
            ]
        )

    def activated(self) -> None:
        """See `ViewModel`."""
        if self._transfer is None:
            self.run(self._load())

    def report(self, error: BaseException) -> None:
        """See `ViewModel`."""
        super().report(error)
        lead_to_sign_in(self.page, error)

    def close(self) -> None:
        """See `ViewModel`."""
        super().close()
        self.deed.close()
        self._folder.cleanup()

    @slot()
    async def refresh(self) -> None:
        """[重试]."""
        await self._load()

    @slot(str)
    def chooseEmployee(self, membership_id: str) -> None:
        """Who is to become the administrator."""
        self._successor = membership_id
        self._show_employees()
        self.step_changed()

    @slot(str)
    def chooseCertificate(self, certificate_id: str) -> None:
        """What the deed is signed with."""
        self._certificate = certificate_id
        self._show_certificates()
        self.step_changed()

    @slot()
    def invite(self) -> None:
        """[邀请成员]: there is nobody to transfer to."""
        self.page.navigator.push("mobile_cert.invite")

    @slot()
    def apply(self) -> None:
        """[办理机构证书]: there is none to sign with."""
        self.page.navigator.push("mobile_cert.certificates")

    @slot()
    def startSigning(self) -> None:
        """[立即签署] or [重新签署]."""
        self.handwriting.clear()
        self.signing = True
        self.step_changed()

    @slot(once=True)
    async def saveSigning(self) -> None:
        """[保存]: the handwriting is shown on the deed."""
        self._written, self._uploaded = self.handwriting.png(), ""
        await self._show_deed()
        self.signed, self.signing = True, False
        self.step_changed()

    async def finished(self) -> None:
        """See `WizardViewModel`: the person is an employee now, and 我的机构 is the successor's."""
        assert self._transfer is not None  # noqa: S101 the deed is signed
        self.dirty = False
        text = tr("管理员已转让给%1，您现在是该机构的员工。").replace("%1", self._transfer.successor)
        self.page.dialogs.toast(text, ToastKind.SUCCESS)
        self.page.navigator.drop_to(1)

    async def _load(self) -> None:
        self.loadFailed = True
        try:
            members = await self._service.members()
            views = await self._module.service.certificates()
            await self._module.service.publish_seals()
        except Exception:
            self._employee_rows.failed()
            raise
        self.loadFailed = False
        self._members = {item.id: item for item in members if (item.role, item.state) == ("employee", "active")}
        found = (self._signer(view) for view in views if view.state == "active" and not view.outdated)
        self._signers = {signer.view.id: signer for signer in found if signer is not None}
        self._show_employees()
        self._show_certificates()
        self.step_changed()

    def _signer(self, view: CertificateView) -> _Signer | None:
        """None when the key is not here, the certificate names a person, or it has no seal of the organisation."""
        certificate = Certificate(base64.b64decode(view.signing_certificate))
        if certificate.subject.get("common_name") != certificate.subject.get("organization_name"):
            return None
        context = self._module.context
        credentials = (
            item
            for item in context.credentials.credentials()
            if item.certificate.fingerprint == certificate.fingerprint
        )
        seals = (seal for seal in context.credentials.seals.seals(certificate.fingerprint) if _is_organisations(seal))
        credential, seal = next(credentials, None), next(seals, None)
        return None if credential is None or seal is None else _Signer(view, credential, seal)

    def _show_employees(self) -> None:
        self._employee_rows.replace(
            [
                CandidateRow(item.id, item.name, item.phone_masked, item.id == self._successor)
                for item in self._members.values()
            ]
        )

    def _show_certificates(self) -> None:
        self._certificate_rows.replace([self._row(signer) for signer in self._signers.values()])

    def _row(self, signer: _Signer) -> CandidateRow:
        view = signer.view
        title = signer.credential.certificate.subject_name
        until = tr("有效期至 %1").replace("%1", f"{view.not_after.astimezone():%Y-%m-%d}")
        detail = f"{view.ca} · {view.algorithm.upper()} · {until} · {view.serial_hex[-8:]}"
        return CandidateRow(view.id, title, detail, view.id == self._certificate)

    async def _draw_up(self) -> None:
        self._transfer = await self._service.begin_transfer(self._successor)
        self._drawn_up = await self._service.deed(self._transfer.id)
        self.signed = self.signing = False
        self._written, self._uploaded = b"", ""
        await self._show_deed()
        self.dirty = True

    async def _show_deed(self) -> None:
        content = await asyncio.to_thread(to_read, self._drawn_up, self._written)
        path = Path(self._folder.name) / "deed.pdf"
        await asyncio.to_thread(path.write_bytes, content)
        document = await asyncio.to_thread(open_document, path)
        self.deed.open(document, [(page.width, page.height) for page in document.pages])

    async def _complete(self) -> None:
        assert self._transfer is not None  # noqa: S101 drawn up by the step before
        if not self._uploaded:
            signed = await self._sign(self._signers[self._certificate])
            service = self._module.service
            self._uploaded = await service.upload("deed.pdf", signed, "application/pdf", "deed")
        # when the answer is lost the same deed is handed in again, so that the authority acts once
        await self._service.complete_transfer(self._transfer.id, self._uploaded)

    async def _sign(self, signer: _Signer) -> bytes:
        context, credential = self._module.context, signer.credential
        services = TrustServices(context.authority)
        chain = await services.chain(credential.certificate, credential.chain)
        use = KeyUse(KeyOperation.SIGN, tr("签署单位管理员转让授权委托书"), _REQUESTER, count=2)
        async with credential.authorise(use) as opened:
            key = KeyWithIssuers(opened, chain)
            folder = Path(self._folder.name)
            return await sign_deed(self._drawn_up, key, signer.seal, self._written, services.timestamp, folder)


def _is_organisations(seal: Seal) -> bool:
    from core.crypto.seal import SealKind, parse_seal

    return bool(seal.electronic_seal) and parse_seal(seal.electronic_seal).content.kind is SealKind.ORGANISATION
