"""Picture code and SMS code of one form, with the countdown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTimer, QUrl
from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.ui.field import Field
from core.ui.language import current_language
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from core.validation import check_code
from plugins.mobile_cert import models
from plugins.mobile_cert.service import MobileService

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

_FIELD_OF = {"AUTH-010": "pictureCode", "AUTH-012": "smsCode"}


@QmlElement
class SmsFormViewModel(ViewModel):
    """Base of the forms that need an SMS code. `purpose` is the authority's name of what the code opens."""

    pictureCode = child(Field)
    smsCode = child(Field)
    pictureSource = prop(QUrl, QUrl())
    secondsLeft = prop(int, 0)
    sending = prop(bool, False)
    loadFailed = prop(bool, False)

    def __init__(self, page: PageContext, service: MobileService, purpose: models.SmsPurpose) -> None:
        super().__init__(page)
        self._service = service
        self._purpose = purpose
        self._captcha_id = ""
        self.pictureCode = Field(parent=self)
        self.smsCode = Field(check_code, parent=self)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._second)

    def phone_for_code(self) -> str | None:
        """The number that the code goes to; None when it is not valid yet. Subclasses say which."""
        return None

    def activated(self) -> None:
        """See `ViewModel`."""
        self.run(self._new_picture())

    @slot()
    async def refreshPicture(self) -> None:
        """A click on the picture."""
        await self._new_picture()

    @slot()
    async def sendSms(self) -> None:
        """[获取验证码]: needs the number and the picture code."""
        phone = self.phone_for_code()
        if phone is None or not self.pictureCode.check():
            return
        self.sending = True
        try:
            sent = await self._service.send_sms(self._captcha_id, self.pictureCode.text, phone, self._purpose)
        except AuthorityRefused as error:
            await self._new_picture()
            self.show_refusal(error)
            return
        finally:
            self.sending = False
        self.secondsLeft = sent.resend_after
        self._clock.start()
        text = QCoreApplication.translate("Sms", "验证码已发送至 %1").replace("%1", sent.phone_masked)
        self.page.dialogs.toast(text)

    def show_refusal(self, error: AuthorityRefused) -> None:
        """Show a refusal at the field it is about; raises it when it is about none."""
        name = _FIELD_OF.get(error.server_code)
        if name is None:
            raise error
        field: Field = getattr(self, name)
        field.refuse(error.cause_in(current_language()))

    async def _new_picture(self) -> None:
        self.loadFailed = True
        self._captcha_id, png = await self._service.captcha()
        self.loadFailed = False
        if not self.pictureSource.isEmpty():
            self.page.images.remove(self.pictureSource.toString())
        self.pictureSource = QUrl(self.page.images.put(png))
        self.pictureCode.clear()

    def _second(self) -> None:
        self.secondsLeft = max(0, self.secondsLeft - 1)
        if self.secondsLeft == 0:
            self._clock.stop()

    @property
    def captcha_id(self) -> str:
        """The picture that is shown."""
        return self._captcha_id
