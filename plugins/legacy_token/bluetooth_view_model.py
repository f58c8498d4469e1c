"""蓝牙: search, connect, name, disconnect (M3.5.2)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.devices.ble import BleProvider, FoundKey
from core.foreign_text import readable
from core.plugin.api import Permission
from core.privacy.service import PluginPrivacy
from core.storage.settings import SettingsStore
from core.translatable import QT_TRANSLATE_NOOP
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel
from plugins.legacy_token import bluetooth

QML_IMPORT_NAME = "LegacyToken"
QML_IMPORT_MAJOR_VERSION = 1

_SEARCH_SECONDS = 12.0
_NEAR, _FAR = -65, -85  # dBm


@dataclass(frozen=True, slots=True)
class BluetoothRow:
    """One key."""

    address: str
    title: str
    subtitle: str
    alias: str
    badge: str
    badgeKind: str


@QmlElement
class BluetoothViewModel(ViewModel):
    """The keys that are connected, and those that were found."""

    connected = child(RowModel)
    found = child(RowModel)
    searching = prop(bool, False)
    hint = prop(str, "")
    longestAlias = prop(int, bluetooth.LONGEST_ALIAS)

    def __init__(
        self, page: PageContext, provider: BleProvider, settings: SettingsStore, privacy: PluginPrivacy
    ) -> None:
        super().__init__(page)
        self._provider = provider
        self._settings = settings
        self._privacy = privacy
        self._connected = ListModel(BluetoothRow, parent=self)
        self._found = ListModel(BluetoothRow, parent=self)
        self.connected, self.found = self._connected, self._found
        self._heard: dict[str, FoundKey] = {}
        self._names: dict[str, str] = {}
        self._connecting = ""
        self._search: asyncio.Task[None] | None = None
        self._searched = False
        self._unsubscribe = provider.subscribe(self._show)
        self._show()
        self.run(self._load_names())

    def activated(self) -> None:
        """See `ViewModel`."""
        self._show()

    @slot()
    def search(self) -> None:
        """Begin to search; keys appear as they are heard."""
        if not self.searching:
            self.searching = True
            self._search = self.run(self._do_search())

    @slot()
    def stopSearch(self) -> None:
        """End the search before its time."""
        if self._search is not None:
            self._search.cancel()
        self.searching = False

    @slot(str)
    def connectKey(self, address: str) -> None:
        """Connect to a key that was found."""
        if not self._connecting:
            self.run(self._do_connect(address))

    @slot(str)
    def disconnectKey(self, address: str) -> None:
        """End a connection, after a question."""
        self.run(self._do_disconnect(address))

    @slot(str, str)
    def rename(self, address: str, alias: str) -> None:
        """Give a key a name that only this client knows; an empty one takes it away."""
        self.run(self._do_rename(address, alias))

    def close(self) -> None:
        """See `ViewModel`."""
        self._unsubscribe()
        super().close()

    async def _load_names(self) -> None:
        self._names = await bluetooth.aliases(self._settings)
        self._provider.use_aliases(self._names)
        self._show()

    async def _do_search(self) -> None:
        try:
            await self._privacy.use(Permission.BLUETOOTH, QT_TRANSLATE_NOOP("Ledger", "搜索蓝牙密钥"))
            self._heard.clear()
            self._show()
            await self._provider.scan(_SEARCH_SECONDS, self._hear)
            self._searched = True
        finally:
            if not self._closed:
                self.searching = False
                self._show()

    async def _do_connect(self, address: str) -> None:
        self._connecting = address
        self.stopSearch()
        self._show()
        try:
            if self._search is not None:
                # most adapters do not connect while they search
                await asyncio.wait([self._search])
            await self._privacy.use(Permission.BLUETOOTH, QT_TRANSLATE_NOOP("Ledger", "连接蓝牙密钥"))
            await self._provider.connect(address)
            text = QCoreApplication.translate("LegacyToken", "已连接“%1”。")
            self.page.dialogs.toast(text.replace("%1", self._name(address)))
        finally:
            self._connecting = ""
            if not self._closed:
                self._show()

    async def _do_disconnect(self, address: str) -> None:
        title = QCoreApplication.translate("LegacyToken", "断开“%1”？").replace("%1", self._name(address))
        text = QCoreApplication.translate("LegacyToken", "断开后，其中的证书将从列表中移除。")
        if await self.page.dialogs.confirm(title, text):
            await self._provider.disconnect(address)

    async def _do_rename(self, address: str, alias: str) -> None:
        self._names = await bluetooth.give_alias(self._settings, address, readable(alias))
        self._provider.use_aliases(self._names)
        self._show()

    def _hear(self, key: FoundKey) -> None:
        known = self._heard.get(key.address)
        # a device that moves must not make the list dance; a name may come after the first advertisement
        if known is None or (key.name and key.name != known.name):
            self._heard[key.address] = key
            self._show()

    def _name(self, address: str) -> str:
        return self._names.get(address) or readable(self._provider.name_of(address)) or address

    def _show(self) -> None:
        if self._closed:
            return
        connected, lost = self._provider.connected, self._provider.reconnecting
        here = (*connected, *lost)
        self._connected.replace([self._row(address, address in lost) for address in here])
        self._found.replace([self._row(address, False) for address in self._heard if address not in here])
        if self._heard or self.searching:
            self.hint = ""
        elif not self._searched:
            self.hint = QCoreApplication.translate("LegacyToken", "点击“搜索”，查找附近的蓝牙密钥。")
        else:
            self.hint = QCoreApplication.translate(
                "LegacyToken", "没有找到蓝牙密钥。请确认密钥已开机并在附近，然后重新搜索。"
            )

    def _row(self, address: str, lost: bool) -> BluetoothRow:
        key = self._heard.get(address)
        details = [address]
        if self._names.get(address) and self._provider.name_of(address):
            details.insert(0, readable(self._provider.name_of(address)))
        badge, kind = "", "neutral"
        if lost:
            badge, kind = QCoreApplication.translate("LegacyToken", "正在重新连接"), "warning"
        elif address == self._connecting:
            badge, kind = QCoreApplication.translate("LegacyToken", "正在连接"), "info"
        elif address in self._provider.connected:
            badge, kind = QCoreApplication.translate("LegacyToken", "已连接"), "success"
        elif key is not None and key.strength is not None:
            badge = _strength(key.strength)
        alias = self._names.get(address, "")
        return BluetoothRow(address, self._name(address), " · ".join(details), alias, badge, kind)


def _strength(decibels: int) -> str:
    if decibels >= _NEAR:
        return QCoreApplication.translate("LegacyToken", "信号强")
    if decibels >= _FAR:
        return QCoreApplication.translate("LegacyToken", "信号中")
    return QCoreApplication.translate("LegacyToken", "信号弱")
