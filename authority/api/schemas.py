"""Bodies of requests and answers; the OpenAPI document is made from them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Phone = Annotated[str, StringConstraints(pattern=r"^1[3-9][0-9]{9}$")]
SmsCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
Identifier = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Base64 = Annotated[str, StringConstraints(max_length=40_000)]
Business = Literal[
    "personal_certificate_new",
    "personal_certificate_renew",
    "personal_certificate_revoke",
    "personal_certificate_reissue",
    "personal_certificate_change",
    "organisation_certificate_new",
    "organisation_certificate_renew",
    "organisation_certificate_revoke",
    "organisation_certificate_reissue",
    "organisation_certificate_change",
    "organisation_seal_change",
]
Bilingual = dict[Literal["zh", "en"], str]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Done(BaseModel):
    """Nothing more to say."""

    done: bool = True


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    cause: Bilingual
    remedy: Bilingual
    details: dict[str, Any]


class Status(BaseModel):
    """Who this authority is."""

    name: str
    environment: Literal["sandbox", "production"]
    version: str
    time: datetime
    api: int


class Captcha(BaseModel):
    """A picture code."""

    id: str
    image_png: str
    expires_in: int


class NewSmsCode(_In):
    """A wish for an SMS code."""

    captcha_id: Identifier
    captcha_text: Annotated[str, StringConstraints(max_length=8)]
    phone: Phone
    purpose: Literal[
        "login",
        "real_name",
        "organisation",
        "authorise_order",
        "reset_password",
        "change_personal",
        "change_organisation",
        "self_service",
    ]


class SmsCodeSent(BaseModel):
    """An SMS code is on its way."""

    phone_masked: str
    expires_in: int
    resend_after: int


class NewSession(_In):
    """The first step of signing in."""

    phone: Phone
    sms_code: SmsCode
    accepted_privacy_version: Annotated[str, StringConstraints(min_length=1, max_length=20)]


class Ticket(BaseModel):
    """Leads to the password."""

    ticket: str
    phone_masked: str
    next: Literal["set_password", "check_password"]


class PasswordStep(_In):
    """The second step of signing in."""

    ticket: Annotated[str, StringConstraints(max_length=64)]
    password: Annotated[str, StringConstraints(max_length=64)]


class NewPassword(_In):
    """重置密码 of a person who is signed in."""

    sms_code: SmsCode
    password: Annotated[str, StringConstraints(max_length=64)]


class IdentityChoice(_In):
    """Whom to act as."""

    identity_id: Identifier


class Account(BaseModel):
    """The signed-in account."""

    id: str
    phone_masked: str
    real_name_state: Literal["none", "verified"]
    name_masked: str | None
    id_number_masked: str | None


class Identity(BaseModel):
    """Someone that the person can act as."""

    id: str
    kind: Literal["visitor", "natural_person", "administrator", "legal_representative", "employee"]
    name_masked: str
    organisation: str | None


class SessionView(BaseModel):
    """A session; `access_token` is empty except in the answer that made it."""

    access_token: str
    expires_at: datetime
    account: Account
    identities: list[Identity]
    current_identity_id: str | None


class StoredFile(BaseModel):
    """An upload."""

    id: str
    sha256: str
    size: int
    content_type: str


class RealName(_In):
    """Real-name authentication."""

    name: Annotated[str, StringConstraints(max_length=30)]
    id_number: Annotated[str, StringConstraints(max_length=18)]
    phone: Phone
    sms_code: SmsCode
    front_file_id: Identifier
    back_file_id: Identifier


class RealNameDone(BaseModel):
    """The person is verified."""

    real_name_state: Literal["verified"]
    identity_id: str


class Ca(BaseModel):
    """A certificate authority of a platform."""

    id: str
    name: str


class Platform(BaseModel):
    """A trading platform."""

    id: str
    name: str
    region: str
    cas: list[Ca]


class Platforms(BaseModel):
    """A page of platforms."""

    items: list[Platform]
    next_page: int | None


class PriceItem(BaseModel):
    """A line of the fee breakdown."""

    label: Bilingual
    amount_fen: int


class QuoteOption(BaseModel):
    """The price of one validity."""

    years: int
    total_fen: int
    items: list[PriceItem]


class Quotes(BaseModel):
    """All validities."""

    options: list[QuoteOption]
    default_years: int


class Agreement(BaseModel):
    """An agreement in force."""

    id: str
    title: str
    version: str
    text: str


class NewOrder(_In):
    """An order: a new certificate names platform, CA, years, algorithm; all others the certificate they are about."""

    business: Business
    platform_id: Identifier | None = None
    ca_id: Identifier | None = None
    years: Annotated[int, Field(ge=1, le=5)] | None = None
    key_algorithm: Literal["sm2", "rsa2048", "rsa3072", "ec_p256"] | None = None
    certificate_id: Identifier | None = None
    with_seal: bool = Field(True, description="make a seal for the new certificate; what the old one had ends with it")
    agreement_version: Annotated[str, StringConstraints(max_length=20)]


class OrderOrganisation(BaseModel):
    """The organisation that an order is for, as its applicant confirms it."""

    name: str
    credit_code: str
    legal_name: str


class Attachment(_In):
    """The scan of the stamped form, uploaded as `attachment`."""

    file_id: Identifier


class OrderSteps(BaseModel):
    """What of the flow is done."""

    signed: bool
    attached: bool
    invoice: bool
    authorised: bool
    paid: bool


class Order(BaseModel):
    """An order as its owner sees it."""

    id: str
    number: str
    business: Business
    title: Bilingual
    state: Literal[
        "draft", "pending_payment", "reviewing", "rejected", "approved", "issued", "installed", "finished", "cancelled"
    ]
    tab: Literal["pending_payment", "reviewing", "completed"] | None
    steps: OrderSteps
    organisation: str | None = Field(description="the organisation that it is for; null for the person")
    platform: str
    ca: str
    years: int
    key_algorithm: Literal["sm2", "rsa2048", "rsa3072", "ec_p256"]
    total_fen: int
    items: list[PriceItem]
    created_at: datetime
    updated_at: datetime
    reject_reason: str | None
    refund: Literal["none", "pending", "done"] = Field(description="of what was paid and the order has no use for")
    certificate_id: str | None


class Orders(BaseModel):
    """A page of orders."""

    items: list[Order]
    next_page: int | None
    contact: str = Field(description="of the people who review; empty where none is given")


Stroke = Annotated[list[tuple[float, float, float]], Field(max_length=5000)]


class HandSignature(_In):
    """在线签署: picture and strokes (x, y in pad units 0–1, time in ms)."""

    file_id: Identifier
    strokes: Annotated[list[Stroke], Field(max_length=200)]


class Invoice(_In):
    """开票信息."""

    kind: Literal["personal", "company"]
    title: Annotated[str, StringConstraints(max_length=100)]
    tax_number: Annotated[str, StringConstraints(max_length=18)] | None = None
    email: Annotated[str, StringConstraints(max_length=120)]


class InvoiceSuggestion(BaseModel):
    """开票信息 as the identity gave it last, or as it is registered."""

    kind: Literal["personal", "company"]
    title: str
    tax_number: str | None = None
    email: str


class Authorisation(_In):
    """申请人授权."""

    sms_code: SmsCode


class NewPayment(_In):
    """A payment."""

    channel: Literal["wechat", "alipay", "bank"]
    payer_name: str = Field("", max_length=100, description="bank: 付款银行开户名")
    payer_account: str = Field("", max_length=40, description="bank: 付款银行账号")
    paid_on: date | None = Field(None, description="bank: 付款日期")


class BankAccount(BaseModel):
    """Where bank transfers go."""

    holder: str
    bank: str
    number: str


class Payment(BaseModel):
    """One try to pay."""

    id: str
    order_id: str
    channel: Literal["wechat", "alipay", "bank"]
    state: Literal["pending", "paid", "failed", "expired", "refunding", "refunded"]
    amount_fen: int
    pay_url: str
    qr_text: str
    expires_at: datetime


class CertificateRequest(_In):
    """A PKCS#10 request, base64 DER."""

    signing_request: Base64


