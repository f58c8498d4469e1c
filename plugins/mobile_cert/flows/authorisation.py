"""申请人授权: a picture code and an SMS code under the declaration. A reissue (M3.3.11.3, .20) is nothing else."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.ui.language import QT_TRANSLATE_NOOP, tr
from core.ui.phone_codes import PhoneCodes
from core.ui.properties import child, prop, slot
from plugins.mobile_cert import models
from plugins.mobile_cert.flows.part import FlowPart
from plugins.mobile_cert.order_texts import moment

if TYPE_CHECKING:
    from plugins.mobile_cert.flows.view_model import FlowViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class AuthorisationPart(FlowPart):
    """The applicant's yes.

    Attributes:
        applicant: name and phone, masked.
        declaration: what the applicant declares.
        about: the certificate where the flow did not show it before, as `{key, value}`.
        warnings: what follows where the flow did not say it before.
    """

    title = QT_TRANSLATE_NOOP("Wizard", "申请人授权")
    qml = "AuthorisationStep"

    codes = child(PhoneCodes)
    applicant = prop(str, "")
    declaration = prop(str, "")
    about = prop(list, [])
    warnings = prop(list, [])

    def __init__(self, flow: FlowViewModel) -> None:
        super().__init__(flow)
        self.codes = PhoneCodes(flow, flow.service.sms_codes, "authorise_order", lambda: flow.service.phone)
        self.codes.smsCode.changed("valid").connect(flow.step_changed)
        session = flow.service.session
        account = session.view.account if session is not None else None
        self.applicant = f"{account.name_masked or ''} {account.phone_masked}".strip() if account is not None else ""
        # one for this wizard: authorised again, or with a lost answer, it is still one order
        self._order_key, self._version = str(uuid.uuid4()), ""

    def complete(self) -> bool:
        """See `FlowPart`."""
        return self.codes.smsCode.valid and (self.flow.has_order or bool(self.about))

    async def load(self) -> None:
        """See `FlowPart`."""
        self.declaration = QCoreApplication.translate("Flow", self.flow.flow.declaration)
        if not self.flow.has_order:
            await self._read_certificate()
        await self.codes.load()

    async def submit(self) -> None:
        """See `FlowPart`."""
        service, flow = self.flow.service, self.flow
        if not flow.has_order:
            order = models.NewOrder(
                business=flow.flow.business, certificate_id=self._certificate_id, agreement_version=self._version
            )
            flow.take(await service.create_order(order, self._order_key))
        try:
            flow.take(await service.authorise(flow.order.id, self.codes.smsCode.text))
        except AuthorityRefused as error:
            self.codes.show_refusal(error)
            raise

    @slot()
    def openAgreement(self) -> None:
        """《电子认证服务协议》, which the authorisation agrees to."""
        self.flow.page.navigator.push("mobile_cert.agreement", {"agreement": self.flow.flow.agreement})

    @property
    def _certificate_id(self) -> str:
        return str(self.flow.page.parameters.get("certificate", ""))

    async def _read_certificate(self) -> None:
        self._version = (await self.flow.service.agreement(self.flow.flow.agreement)).version
        for item in await self.flow.service.certificates():
            if item.id == self._certificate_id:
                self.about = [
                    {"key": tr("证书用户"), "value": item.subject_name_masked},
                    {"key": tr("CA 机构"), "value": item.ca},
                    {"key": tr("序列号"), "value": item.serial_hex},
                    {"key": tr("到期时间"), "value": moment(item.not_after)},
                ]
        self.warnings = [QCoreApplication.translate("Flow", text) for text in self.flow.flow.warnings]
        self.flow.step_changed()
