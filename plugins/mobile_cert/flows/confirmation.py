"""确认信息: what is registered about the organisation, to be looked at before it is certified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtQml import QmlElement

from core.ui.language import QT_TRANSLATE_NOOP, tr
from core.ui.properties import prop
from plugins.mobile_cert.flows.part import FlowPart

if TYPE_CHECKING:
    from plugins.mobile_cert.flows.view_model import FlowViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ConfirmationPart(FlowPart):
    """The licence and what was registered from it.

    Attributes:
        facts: name, code and legal representative, as `{key, value}`.
        licence: the licence's picture; empty where it is a PDF.
    """

    title = QT_TRANSLATE_NOOP("Wizard", "确认信息")
    qml = "ConfirmationStep"
    continue_text = QT_TRANSLATE_NOOP("Wizard", "确认无误，下一步")

    facts = prop(list, [])
    licence = prop(QUrl, QUrl())

    def __init__(self, flow: FlowViewModel) -> None:
        super().__init__(flow)
        self._order_id = ""

    def complete(self) -> bool:
        """See `FlowPart`."""
        return bool(self.facts)

    async def load(self) -> None:
        """See `FlowPart`."""
        order_id = self.flow.order.id
        if self._order_id == order_id:
            return
        organisation = await self.flow.service.order_organisation(order_id)
        picture = await self.flow.service.order_licence(order_id)
        if not picture.startswith(b"%PDF-"):
            self.licence = QUrl(self.flow.page.images.put(picture))
        self.facts = [
            {"key": tr("企业名称"), "value": organisation.name},
            {"key": tr("统一社会信用代码"), "value": organisation.credit_code},
            {"key": tr("法定代表人"), "value": organisation.legal_name},
        ]
        self._order_id = order_id
        self.flow.step_changed()
