"""业务办理: what can be done by oneself."""

from __future__ import annotations

from PySide6.QtQml import QmlElement

from core.credentials.medium import MediumInfo
from core.credentials.registry import RegistryEvent
from core.ui.dialogs import ToastKind
from core.ui.language import tr
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel
from plugins.self_service.module import Module

QML_IMPORT_NAME = "SelfService"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SelfServiceViewModel(ViewModel):
    """证书申请, 证书续期 and 进度查询, each behind the phone.

    Attributes:
        phone: whose visit it is, masked; empty before.
        unusedOn: label of a medium that has keys of an installation which was finished on another one; empty: none.
    """

    phone = prop(str, "")
    unusedOn = prop(str, "")

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service
        self._installation = module.installation
        self._registry = module.context.credentials
        self._unused: MediumInfo | None = None
        self._subscriptions = (module.service.subscribe(self._show), self._registry.subscribe(self._media_changed))
        self._show()

    def activated(self) -> None:
        """See `ViewModel`."""
        self.run(self._look_for_unused())

    def close(self) -> None:
        """See `ViewModel`."""
        for unsubscribe in self._subscriptions:
            unsubscribe()
        super().close()

    @slot(str)
    def open(self, name: str) -> None:
        """One of the three."""
        target = f"self_service.{name}"
        if self._service.visit is None:
            self.page.navigator.push("self_service.phone", {"next": target})
        else:
            self.page.navigator.push(target)

    @slot()
    def leave(self) -> None:
        """[结束办理]."""
        self._service.forget()

    @slot(once=True)
    async def discardUnused(self) -> None:
        """[删除未使用的密钥], after the PIN."""
        if self._unused is None:
            return
        title = tr("删除“%1”中未使用的密钥").replace("%1", self._unused.label)
        await self._installation.discard_unused(self._unused.id, title)
        self.page.dialogs.toast(tr("未使用的密钥已删除"), ToastKind.SUCCESS)
        await self._look_for_unused()

    def _media_changed(self, event: RegistryEvent) -> None:
        self.run(self._look_for_unused())

    async def _look_for_unused(self) -> None:
        present = {view.info.id: view.info for view in self._registry.media()}
        found = await self._installation.unused_on(present)
        self._unused = present[found[0]] if found else None
        self.unusedOn = self._unused.label if self._unused is not None else ""

    def _show(self) -> None:
        visit = self._service.visit
        self.phone = visit.phone_masked if visit is not None else ""
