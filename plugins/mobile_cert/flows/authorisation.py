"""申请人授权: a picture code and an SMS code under the declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.ui.language import QT_TRANSLATE_NOOP
from core.ui.properties import child, prop
from plugins.mobile_cert.flows.part import FlowPart
from plugins.mobile_cert.sms import SmsCodes

if TYPE_CHECKING:
    from plugins.mobile_cert.flows.view_model import FlowViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class AuthorisationPart(FlowPart):
    """The applicant's yes."""

    title = QT_TRANSLATE_NOOP("Wizard", "申请人授权")
    qml = "AuthorisationStep"

    codes = child(SmsCodes)
    applicant = prop(str, "")

    def __init__(self, flow: FlowViewModel) -> None:
        super().__init__(flow)
        self.codes = SmsCodes(flow, flow.service, "authorise_order", lambda: flow.service.phone)
        self.codes.smsCode.changed("valid").connect(flow.step_changed)
        session = flow.service.session
        self.applicant = session.view.account.phone_masked if session is not None else ""

    def complete(self) -> bool:
        """See `FlowPart`."""
        return self.codes.smsCode.valid

    async def load(self) -> None:
        """See `FlowPart`."""
        await self.codes.load()

    async def submit(self) -> None:
        """See `FlowPart`."""
        try:
            order = await self.flow.service.authorise(self.flow.order.id, self.codes.smsCode.text)
        except AuthorityRefused as error:
            self.codes.show_refusal(error)
            raise
        self.flow.take(order)
