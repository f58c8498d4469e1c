"""开票信息."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtQml import QmlElement

from core.ui.field import Field
from core.ui.language import QT_TRANSLATE_NOOP
from core.ui.properties import child, prop, slot
from core.validation import check_credit_code, check_email
from plugins.mobile_cert import models
from plugins.mobile_cert.flows.part import FlowPart

if TYPE_CHECKING:
    from plugins.mobile_cert.flows.view_model import FlowViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

PERSONAL, COMPANY = 0, 1


@QmlElement
class InvoicePart(FlowPart):
    """Whom the invoice is for.

    Attributes:
        fillable: title and tax number can be taken from the organisation.
    """

    title = QT_TRANSLATE_NOOP("Wizard", "开票信息")
    qml = "InvoiceStep"

    kind = prop(int, PERSONAL)
    fillable = prop(bool, False)
    heading = child(Field)
    taxNumber = child(Field)
    email = child(Field)

    def __init__(self, flow: FlowViewModel) -> None:
        super().__init__(flow)
        self.heading = Field(parent=self)
        self.taxNumber = Field(check_credit_code, parent=self, required=False)
        self.email = Field(check_email, parent=self)
        self.fillable = flow.flow.of_organisation
        if self.fillable:
            self.kind = COMPANY
            self.taxNumber.required = True
        for field in (self.heading, self.taxNumber, self.email):
            field.changed("valid").connect(flow.step_changed)

    def complete(self) -> bool:
        """See `FlowPart`."""
        company = self.kind == COMPANY
        return self.heading.valid and self.email.valid and (not company or self.taxNumber.broken() is None)

    async def submit(self) -> None:
        """See `FlowPart`."""
        company = self.kind == COMPANY
        invoice = models.Invoice(
            kind="company" if company else "personal",
            title=self.heading.text,
            tax_number=self.taxNumber.text if company else None,
            email=self.email.text,
        )
        self.flow.take(await self.flow.service.set_invoice(self.flow.order.id, invoice))

    @slot()
    async def fill(self) -> None:
        """[获取开票信息]: the organisation's."""
        organisation = await self.flow.service.order_organisation(self.flow.order.id)
        self.chooseKind(COMPANY)
        self.heading.value, self.taxNumber.value = organisation.name, organisation.credit_code

    @slot(int)
    def chooseKind(self, kind: int) -> None:
        """个人 or 企业单位."""
        self.kind = kind
        self.taxNumber.required = kind == COMPANY
        self.taxNumber.leave()
        self.flow.step_changed()
