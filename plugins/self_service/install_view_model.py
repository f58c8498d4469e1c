"""安装证书到介质: the medium is chosen, makes the key and takes both certificates."""

from __future__ import annotations

from PySide6.QtQml import QmlElement

from core.credentials.registry import MediumView, RegistryEvent
from core.crypto.algorithms import KeyAlgorithm
from core.ui.dialogs import ToastKind
from core.ui.language import tr
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from plugins.self_service import models
from plugins.self_service.installation import OnAnotherMedium
from plugins.self_service.module import Module
from plugins.self_service.visiting import VisitViewModel

QML_IMPORT_NAME = "SelfService"
QML_IMPORT_MAJOR_VERSION = 1

_NAMES = {
    KeyAlgorithm.SM2: "SM2",
    KeyAlgorithm.RSA_2048: "RSA 2048",
    KeyAlgorithm.RSA_3072: "RSA 3072",
    KeyAlgorithm.EC_P256: "ECDSA P-256",
}


@QmlElement
class TokenInstallViewModel(VisitViewModel):
    """Only media that make keys are offered; an installation goes on where it began, once something is issued.

    Attributes:
        facts: the application, as `{key, value}`.
        media: labels of the media that are offered.
        algorithms: of the chosen medium.
        begun: the chosen medium has the key already.
        absent: only another medium can go on, and it is not plugged in.
        elsewhere: the key is on another medium, and will be deleted there.
        done: the certificates can be used.
    """

    facts = prop(list, [])
    media = prop(list, [])
    mediumIndex = prop(int, -1)
    algorithms = prop(list, [])
    algorithmIndex = prop(int, 0)
    begun = prop(bool, False)
    absent = prop(bool, False)
    elsewhere = prop(bool, False)
    done = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page, module)
        application = page.parameters["application"]
        assert isinstance(application, models.Application)  # noqa: S101 narrows the type
        self._application = application
        self._issued = application.state != "approved"
        self._registry = module.context.credentials
        self._offered: list[MediumView] = []
        self._chosen = self._begun_on = ""
        self._unsubscribe = self._registry.subscribe(self._media_changed)

    def close(self) -> None:
        """See `ViewModel`."""
        self._unsubscribe()
        super().close()

    async def load(self) -> None:
        """See `VisitViewModel`."""
        self._tell()
        begun = await self.module.installation.under_way(self._application.id)
        self._begun_on = begun.medium_id if begun is not None else ""
        self._show()

    @slot(int)
    def choose(self, index: int) -> None:
        """Another medium."""
        self._chosen = self._offered[index].info.id
        self._show()

    @slot(int)
    def chooseAlgorithm(self, index: int) -> None:
        """Another algorithm."""
        self.algorithmIndex = index

    @slot(once=True)
    async def install(self) -> None:
        """[安装]: the PIN is asked once."""
        if self.mediumIndex < 0:
            return
        medium = self._offered[self.mediumIndex]
        title = tr("安装证书到“%1”").replace("%1", medium.info.label)
        algorithm = medium.new_keys[self.algorithmIndex]
        try:
            await self.module.installation.install(self._application, medium.info.id, algorithm, title)
        except OnAnotherMedium:
            # the answer was lost when the certificates were issued
            self._issued = True
            raise
        finally:
            await self.load()
        self.done = True
        self.page.dialogs.toast(tr("证书已安装，可以使用"), ToastKind.SUCCESS)

    @slot(once=True)
    async def finish(self) -> None:
        """[完成]."""
        await self.page.navigator.pop()

    def _tell(self) -> None:
        application = self._application
        self.facts = [
            {"key": tr("单位"), "value": application.unit},
            {"key": tr("申请人"), "value": application.name_masked},
            {"key": tr("申请编号"), "value": application.number},
            {"key": tr("证书有效期"), "value": tr("%1 年").replace("%1", str(application.years))},
        ]

    def _media_changed(self, event: RegistryEvent) -> None:
        self._show()

    def _show(self) -> None:
        able = [view for view in self._registry.media() if view.new_keys]
        bound = bool(self._begun_on) and self._issued
        self._offered = [view for view in able if view.info.id == self._begun_on] if bound else able
        ids = [view.info.id for view in self._offered]
        if self._chosen not in ids:
            self._chosen = self._begun_on if self._begun_on in ids else ids[0] if ids else ""
            self.algorithmIndex = 0
        self.media = [view.info.label for view in self._offered]
        self.mediumIndex = ids.index(self._chosen) if ids else -1
        self.algorithms = [_NAMES[kind] for kind in self._offered[self.mediumIndex].new_keys] if ids else []
        self.begun = bool(ids) and self._chosen == self._begun_on
        self.elsewhere = bool(ids) and bool(self._begun_on) and not self.begun
        self.absent = bound and not ids
