"""输入手机号码 and 短信验证码: the beginning of a visit."""

from __future__ import annotations

from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.ui.field import Field, check_all
from core.ui.page import PageContext
from core.ui.phone_codes import PhoneCodes
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from core.validation import check_phone
from plugins.self_service.module import Module

QML_IMPORT_NAME = "SelfService"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PhoneViewModel(ViewModel):
    """The phone is proven; then the page that was wanted opens in this one's place.

    Attributes:
        scannable: 进度查询 was wanted, which a scanned receipt leads to as well.
    """

    phone = child(Field)
    scannable = prop(bool, False)
    codes = child(PhoneCodes)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service
        self.scannable = page.parameters.get("next") == "self_service.progress" and "number" not in page.parameters
        self.phone = Field(check_phone, parent=self)
        self.codes = PhoneCodes(self, module.service.sms_codes, "self_service", self._valid_phone)

    def activated(self) -> None:
        """See `ViewModel`."""
        self.run(self.codes.load())

    def _valid_phone(self) -> str | None:
        return self.phone.text if self.phone.check() else None

    @slot()
    def scan(self) -> None:
        """[扫描受理二维码]."""
        self.page.navigator.replace("core.scan")

    @slot(once=True)
    async def confirm(self) -> None:
        """[下一步]."""
        if not check_all([self.phone, self.codes.smsCode]):
            return
        try:
            await self._service.begin(self.phone.text, self.codes.smsCode.text)
        except AuthorityRefused as error:
            self.codes.show_refusal(error)
            return
        wanted = dict(self.page.parameters)
        target = wanted.pop("next", None)
        if isinstance(target, str):
            self.page.navigator.replace(target, wanted)
        else:
            await self.page.navigator.pop()
