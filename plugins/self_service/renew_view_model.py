"""证书续期 (M3.5.6.2): a certificate on a medium gets a later one for the same key."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtQml import QmlElement

from core.credentials.registry import RegistryEvent
from core.network.errors import AuthorityRefused
from core.ui.dialogs import ToastKind
from core.ui.field import Field, check_all
from core.ui.language import current_language, tr
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.validation import check_id_number, check_name
from plugins.self_service.module import Module
from plugins.self_service.service import Holder
from plugins.self_service.visiting import VisitViewModel

QML_IMPORT_NAME = "SelfService"
QML_IMPORT_MAJOR_VERSION = 1

_DIFFERS = "SELF-007"


@dataclass(frozen=True, slots=True)
class RenewableRow:
    """A signing certificate on a medium that takes later ones."""

    credentialId: str
    title: str
    detail: str
    until: str


@QmlElement
class RenewViewModel(VisitViewModel):
    """The signing certificates of all media that can be written to; the authority says which it renews.

    Attributes:
        chosen: id of the certificate that is renewed; empty while the list is shown.
        chosenTitle: its owner.
        problem: why the authority takes what was typed for another's.
    """

    certificates = child(RowModel)
    fullName = child(Field)
    idNumber = child(Field)
    chosen = prop(str, "")
    chosenTitle = prop(str, "")
    problem = prop(str, "")

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page, module)
        self._registry = module.context.credentials
        self._rows = ListModel(RenewableRow, parent=self)
        self.certificates = self._rows
        self.fullName = Field(check_name, parent=self)
        self.idNumber = Field(check_id_number, parent=self)
        self._unsubscribe = self._registry.subscribe(self._media_changed)

    def close(self) -> None:
        """See `ViewModel`."""
        self._unsubscribe()
        super().close()

    async def load(self) -> None:
        """See `VisitViewModel`."""
        self._show()

    @slot(str)
    def choose(self, credential_id: str) -> None:
        """[续期] of a certificate of the list."""
        self.chosen, self.chosenTitle = credential_id, self._registry.find(credential_id).certificate.subject_name
        self.problem = ""

    @slot()
    def chooseAnother(self) -> None:
        """[选择其他证书]."""
        self.chosen = self.chosenTitle = ""

    @slot(once=True)
    async def submit(self) -> None:
        """[提交]: the PIN is asked once."""
        self.problem = ""
        if not check_all([self.fullName, self.idNumber]):
            return
        holder = Holder(self.fullName.text, self.idNumber.text)
        title = tr("续期“%1”的证书").replace("%1", self.chosenTitle)
        try:
            await self.module.installation.renew(self._registry.find(self.chosen), holder, title)
        except AuthorityRefused as error:
            if error.server_code != _DIFFERS:
                raise
            # of name and number either may be the wrong one
            language = current_language()
            self.problem = f"{error.cause_in(language)}{error.remedy_in(language)}"
            return
        self.chosen = self.chosenTitle = ""
        self.page.dialogs.toast(tr("证书已续期"), ToastKind.SUCCESS)
        self._show()

    def _media_changed(self, event: RegistryEvent) -> None:
        self._show()

    def _show(self) -> None:
        if self.chosen and all(item.id != self.chosen for item in self._registry.credentials()):
            self.chosen = self.chosenTitle = ""
        self._rows.replace(
            [
                RenewableRow(
                    credential.id,
                    credential.certificate.subject_name,
                    f"{credential.certificate.issuer_name} · {view.info.label}",
                    f"{credential.certificate.not_after.astimezone():%Y-%m-%d}",
                )
                for view in self._registry.media()
                if view.new_keys
                for credential in view.credentials
                if credential.certificate.purpose.can_sign
            ]
        )
