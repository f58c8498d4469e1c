"""隐私协议: agreeing makes the order."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from PySide6.QtQml import QmlElement

from core.ui.language import QT_TRANSLATE_NOOP
from core.ui.markdown import harmless, without_title
from core.ui.properties import prop, slot
from plugins.mobile_cert.flows.part import FlowPart
from plugins.mobile_cert.told import told

if TYPE_CHECKING:
    from plugins.mobile_cert.flows.view_model import FlowViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class AgreementPart(FlowPart):
    """The agreement of the business."""

    title = QT_TRANSLATE_NOOP("Wizard", "隐私协议")
    qml = "AgreementStep"
    continue_text = QT_TRANSLATE_NOOP("Wizard", "同意")

    heading = prop(str, "")
    text = prop(str, "")

    def __init__(self, flow: FlowViewModel) -> None:
        super().__init__(flow)
        self._version = ""
        # one for this wizard: agreed to twice, or with a lost answer, it is still one order
        self._order_key = str(uuid.uuid4())

    def complete(self) -> bool:
        """See `FlowPart`."""
        return bool(self.text)

    async def load(self) -> None:
        """See `FlowPart`."""
        agreement = await self.flow.service.agreement(self.flow.flow.agreement)
        self.heading, self._version = told(agreement.title), agreement.version
        self.text = harmless(without_title(told(agreement.text)))
        self.flow.step_changed()

    @slot()
    def openPolicy(self) -> None:
        """《隐私政策》."""
        self.flow.page.navigator.push("mobile_cert.agreement", {"agreement": "basic_privacy"})

    async def submit(self) -> None:
        """See `FlowPart`."""
        order = self.flow.new_order(self._version)
        self.flow.take(await self.flow.service.create_order(order, self._order_key))
