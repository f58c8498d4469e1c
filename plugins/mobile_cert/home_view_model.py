"""The module's home: what there is to do for this person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.errors import AppError
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from plugins.mobile_cert.flows.table import apply_page, flow_of
from plugins.mobile_cert.installation import discard_what_ended
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.organisations.words import identity_text
from plugins.mobile_cert.reminders import Reminded, Reminder, reminders

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


_FOR_VERIFIED = ("apply", "association")


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A certificate that needs its owner."""

    certificateId: str
    message: str


@QmlElement
class MobileHomeViewModel(ViewModel):
    """首页 of 移动证书.

    Attributes:
        identity: whom the person acts as; empty until it is chosen.
        manages: as administrator or legal representative of an organisation.
    """

    signedIn = prop(bool, False)
    verified = prop(bool, False)
    name = prop(str, "")
    phone = prop(str, "")
    identity = prop(str, "")
    severalIdentities = prop(bool, False)
    manages = prop(bool, False)
    notices = child(RowModel)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._module = module
        self._reminded: dict[str, Reminded] = {}
        self._notices = ListModel(NoticeRow, parent=self, rows=())
        self.notices = self._notices
        self._unsubscribe = module.service.subscribe(self._show)
        self._show()

    def activated(self) -> None:
        """See `ViewModel`."""
        if self.verified:
            self.run(self._remind())

    def close(self) -> None:
        """See `ViewModel`."""
        self._unsubscribe()
        super().close()

    @slot()
    def login(self) -> None:
        """[登录 / 注册]."""
        self.run(self._sign_in())

    async def _sign_in(self) -> None:
        """By biometrics when that is on."""
        by_key = await self._module.login_key.enabled() is not None
        self.page.navigator.push("mobile_cert.biometric_login" if by_key else "mobile_cert.login")

    @slot(str)
    def open(self, name: str) -> None:
        """A place of the module; what needs a verified person leads to 实名认证 first."""
        if not self.signedIn:
            self.run(self._sign_in())
        elif name in _FOR_VERIFIED and not self.verified:
            self.page.dialogs.toast(QCoreApplication.translate("MobileHome", "请先完成实名认证"))
            self.page.navigator.push("mobile_cert.real_name")
        elif name == "apply":
            self.page.navigator.push(f"mobile_cert.{apply_page(self._module.service.acting)}")
        else:
            self.page.navigator.push("seal.home" if name == "seals" else f"mobile_cert.{name}")

    @slot(str)
    def openNotice(self, certificate_id: str) -> None:
        """What a notice asks for: 补发 begins at once, for all else there is the certificate."""
        reminded = self._reminded[certificate_id]
        item = reminded.certificate
        reissue = next((name for name in item.allowed if name.endswith("certificate_reissue")), None)
        if reminded.reminder is Reminder.NOT_HERE and reissue is not None:
            self.page.navigator.push(f"mobile_cert.{flow_of(reissue).page}", {"certificate": item.id})
        else:
            self.page.navigator.push("mobile_cert.certificate", {"certificate": item})

    @slot(once=True)
    async def logout(self) -> None:
        """[退出登录]."""
        title = QCoreApplication.translate("MobileHome", "退出登录？")
        text = QCoreApplication.translate("MobileHome", "已安装的证书仍可使用。")
        if await self.page.dialogs.confirm(title, text):
            await self._module.service.sign_out()

    async def _remind(self) -> None:
        # a clerk may have approved other seals meanwhile
        await self._module.service.show_seals()
        try:
            await discard_what_ended(self._module.service, self._module.store)
            certificates = await self._module.service.certificates()
        except AppError:
            return  # nobody asked for reminders; the pages themselves say what is wrong
        here = {item.certificate.serial_hex for item in self._module.context.credentials.credentials()}
        found = reminders(certificates, here, datetime.now(UTC))
        self._reminded = {item.certificate.id: item for item in found}
        self._notices.replace([NoticeRow(item.certificate.id, _notice(item)) for item in found])

    def _show(self) -> None:
        session = self._module.service.session
        self.signedIn = session is not None
        if session is None:
            self._notices.replace([])
        self.verified = session is not None and session.verified
        account = session.view.account if session is not None else None
        self.name = (account.name_masked or "") if account is not None else ""
        self.phone = account.phone_masked if account is not None else ""
        identity = self._module.service.acting
        self.identity = identity_text(identity) if identity is not None else ""
        self.severalIdentities = session is not None and len(session.view.identities) > 1
        self.manages = identity is not None and identity.kind in ("administrator", "legal_representative")


def _notice(item: Reminded) -> str:
    ca, until = item.certificate.ca, f"{item.certificate.not_after.astimezone():%Y-%m-%d}"
    if item.reminder is Reminder.OUTDATED:
        text = QCoreApplication.translate("MobileHome", "%1 签发的证书仍是变更前的信息，请变更证书。")
    elif item.reminder is Reminder.NOT_HERE:
        text = QCoreApplication.translate("MobileHome", "%1 签发的证书未安装在本设备，可补发到本设备。")
    elif item.reminder is Reminder.EXPIRED:
        text = QCoreApplication.translate("MobileHome", "%1 签发的证书已于 %2 到期，续期后才能使用。")
    else:
        text = QCoreApplication.translate("MobileHome", "%1 签发的证书将于 %2 到期，请及时续期。")
    return text.replace("%1", ca).replace("%2", until)
