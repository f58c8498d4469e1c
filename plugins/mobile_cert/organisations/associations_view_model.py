"""历史关联 (M3.3.7): all associations of the person and where they stand; 退出机构 (M3.3.8.2)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtQml import QmlElement

from core.ui.dialogs import ToastKind
from core.ui.language import tr
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, slot
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.order_texts import moment
from plugins.mobile_cert.organisations import models
from plugins.mobile_cert.organisations.words import kind_text, membership_state
from plugins.mobile_cert.signed_in import SignedInViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class AssociationRow:
    """One association; what can be done with it follows from its state."""

    membershipId: str
    title: str
    creditCode: str
    role: str
    at: str
    stateText: str
    stateKind: str
    reason: str
    canWithdraw: bool
    canAnswer: bool
    canLeave: bool


@QmlElement
class AssociationsViewModel(SignedInViewModel):
    """The list, newest first."""

    associations = child(RowModel)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service.organisations
        self._known: dict[str, models.OwnMembership] = {}
        self._rows = ListModel(AssociationRow, parent=self)
        self.associations = self._rows

    async def load(self) -> None:
        """See `SignedInViewModel`."""
        try:
            items = await self._service.memberships()
        except Exception:
            self._rows.failed()
            raise
        self._known = {item.id: item for item in items}
        self._rows.replace([_row(item) for item in items])

    @slot(str, once=True)
    async def withdraw(self, membership_id: str) -> None:
        """[撤回申请]."""
        await self._decide(membership_id, models.PersonDecision(decision="withdraw"))

    @slot(str, once=True)
    async def accept(self, membership_id: str) -> None:
        """[接受邀请]."""
        await self._decide(membership_id, models.PersonDecision(decision="accept"))
        self.page.dialogs.toast(tr("已加入，可切换为员工身份"), ToastKind.SUCCESS)

    @slot(str, once=True)
    async def decline(self, membership_id: str) -> None:
        """[谢绝]."""
        await self._decide(membership_id, models.PersonDecision(decision="decline"))

    @slot(str, once=True)
    async def leave(self, membership_id: str) -> None:
        """[退出机构], after a second confirmation."""
        title = tr("退出“%1”？").replace("%1", self._known[membership_id].organisation)
        text = tr("退出后不能再以该机构员工的身份办理业务。")
        if await self.page.dialogs.confirm(title, text, accept=tr("退出机构"), danger=True):
            await self._decide(membership_id, models.PersonDecision(decision="leave"))

    async def _decide(self, membership_id: str, decision: models.PersonDecision) -> None:
        try:
            await self._service.decide_own(membership_id, decision)
        finally:
            # also when refused: somebody else may have decided meanwhile
            await self.reload()


def _row(item: models.OwnMembership) -> AssociationRow:
    state = membership_state(item.state)
    return AssociationRow(
        item.id,
        item.organisation,
        item.credit_code,
        kind_text(item.role),
        moment(item.updated_at),
        state.text,
        state.kind,
        item.reason,
        item.state == "requested",
        item.state == "invited",
        item.state == "active" and item.role == "employee",
    )
