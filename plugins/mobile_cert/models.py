"""What the authority answers, as far as this plugin reads it; its OpenAPI document is the contract."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

Bilingual = dict[Literal["zh", "en"], str]
KeyAlgorithmName = Literal["sm2", "rsa2048", "rsa3072", "ec_p256"]
OrderState = Literal[
    "draft", "pending_payment", "reviewing", "rejected", "approved", "issued", "installed", "finished", "cancelled"
]
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
Channel = Literal["wechat", "alipay", "bank"]


class Done(BaseModel):
    """Nothing more to say."""

    done: bool


class NewSession(BaseModel):
    """The first step of signing in."""

    phone: str
    sms_code: str
    accepted_privacy_version: str


class Ticket(BaseModel):
    """Leads to the password."""

    ticket: str
    phone_masked: str
    next: Literal["set_password", "check_password"]


class PasswordStep(BaseModel):
    """The second step of signing in."""

    ticket: str
    password: str


class IdentityChoice(BaseModel):
    """Whom to act as."""

    identity_id: str


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
    """A session."""

    access_token: str
    expires_at: datetime
    account: Account
    identities: list[Identity]
    current_identity_id: str | None


class StoredFile(BaseModel):
    """An upload."""

    id: str


class RealName(BaseModel):
    """Real-name authentication."""

    name: str
    id_number: str
    phone: str
    sms_code: str
    front_file_id: str
    back_file_id: str


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


class NewOrder(BaseModel):
    """An order."""

    business: Business
    platform_id: str | None = None
    ca_id: str | None = None
    years: int | None = None
    key_algorithm: KeyAlgorithmName | None = None
    certificate_id: str | None = None
    with_seal: bool = True
    agreement_version: str


class OrderSteps(BaseModel):
    """What of the flow is done."""

    signed: bool
    attached: bool
    invoice: bool
    authorised: bool
    paid: bool


class Order(BaseModel):
    """An order."""

    id: str
    number: str
    business: Business
    title: Bilingual
    state: OrderState
    steps: OrderSteps
    organisation: str | None
    platform: str
    ca: str
    years: int
    key_algorithm: KeyAlgorithmName
    total_fen: int
    items: list[PriceItem]
    created_at: datetime
    updated_at: datetime
    reject_reason: str | None
    refund: Literal["none", "pending", "done"]
    certificate_id: str | None


class Orders(BaseModel):
    """A page of orders."""

    items: list[Order]
    next_page: int | None
    contact: str


class Attachment(BaseModel):
    """The scan of the stamped form."""

    file_id: str


class OrderOrganisation(BaseModel):
    """The organisation that an order is for."""

    name: str
    credit_code: str
    legal_name: str


class InvoiceSuggestion(BaseModel):
    """开票信息 as it was given last, or as it is registered."""

    kind: Literal["personal", "company"]
    title: str
    tax_number: str | None
    email: str


class MailTo(BaseModel):
    """Where a document goes."""

    email: str


class HandSignature(BaseModel):
    """在线签署."""

    file_id: str
    strokes: list[list[tuple[float, float, float]]]


class Invoice(BaseModel):
    """开票信息."""

    kind: Literal["personal", "company"]
    title: str
    tax_number: str | None
    email: str


class Authorisation(BaseModel):
    """申请人授权."""

    sms_code: str


class NewPayment(BaseModel):
    """A payment; a bank transfer says from whose account it comes."""

    channel: Channel
    payer_name: str = ""
    payer_account: str = ""
    paid_on: date | None = None


class BankAccount(BaseModel):
    """Where bank transfers go."""

    holder: str
    bank: str
    number: str


class Payment(BaseModel):
    """One try to pay."""

    id: str
    state: Literal["pending", "paid", "failed", "expired", "refunding", "refunded"]
    amount_fen: int
    pay_url: str
    qr_text: str


class CertificateRequest(BaseModel):
    """A PKCS#10 request."""

    signing_request: str


class EncryptionKey(BaseModel):
    """The encryption key for the holder of the signing key."""

    format: Literal["sm2_enveloped_key", "cms_enveloped_data"]
    data: str


class IssuedCertificates(BaseModel):
    """Both certificates of a pair."""

    certificate_id: str
    signing_certificate: str
    encryption_certificate: str
    chain: list[str]
    encryption_key: EncryptionKey


class Installation(BaseModel):
    """The device confirms."""

    certificate_id: str


class CertificateView(BaseModel):
    """A certificate of the person."""

    id: str
    order_id: str
    subject_name_masked: str
    organisation: str | None
    serial_hex: str
    ca: str
    algorithm: str
    not_before: datetime
    not_after: datetime
    state: Literal["hold", "active", "revoked", "expired"]
    outdated: bool
    allowed: list[Business]
    signing_certificate: str
    encryption_certificate: str


class Certificates(BaseModel):
    """All certificates of the person."""

    items: list[CertificateView]


class Notification(BaseModel):
    """Something to know."""

    id: str
    kind: str
    title: str
    text: str
    title_en: str
    text_en: str
    created_at: datetime
    read: bool


class Notifications(BaseModel):
    """Notifications, newest first."""

    items: list[Notification]


class NewPassword(BaseModel):
    """重置密码."""

    sms_code: str
    password: str


class InvoiceView(BaseModel):
    """The invoice of a paid order; without a number it is missing."""

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


class Reauthentication(BaseModel):
    """The password once more."""

    password: str


class Closing(BaseModel):
    """When the account will be closed, the organisations that are left and those that end, and what hinders it.

    Attributes:
        cooling_off_hours: between the request and the closing.
    """

    due_at: datetime | None
    cooling_off_hours: float
    left: list[str]
    dissolved: list[str]
    hindrance: Bilingual | None


class SealView(BaseModel):
    """A seal of the person."""

    id: str
    name: str
    kind: Literal["personal_signature", "organisation", "legal_seal", "legal_signature"]
    maker: str
    picture_png: str
    electronic_seal: str | None
    width_mm: int
    height_mm: int
    certificate_id: str
    certificate_fingerprint: str
    valid_from: datetime
    valid_to: datetime
    state: Literal["active", "revoked", "expired"]
    outdated: bool


class SealsView(BaseModel):
    """All seals of the person."""

    items: list[SealView]


class NewLoginKey(BaseModel):
    """A key of this device that signs in from now on."""

    public_key: str
    proof: str


class LoginKeyId(BaseModel):
    """The registered key."""

    id: str


class NewLoginChallenge(BaseModel):
    """Which key wants to sign in."""

    login_key_id: str


class LoginChallenge(BaseModel):
    """What the key has to sign."""

    id: str
    nonce: str


class ChallengeAnswer(BaseModel):
    """The key's signature."""

    challenge_id: str
    signature: str
