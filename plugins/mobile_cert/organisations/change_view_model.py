"""机构信息变更 (M3.3.10.4): the new licence fills the form; another legal representative proves the phone."""

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
class OrganisationChangeViewModel(LicenceFormViewModel):
    """What is registered stands in the form until a licence says something else.

    Attributes:
        otherRepresentative: the licence names somebody else than before.
    """

    purpose = "change_organisation"

    otherRepresentative = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page, module)
        organisation = page.parameters["organisation"]
        assert isinstance(organisation, models.Organisation)  # noqa: S101 the opener's contract
        self._known = organisation
        self.name.value = organisation.name
        self.creditCode.value = organisation.credit_code
        self.legalName.value = organisation.legal_name
        valid_to = organisation.licence_valid_to
        self.unlimited = valid_to is None
        self.validTo.value = "" if valid_to is None else valid_to.isoformat()

    @slot()
    async def useSpecimen(self) -> None:
        """[使用样本]: the invented company after its change, only offered in the sandbox."""
        from resources.specimens import changed_licence, people

        specimen = changed_licence()
        owner = next(person for person in people() if person.name == specimen.legal_representative)
        await self.take_licence(await read_picture(specimen.picture))
        if self.otherRepresentative and not self.legalIdNumber.text:
            self.legalIdNumber.value = owner.id_number

    @slot(once=True)
    async def submit(self) -> None:
        """[确认修改]."""
        person = [self.legalName, self.legalIdNumber, self.legalPhone, self.codes.smsCode]
        fine = check_all([self.name, *(person if self.otherRepresentative else ())])
        if not self.licence_complete() or not fine:
            return
        form = models.OrganisationChange(
            name=self.name.text,
            licence_valid_to=self.valid_to(),
            licence_file_id=await self.upload_licence(),
            representative=self._representative() if self.otherRepresentative else None,
        )
        try:
            await self.module.service.organisations.change(form)
        except AuthorityRefused as error:
            self.codes.show_refusal(error)
            return
        self.dirty = False
        self.done = True

    def fill(self, licence: BusinessLicence) -> None:
        """What was read replaces what was registered; the licence of another organisation is none."""
        if licence.credit_code != self._known.credit_code:
            self.picture = b""
            self.licenceProblem = tr("这不是本机构的营业执照：统一社会信用代码不同。")
            return
        self.name.value = licence.name
        self.legalName.value = licence.legal_representative
        self.otherRepresentative = licence.legal_representative != self._known.legal_name
        self.dirty = True
        self.page.dialogs.toast(tr("已识别营业执照信息，请核对"), ToastKind.SUCCESS)

    def _representative(self) -> models.NewRepresentative:
        return models.NewRepresentative(
            name=self.legalName.text,
            id_number=self.legalIdNumber.text,
            phone=self.legalPhone.text,
            sms_code=self.codes.smsCode.text,
        )
