"""进度查询 (M3.5.6.3): every application of the phone and what is next."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtQml import QmlElement

from core.ui.language import tr
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from plugins.self_service import models
from plugins.self_service.module import Module
from plugins.self_service.visiting import VisitViewModel

QML_IMPORT_NAME = "SelfService"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """One application."""

    applicationId: str
    title: str
    detail: str
    stateText: str
    stateKind: str
    reason: str
    canInstall: bool


@QmlElement
class ProgressViewModel(VisitViewModel):
    """Newest first; a scanned receipt shows its application only.

    Attributes:
        number: of the scanned application; empty: all are shown.
        notOfPhone: the scanned application was not made with this phone.
    """

    applications = child(RowModel)
    number = prop(str, "")
    notOfPhone = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page, module)
        self._known: dict[str, models.Application] = {}
        self._rows = ListModel(ApplicationRow, parent=self)
        self.applications = self._rows
        self.number = str(page.parameters.get("number", ""))

    async def load(self) -> None:
        """See `VisitViewModel`."""
        try:
            items = await self.module.service.applications()
        except Exception:
            self._rows.failed()
            raise
        self._known = {item.id: item for item in items}
        shown = [item for item in items if self.number in ("", item.number)]
        self.notOfPhone = bool(self.number) and not shown
        self._rows.replace([_row(item) for item in shown])

    @slot()
    def scan(self) -> None:
        """[扫描受理二维码]."""
        self.page.navigator.replace("core.scan")

    @slot()
    async def showAll(self) -> None:
        """[显示全部]."""
        self.number = ""
        await self.reload()

    @slot(str, once=True)
    async def install(self, application_id: str) -> None:
        """[安装到介质] or [继续]; a renewal whose key this machine does not know begins with its certificate."""
        application = self._known[application_id]
        if application.renewal and await self.module.installation.under_way(application_id) is None:
            self.page.navigator.push("self_service.renew")
        else:
            self.page.navigator.push("self_service.install", {"application": application})


def _row(item: models.Application) -> ApplicationRow:
    states = {
        "reviewing": (tr("审核中"), "warning"),
        "approved": (tr("待安装"), "info"),
        "rejected": (tr("审核不通过"), "danger"),
        "issued": (tr("安装未完成"), "warning"),
        "installed": (tr("已安装"), "success"),
    }
    text, kind = states[item.state]
    business = tr("证书续期") if item.renewal else tr("证书申请")
    return ApplicationRow(
        item.id,
        f"{business} · {item.unit}",
        f"{item.name_masked} · {item.number} · {item.updated_at.astimezone():%Y-%m-%d %H:%M}",
        text,
        kind,
        item.reject_reason,
        item.state in ("approved", "issued"),
    )
