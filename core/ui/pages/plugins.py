"""插件: every plugin with its state, permissions, origin and, when it is off, the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.plugin.manager import Plugin, PluginState
from core.privacy.service import PERMISSION_NAMES
from core.ui.language import QT_TRANSLATE_NOOP, current_language, tr
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, slot
from core.ui.view_model import ViewModel

if TYPE_CHECKING:
    from core.services import Services

QML_IMPORT_NAME = "CorePages"
QML_IMPORT_MAJOR_VERSION = 1

_STATES = {
    PluginState.ENABLED: (QT_TRANSLATE_NOOP("Plugins", "已启用"), "success"),
    PluginState.DISABLED: (QT_TRANSLATE_NOOP("Plugins", "已停用"), "neutral"),
    PluginState.ERROR: (QT_TRANSLATE_NOOP("Plugins", "无法使用"), "danger"),
    PluginState.LOADED: (QT_TRANSLATE_NOOP("Plugins", "已加载"), "info"),
    PluginState.DISCOVERED: (QT_TRANSLATE_NOOP("Plugins", "已发现"), "neutral"),
}
_ORIGINS = {
    "built_in": QT_TRANSLATE_NOOP("Plugins", "内置"),
    "package": QT_TRANSLATE_NOOP("Plugins", "已安装的软件包"),
    "drop_in": QT_TRANSLATE_NOOP("Plugins", "插件文件夹"),
}


@dataclass(frozen=True, slots=True)
class PluginRow:
    """One plugin."""

    pluginId: str
    name: str
    description: str
    facts: str
    stateText: str
    stateKind: str
    reason: str
    on: bool


@QmlElement
class PluginsViewModel(ViewModel):
    """The list, with a switch for each."""

    plugins = child(RowModel)

    def __init__(self, page: PageContext, services: Services) -> None:
        super().__init__(page)
        self._services = services
        self._rows = ListModel(PluginRow, parent=self)
        self.plugins = self._rows

    def activated(self) -> None:
        """See `ViewModel`."""
        self._show()

    @slot(str, bool)
    async def switch(self, plugin_id: str, on: bool) -> None:
        """Enable or disable, now and at the next start; one that cannot be enabled says why in its row."""
        disabled = {str(name) for name in await self._services.settings.get("disabled_plugins", [])}
        disabled = disabled - {plugin_id} if on else disabled | {plugin_id}
        await self._services.settings.put("disabled_plugins", sorted(disabled))
        plugin = self._services.plugins.find(plugin_id)
        if plugin is not None:
            (self._services.plugins.enable if on else self._services.plugins.disable)(plugin)
        self._show()

    def _show(self) -> None:
        self._rows.replace([self._row(plugin) for plugin in self._services.plugins.plugins])

    def _row(self, plugin: Plugin) -> PluginRow:
        language = current_language()
        manifest = plugin.manifest
        state, kind = _STATES[plugin.state]
        facts = [QCoreApplication.translate("Plugins", _ORIGINS[plugin.found.origin.value])]
        name, description = plugin.id, ""
        if manifest is not None:
            name = manifest.name.en if language == "en" else manifest.name.zh
            description = manifest.description_en if language == "en" else ""
            description = description or manifest.description
            facts.append(manifest.version)
            facts += [PERMISSION_NAMES[permission].in_language(language) for permission in manifest.permissions]
        if plugin.unsigned and plugin.state is PluginState.ENABLED:
            facts.append(tr("未签名"))
        problem = plugin.problem
        reason = f"{problem.cause_in(language)} {problem.remedy_in(language)}" if problem is not None else ""
        return PluginRow(
            plugin.id,
            name,
            description,
            " · ".join(facts),
            QCoreApplication.translate("Plugins", state),
            kind,
            reason,
            plugin.state is PluginState.ENABLED,
        )
