"""Registration, sign-in and password (M3.3.2)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.plugin.api import Secret
from core.ui.field import Field
from core.ui.language import current_language
from core.ui.page import PageContext
from core.ui.phone_codes import PhoneCodes
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from core.validation import check_phone
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.passwords import broken_password
from plugins.mobile_cert.signing_in import go_on_after_credentials

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class LoginViewModel(ViewModel):
    """手机号码, 图形验证码, 短信验证码, 隐私政策; `byKey` when biometrics are on for an account."""

    phone = child(Field)
    codes = child(PhoneCodes)
    agreed = prop(bool, False, writable=True)
    byKey = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service
        self.phone = Field(check_phone, parent=self)
        self.codes = PhoneCodes(self, module.service.sms_codes, "login", self._valid_phone)
        self._module = module
        self.run(self._look_for_key())

    def activated(self) -> None:
        """See `ViewModel`."""
        self.run(self.codes.load())

    async def _look_for_key(self) -> None:
        self.byKey = await self._module.login_key.enabled() is not None

    def _valid_phone(self) -> str | None:
        return self.phone.text if self.phone.check() else None

    @slot()
    def readPolicy(self) -> None:
        """《基本业务隐私政策》."""
        self.page.navigator.push("mobile_cert.agreement", {"agreement": "basic_privacy"})

    @slot()
    def useBiometrics(self) -> None:
        """[更多登录选项]."""
        self.page.navigator.replace("mobile_cert.biometric_login")

    @slot(once=True)
    async def login(self) -> None:
        """[登 录]: leads to the password."""
        fine = [self.phone.check(), self.codes.smsCode.check()]
        if not all(fine):
            return
        if not self.agreed:
            self.page.dialogs.toast(QCoreApplication.translate("Login", "请先阅读并同意《基本业务隐私政策》"))
            return
        try:
            ticket = await self._service.begin(self.phone.text, self.codes.smsCode.text)
        except AuthorityRefused as error:
            self.codes.show_refusal(error)
            return
        self.dirty = False
        step = {"ticket": ticket.ticket, "phone": ticket.phone_masked, "next": ticket.next}
        self.page.navigator.replace("mobile_cert.password", step)


@QmlElement
class PasswordViewModel(ViewModel):
    """设置密码, 校验密码 or, after 忘记密码, 重置密码."""

    phone = prop(str, "")
    setting = prop(bool, False)
    resetting = prop(bool, False)
    problem = prop(str, "")

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._module = module
        self._ticket = str(page.parameters["ticket"])
        self.phone = str(page.parameters["phone"])
        self.setting = page.parameters["next"] == "set_password"

    @slot()
    def forget(self) -> None:
        """[忘记密码?]: a new password, since the SMS code was just given."""
        self.resetting = True
        self.problem = ""

    @slot(str, str, once=True)
    async def confirm(self, password: str, repeated: str) -> None:
        """[确定]."""
        with Secret(password) as secret, Secret(repeated) as again:
            self.problem = self._broken(secret, again)
            if self.problem:
                return
            try:
                await self._module.service.enter_password(self._ticket, secret, reset=self.resetting)
            except AuthorityRefused as error:
                if error.server_code != "AUTH-013":
                    raise
                self.problem = error.cause_in(current_language())
                return
        await go_on_after_credentials(self.page, self._module)

    def _broken(self, secret: Secret, again: Secret) -> str:
        if not (self.setting or self.resetting):
            return "" if secret else QCoreApplication.translate("Login", "请输入密码")
        return broken_password(secret, again)
