"""创建机构 (M3.3.5): agreement, business licence, form; the authority reads the licence itself."""

from __future__ import annotations

from PySide6.QtQml import QmlElement

from core.camera.business_licence import BusinessLicence
from core.network.errors import AuthorityRefused
from core.ui.dialogs import ToastKind
from core.ui.field import check_all
from core.ui.language import tr
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.organisations import models
from plugins.mobile_cert.organisations.licence_form import LicenceFormViewModel
from plugins.mobile_cert.pictures import read_picture

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class RegistrationViewModel(LicenceFormViewModel):
    """The licence fills the form, the person corrects it and adds what no licence says.

    Attributes:
        agreementRead: the agreement was accepted.
    """

    purpose = "organisation"

    agreementRead = prop(bool, False)
    privacyAgreed = prop(bool, False, writable=True)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page, module)
        self.name.value = str(page.parameters.get("name", ""))
        self.creditCode.value = str(page.parameters.get("credit_code", ""))

    @slot()
    def readAgreement(self) -> None:
        """《机构认证服务协议》."""
        self.page.navigator.push("mobile_cert.agreement", {"agreement": "organisation"})

    @slot()
    def begin(self) -> None:
        """[同意协议，开始认证]."""
        self.agreementRead = True
        self.dirty = True

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
        await self.take_licence(await read_picture(specimen.picture))

    @slot(once=True)
    async def submit(self) -> None:
        """[下一步]: refused where the licence says something else than the form."""
        fields = [self.name, self.creditCode, self.legalName, self.legalIdNumber, self.legalPhone, self.codes.smsCode]
        fine = check_all(fields)
        if not self.licence_complete() or not fine:
            return
        if not self.privacyAgreed:
            self.page.dialogs.toast(tr("请先同意隐私信息收集"))
            return
        form = models.NewOrganisation(
            name=self.name.text,
            credit_code=self.creditCode.text,
            legal_name=self.legalName.text,
            legal_id_number=self.legalIdNumber.text,
            legal_phone=self.legalPhone.text,
            sms_code=self.codes.smsCode.text,
            licence_valid_to=self.valid_to(),
            licence_file_id=await self.upload_licence(),
        )
        try:
            await self.module.service.organisations.register(form)
        except AuthorityRefused as error:
            self.codes.show_refusal(error)
            return
        self.dirty = False
        self.done = True

    @slot()
    def chooseIdentity(self) -> None:
        """[切换为管理员]."""
        self.page.navigator.replace("mobile_cert.identity")

    def fill(self, licence: BusinessLicence) -> None:
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
        if not differing:
            self.page.dialogs.toast(tr("已识别营业执照信息，请核对"), ToastKind.SUCCESS)
