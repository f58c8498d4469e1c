"""办理个人证书 (M3.3.11.19): one wizard from the platform to the payment; an order that exists is continued."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.pdf.render import open_document
from core.ui.field import Field, check_all
from core.ui.handwriting import Handwriting
from core.ui.language import QT_TRANSLATE_NOOP, current_language
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.pdf_document import PdfDocument
from core.ui.properties import child, prop, slot
from core.ui.wizard import Step, WizardViewModel
from core.validation import check_code, check_credit_code, check_email
from plugins.mobile_cert import models
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.signed_in import lead_to_sign_in
from plugins.mobile_cert.told import told

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

_QML = Path(__file__).parent / "qml"
_POLL_SECONDS = 1.0
_ELSEWHERE = "ORD-001"
ALGORITHMS: tuple[tuple[models.KeyAlgorithmName, str], ...] = (
    ("sm2", "SM2（国密，推荐）"),
    ("rsa2048", "RSA-2048"),
    ("rsa3072", "RSA-3072"),
    ("ec_p256", "ECDSA P-256"),
)


@dataclass(frozen=True, slots=True)
class PlatformRow:
    """A trading platform in the list."""

    platformId: str
    name: str
    region: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class YearsRow:
    """A validity with its price."""

    years: int
    cents: int
    chosen: bool


@QmlElement
class ApplyViewModel(WizardViewModel):
    """The wizard's state; each step reads and writes its part."""

    platforms = child(RowModel)
    cas = prop(list, [])
    caIndex = prop(int, 0)
    validities = child(RowModel)
    algorithms = prop(list, [text for _, text in ALGORITHMS])
    algorithmIndex = prop(int, 0, writable=True)
    priceLines = prop(list, [])
    totalCents = prop(int, 0)
    agreementTitle = prop(str, "")
    agreementText = prop(str, "")
    form = child(PdfDocument)
    handwriting = child(Handwriting)
    signing = prop(bool, False)
    signed = prop(bool, False)
    invoiceKind = prop(int, 0)
    invoiceTitle = child(Field)
    taxNumber = child(Field)
    email = child(Field)
    pictureCode = child(Field)
    smsCode = child(Field)
    pictureSource = prop(QUrl, QUrl())
    secondsLeft = prop(int, 0)
    sending = prop(bool, False)
    applicant = prop(str, "")
    channelIndex = prop(int, 0)
    qrSource = prop(QUrl, QUrl())
    paymentState = prop(str, "")
    complete = prop(bool, False)
    loadFailed = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service
        self._order: models.Order | None = None
        self._order_key = str(uuid.uuid4())
        self._platform: models.Platform | None = None
        self._quotes: models.Quotes | None = None
        self._years = 0
        self._agreement_version = ""
        self._captcha_id = ""
        self._found: dict[str, models.Platform] = {}
        self._payment: models.Payment | None = None
        self._folder = TemporaryDirectory(prefix="form-")
        self._platform_rows = ListModel(PlatformRow, parent=self)
        self.platforms = self._platform_rows
        self._year_rows = ListModel(YearsRow, parent=self, rows=())
        self.validities = self._year_rows
        self.form = PdfDocument(page.images, self)
        self.handwriting = Handwriting(self)
        self.invoiceTitle = Field(parent=self)
        self.taxNumber = Field(check_credit_code, parent=self, required=False)
        self.email = Field(check_email, parent=self)
        self.pictureCode = Field(parent=self)
        self.smsCode = Field(check_code, parent=self)
        for field in (self.invoiceTitle, self.taxNumber, self.email, self.smsCode):
            field.changed("valid").connect(self.step_changed)
        self.handwriting.changed("blank").connect(self.step_changed)
        session = module.service.session
        self.applicant = session.view.account.phone_masked if session is not None else ""
        self._begin(page.parameters)
        self.changed("stepIndex").connect(self._entered)

    def _begin(self, parameters: Mapping[str, object]) -> None:
        order = parameters.get("order")
        self._order = order if isinstance(order, models.Order) else None
        self.set_steps(
            [
                Step(
                    "platform",
                    QT_TRANSLATE_NOOP("Wizard", "选择交易平台"),
                    _QML / "ApplyPlatformStep.qml",
                    can_continue=lambda: self._years > 0,
                ),
                Step(
                    "agreement",
                    QT_TRANSLATE_NOOP("Wizard", "隐私协议"),
                    _QML / "ApplyAgreementStep.qml",
                    can_continue=lambda: bool(self.agreementText),
                    on_continue=self._create_order,
                    continue_text=QT_TRANSLATE_NOOP("Wizard", "同意"),
                ),
                Step(
                    "signature",
                    QT_TRANSLATE_NOOP("Wizard", "在线签署"),
                    _QML / "ApplySignatureStep.qml",
                    can_continue=lambda: self.signed and not self.signing,
                    can_go_back=False,
                    continue_text=QT_TRANSLATE_NOOP("Wizard", "完成签署"),
                ),
                Step(
                    "invoice",
                    QT_TRANSLATE_NOOP("Wizard", "开票信息"),
                    _QML / "ApplyInvoiceStep.qml",
                    can_continue=self._invoice_valid,
                    on_continue=self._save_invoice,
                ),
                Step(
                    "authorisation",
                    QT_TRANSLATE_NOOP("Wizard", "申请人授权"),
                    _QML / "ApplyAuthorisationStep.qml",
                    can_continue=lambda: self.smsCode.valid,
                    on_continue=self._authorise,
                ),
                Step(
                    "payment",
                    QT_TRANSLATE_NOOP("Wizard", "支付"),
                    _QML / "ApplyPaymentStep.qml",
                    can_continue=lambda: self.complete,
                    can_go_back=False,
                    continue_text=QT_TRANSLATE_NOOP("Wizard", "完成"),
                ),
            ],
            start=_step_of(self._order),
        )

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
        self.form.close()
        self._folder.cleanup()

    def _entered(self) -> None:
        load = {
            "platform": self._load_platforms,
            "agreement": self._load_agreement,
            "signature": self._load_form,
            "authorisation": self._new_picture,
        }.get(self.step.id)
        if load is not None:
            self.run(self._loading(load))
        self.dirty = self._order is None and self.stepIndex > 0

    async def _loading(self, load: Callable[[], Awaitable[None]]) -> None:
        self.loadFailed = True
        await load()
        self.loadFailed = False

    @slot()
    def refresh(self) -> None:
        """[重试]: what the step shows could not be read."""
        self._entered()

    async def _catch_up(self) -> None:
        """The order is elsewhere than this wizard thought (another device, a lost answer): go on from there."""
        self._order = await self._service.order(self._order_id)
        if self._order.state in ("draft", "pending_payment"):
            self.go_to(_step_of(self._order))
            return
        self.dirty = False
        self.page.dialogs.toast(QCoreApplication.translate("Apply", "订单状态已变化"))
        self.page.navigator.replace("mobile_cert.order", {"order": self._order})

    # 选择交易平台

    async def _load_platforms(self, query: str = "") -> None:
        found = await self._service.platforms(query)
        chosen = self._platform.id if self._platform else ""
        self._found = {item.id: item for item in found}
        self._platform_rows.replace([PlatformRow(item.id, item.name, item.region, item.id == chosen) for item in found])

    @slot(str)
    async def search(self, query: str) -> None:
        """Search by name or region."""
        await self._load_platforms(query)

    @slot(str)
    async def choosePlatform(self, platform_id: str) -> None:
        """A platform of the list."""
        self._platform = self._found[platform_id]
        self._platform_rows.replace(
            [PlatformRow(item.id, item.name, item.region, item.id == platform_id) for item in self._found.values()]
        )
        self.cas = [ca.name for ca in self._platform.cas]
        await self._load_quotes(0)

    @slot(int)
    async def chooseCa(self, index: int) -> None:
        """A CA of the platform."""
        await self._load_quotes(index)

    async def _load_quotes(self, ca_index: int) -> None:
        assert self._platform is not None  # noqa: S101 chosen before
        self.caIndex = ca_index
        self._quotes = await self._service.quotes(self._platform.id, self._platform.cas[ca_index].id)
        self.chooseYears(self._years or self._quotes.default_years)

    @slot(int)
    def chooseYears(self, years: int) -> None:
        """A validity."""
        if self._quotes is None:
            return
        self._years = years
        self._year_rows.replace(
            [YearsRow(item.years, item.total_fen, item.years == years) for item in self._quotes.options]
        )
        option = next(item for item in self._quotes.options if item.years == years)
        self.totalCents = option.total_fen
        self.priceLines = [{"key": told(item.label), "value": f"¥{item.amount_fen / 100:.2f}"} for item in option.items]
        self.step_changed()

    # 隐私协议

    async def _load_agreement(self) -> None:
        agreement = await self._service.agreement("personal_certificate")
        self.agreementTitle, self.agreementText = agreement.title, agreement.text
        self._agreement_version = agreement.version
        self.step_changed()

    async def _create_order(self) -> None:
        assert self._platform is not None  # noqa: S101 chosen before
        order = models.NewOrder(
            platform_id=self._platform.id,
            ca_id=self._platform.cas[self.caIndex].id,
            years=self._years,
            key_algorithm=ALGORITHMS[self.algorithmIndex][0],
            agreement_version=self._agreement_version,
        )
        self._order = await self._service.create_order(order, self._order_key)

    # 在线签署

    async def _load_form(self) -> None:
        content = await self._service.form(self._order_id)
        path = Path(self._folder.name) / "form.pdf"
        await asyncio.to_thread(path.write_bytes, content)
        document = await asyncio.to_thread(open_document, path)
        self.form.open(document, [(page.width, page.height) for page in document.pages])

    @slot()
    def startSigning(self) -> None:
        """[立即签署] or [重新签署]."""
        self.handwriting.clear()
        self.signing = True
        self.step_changed()

    @slot()
    async def saveSigning(self) -> None:
        """[保存]: the handwriting goes onto the form."""
        strokes = [[(point.x, point.y, point.time) for point in stroke] for stroke in self.handwriting.strokes]
        self._order = await self._service.sign_form(self._order_id, self.handwriting.png(), strokes)
        self.signed, self.signing = True, False
        await self._load_form()
        self.step_changed()

    # 开票信息

    @slot(int)
    def chooseInvoiceKind(self, kind: int) -> None:
        """个人 or 企业单位."""
        self.invoiceKind = kind
        self.taxNumber.required = kind == 1
        self.taxNumber.leave()
        self.step_changed()

    def _invoice_valid(self) -> bool:
        return (
            self.invoiceTitle.valid and self.email.valid and (self.invoiceKind == 0 or self.taxNumber.broken() is None)
        )

    async def _save_invoice(self) -> None:
        if not check_all([self.invoiceTitle, self.email]):
            return
        company = self.invoiceKind == 1
        invoice = models.Invoice(
            kind="company" if company else "personal",
            title=self.invoiceTitle.text,
            tax_number=self.taxNumber.text if company else None,
            email=self.email.text,
        )
        self._order = await self._service.set_invoice(self._order_id, invoice)

    # 申请人授权

    @slot()
    async def refreshPicture(self) -> None:
        """A click on the picture."""
        await self._new_picture()

    @slot()
    async def sendSms(self) -> None:
        """[获取验证码]."""
        if not self.pictureCode.check():
            return
        self.sending = True
        try:
            sent = await self._service.send_own_sms(self._captcha_id, self.pictureCode.text, "authorise_order")
        except AuthorityRefused as error:
            if error.server_code != "AUTH-010":
                raise
            await self._new_picture()
            self.pictureCode.refuse(error.cause_in(current_language()))
            return
        finally:
            self.sending = False
        self.secondsLeft = sent.resend_after
        self.run(self._count_down())

    async def _count_down(self) -> None:
        while self.secondsLeft > 0:
            await asyncio.sleep(1)
            self.secondsLeft -= 1

    @property
    def captcha_id(self) -> str:
        """The picture that is shown."""
        return self._captcha_id

    async def _new_picture(self) -> None:
        self._captcha_id, png = await self._service.captcha()
        self.pictureSource = QUrl(self.page.images.put(png))
        self.pictureCode.clear()

    async def _authorise(self) -> None:
        try:
            self._order = await self._service.authorise(self._order_id, self.smsCode.text)
        except AuthorityRefused as error:
            if error.server_code == "AUTH-012":
                self.smsCode.refuse(error.cause_in(current_language()))
            raise

    @slot()
    def later(self) -> None:
        """[暂不授权，返回首页] and [暂不支付，返回首页]: the order waits under 我的订单."""
        self.dirty = False
        self.page.navigator.drop_to(1)

    # 支付

    @slot(int)
    async def pay(self, channel: int) -> None:
        """微信 (0) or 支付宝 (1): shows the code and watches for the payment."""
        from core.camera.qr_image import qr_png

        self.channelIndex = channel
        self._payment = await self._service.pay(self._order_id, "alipay" if channel else "wechat")
        code = await asyncio.to_thread(qr_png, self._payment.qr_text)
        self.qrSource = QUrl(self.page.images.put(code))
        self.paymentState = self._payment.state
        self.run(self._watch_payment(self._payment.id))

    @property
    def pay_url(self) -> str:
        """Where the payment is made."""
        return self._payment.pay_url if self._payment is not None else ""

    @slot()
    def openCashier(self) -> None:
        """[打开收银台]: the provider's page in the system's browser."""
        if self._payment is not None:
            QDesktopServices.openUrl(QUrl(self._payment.pay_url))

    async def _watch_payment(self, payment_id: str) -> None:
        while self._payment is not None and self._payment.id == payment_id and self.paymentState == "pending":
            await asyncio.sleep(_POLL_SECONDS)
            self.paymentState = (await self._service.payment(payment_id)).state
        if self.paymentState == "paid":
            self.complete = True
        self.step_changed()

    async def finished(self) -> None:
        """See `WizardViewModel`: the order is under 审核中 now."""
        self.page.dialogs.toast(QCoreApplication.translate("Apply", "支付成功，订单正在审核"))
        self.page.navigator.replace("mobile_cert.orders", {"tab": 2})

    @property
    def _order_id(self) -> str:
        assert self._order is not None  # noqa: S101 made by the step before
        return self._order.id


def _step_of(order: models.Order | None) -> str:
    """Where an order is continued."""
    if order is None:
        return "platform"
    if order.state == "pending_payment":
        return "payment"
    if not order.steps.signed:
        return "signature"
    return "authorisation" if order.steps.invoice else "invoice"