class EncryptionKey(BaseModel):
    """The encryption key for the holder of the signing key."""

    format: Literal["sm2_enveloped_key", "cms_enveloped_data"]
    data: str


class IssuedCertificates(BaseModel):
    """Both certificates of a pair, base64 DER."""

    certificate_id: str
    signing_certificate: str
    encryption_certificate: str
    chain: list[str]
    encryption_key: EncryptionKey


class Installation(_In):
    """The device confirms."""

    certificate_id: Identifier


class CertificateView(BaseModel):
    """A certificate of the person."""

    id: str
    order_id: str
    subject_name_masked: str
    organisation: str | None = Field(description="the organisation that it is of; null for the person's own")
    serial_hex: str
    ca: str
    algorithm: str
    not_before: datetime
    not_after: datetime
    state: Literal["hold", "active", "revoked", "expired"]
    outdated: bool = Field(description="it is good, but its holder's data changed since it was issued")
    allowed: list[Business]
    signing_certificate: str
    encryption_certificate: str
    chain: list[str]


class Certificates(BaseModel):
    """All certificates of the person."""

    items: list[CertificateView]


class Seal(BaseModel):
    """A seal of the person."""

    id: str
    name: str
    kind: Literal["personal_signature", "organisation", "legal_seal", "legal_signature"]
    maker: str = Field(description="印章机构")
    picture_png: str
    electronic_seal: str | None = Field(description="DER SESeal of GB/T 38540 as base64; none for seals made before it")
    width_mm: int
    height_mm: int
    certificate_id: str
    certificate_fingerprint: str
    valid_from: datetime
    valid_to: datetime
    state: Literal["active", "revoked", "expired"]
    outdated: bool = Field(description="as its certificate")


