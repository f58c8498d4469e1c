"""What the person agreed to, which permissions are on, and the ledgers, which the services write as things happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from core.errors import Text
from core.plugin.manifest import Permission
from core.privacy.errors import NoConsent, NotDeclared, PermissionOff
from core.storage.database import Database
from core.storage.settings import SettingsStore

PERMISSION_NAMES = {
    Permission.FILES: Text("存储", "Storage"),
    Permission.BLUETOOTH: Text("蓝牙", "Bluetooth"),
    Permission.LOCATION: Text("位置信息", "Location"),
    Permission.CAMERA: Text("相机", "Camera"),
    Permission.SCREEN: Text("屏幕画面", "Screen contents"),
    Permission.OVERLAY: Text("悬浮窗", "Floating window"),
    Permission.UPDATE: Text("应用升级安装", "Installing updates"),
    Permission.USB: Text("USB 设备", "USB devices"),
}


@dataclass(frozen=True, slots=True)
class PermissionUse:
    """One use of a permission."""

    at: datetime
    permission: str
    module: str
    purpose: str


@dataclass(frozen=True, slots=True)
class PersonalDataEntry:
    """One entry of personal data: what it was, never its value."""

    at: datetime
    item: str
    page: str
    purpose: str


class PrivacyService:
    """The privacy of one person on this device."""

    def __init__(self, database: Database, policy_version: str) -> None:
        self._database = database
        self._settings = SettingsStore(database, "core.privacy")
        self.policy_version = policy_version

    async def agreed(self) -> bool:
        """Whether this version of the privacy policy is agreed to now."""
        from sqlalchemy import select
        from sqlalchemy.orm import Session

        from core.storage.tables import ConsentRow

        def newest(session: Session) -> bool:
            row = session.scalars(select(ConsentRow).order_by(ConsentRow.id.desc()).limit(1)).first()
            return row is not None and row.agreed and row.policy_version == self.policy_version

        return await self._database.run(newest)

    async def agree(self) -> None:
        """The person agreed to this version."""
        from core.storage.tables import ConsentRow

        row = ConsentRow(at=datetime.now(UTC), policy_version=self.policy_version, agreed=True)
        await self._database.run(lambda session: session.add(row))

    async def withdraw(self) -> None:
        """The person took the consent back: collection stops, the ledgers are erased, and the app asks again.

        The record of consents stays, as proof; so does the record of key uses, which belongs to the certificates.
        """
        from sqlalchemy import delete
        from sqlalchemy.orm import Session

        from core.storage.tables import ConsentRow, PermissionUseRow, PersonalDataRow

        def work(session: Session) -> None:
            session.add(ConsentRow(at=datetime.now(UTC), policy_version=self.policy_version, agreed=False))
            session.execute(delete(PermissionUseRow))
            session.execute(delete(PersonalDataRow))

        await self._database.run(work)

    async def enabled(self, permission: Permission) -> bool:
        """The app's own switch of a permission; on unless the person switched it off."""
        return bool(await self._settings.get(f"permission.{permission}", True))

    async def switch(self, permission: Permission, on: bool) -> None:
        """Turn a permission on or off; core services obey at their next use."""
        await self._settings.put(f"permission.{permission}", on)

    async def use(self, permission: Permission, module: str, purpose: str) -> None:
        """Called by a core service right before it uses a permission; recorded when allowed.

        Raises:
            NoConsent: nothing is used without consent.
            PermissionOff: the person switched it off.
        """
        if not await self.agreed():
            raise NoConsent
        if not await self.enabled(permission):
            raise PermissionOff(permission=PERMISSION_NAMES[permission])
        from core.storage.tables import PermissionUseRow

        row = PermissionUseRow(at=datetime.now(UTC), permission=permission, module=module, purpose=purpose)
        await self._database.run(lambda session: session.add(row))

    async def record_entry(self, item: str, page: str, purpose: str) -> None:
        """Personal data was entered on a page; the value itself is not told.

        Raises:
            NoConsent: nothing is collected without consent.
        """
        if not await self.agreed():
            raise NoConsent
        from core.storage.tables import PersonalDataRow

        row = PersonalDataRow(at=datetime.now(UTC), item=item, page=page, purpose=purpose)
        await self._database.run(lambda session: session.add(row))

    async def permission_uses(self, limit: int = 500) -> list[PermissionUse]:
        """应用权限使用清单, newest first."""
        from sqlalchemy import select

        from core.storage.tables import PermissionUseRow as Row

        query = select(Row).order_by(Row.id.desc()).limit(limit)
        rows = await self._database.run(lambda session: list(session.scalars(query)))
        return [PermissionUse(row.at, row.permission, row.module, row.purpose) for row in rows]

    async def entries(self, limit: int = 500) -> list[PersonalDataEntry]:
        """个人信息收集动态清单, newest first."""
        from sqlalchemy import select

        from core.storage.tables import PersonalDataRow as Row

        query = select(Row).order_by(Row.id.desc()).limit(limit)
        rows = await self._database.run(lambda session: list(session.scalars(query)))
        return [PersonalDataEntry(row.at, row.item, row.page, row.purpose) for row in rows]


@dataclass(frozen=True, slots=True)
class PluginPrivacy:
    """The privacy service as one plugin sees it: only permissions of its manifest, everything under its name."""

    service: PrivacyService
    module: str
    declared: frozenset[Permission]

    async def use(self, permission: Permission, purpose: str) -> None:
        """See `PrivacyService.use`; also raises `NotDeclared`."""
        if permission not in self.declared:
            raise NotDeclared(permission=PERMISSION_NAMES[permission])
        await self.service.use(permission, self.module, purpose)

    async def record_entry(self, item: str, page: str, purpose: str) -> None:
        """See `PrivacyService.record_entry`."""
        await self.service.record_entry(item, page, purpose)
