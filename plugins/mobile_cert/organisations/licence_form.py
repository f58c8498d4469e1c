"""The form that a business licence fills: its picture, what stands on it, and the legal representative."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtQml import QmlElement

from core.camera.business_licence import BusinessLicence, read_licence
from core.errors import AppError
from core.network.sms_codes import SmsPurpose
from core.ui.field import Field
from core.ui.language import QT_TRANSLATE_NOOP, current_language, tr
from core.ui.page import PageContext
from core.ui.phone_codes import PhoneCodes
from core.ui.photograph import PAGE_RATIO
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from core.validation import check_credit_code, check_id_number, check_name, check_phone
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.pictures import read_picture, shown, take_photograph
from plugins.mobile_cert.signed_in import lead_to_sign_in

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class LicenceFormViewModel(ViewModel):
    """What 创建机构 and 机构信息变更 have in common; each says what a licence that was read means for its form.

    Attributes:
        purpose: of the SMS code.
        licenceSource: the picture.
        licenceProblem: what is wrong with it.
        reading: it is being read.
        unlimited: 长期; otherwise `validTo` counts.
        done: the authority took it.
    """

    purpose: ClassVar[SmsPurpose]

    name = child(Field)
    creditCode = child(Field)
    legalName = child(Field)
    legalIdNumber = child(Field)
    legalPhone = child(Field)
    validTo = child(Field)
    codes = child(PhoneCodes)
    unlimited = prop(bool, True, writable=True)
    licenceSource = prop(QUrl, QUrl())
    licenceProblem = prop(str, "")
    reading = prop(bool, False)
    done = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self.module = module
        self.picture = b""
        self._uploaded = ""
        self.name = Field(parent=self)
        self.creditCode = Field(check_credit_code, parent=self)
        self.legalName = Field(check_name, parent=self)
        self.legalIdNumber = Field(check_id_number, parent=self)
        self.legalPhone = Field(check_phone, parent=self)
        self.validTo = Field(parent=self, required=False)
        self.codes = PhoneCodes(self, module.service.sms_codes, self.purpose, self._valid_phone)

    def activated(self) -> None:
        """See `ViewModel`."""
        self.run(self.codes.load())

    def report(self, error: BaseException) -> None:
        """See `ViewModel`."""
        super().report(error)
        lead_to_sign_in(self.page, error)

    def fill(self, licence: BusinessLicence) -> None:
        """A licence was read; each form says what that means for it."""

    def licence_complete(self) -> bool:
        """The picture and the end of its validity are given; what is missing is told."""
        if not self.picture and not self.licenceProblem:
            self.licenceProblem = tr("请上传营业执照")
        return not self.licenceProblem and (self.unlimited or self.valid_to() is not None)

    def valid_to(self) -> date | None:
        """The end of the licence's validity; None for 长期 or what is no date."""
        if self.unlimited:
            return None
        try:
            return date.fromisoformat(self.validTo.text)
        except ValueError:
            self.validTo.refuse(tr("请输入日期，例如 2035-05-06"))
            return None

    async def upload_licence(self) -> str:
        """The id of the uploaded picture, which is uploaded once.

        Pressed again after a lost answer it is the same request, and counts once.
        """
        if not self._uploaded:
            sent = self.module.service.upload("licence.jpg", self.picture, "image/jpeg", "business_licence")
            self._uploaded = await sent
        return self._uploaded

    @slot()
    def photographLicence(self) -> None:
        """营业执照 by the camera."""
        hint = tr("请将营业执照放满取景框，避免反光。")

        def use(content: bytes) -> None:
            self.run(self.take_licence(content))

        take_photograph(self.page, self.module, QT_TRANSLATE_NOOP("Ledger", "拍摄营业执照"), hint, PAGE_RATIO, use)

    async def take_licence(self, content: bytes) -> None:
        """Read a picture; one that is not recognised is told beside it."""
        self.licenceProblem = ""
        self.licenceSource = shown(self.page.images, self.licenceSource, content)
        self.picture, self._uploaded = b"", ""
        self.reading = True
        try:
            licence = await asyncio.to_thread(read_licence, content)
        except AppError as error:
            language = current_language()
            self.licenceProblem = f"{error.cause_in(language)}{error.remedy_in(language)}"
            return
        finally:
            self.reading = False
        self.picture = content
        self.unlimited = licence.valid_to is None
        self.validTo.value = "" if licence.valid_to is None else licence.valid_to.isoformat()
        self.fill(licence)

    @slot(QUrl)
    async def chooseLicence(self, file: QUrl) -> None:
        """营业执照 from a file."""
        await self.take_licence(await read_picture(Path(file.toLocalFile())))

    @slot()
    async def finish(self) -> None:
        """[完成]."""
        await self.page.navigator.pop()

    def _valid_phone(self) -> str | None:
        return self.legalPhone.text if self.legalPhone.check() else None