class Seals(BaseModel):
    """All seals of the person."""

    items: list[Seal]


class Notification(BaseModel):
    """Something to know."""

    id: str
    kind: str
    title: str
    text: str
    title_en: str = Field(description="empty for those from before there were any in English")
    text_en: str
    created_at: datetime
    read: bool


class Notifications(BaseModel):
    """Notifications, newest first."""

    items: list[Notification]


class InvoiceView(BaseModel):
    """The invoice of a paid order; number and time are null while there is none."""

    order_id: str
    order_number: str
    title: Bilingual
    amount_fen: int
    number: str | None
    issued_at: datetime | None


class Invoices(BaseModel):
    """A page of invoices."""

    items: list[InvoiceView]
    next_page: int | None


class NewReport(_In):
    """违法违规信息举报."""

    category: Annotated[str, StringConstraints(min_length=1, max_length=30)]
    text: Annotated[str, StringConstraints(min_length=5, max_length=2000)]
    contact: Annotated[str, StringConstraints(max_length=100)] = ""
    picture_file_ids: Annotated[list[Identifier], Field(max_length=9)] = []


class Receipt(BaseModel):
    """A report's receipt."""

    receipt_number: str


class Reauthentication(_In):
    """The password once more."""

    password: Annotated[str, StringConstraints(max_length=64)]


class Closing(BaseModel):
    """When the account will be closed, null while nobody asked for it; what that means for organisations.

    `cooling_off_hours` lie between the request and the closing. `left` are organisations that lose an employee,
    `dissolved` those whose last person goes; `hindrance` is why the account cannot be closed now.
    """

    due_at: datetime | None
    cooling_off_hours: float
    left: list[str]
    dissolved: list[str]
    hindrance: Bilingual | None


class PersonalDataItem(BaseModel):
    """One piece of personal data."""

    category: str
    name: str
    value: str
    held_since: datetime | None


class PersonalData(BaseModel):
    """Everything held about the person."""

    items: list[PersonalDataItem]


class SandboxMessage(BaseModel):
    """A message of the sandbox in the clear."""

    id: str
    kind: Literal["sms", "mail"]
    to: str
    subject: str
    text: str
    created_at: datetime


class SandboxMessages(BaseModel):
    """The sandbox's newest messages."""

    items: list[SandboxMessage]


class SandboxCaptcha(BaseModel):
    """The answer of a picture code, for automatic journeys of the sandbox."""

    text: str
