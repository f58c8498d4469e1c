"""证书申请 (M3.5.6.1): registered in advance, or with the unit's code."""

from __future__ import annotations

import asyncio

from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.ui.field import Field, check_all
from core.ui.language import current_language, tr
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.validation import check_id_number, check_name
from plugins.self_service import models
from plugins.self_service.module import Module
from plugins.self_service.visiting import VisitViewModel

QML_IMPORT_NAME = "SelfService"
QML_IMPORT_MAJOR_VERSION = 1

_UNIT_UNKNOWN, _DIFFERS = "SELF-001", "SELF-002"


@QmlElement
class ApplyViewModel(VisitViewModel):
    """Unit, name and ID number.

    Attributes:
        ready: it is known whether this phone is registered.
        unit: the unit that vouches, or whose code was given; empty: a code is needed.
        registered: the unit registered this phone in advance, so no clerk has to look.
        problem: why the unit's entry does not fit.
        sent: a clerk looks at the application.
        number: of the application that was sent.
        receipt: its code (受理二维码) as a picture, with which 进度查询 finds it on any device.
    """

    unitCode = child(Field)
    fullName = child(Field)
    idNumber = child(Field)
    ready = prop(bool, False)
    unit = prop(str, "")
    years = prop(int, 0)
    registered = prop(bool, False)
    problem = prop(str, "")
    sent = prop(bool, False)
    number = prop(str, "")
    receipt = prop(str, "")

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page, module)
        self.unitCode = Field(parent=self, value=str(page.parameters.get("unit_code", "")))
        self.fullName = Field(check_name, parent=self)
        self.idNumber = Field(check_id_number, parent=self)

    def close(self) -> None:
        """See `ViewModel`."""
        self.page.images.remove(self.receipt)
        super().close()

    async def load(self) -> None:
        """See `VisitViewModel`."""
        if self.ready:
            return
        known = await self.module.service.registrations()
        if self.unitCode.text:
            await self._take_code()
        elif known:
            self.unit, self.years, self.registered = known[0].unit, known[0].years, True
        self.ready = True

    @slot()
    def scan(self) -> None:
        """[扫描单位二维码]."""
        self.page.navigator.push("core.scan")

    @slot(once=True)
    async def useCode(self) -> None:
        """[确定], for a code that was typed."""
        if self.unitCode.check():
            await self._take_code()

    @slot(once=True)
    async def submit(self) -> None:
        """[提交申请]."""
        self.problem = ""
        if not check_all([self.fullName, self.idNumber]):
            return
        wanted = models.NewApplication(
            unit_code="" if self.registered else self.unitCode.text,
            name=self.fullName.text,
            id_number=self.idNumber.text,
        )
        try:
            application = await self.module.service.apply(wanted)
        except AuthorityRefused as error:
            if error.server_code != _DIFFERS:
                raise
            # of name and number either may be the wrong one
            language = current_language()
            self.problem = f"{error.cause_in(language)}{error.remedy_in(language)}"
            return
        if application.state == "approved":
            self.page.navigator.replace("self_service.install", {"application": application})
        else:
            await self._show_receipt(application.number)
            self.sent = True

    @slot()
    def openProgress(self) -> None:
        """[进度查询]."""
        self.page.navigator.replace("self_service.progress")

    async def _show_receipt(self, number: str) -> None:
        from core.camera.qr_image import qr_png

        self.number = number
        self.receipt = self.page.images.put(
            await asyncio.to_thread(qr_png, f"secureclient:application?number={number}")
        )

    async def _take_code(self) -> None:
        try:
            unit = await self.module.service.unit(self.unitCode.text)
        except AuthorityRefused as error:
            if error.server_code != _UNIT_UNKNOWN:
                raise
            self.unitCode.refuse(tr("单位二维码无效，或该单位已停止自助办理"))
            return
        self.unit, self.years = unit.name, unit.years
