"""What the plugin does at the authority: the account, orders, certificates. No window here."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from core.credentials.seals import Seal
from core.errors import AppError
from core.network.requests import Requests
from core.network.sms_codes import SmsCodes
from core.plugin.api import PluginContext, Secret
from core.translatable import QT_TRANSLATE_NOOP
from plugins.mobile_cert import models
from plugins.mobile_cert.organisations.service import OrganisationService

PRIVACY_VERSION = "2026-11"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The session of this process."""

    view: models.SessionView

    @property
    def identity(self) -> models.Identity | None:
        """Whom the person acts as; None until it is chosen."""
        current = self.view.current_identity_id
        return next((item for item in self.view.identities if item.id == current), None)

    @property
    def verified(self) -> bool:
        """Real-name authentication is done."""
        return self.view.account.real_name_state == "verified"


class MobileService:
    """One account's way to the authority. The token lives in memory only: after a restart one signs in again."""

    def __init__(self, context: PluginContext) -> None:
        self._context = context
        self._authority = context.authority
        self._requests = Requests(context.authority, self.forget)
        self.sms_codes = SmsCodes(self._requests)
        self.organisations = OrganisationService(context, self._requests, self.refresh)
        self.session: SignedIn | None = None
        self.phone = ""
        self._listeners: list[Callable[[], None]] = []

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call back when the session changes; returns how to end that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    @property
    def acting(self) -> models.Identity | None:
        """Whom the person acts as; None when signed out and until it is chosen."""
        return self.session.identity if self.session is not None else None

    # signing in

    async def begin(self, phone: str, sms_code: str) -> models.Ticket:
        """Sign in by SMS code; an unknown number is registered."""
        await self._context.privacy.record_entry(
            QT_TRANSLATE_NOOP("Ledger", "手机号码"),
            QT_TRANSLATE_NOOP("Ledger", "注册和登录"),
            QT_TRANSLATE_NOOP("Ledger", "注册和登录"),
        )
        body = models.NewSession(phone=phone, sms_code=sms_code, accepted_privacy_version=PRIVACY_VERSION)
        ticket = await self._requests.post("/sessions", body, models.Ticket)
        self.phone = phone
        return ticket

    async def enter_password(self, ticket: str, password: Secret, *, reset: bool = False) -> SignedIn:
        """Set, check or reset the password; from then on the person is signed in."""
        body = models.PasswordStep(ticket=ticket, password=password.reveal_text())
        if reset:
            view = await self._requests.post("/sessions/password-reset", body, models.SessionView)
        else:
            view = await self._requests.post("/sessions/password", body, models.SessionView)
        return self._opened(view)

    async def register_login_key(self, spki: bytes, proof: bytes) -> str:
        """Let a key of this device sign in from now on; its id."""
        body = models.NewLoginKey(public_key=base64.b64encode(spki).decode(), proof=base64.b64encode(proof).decode())
        return (await self._requests.post("/me/login-keys", body, models.LoginKeyId)).id

    async def forget_login_key(self) -> None:
        """The key of this device no longer signs in."""
        await self._requests.noticing(self._authority.delete("/me/login-keys/current", models.Done))

    async def login_challenge(self, key_id: str) -> models.LoginChallenge:
        """What the key has to sign to sign in."""
        body = models.NewLoginChallenge(login_key_id=key_id)
        return await self._requests.post("/login-challenges", body, models.LoginChallenge)

    async def answer_challenge(self, challenge_id: str, signature: bytes, phone: str) -> SignedIn:
        """Sign in with the key of this device."""
        body = models.ChallengeAnswer(challenge_id=challenge_id, signature=base64.b64encode(signature).decode())
        view = await self._requests.post("/sessions/login-key", body, models.SessionView)
        self.phone = phone
        return self._opened(view)

    async def change_password(self, sms_code: str, password: Secret) -> None:
        """重置密码 of the person who is signed in; sessions on other devices end."""
        body = models.NewPassword(sms_code=sms_code, password=password.reveal_text())
        await self._requests.put("/me/password", body, models.Done)

    async def closing(self) -> models.Closing:
        """When the account will be closed, if that was asked for."""
        return await self._requests.get("/me/closing", models.Closing)

    async def request_closing(self, password: Secret) -> models.Closing:
        """Ask for the account to be closed."""
        body = models.Reauthentication(password=password.reveal_text())
        return await self._requests.post("/me/closing", body, models.Closing)

    async def withdraw_closing(self) -> models.Closing:
        """Stay."""
        return await self._requests.post("/me/closing/withdrawal", None, models.Closing)

    async def choose_identity(self, identity_id: str) -> None:
        """Act as one of the identities."""
        body = models.IdentityChoice(identity_id=identity_id)
        await self._requests.put("/sessions/current/identity", body, models.SessionView)
        await self.refresh()
        # those of the other identity are offered no more, whatever becomes of the next request
        self._context.credentials.seals.publish(self._context.manifest.id, ())
        await self.show_seals()

    async def refresh(self) -> None:
        """Read the account anew."""
        view = await self._requests.get("/me", models.SessionView)
        self.session = SignedIn(view)
        self._tell()

    async def sign_out(self) -> None:
        """End the session here, and at the authority when it can be reached."""
        try:
            await self._authority.delete("/sessions/current", models.Done)
        finally:
            self.forget()

    def forget(self) -> None:
        """Forget the session without asking anybody."""
        self._authority.use_token("")
        self._requests.forget()
        self.session = None
        self.phone = ""
        self._context.credentials.seals.publish(self._context.manifest.id, ())
        self._tell()

    # real name

    async def upload(self, name: str, content: bytes, content_type: str, kind: str) -> str:
        """Upload a picture; its id."""
        sent = self._authority.upload("/files", name, content, content_type, kind, models.StoredFile)
        stored = await self._requests.noticing(sent)
        return stored.id

    async def verify_real_name(self, body: models.RealName) -> None:
        """实名认证; the authority reads the pictures itself."""
        await self._context.privacy.record_entry(
            QT_TRANSLATE_NOOP("Ledger", "姓名、身份证号、身份证图片"),
            QT_TRANSLATE_NOOP("Ledger", "实名认证"),
            QT_TRANSLATE_NOOP("Ledger", "实名认证"),
        )
        await self._requests.post("/real-name", body, models.RealNameDone)
        await self.refresh()

    async def change_real_name(self, body: models.RealName) -> None:
        """个人信息变更; the authority reads the pictures itself."""
        purpose = QT_TRANSLATE_NOOP("Ledger", "个人信息变更")
        await self._context.privacy.record_entry(
            QT_TRANSLATE_NOOP("Ledger", "姓名、身份证号、手机号码、身份证图片"), purpose, purpose
        )
        await self._requests.put("/real-name", body, models.RealNameDone)
        self.phone = body.phone
        await self.refresh()
        await self.publish_seals()

    # orders

    async def platforms(self, query: str) -> list[models.Platform]:
        """Trading platforms by name or region."""
        answer = await self._requests.get("/platforms", models.Platforms, {"query": query})
        return answer.items

    async def quotes(self, business: models.Business, platform_id: str, ca_id: str) -> models.Quotes:
        """Prices of all validities."""
        parameters = {"business": business, "platform_id": platform_id, "ca_id": ca_id}
        return await self._requests.get("/quotes", models.Quotes, parameters)

    async def quotes_about(
        self, certificate_id: str, business: models.Business, *, with_seal: bool = True
    ) -> models.Quotes:
        """Prices of a business about a certificate, with a seal for the new one or without."""
        parameters = {"business": business, "with_seal": str(with_seal).lower()}
        return await self._requests.get(f"/certificates/{certificate_id}/quotes", models.Quotes, parameters)

    async def agreement(self, agreement_id: str) -> models.Agreement:
        """An agreement in force."""
        return await self._requests.get(f"/agreements/{agreement_id}", models.Agreement)

    async def create_order(self, order: models.NewOrder, key: str) -> models.Order:
        """A draft; `key` makes sure that it is made once."""
        return await self._requests.post("/orders", order, models.Order, key)

    async def order(self, order_id: str) -> models.Order:
        """One order."""
        return await self._requests.get(f"/orders/{order_id}", models.Order)

    async def orders(self, state: str, page: int) -> models.Orders:
        """A page of orders, newest first; `state` is the tab, empty for all."""
        return await self._requests.get("/orders", models.Orders, {"state": state, "page": page})

    async def form(self, order_id: str) -> bytes:
        """The filled application form, PDF."""
        content = self._authority.fetch_bytes(f"/api/v1/orders/{order_id}/application-form")
        return await self._requests.noticing(content)

    async def invoice_pdf(self, order_id: str) -> bytes:
        """The invoice of a paid order, PDF."""
        return await self._requests.noticing(self._authority.fetch_bytes(f"/api/v1/orders/{order_id}/invoice.pdf"))

    async def invoices(self, state: str, page: int) -> models.Invoices:
        """A page of invoices: those `issued` or those `missing`."""
        return await self._requests.get("/invoices", models.Invoices, {"state": state, "page": page})

    async def request_invoice(self, order_id: str) -> models.InvoiceView:
        """Have a missing invoice made."""
        return await self._requests.post(f"/orders/{order_id}/invoice-request", None, models.InvoiceView)

    async def sign_form(
        self, order_id: str, png: bytes, strokes: list[list[tuple[float, float, float]]]
    ) -> models.Order:
        """在线签署."""
        await self._context.privacy.record_entry(
            QT_TRANSLATE_NOOP("Ledger", "手写签名"),
            QT_TRANSLATE_NOOP("Ledger", "在线签署"),
            QT_TRANSLATE_NOOP("Ledger", "签署申请表，制作印章"),
        )
        file_id = await self.upload("signature.png", png, "image/png", "handwriting")
        body = models.HandSignature(file_id=file_id, strokes=strokes)
        return await self._requests.put(f"/orders/{order_id}/signature", body, models.Order)

    async def mail_form(self, order_id: str, email: str) -> None:
        """[发送到邮箱]: the application form, to be printed and stamped."""
        await self._context.privacy.record_entry(
            QT_TRANSLATE_NOOP("Ledger", "邮箱"),
            QT_TRANSLATE_NOOP("Ledger", "上传附件"),
            QT_TRANSLATE_NOOP("Ledger", "接收申请表"),
        )
        body = models.MailTo(email=email)
        await self._requests.post(f"/orders/{order_id}/application-form/mail", body, models.Done)

    async def attach_form(self, order_id: str, name: str, content: bytes, content_type: str) -> models.Order:
        """上传附件: the scan of the stamped form."""
        await self._context.privacy.record_entry(
            QT_TRANSLATE_NOOP("Ledger", "加盖公章的申请表"),
            QT_TRANSLATE_NOOP("Ledger", "上传附件"),
            QT_TRANSLATE_NOOP("Ledger", "审核机构证书申请"),
        )
        file_id = await self.upload(name, content, content_type, "attachment")
        body = models.Attachment(file_id=file_id)
        return await self._requests.put(f"/orders/{order_id}/attachment", body, models.Order)

    async def order_organisation(self, order_id: str) -> models.OrderOrganisation:
        """确认信息: the organisation that an order is for."""
        return await self._requests.get(f"/orders/{order_id}/organisation", models.OrderOrganisation)

    async def order_licence(self, order_id: str) -> bytes:
        """The business licence of that organisation, a picture or a PDF."""
        return await self._requests.noticing(self._authority.fetch_bytes(f"/api/v1/orders/{order_id}/licence"))

    async def suggest_invoice(self, order_id: str) -> models.InvoiceSuggestion:
        """[获取开票信息]: what to fill in."""
        return await self._requests.get(f"/orders/{order_id}/invoice-suggestion", models.InvoiceSuggestion)

    async def set_invoice(self, order_id: str, invoice: models.Invoice) -> models.Order:
        """开票信息."""
        await self._context.privacy.record_entry(
            QT_TRANSLATE_NOOP("Ledger", "开票信息"),
            QT_TRANSLATE_NOOP("Ledger", "开票信息"),
            QT_TRANSLATE_NOOP("Ledger", "开具发票"),
        )
        return await self._requests.put(f"/orders/{order_id}/invoice", invoice, models.Order)

    async def authorise(self, order_id: str, sms_code: str) -> models.Order:
        """申请人授权."""
        body = models.Authorisation(sms_code=sms_code)
        return await self._requests.post(f"/orders/{order_id}/authorisation", body, models.Order)

    async def submit(self, order_id: str) -> models.Order:
        """提交 of a free order whose stamped form is enough."""
        return await self._requests.post(f"/orders/{order_id}/submission", None, models.Order)

    async def pay(self, order_id: str, channel: models.Channel) -> models.Payment:
        """Start a payment."""
        body = models.NewPayment(channel=channel)
        return await self._requests.post(f"/orders/{order_id}/payments", body, models.Payment)

    async def bank_account(self) -> models.BankAccount:
        """Where bank transfers go; refused where none are taken."""
        return await self._requests.get("/bank-account", models.BankAccount)

    async def transfer(self, order_id: str, payer_name: str, payer_account: str, paid_on: date) -> models.Payment:
        """Tell of a bank transfer; a clerk compares it with the account's statement."""
        await self._context.privacy.record_entry(
            QT_TRANSLATE_NOOP("Ledger", "付款账户"),
            QT_TRANSLATE_NOOP("Ledger", "支付"),
            QT_TRANSLATE_NOOP("Ledger", "核对银行转账"),
        )
        body = models.NewPayment(channel="bank", payer_name=payer_name, payer_account=payer_account, paid_on=paid_on)
        return await self._requests.post(f"/orders/{order_id}/payments", body, models.Payment)

    async def payment(self, payment_id: str) -> models.Payment:
        """The state of a payment."""
        return await self._requests.get(f"/payments/{payment_id}", models.Payment)

    async def cancel(self, order_id: str) -> models.Order:
        """Give an unpaid order up."""
        return await self._requests.post(f"/orders/{order_id}/cancel", None, models.Order)

    async def issue(self, order_id: str, request_der: bytes) -> models.IssuedCertificates:
        """Have the certificates issued; asked again with the same key it is the same answer."""
        body = models.CertificateRequest(signing_request=base64.b64encode(request_der).decode())
        return await self._requests.post(f"/orders/{order_id}/certificate", body, models.IssuedCertificates)

    async def confirm(self, order_id: str, certificate_id: str) -> models.Order:
        """The device holds both certificates."""
        body = models.Installation(certificate_id=certificate_id)
        return await self._requests.post(f"/orders/{order_id}/installation", body, models.Order)

    # what the person has

    async def certificates(self) -> list[models.CertificateView]:
        """All certificates of the person."""
        return (await self._requests.get("/certificates", models.Certificates)).items

    async def notifications(self) -> list[models.Notification]:
        """What there is to know, newest first."""
        return (await self._requests.get("/notifications", models.Notifications)).items

    async def notifications_read(self) -> None:
        """The person saw what there is."""
        await self._requests.post("/notifications/read", None, models.Done)

    async def seals(self) -> list[models.SealView]:
        """All seals of whom the person acts as."""
        return (await self._requests.get("/seals", models.SealsView)).items

    async def publish_seals(self) -> list[models.SealView]:
        """Read the seals and offer the usable ones to everything that shows seals."""
        items = await self.seals()
        seals = [
            Seal(
                f"mobile_cert:{item.id}",
                item.name,
                base64.b64decode(item.picture_png),
                item.width_mm,
                item.height_mm,
                item.certificate_fingerprint,
                item.valid_from,
                item.valid_to,
                base64.b64decode(item.electronic_seal or ""),
                item.outdated,
                item.maker,
                # a person's handwriting changes with the certificate only
                "" if item.kind == "personal_signature" else "mobile_cert.organisation_seals",
                item.certificate_id,
            )
            for item in items
            if item.state == "active"
        ]
        self._context.credentials.seals.publish(self._context.manifest.id, seals)
        return items

    async def show_seals(self) -> None:
        """Offer the seals of whom the person acts as now; what is offered stays when the authority cannot be asked."""
        if self.session is not None:
            with suppress(AppError):
                await self.publish_seals()

    def _opened(self, view: models.SessionView) -> SignedIn:
        self._authority.use_token(view.access_token)
        self.session = SignedIn(view.model_copy(update={"access_token": ""}))
        self._tell()
        return self.session

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()
