"""Picture code and SMS code of one form, with the countdown."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer, QUrl
from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.network.sms_codes import SmsCodes, SmsPurpose
from core.ui.field import Field
from core.ui.language import current_language
from core.ui.properties import QmlObject, child, prop, slot
from core.ui.view_model import ViewModel
from core.validation import check_code

QML_IMPORT_NAME = "SecureClient.Model"
QML_IMPORT_MAJOR_VERSION = 1

_FIELD_OF = {"AUTH-010": "pictureCode", "AUTH-012": "smsCode"}


@QmlElement
class PhoneCodes(QmlObject):
    """The part of a form that gets an SMS code; its page's view model owns it and runs its work.

    Attributes:
        pictureSource: the picture code.
        secondsLeft: until another message may be asked for.
        sending: a message is being asked for.
        loadFailed: there is no picture.
    """

    pictureCode = child(Field)
    smsCode = child(Field)
    pictureSource = prop(QUrl, QUrl())
    secondsLeft = prop(int, 0)
    sending = prop(bool, False)
    loadFailed = prop(bool, False)

    def __init__(
        self,
        owner: ViewModel,
        sms_codes: SmsCodes,
        purpose: SmsPurpose,
        phone: Callable[[], str | None],
    ) -> None:
        """Make the part.

        Args:
            owner: the page's view model.
            sms_codes: of the plugin's own connection.
            purpose: what the code opens.
            phone: the number that the code goes to; None while it is not valid.
        """
        super().__init__(owner)
        self._owner = owner
        self._sms_codes = sms_codes
        self._purpose = purpose
        self._phone = phone
        self.captcha_id = ""
        self.pictureCode = Field(parent=self)
        self.smsCode = Field(check_code, parent=self)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._second)

    @slot()
    async def refreshPicture(self) -> None:
        """A click on the picture, or [重试]."""
        await self.load()

    @slot(once=True)
    async def sendSms(self) -> None:
        """[获取验证码]: needs the number and the picture code."""
        phone = self._phone()
        if phone is None or not self.pictureCode.check():
            return
        self.sending = True
        try:
            sent = await self._sms_codes.send(self.captcha_id, self.pictureCode.text, phone, self._purpose)
        except AuthorityRefused as error:
            # a refused picture code is spent
            await self.load()
            self.show_refusal(error)
            return
        finally:
            self.sending = False
        self.secondsLeft = sent.resend_after
        self._clock.start()
        text = QCoreApplication.translate("Sms", "验证码已发送至 %1").replace("%1", sent.phone_masked)
        self._owner.page.dialogs.toast(text)

    def show_refusal(self, error: AuthorityRefused) -> None:
        """Show a refusal at the input it is about; raises it when it is about none."""
        name = _FIELD_OF.get(error.server_code)
        if name is None:
            raise error
        field: Field = getattr(self, name)
        field.refuse(error.cause_in(current_language()))

    async def load(self) -> None:
        """A new picture."""
        self.loadFailed = True
        self.captcha_id, png = await self._sms_codes.captcha()
        self.loadFailed = False
        images = self._owner.page.images
        if not self.pictureSource.isEmpty():
            images.remove(self.pictureSource.toString())
        self.pictureSource = QUrl(images.put(png))
        self.pictureCode.clear()

    def report(self, error: BaseException) -> None:
        """Failures are the page's."""
        self._owner.report(error)

    def run(self, work: Coroutine[Any, Any, None]) -> object:
        """Work is the page's."""
        return self._owner.run(work)

    @slot()
    def _second(self) -> None:
        self.secondsLeft = max(0, self.secondsLeft - 1)
        if self.secondsLeft == 0:
            self._clock.stop()
