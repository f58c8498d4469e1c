"""The one wizard of all businesses: a flow of the table, an order that may exist already."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.ui.language import QT_TRANSLATE_NOOP
from core.ui.page import PageContext
from core.ui.phone_codes import PhoneCodes
from core.ui.properties import child, prop, slot
from core.ui.wizard import Step, WizardViewModel
from plugins.mobile_cert import models
from plugins.mobile_cert.flows.agreement import AgreementPart
from plugins.mobile_cert.flows.attachment import AttachmentPart
from plugins.mobile_cert.flows.authorisation import AuthorisationPart
from plugins.mobile_cert.flows.certificate import CertificatePart
from plugins.mobile_cert.flows.confirmation import ConfirmationPart
from plugins.mobile_cert.flows.invoice import InvoicePart
from plugins.mobile_cert.flows.part import FlowPart
from plugins.mobile_cert.flows.payment import PaymentPart
from plugins.mobile_cert.flows.platform import PlatformPart
from plugins.mobile_cert.flows.signature import SignaturePart
from plugins.mobile_cert.flows.table import COSTS, Flow, StepKind
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.signed_in import lead_to_sign_in

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

_QML = Path(__file__).parent.parent / "qml" / "flow"
_ELSEWHERE = "ORD-001"
_OPEN = ("draft", "pending_payment")


@QmlElement
class FlowViewModel(WizardViewModel):
    """A business from its first step to its end; each part holds the state of one step.

    Attributes:
        loadFailed: what the step shows could not be read; [重试] is offered.
    """

    platform = child(PlatformPart)
    certificate = child(CertificatePart)
    agreement = child(AgreementPart)
    signature = child(SignaturePart)
    attachment = child(AttachmentPart)
    confirmation = child(ConfirmationPart)
    invoice = child(InvoicePart)
    authorisation = child(AuthorisationPart)
    payment = child(PaymentPart)
    loadFailed = prop(bool, False)

    def __init__(self, page: PageContext, module: Module, flow: Flow) -> None:
        super().__init__(page)
        self.flow = flow
        self.module = module
        self.service = module.service
        order = page.parameters.get("order")
        self._order = order if isinstance(order, models.Order) else None
        self._free = self._order is not None and self._order.total_fen == 0
        self.platform = PlatformPart(self)
        self.certificate = CertificatePart(self)
        self.agreement = AgreementPart(self)
        self.signature = SignaturePart(self)
        self.attachment = AttachmentPart(self)
        self.confirmation = ConfirmationPart(self)
        self.invoice = InvoicePart(self)
        self.authorisation = AuthorisationPart(self)
        self.payment = PaymentPart(self)
        self._parts: dict[StepKind, FlowPart] = {
            StepKind.PLATFORM: self.platform,
            StepKind.CERTIFICATE: self.certificate,
            StepKind.AGREEMENT: self.agreement,
            StepKind.SIGNATURE: self.signature,
            StepKind.ATTACHMENT: self.attachment,
            StepKind.CONFIRMATION: self.confirmation,
            StepKind.INVOICE: self.invoice,
            StepKind.AUTHORISATION: self.authorisation,
            StepKind.PAYMENT: self.payment,
        }
        self.set_steps(self._steps_now(), start=self._place())
        self.changed("stepIndex").connect(self._entered)

    @property
    def order(self) -> models.Order:
        """The order; there is one from the agreement on."""
        assert self._order is not None  # noqa: S101 made by the step before
        return self._order

    @property
    def codes(self) -> PhoneCodes:
        """The part that gets the SMS code."""
        return self.authorisation.codes

    def new_order(self, agreement_version: str) -> models.NewOrder:
        """What is ordered by agreeing."""
        about = StepKind.CERTIFICATE in self.flow.steps
        return self.certificate.new_order(agreement_version) if about else self.platform.new_order(agreement_version)

    def holder(self, order: models.Order | None = None) -> str:
        """For whom the certificate is: the organisation by its name, the person masked."""
        session = self.service.session
        if order is not None and order.organisation:
            return order.organisation
        if session is None:
            return ""
        acting = session.identity.organisation if session.identity is not None else None
        return acting or session.view.account.name_masked or ""

    @property
    def has_order(self) -> bool:
        """It is ordered already; a reissue is by its authorisation."""
        return self._order is not None

    def take(self, order: models.Order) -> None:
        """The order as the authority told it now."""
        self._order = order

    def costs(self, total_fen: int) -> None:
        """The price is known: what costs nothing has no invoice and no payment."""
        free = total_fen == 0
        if free != self._free:
            self._free = free
            self.set_steps(self._steps_now(), start=self.step.id)
        self.step_changed()

    def activated(self) -> None:
        """See `ViewModel`."""
        self._entered()

    def report(self, error: BaseException) -> None:
        """See `ViewModel`."""
        super().report(error)
        lead_to_sign_in(self.page, error)
        if isinstance(error, AuthorityRefused) and error.server_code == _ELSEWHERE and self._order is not None:
            self.run(self._catch_up())

    def close(self) -> None:
        """See `ViewModel`."""
        super().close()
        self.signature.close()
        self.payment.close()

    @slot()
    def refresh(self) -> None:
        """[重试]: what the step shows could not be read."""
        self._entered()

    @slot()
    def later(self) -> None:
        """[暂不授权，返回首页] and [暂不支付，返回首页]: the order waits under 我的订单."""
        self.dirty = False
        self.page.navigator.drop_to(1)

    async def finished(self) -> None:
        """See `WizardViewModel`: the order is under 审核中 now, or approved at once."""
        if self._form_suffices:
            self.take(await self.service.submit(self.order.id))
        if self.order.state == "approved":
            self.page.navigator.replace("mobile_cert.install", {"order": self.order})
            return
        if self.order.total_fen > 0:
            text = QCoreApplication.translate("Apply", "支付成功，请等待人工审核")
        else:
            text = QCoreApplication.translate("Apply", "已提交，请等待人工审核")
        self.page.dialogs.toast(text)
        self.page.navigator.replace("mobile_cert.orders", {"tab": 2})

    @property
    def _form_suffices(self) -> bool:
        """What ends with the stamped form is submitted with it."""
        return self._free and self.flow.form_suffices

    def _steps_now(self) -> list[Step]:
        left_out = COSTS if self._free else ()
        if self._form_suffices:
            left_out = (*left_out, StepKind.AUTHORISATION)
        return [self._step(kind) for kind in self.flow.steps if kind not in left_out]

    def _step(self, kind: StepKind) -> Step:
        part = self._parts[kind]
        last = kind is StepKind.ATTACHMENT and self._form_suffices
        return Step(
            kind.value,
            part.title,
            _QML / f"{part.qml}.qml",
            can_continue=part.complete,
            on_continue=part.submit,
            can_go_back=part.can_go_back,
            continue_text=QT_TRANSLATE_NOOP("Wizard", "确认上传，提交") if last else part.continue_text,
        )

    def _place(self) -> str:
        """Where the flow is (continued)."""
        if self._order is None:
            return self.flow.steps[0].value
        if self._order.state == "pending_payment":
            return StepKind.PAYMENT.value
        if StepKind.SIGNATURE in self.flow.steps and not self._order.steps.signed:
            return StepKind.SIGNATURE.value
        if StepKind.ATTACHMENT in self.flow.steps and (self._form_suffices or not self._order.steps.attached):
            return StepKind.ATTACHMENT.value
        if StepKind.CONFIRMATION in self.flow.steps and not self._order.steps.invoice:
            return StepKind.CONFIRMATION.value
        paying = self._order.total_fen > 0
        return (StepKind.INVOICE if paying and not self._order.steps.invoice else StepKind.AUTHORISATION).value

    @slot()
    def _entered(self) -> None:
        self.run(self._load(self._parts[StepKind(self.step.id)]))
        self.dirty = self._order is None and self.stepIndex > 0

    async def _load(self, part: FlowPart) -> None:
        self.loadFailed = True
        await part.load()
        self.loadFailed = False

    async def _catch_up(self) -> None:
        """The order is elsewhere than this wizard thought (another device, a lost answer): go on from there."""
        self._order = await self.service.order(self.order.id)
        if self._order.state in _OPEN:
            self.go_to(self._place())
            return
        self.dirty = False
        self.page.dialogs.toast(QCoreApplication.translate("Apply", "订单状态已变化"))
        self.page.navigator.replace("mobile_cert.order", {"order": self._order})
