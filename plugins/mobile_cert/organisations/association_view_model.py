"""关联机构: look an organisation up, then join it or create it (M3.3.5.1–2, M3.3.6.1–4)."""

from __future__ import annotations

from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.ui.field import Field, check_all
from core.ui.language import current_language
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from core.validation import check_credit_code, check_name, check_phone
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.organisations import models
from plugins.mobile_cert.signed_in import lead_to_sign_in

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

_ADMINISTRATOR_DIFFERS = ("ORG-002", "ORG-003")


@QmlElement
class AssociationViewModel(ViewModel):
    """机构名称 and 统一社会信用代码; what was found; the administrator in full.

    Attributes:
        stage: `query`, `found`, `missing`, `administrator` or `sent`.
        foundName, foundCode: the organisation that was found.
        administrator: its administrator, masked; empty when it has none, then nobody can join.
        problem: why the administrator's data were refused.
    """

    name = child(Field)
    creditCode = child(Field)
    administratorName = child(Field)
    administratorPhone = child(Field)
    stage = prop(str, "query")
    foundName = prop(str, "")
    foundCode = prop(str, "")
    administrator = prop(str, "")
    problem = prop(str, "")

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service.organisations
        self._organisation_id = ""
        self.name = Field(parent=self)
        self.creditCode = Field(check_credit_code, parent=self)
        self.administratorName = Field(check_name, parent=self)
        self.administratorPhone = Field(check_phone, parent=self)

    def report(self, error: BaseException) -> None:
        """See `ViewModel`."""
        super().report(error)
        lead_to_sign_in(self.page, error)

    @slot()
    def openHistory(self) -> None:
        """[历史关联]."""
        self.page.navigator.push("mobile_cert.associations")

    @slot()
    async def search(self) -> None:
        """[查询]."""
        if not check_all([self.name, self.creditCode]):
            return
        found = await self._service.find(self.name.text, self.creditCode.text)
        if found is None:
            self.stage = "missing"
            return
        self._organisation_id = found.id
        self.foundName, self.foundCode = found.name, found.credit_code
        masked = (found.administrator_name_masked, found.administrator_phone_masked)
        self.administrator = "  ".join(part for part in masked if part)
        self.stage = "found"

    @slot()
    def create(self) -> None:
        """[无认证机构，直接创建]."""
        typed = {"name": self.name.text, "credit_code": self.creditCode.text}
        self.page.navigator.replace("mobile_cert.new_organisation", typed)

    @slot()
    def apply(self) -> None:
        """[确认，申请加入]: leads to the administrator's data."""
        self.stage = "administrator"

    @slot()
    def searchAgain(self) -> None:
        """[信息有误，重新查找]."""
        self.problem = ""
        self.administratorName.clear()
        self.administratorPhone.clear()
        self.stage = "query"

    @slot(once=True)
    async def submit(self) -> None:
        """[确定]: whoever names the administrator in full may ask; wrong tries are counted."""
        if not check_all([self.administratorName, self.administratorPhone]):
            return
        request = models.JoinRequest(
            administrator_name=self.administratorName.text, administrator_phone=self.administratorPhone.text
        )
        try:
            await self._service.ask_to_join(self._organisation_id, request)
        except AuthorityRefused as error:
            if error.server_code not in _ADMINISTRATOR_DIFFERS:
                raise
            language = current_language()
            self.problem = f"{error.cause_in(language)}{error.remedy_in(language)}"
            return
        self.problem = ""
        self.stage = "sent"

    @slot(once=True)
    async def finish(self) -> None:
        """[完成]."""
        await self.page.navigator.pop()
