"""证书续期 (M3.5.6.2): a certificate on a medium gets a later one for the same key."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtQml import QmlElement

from core.credentials.registry import RegistryEvent
from core.ui.dialogs import ToastKind
from core.ui.language import tr
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, slot
from plugins.self_service.module import Module
from plugins.self_service.visiting import VisitViewModel

QML_IMPORT_NAME = "SelfService"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class RenewableRow:
    """A signing certificate on a medium that takes later ones."""

    credentialId: str
    title: str
    detail: str
    until: str


@QmlElement
class RenewViewModel(VisitViewModel):
    """The signing certificates of all media that can be written to; the authority says which it renews."""

    certificates = child(RowModel)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page, module)
        self._registry = module.context.credentials
        self._rows = ListModel(RenewableRow, parent=self)
        self.certificates = self._rows
        self._unsubscribe = self._registry.subscribe(self._media_changed)

    def close(self) -> None:
        """See `ViewModel`."""
        self._unsubscribe()
        super().close()

    async def load(self) -> None:
        """See `VisitViewModel`."""
        self._show()

    @slot(str)
    async def renew(self, credential_id: str) -> None:
        """[续期], after a question and the PIN."""
        credential = self._registry.find(credential_id)
        owner = credential.certificate.subject_name
        title = tr("续期“%1”的证书？").replace("%1", owner)
        text = tr("密钥不变，新证书将替换介质中的原证书。")
        if not await self.page.dialogs.confirm(title, text, accept=tr("续期")):
            return
        await self.module.installation.renew(credential, tr("续期“%1”的证书").replace("%1", owner))
        self.page.dialogs.toast(tr("证书已续期"), ToastKind.SUCCESS)
        self._show()

    def _media_changed(self, event: RegistryEvent) -> None:
        self._show()

    def _show(self) -> None:
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
