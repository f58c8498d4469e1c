"""What a person does with organisations at the authority."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from core.network.requests import Requests
from core.plugin.api import PluginContext
from core.translatable import QT_TRANSLATE_NOOP
from plugins.mobile_cert.organisations import models


class OrganisationService:
    """The signed-in person's organisations. `changed` is awaited when the person's identities may have changed."""

    def __init__(self, context: PluginContext, requests: Requests, changed: Callable[[], Awaitable[None]]) -> None:
        self._privacy = context.privacy
        self._authority = context.authority
        self._requests = requests
        self._changed = changed

    async def find(self, name: str, credit_code: str) -> models.FoundOrganisation | None:
        """查询机构: registered under this name and code, or not at all."""
        parameters = {"name": name, "credit_code": credit_code}
        found = await self._requests.get("/organisations", models.FoundOrganisations, parameters)
        return found.items[0] if found.items else None

    async def register(self, form: models.NewOrganisation) -> models.OwnMembership:
        """创建机构; the person becomes its 管理员."""
        what = QT_TRANSLATE_NOOP("Ledger", "机构名称、统一社会信用代码、法定代表人姓名、身份证号、手机号码、营业执照")
        await self._privacy.record_entry(
            what, QT_TRANSLATE_NOOP("Ledger", "机构认证"), QT_TRANSLATE_NOOP("Ledger", "机构认证")
        )
        made = await self._requests.post("/organisations", form, models.OwnMembership)
        await self._changed()
        return made

    async def ask_to_join(self, organisation_id: str, request: models.JoinRequest) -> models.OwnMembership:
        """申请加入."""
        await self._privacy.record_entry(
            QT_TRANSLATE_NOOP("Ledger", "管理员姓名、手机号码"),
            QT_TRANSLATE_NOOP("Ledger", "加入机构"),
            QT_TRANSLATE_NOOP("Ledger", "核验机构管理员"),
        )
        return await self._requests.post(f"/organisations/{organisation_id}/requests", request, models.OwnMembership)

    async def memberships(self) -> list[models.OwnMembership]:
        """历史关联, newest first."""
        return (await self._requests.get("/me/memberships", models.OwnMemberships)).items

    async def decide_own(self, membership_id: str, decision: models.PersonDecision) -> models.OwnMembership:
        """Withdraw a request, accept or decline an invitation, 退出机构."""
        decided = await self._requests.post(
            f"/me/memberships/{membership_id}/decisions", decision, models.OwnMembership
        )
        await self._changed()
        return decided

    async def organisation(self) -> models.Organisation:
        """我的机构: the one that the chosen identity manages."""
        return await self._requests.get("/organisation", models.Organisation)

    async def change(self, form: models.OrganisationChange) -> models.Organisation:
        """机构信息变更; the authority reads the licence itself."""
        what = QT_TRANSLATE_NOOP("Ledger", "机构名称、法定代表人姓名、身份证号、手机号码、营业执照")
        await self._privacy.record_entry(
            what, QT_TRANSLATE_NOOP("Ledger", "机构信息变更"), QT_TRANSLATE_NOOP("Ledger", "机构信息变更")
        )
        changed = await self._requests.put("/organisation", form, models.Organisation)
        await self._changed()
        return changed

    async def begin_transfer(self, membership_id: str) -> models.Transfer:
        """管理员转让: have the deed drawn up for an employee."""
        body = models.NewTransfer(membership_id=membership_id)
        return await self._requests.post("/organisation/transfers", body, models.Transfer)

    async def deed(self, transfer_id: str) -> bytes:
        """单位管理员转让授权委托书, PDF."""
        content = self._authority.fetch_bytes(f"/api/v1/organisation/transfers/{transfer_id}/deed")
        return await self._requests.noticing(content)

    async def complete_transfer(self, transfer_id: str, file_id: str) -> models.Transfer:
        """Hand the signed deed in; the person is an employee from then on."""
        await self._privacy.record_entry(
            QT_TRANSLATE_NOOP("Ledger", "手写签名"),
            QT_TRANSLATE_NOOP("Ledger", "管理员转让"),
            QT_TRANSLATE_NOOP("Ledger", "签署授权委托书"),
        )
        body = models.SignedDeed(file_id=file_id)
        done = await self._requests.post(f"/organisation/transfers/{transfer_id}/completion", body, models.Transfer)
        await self._changed()
        return done

    async def members(self) -> list[models.Member]:
        """Members, requests and invitations, oldest first."""
        return (await self._requests.get("/organisation/memberships", models.Members)).items

    async def decide(self, membership_id: str, decision: models.ManagerDecision) -> models.Member:
        """审核, removal, taking an invitation back."""
        return await self._requests.post(
            f"/organisation/memberships/{membership_id}/decisions", decision, models.Member
        )

    async def invite(self, invitation: models.Invitation) -> models.Member:
        """邀请."""
        await self._privacy.record_entry(
            QT_TRANSLATE_NOOP("Ledger", "姓名、手机号码"),
            QT_TRANSLATE_NOOP("Ledger", "邀请成员"),
            QT_TRANSLATE_NOOP("Ledger", "邀请加入机构"),
        )
        return await self._requests.post("/organisation/invitations", invitation, models.Member)
