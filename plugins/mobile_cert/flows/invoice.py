"""开票信息."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtQml import QmlElement

from core.ui.field import Field
from core.ui.language import QT_TRANSLATE_NOOP
from core.ui.properties import child, prop, slot
from core.validation import check_credit_code, check_email, check_id_number
from plugins.mobile_cert import models
from plugins.mobile_cert.flows.part import FlowPart

if TYPE_CHECKING:
    from plugins.mobile_cert.flows.view_model import FlowViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

COMPANY, PERSONAL = 0, 1


@QmlElement
class InvoicePart(FlowPart):
    """Whom the invoice is for.

    Attributes:
        kind: 企业单位 (0) or 个人 (1).
        taxNumber: 统一社会信用代码 of a company.
        idNumber: 身份证号码 of a person, who may leave it out.
        agreed: the mail address may be used to send the invoice.
    """

    title = QT_TRANSLATE_NOOP("Wizard", "开票信息")
    qml = "InvoiceStep"

    kind = prop(int, PERSONAL)
    heading = child(Field)
    taxNumber = child(Field)
    idNumber = child(Field)
    email = child(Field)
    agreed = prop(bool, False, writable=True)

    def __init__(self, flow: FlowViewModel) -> None:
        super().__init__(flow)
        self.heading = Field(parent=self)
        self.taxNumber = Field(check_credit_code, parent=self, required=False)
        self.idNumber = Field(check_id_number, parent=self, required=False)
        self.email = Field(check_email, parent=self)
        if flow.flow.of_organisation:
            self.kind = COMPANY
            self.taxNumber.required = True
        for field in (self.heading, self.taxNumber, self.idNumber, self.email):
            field.changed("valid").connect(flow.step_changed)
        self.changed("agreed").connect(flow.step_changed)

    def complete(self) -> bool:
        """See `FlowPart`."""
        return self.agreed and self.heading.valid and self.email.valid and self._number().broken() is None

    async def submit(self) -> None:
        """See `FlowPart`."""
        company = self.kind == COMPANY
        invoice = models.Invoice(
            kind="company" if company else "personal",
            title=self.heading.text,
            tax_number=self._number().text or None,
            email=self.email.text,
        )
        self.flow.take(await self.flow.service.set_invoice(self.flow.order.id, invoice))

    @slot()
    async def fill(self) -> None:
        """[获取开票信息]: as it was given last, or as it is registered; a mail address that was typed stays."""
        suggested = await self.flow.service.suggest_invoice(self.flow.order.id)
        self.chooseKind(COMPANY if suggested.kind == "company" else PERSONAL)
        self.heading.value, self._number().value = suggested.title, suggested.tax_number or ""
        if suggested.email and not self.email.text:
            self.email.value = suggested.email

    @slot(int)
    def chooseKind(self, kind: int) -> None:
        """个人 or 企业单位."""
        self.kind = kind
        self.taxNumber.required = kind == COMPANY
        self.flow.step_changed()

    def _number(self) -> Field:
        return self.taxNumber if self.kind == COMPANY else self.idNumber
