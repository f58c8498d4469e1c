"""我的机构 (M3.3.10): the organisation that the chosen identity manages, its members, requests and invitations."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtQml import QmlElement

from core.ui.dialogs import ToastKind
from core.ui.field import Field, check_all
from core.ui.language import tr
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from core.validation import check_name, check_phone
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.order_texts import moment
from plugins.mobile_cert.organisations import models
from plugins.mobile_cert.organisations.words import kind_text, membership_state
from plugins.mobile_cert.signed_in import SignedInViewModel, lead_to_sign_in

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

# the tabs: 机构成员, 加入申请, 邀请
_TABS = (("active",), ("requested", "rejected"), ("invited", "declined", "revoked"))


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A person, and what can be done."""

    membershipId: str
    title: str
    detail: str
    stateText: str
    stateKind: str
    reason: str
    canDecide: bool
    canRevoke: bool


@QmlElement
class OrganisationViewModel(SignedInViewModel):
    """Facts and lists.

    Attributes:
        facts: what is registered, as `{key, value}`.
        waiting: requests that wait for a decision.
        administrator: acting as administrator, who alone can transfer and change.
    """

    members = child(RowModel)
    facts = prop(list, [])
    tab = prop(int, 0)
    waiting = prop(int, 0)
    administrator = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service.organisations
        self._known: dict[str, models.Member] = {}
        self._organisation: models.Organisation | None = None
        self._rows = ListModel(MemberRow, parent=self)
        self.members = self._rows

    async def load(self) -> None:
        """See `SignedInViewModel`."""
        try:
            organisation = await self._service.organisation()
            members = await self._service.members()
        except Exception:
            self._rows.failed()
            raise
        self._organisation = organisation
        self.facts = _facts(organisation)
        self.administrator = organisation.acting_as == "administrator"
        self._known = {member.id: member for member in members}
        self.waiting = sum(member.state == "requested" for member in members)
        self._show()

    @slot(int)
    def chooseTab(self, tab: int) -> None:
        """机构成员, 加入申请 or 邀请."""
        self.tab = tab
        self._show()

    @slot(str)
    def open(self, membership_id: str) -> None:
        """A member's details."""
        self.page.navigator.push("mobile_cert.member", {"member": self._known[membership_id]})

    @slot()
    def change(self) -> None:
        """[机构信息变更]."""
        self.page.navigator.push("mobile_cert.organisation_change", {"organisation": self._organisation})

    @slot()
    def transfer(self) -> None:
        """[管理员转让]."""
        self.page.navigator.push("mobile_cert.transfer")

    @slot()
    def invite(self) -> None:
        """[邀请]."""
        self.page.navigator.push("mobile_cert.invite")

    @slot(str, once=True)
    async def approve(self, membership_id: str) -> None:
        """[同意]."""
        await self._decide(membership_id, models.ManagerDecision(decision="approve"))
        self.page.dialogs.toast(tr("已同意加入"), ToastKind.SUCCESS)

    @slot(str, once=True)
    async def reject(self, membership_id: str) -> None:
        """[拒绝]."""
        title = tr("拒绝“%1”的加入申请？").replace("%1", self._known[membership_id].name)
        if await self.page.dialogs.confirm(title, "", accept=tr("拒绝"), danger=True):
            await self._decide(membership_id, models.ManagerDecision(decision="reject"))

    @slot(str, once=True)
    async def revoke(self, membership_id: str) -> None:
        """[取消邀请]."""
        await self._decide(membership_id, models.ManagerDecision(decision="revoke"))

    async def _decide(self, membership_id: str, decision: models.ManagerDecision) -> None:
        try:
            await self._service.decide(membership_id, decision)
        finally:
            # also when refused: another manager may have decided meanwhile
            await self.reload()

    def _show(self) -> None:
        self._rows.replace([_row(member) for member in self._known.values() if member.state in _TABS[self.tab]])


@QmlElement
class MemberViewModel(ViewModel):
    """员工详情."""

    facts = prop(list, [])
    removable = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service.organisations
        member = page.parameters["member"]
        assert isinstance(member, models.Member)  # noqa: S101 narrows the type
        self._member = member
        self.removable = member.state == "active" and member.role == "employee"

    def activated(self) -> None:
        """See `ViewModel`."""
        member = self._member
        self.facts = [
            {"key": tr("姓名"), "value": member.name},
            {"key": tr("手机号码"), "value": member.phone_masked},
            {"key": tr("身份"), "value": kind_text(member.role)},
            {"key": tr("状态"), "value": membership_state(member.state).text},
            {"key": tr("更新时间"), "value": moment(member.updated_at)},
        ]

    def report(self, error: BaseException) -> None:
        """See `ViewModel`."""
        super().report(error)
        lead_to_sign_in(self.page, error)

    @slot(once=True)
    async def remove(self) -> None:
        """[移出机构], after a second confirmation."""
        title = tr("将“%1”移出机构？").replace("%1", self._member.name)
        text = tr("移出后该成员不能再以员工身份办理业务。")
        if await self.page.dialogs.confirm(title, text, accept=tr("移出机构"), danger=True):
            await self._service.decide(self._member.id, models.ManagerDecision(decision="remove"))
            await self.page.navigator.pop()


@QmlElement
class InviteViewModel(ViewModel):
    """添加机构成员: the invited person finds the invitation by phone, registered or not."""

    name = child(Field)
    phone = child(Field)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service.organisations
        self.name = Field(check_name, parent=self)
        self.phone = Field(check_phone, parent=self)

    def report(self, error: BaseException) -> None:
        """See `ViewModel`."""
        super().report(error)
        lead_to_sign_in(self.page, error)

    @slot(once=True)
    async def send(self) -> None:
        """[确认添加]."""
        if not check_all([self.name, self.phone]):
            return
        await self._service.invite(models.Invitation(name=self.name.text, phone=self.phone.text))
        self.page.dialogs.toast(tr("邀请已发送"), ToastKind.SUCCESS)
        await self.page.navigator.pop()


def _facts(organisation: models.Organisation) -> list[dict[str, str]]:
    until = organisation.licence_valid_to
    return [
        {"key": tr("机构名称"), "value": organisation.name},
        {"key": tr("统一社会信用代码"), "value": organisation.credit_code},
        {"key": tr("法定代表人"), "value": organisation.legal_name},
        {"key": tr("法定代表人证件号"), "value": organisation.legal_id_number_masked},
        {"key": tr("法定代表人手机号码"), "value": organisation.legal_phone_masked},
        {"key": tr("营业执照有效期至"), "value": tr("长期") if until is None else until.isoformat()},
        {"key": tr("当前身份"), "value": kind_text(organisation.acting_as)},
    ]


def _row(member: models.Member) -> MemberRow:
    state = membership_state(member.state)
    return MemberRow(
        member.id,
        member.name or member.phone_masked,
        f"{member.phone_masked} · {kind_text(member.role)} · {moment(member.updated_at)}",
        state.text,
        state.kind,
        member.reason,
        member.state == "requested",
        member.state == "invited",
    )
