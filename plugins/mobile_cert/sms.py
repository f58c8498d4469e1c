"""SMS codes of an account: each is good for one purpose."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtQml import QmlElement

from core.ui.phone_codes import PhoneCodes
from core.ui.view_model import ViewModel
from plugins.mobile_cert import models
from plugins.mobile_cert.service import MobileService

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SmsCodes(PhoneCodes):
    """See `PhoneCodes`."""

    def __init__(
        self, owner: ViewModel, service: MobileService, purpose: models.SmsPurpose, phone: Callable[[], str | None]
    ) -> None:
        """Make the part; `purpose` is what the code opens."""

        async def send(captcha_id: str, text: str, number: str) -> models.SmsCodeSent:
            return await service.send_sms(captcha_id, text, number, purpose)

        super().__init__(owner, service.captcha, send, phone)
