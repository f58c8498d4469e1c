"""选择身份 after a sign-in (M3.3.2.5) and 切换身份 later (M3.3.8.1)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtQml import QmlElement

from core.ui.language import tr
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from plugins.mobile_cert.models import Identity
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.organisations.words import kind_text
from plugins.mobile_cert.signed_in import SignedInViewModel
from plugins.mobile_cert.signing_in import go_on_after_identity

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class IdentityRow:
    """Someone that the person can act as."""

    identityId: str
    title: str
    detail: str
    current: bool
    iconName: str


@QmlElement
class IdentityViewModel(SignedInViewModel):
    """All identities of the person; one is chosen and then confirmed.

    Attributes:
        signingIn: opened by the sign-in, which it finishes.
        chosen: the id of the one that is chosen, empty before.
    """

    identities = child(RowModel)
    signingIn = prop(bool, False)
    chosen = prop(str, "")

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._module = module
        self.signingIn = page.parameters.get("signing_in") is True
        self._rows = ListModel(IdentityRow, parent=self)
        self.identities = self._rows
        self._show()

    async def load(self) -> None:
        """See `SignedInViewModel`."""
        await self._module.service.refresh()
        self._show()

    @slot(str)
    def choose(self, identity_id: str) -> None:
        """One of the list."""
        self.chosen = identity_id

    @slot(once=True)
    async def confirm(self) -> None:
        """[确定]."""
        if not self.chosen:
            self.page.dialogs.toast(tr("请选择身份"))
            return
        await self._module.service.choose_identity(self.chosen)
        if self.signingIn:
            await go_on_after_identity(self.page, self._module)
        else:
            await self.page.navigator.pop()

    @slot()
    def manage(self) -> None:
        """[管理身份]: leaving organisations."""
        self.page.navigator.push("mobile_cert.associations")

    def _show(self) -> None:
        session = self._module.service.session
        if session is None:
            return
        current = session.view.current_identity_id
        rows = [_row(identity, current) for identity in session.view.identities]
        self._rows.replace(rows)
        if self.chosen not in {row.identityId for row in rows}:
            self.chosen = current or ""


def _row(identity: Identity, current: str | None) -> IdentityRow:
    return IdentityRow(
        identity.id,
        kind_text(identity.kind),
        identity.organisation or identity.name_masked,
        identity.id == current,
        "building" if identity.organisation else "user",
    )
