"""创建机构 (M3.3.5): agreement, business licence, form; the authority reads the licence itself."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtQml import QmlElement

from core.camera.business_licence import BusinessLicence, read_licence
from core.errors import AppError
from core.network.errors import AuthorityRefused
from core.ui.dialogs import ToastKind
from core.ui.field import Field, check_all
from core.ui.language import current_language, tr
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from core.validation import check_credit_code, check_id_number, check_name, check_phone
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.organisations import models
from plugins.mobile_cert.pictures import read_picture
from plugins.mobile_cert.signed_in import lead_to_sign_in
from plugins.mobile_cert.sms import SmsCodes

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class RegistrationViewModel(ViewModel):
    """The licence fills the form, the person corrects it and adds what no licence says.

    Attributes:
        agreementRead: the agreement was accepted.
        licenceSource: the picture.
        licenceProblem: what is wrong with it.
        reading: it is being read.
        unlimited: 长期; otherwise `validTo` counts.
        done: the organisation is registered.
    """

    name = child(Field)
    creditCode = child(Field)
    legalName = child(Field)
    legalIdNumber = child(Field)
    legalPhone = child(Field)
    validTo = child(Field)
    codes = child(SmsCodes)
    agreementRead = prop(bool, False)
    privacyAgreed = prop(bool, False, writable=True)
    unlimited = prop(bool, True, writable=True)
    licenceSource = prop(QUrl, QUrl())
    licenceProblem = prop(str, "")
    reading = prop(bool, False)
    done = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._module = module
        self._picture = b""
        typed = page.parameters
        self.name = Field(parent=self, value=str(typed.get("name", "")))
        self.creditCode = Field(check_credit_code, parent=self, value=str(typed.get("credit_code", "")))
        self.legalName = Field(check_name, parent=self)
        self.legalIdNumber = Field(check_id_number, parent=self)
        self.legalPhone = Field(check_phone, parent=self)
        self.validTo = Field(parent=self, required=False)
        self.codes = SmsCodes(self, module.service, "organisation", self._valid_phone)

    def activated(self) -> None:
        """See `ViewModel`."""
        self.run(self.codes.load())

    def report(self, error: BaseException) -> None:
        """See `ViewModel`."""
        super().report(error)
        lead_to_sign_in(self.page, error)

    def _valid_phone(self) -> str | None:
        return self.legalPhone.text if self.legalPhone.check() else None

    @slot()
    def readAgreement(self) -> None:
        """《机构认证服务协议》."""
        self.page.navigator.push("mobile_cert.agreement", {"agreement": "organisation"})

    @slot()
    def begin(self) -> None:
        """[同意协议，开始认证]."""
        self.agreementRead = True
        self.dirty = True

    @slot(QUrl)
    async def chooseLicence(self, file: QUrl) -> None:
        """营业执照 from a file."""
        await self._take_licence(await read_picture(Path(file.toLocalFile())))

    @slot()
    async def useSpecimen(self) -> None:
        """[使用样本]: an invented company, only offered in the sandbox."""
        from resources.specimens import licence, people

        specimen = licence()
        owner = next(person for person in people() if person.name == specimen.legal_representative)
        if not self.legalIdNumber.text:
            self.legalIdNumber.value = owner.id_number
        if not self.legalPhone.text:
            self.legalPhone.value = owner.phone
        await self._take_licence(await read_picture(specimen.picture))

    @slot()
    async def submit(self) -> None:
        """[下一步]: refused where the licence says something else than the form."""
        fields = [self.name, self.creditCode, self.legalName, self.legalIdNumber, self.legalPhone, self.codes.smsCode]
        fine = check_all(fields)
        if not self._picture and not self.licenceProblem:
            self.licenceProblem = tr("请上传营业执照")
        valid_to = self._read_date()
        if not fine or self.licenceProblem or (valid_to is None and not self.unlimited):
            return
        if not self.privacyAgreed:
            self.page.dialogs.toast(tr("请先同意隐私信息收集"))
            return
        file_id = await self._module.service.upload("licence.jpg", self._picture, "image/jpeg", "business_licence")
        form = models.NewOrganisation(
            name=self.name.text,
            credit_code=self.creditCode.text,
            legal_name=self.legalName.text,
            legal_id_number=self.legalIdNumber.text,
            legal_phone=self.legalPhone.text,
            sms_code=self.codes.smsCode.text,
            licence_valid_to=valid_to,
            licence_file_id=file_id,
        )
        try:
            await self._module.service.organisations.register(form)
        except AuthorityRefused as error:
            self.codes.show_refusal(error)
            return
        self.dirty = False
        self.done = True

    @slot()
    def chooseIdentity(self) -> None:
        """[切换为管理员]."""
        self.page.navigator.replace("mobile_cert.identity")

    @slot()
    async def finish(self) -> None:
        """[完成]."""
        await self.page.navigator.pop()

    def _read_date(self) -> date | None:
        if self.unlimited:
            return None
        try:
            return date.fromisoformat(self.validTo.text)
        except ValueError:
            self.validTo.refuse(tr("请输入日期，例如 2035-05-06"))
            return None

    async def _take_licence(self, content: bytes) -> None:
        self.licenceProblem = ""
        self.licenceSource = QUrl(self.page.images.put(content))
        self._picture = b""
        self.reading = True
        try:
            licence = await asyncio.to_thread(read_licence, content)
        except AppError as error:
            language = current_language()
            self.licenceProblem = f"{error.cause_in(language)}{error.remedy_in(language)}"
            return
        finally:
            self.reading = False
        self._picture = content
        self._fill(licence)

    def _fill(self, licence: BusinessLicence) -> None:
        """What was read fills what is empty; where something else was typed, that is told and stays."""
        read = (
            (self.name, licence.name),
            (self.creditCode, licence.credit_code),
            (self.legalName, licence.legal_representative),
        )
        differing = [field for field, text in read if field.text and field.text != text]
        for field, text in read:
            if not field.text:
                field.value = text
        for field in differing:
            field.refuse(tr("与营业执照上的内容不一致，请核对"))
        self.unlimited = licence.valid_to is None
        self.validTo.value = "" if licence.valid_to is None else licence.valid_to.isoformat()
        if not differing:
            self.page.dialogs.toast(tr("已识别营业执照信息，请核对"), ToastKind.SUCCESS)
