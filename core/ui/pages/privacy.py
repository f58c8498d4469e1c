"""Permissions with their switches, and the ledgers (M3.2.7, .8, .10, .11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.plugin.manifest import Manifest, Permission, PersonalDataUse
from core.privacy.service import PERMISSION_NAMES, PrivacyService
from core.ui.language import ENGLISH, QT_TRANSLATE_NOOP, current_language
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel

if TYPE_CHECKING:
    from core.services import Services

QML_IMPORT_NAME = "CorePages"
QML_IMPORT_MAJOR_VERSION = 1

_PURPOSES = {
    Permission.FILES: QT_TRANSLATE_NOOP("Privacy", "选择要签署的文件，保存签名结果和导出内容。"),
    Permission.BLUETOOTH: QT_TRANSLATE_NOOP("Privacy", "连接蓝牙密钥。"),
    Permission.LOCATION: QT_TRANSLATE_NOOP("Privacy", "部分系统搜索蓝牙设备时需要；应用不记录位置。"),
    Permission.CAMERA: QT_TRANSLATE_NOOP("Privacy", "扫描二维码，拍摄证件照片。"),
    Permission.SCREEN: QT_TRANSLATE_NOOP("Privacy", "识别显示在屏幕上的二维码；画面不保存。"),
    Permission.OVERLAY: QT_TRANSLATE_NOOP("Privacy", "显示悬浮球。"),
    Permission.UPDATE: QT_TRANSLATE_NOOP("Privacy", "下载并安装经过签名的更新。"),
    Permission.USB: QT_TRANSLATE_NOOP("Privacy", "发现并使用 USBKey。"),
}


@dataclass(frozen=True, slots=True)
class PermissionRow:
    """A permission with its switch."""

    permission: str
    name: str
    purpose: str
    on: bool


@QmlElement
class PermissionsViewModel(ViewModel):
    """应用权限管理清单: the app's own switches, which the core services obey."""

    permissions = child(RowModel)

    def __init__(self, page: PageContext, privacy: PrivacyService) -> None:
        super().__init__(page)
        self._privacy = privacy
        self._rows = ListModel(PermissionRow, parent=self)
        self.permissions = self._rows

    def activated(self) -> None:
        """See `ViewModel`."""
        self.run(self._load())

    @slot(str, bool)
    async def switch(self, permission: str, on: bool) -> None:
        """Turn a permission on or off."""
        await self._privacy.switch(Permission(permission), on)
        await self._load()

    async def _load(self) -> None:
        rows = []
        for permission, purpose in _PURPOSES.items():
            name = PERMISSION_NAMES[permission].in_language(current_language())
            text = QCoreApplication.translate("Privacy", purpose)
            rows.append(PermissionRow(permission.value, name, text, await self._privacy.enabled(permission)))
        self._rows.replace(rows)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A line of a ledger."""

    title: str
    detail: str
    when: str


@QmlElement
class LedgerViewModel(ViewModel):
    """应用权限使用清单, 个人信息收集动态清单 or 第三方共享清单."""

    rows = child(RowModel)
    heading = prop(str, "")
    hint = prop(str, "")

    def __init__(self, page: PageContext, services: Services) -> None:
        super().__init__(page)
        self._services = services
        self._which = str(page.parameters["ledger"])
        self._rows = ListModel(LedgerRow, parent=self)
        self.rows = self._rows

    def activated(self) -> None:
        """See `ViewModel`."""
        self.heading, self.hint = (QCoreApplication.translate("Privacy", text) for text in _HEADINGS[self._which])
        self.run(self._load())

    async def _load(self) -> None:
        privacy = self._services.privacy
        if self._which == "uses":
            uses = await privacy.permission_uses()
            names = {
                permission.value: name.in_language(current_language()) for permission, name in PERMISSION_NAMES.items()
            }
            self._rows.replace(
                [
                    LedgerRow(
                        names.get(use.permission, use.permission),
                        f"{self._module(use.module)} · {_told(use.purpose)}",
                        _time(use.at),
                    )
                    for use in uses
                ]
            )
        elif self._which == "entries":
            entries = await privacy.entries()
            self._rows.replace(
                [LedgerRow(_told(e.item), f"{_told(e.page)} · {_told(e.purpose)}", _time(e.at)) for e in entries]
            )
        else:
            self._rows.replace(self._shared())

    def _module(self, plugin_id: str) -> str:
        plugin = self._services.plugins.find(plugin_id)
        return _name(plugin.manifest) if plugin is not None and plugin.manifest is not None else _told(plugin_id)

    def _shared(self) -> list[LedgerRow]:
        return [
            _shared_row(data, plugin.manifest)
            for plugin in self._services.plugins.enabled
            if plugin.manifest is not None
            for data in plugin.manifest.personal_data
            if data.shared_with
        ]


_HEADINGS = {
    "uses": (
        QT_TRANSLATE_NOOP("Privacy", "应用权限使用清单"),
        QT_TRANSLATE_NOOP("Privacy", "每次使用权限时自动记录。"),
    ),
    "entries": (
        QT_TRANSLATE_NOOP("Privacy", "个人信息收集动态清单"),
        QT_TRANSLATE_NOOP("Privacy", "记录录入了什么、在哪个页面、用于什么目的，不记录内容本身。"),
    ),
    "shared": (
        QT_TRANSLATE_NOOP("Privacy", "个人信息第三方共享清单"),
        QT_TRANSLATE_NOOP("Privacy", "根据已启用插件的清单生成。"),
    ),
}


def _shared_row(data: PersonalDataUse, manifest: Manifest) -> LedgerRow:
    item, purpose, shared_with = data.item, data.purpose, data.shared_with
    if current_language() == ENGLISH:
        item, purpose = data.item_en or item, data.purpose_en or purpose
        shared_with = data.shared_with_en or shared_with
    return LedgerRow(shared_with, f"{item} · {purpose}", _name(manifest))


def _name(manifest: Manifest) -> str:
    return manifest.name.en if current_language() == ENGLISH else manifest.name.zh


def _told(text: str) -> str:
    """What is in a ledger, which keeps the Chinese texts of its time, in the person's language.

    What follows a colon is of the moment (the name of a file), and stays.
    """
    words, colon, moment = text.partition("：")
    told = QCoreApplication.translate("Ledger", words)
    return f"{told}{': ' if colon and current_language() == ENGLISH else colon}{moment}"


def _time(moment: object) -> str:
    from datetime import datetime

    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}" if isinstance(moment, datetime) else ""
