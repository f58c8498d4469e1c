"""Loads plugins, asks them one at a time, and keeps what goes wrong in one of them away from the rest."""

from __future__ import annotations

import importlib.util
import inspect
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

from core.errors import AppError
from core.log import Log
from core.plugin.checks import check_contribution
from core.plugin.discovery import Found, Origin, discover, import_plugin
from core.plugin.errors import ApiTooOld, HookFailed, ImportFailed, NotSigned, PackagesMissing, TooSlow
from core.plugin.hookspecs import PluginHooks
from core.plugin.manifest import API_VERSION, Manifest
from core.plugin.signature import check_plugin, trusted_keys

if TYPE_CHECKING:
    from core.plugin.context import PluginContext

PROJECT = "secure_client"
START_BUDGET = 3.0
"""Seconds that importing a drop-in or packaged plugin and one hook of it may take."""

AWAITED = frozenset({"erase_personal_data"})
"""Hooks that may return something to wait for; called by `tell_and_wait`."""

_log = Log("plugins")


class PluginState(StrEnum):
    """Where a plugin stands."""

    DISCOVERED = "discovered"
    LOADED = "loaded"
    ENABLED = "enabled"
    DISABLED = "disabled"
    ERROR = "error"


@dataclass(slots=True)
class Plugin:
    """A plugin and its state.

    Attributes:
        signed_by: key id of a trusted signature; empty for built-in ones and in developer mode.
        problem: why it is off.
    """

    found: Found
    state: PluginState = PluginState.DISCOVERED
    problem: AppError | None = None
    signed_by: str = ""
    module: Any = None
    context: PluginContext | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        """The manifest's id."""
        return self.found.id

    @property
    def manifest(self) -> Manifest | None:
        """The declaration, None when broken."""
        return self.found.manifest

    @property
    def unsigned(self) -> bool:
        """Foreign code that runs without a signature (developer mode)."""
        return self.found.origin is Origin.DROP_IN and not self.signed_by


@dataclass(frozen=True, slots=True)
class Trust:
    """What this installation lets in.

    Attributes:
        keys: folder of trusted publishers' public keys.
        developer_mode: unsigned drop-in plugins run, and the window says so.
        kiosk: nothing but built-in and signed plugins, whatever else is set.
    """

    keys: Path
    developer_mode: bool = False
    kiosk: bool = False


class PluginManager:
    """All plugins of this process."""

    def __init__(
        self,
        drop_in: Path,
        trust: Trust,
        make_context: Callable[[Manifest], PluginContext],
        disabled: Sequence[str] = (),
    ) -> None:
        self._drop_in = drop_in
        self._trust = trust
        self._make_context = make_context
        self._disabled = set(disabled)
        self._withdraw: list[Callable[[str], None]] = []
        self._enabled: list[Callable[[Plugin], None]] = []
        self._pluggy = pluggy.PluginManager(PROJECT)
        self._pluggy.add_hookspecs(PluginHooks)
        self.plugins: list[Plugin] = []

    def load(self) -> None:
        """Discover, check, import and enable; a plugin that fails is noted with its reason."""
        for found in discover(self._drop_in):
            plugin = Plugin(found)
            self.plugins.append(plugin)
            if plugin.id in self._disabled:
                plugin.state = PluginState.DISABLED
            else:
                self.enable(plugin)

    def enable(self, plugin: Plugin) -> None:
        """Check and import a plugin; afterwards its hooks are called. Harmless when it is on."""
        if plugin.state is PluginState.ENABLED:
            return
        try:
            manifest = self._check(plugin)
            self._import(plugin)
            plugin.context = self._make_context(manifest)
        except Exception as error:
            # a context needs a folder, a signature readable files: whatever fails concerns this plugin alone
            _log.warning("plugin not enabled", plugin=plugin.id, error=type(error).__name__)
            self._fail(plugin, error if isinstance(error, AppError) else ImportFailed(kind=type(error).__name__))
            return
        plugin.state, plugin.problem = PluginState.ENABLED, None
        for callback in self._enabled:
            callback(plugin)

    def disable(self, plugin: Plugin) -> None:
        """Switch a plugin off; all that it contributed is withdrawn."""
        self._unregister(plugin)
        plugin.state = PluginState.DISABLED

    def on_withdraw(self, callback: Callable[[str], None]) -> None:
        """Call back with a plugin's id when its contributions have to go."""
        self._withdraw.append(callback)

    def on_enabled(self, callback: Callable[[Plugin], None]) -> None:
        """Call back with a plugin that was switched on: its contributions may be asked for."""
        self._enabled.append(callback)

    @property
    def enabled(self) -> list[Plugin]:
        """The plugins that are on."""
        return [plugin for plugin in self.plugins if plugin.state is PluginState.ENABLED]

    def find(self, plugin_id: str) -> Plugin | None:
        """The plugin of an id."""
        return next((plugin for plugin in self.plugins if plugin.id == plugin_id), None)

    def collect(self, hook: str, only: Plugin | None = None) -> Iterator[tuple[Plugin, Any]]:
        """Ask each enabled plugin, or one; one that raises or is too slow is switched off and the others go on.

        Yields a plugin and each thing that it contributed.
        """
        for plugin in self.enabled if only is None else [only]:
            for thing in self._ask(plugin, hook) or ():
                yield plugin, thing

    def tell(self, hook: str, only: Plugin | None = None) -> list[Plugin]:
        """Call a hook without a result on each enabled plugin, or one; returns those that failed and are off now."""
        asked = self.enabled if only is None else [only]
        for plugin in asked:
            self._ask(plugin, hook)
        return [plugin for plugin in asked if plugin.state is PluginState.ERROR]

    async def tell_and_wait(self, hook: str) -> list[Plugin]:
        """Like `tell`, for hooks that may answer with something to wait for."""
        asked = self.enabled
        for plugin in asked:
            for work in self._ask(plugin, hook) or ():
                try:
                    await work
                except Exception as error:
                    self.failed(plugin, hook, error)
        return [plugin for plugin in asked if plugin.state is PluginState.ERROR]

    def failed(self, plugin: Plugin, hook: str, error: BaseException) -> None:
        """What a plugin contributed by a hook failed later on: it is switched off as if the hook had raised."""
        _log.warning("plugin failed", plugin=plugin.id, hook=hook, exc_info=error)
        self._fail(plugin, error if isinstance(error, AppError) else HookFailed(hook=hook, kind=type(error).__name__))

    def first(self, hook: str, **arguments: object) -> Any:
        """The first answer that is not None, or None."""
        for plugin in self.enabled:
            answer = self._ask(plugin, hook, **arguments)
            if answer is not None:
                return answer
        return None

    def _ask(self, plugin: Plugin, hook: str, **arguments: object) -> Any:
        others = [other.module for other in self.enabled if other is not plugin]
        caller = self._pluggy.subset_hook_caller(hook, others)
        begin = time.monotonic()
        try:
            answer = caller(context=plugin.context, **arguments)
            things = _things(hook, answer)
            for thing in things:
                check_contribution(plugin.id, hook, thing)
        except (Exception, SystemExit) as error:
            self.failed(plugin, hook, error)
            return None
        took = time.monotonic() - begin
        if took > START_BUDGET and plugin.found.origin is not Origin.BUILT_IN:
            self._fail(plugin, TooSlow(milliseconds=round(took * 1000)))
            return None
        return answer if hook in _SINGLE else things

    def _check(self, plugin: Plugin) -> Manifest:
        manifest = plugin.manifest
        if manifest is None:
            raise plugin.found.problem or ImportFailed(kind="manifest")
        if manifest.api != API_VERSION:
            raise ApiTooOld(wanted=manifest.api, have=API_VERSION)
        missing = [name for name in manifest.packages if not _is_installed(name)]
        if missing:
            raise PackagesMissing(packages=", ".join(missing))
        if plugin.found.origin is Origin.DROP_IN:
            try:
                plugin.signed_by = check_plugin(plugin.found.folder, manifest.id, trusted_keys(self._trust.keys))
            except NotSigned:
                if self._trust.kiosk or not self._trust.developer_mode:
                    raise
        return manifest

    def _import(self, plugin: Plugin) -> None:
        begin = time.monotonic()
        try:
            plugin.module = import_plugin(plugin.found)
        except (Exception, SystemExit) as error:
            _log.warning("plugin not imported", plugin=plugin.id, exc_info=error)
            raise ImportFailed(kind=type(error).__name__) from error
        took = time.monotonic() - begin
        if took > START_BUDGET and plugin.found.origin is not Origin.BUILT_IN:
            raise TooSlow(milliseconds=round(took * 1000))
        try:
            self._pluggy.register(plugin.module, plugin.id)
            self._pluggy.check_pending()
        except (pluggy.PluginValidationError, ValueError) as error:
            # pluggy's own words, up to the module's place on this machine
            raise ImportFailed(kind=str(error).splitlines()[0].split(" in plugin ")[0][:120]) from error
        plugin.state = PluginState.LOADED

    def _fail(self, plugin: Plugin, problem: AppError) -> None:
        self._unregister(plugin)
        plugin.state, plugin.problem = PluginState.ERROR, problem

    def _unregister(self, plugin: Plugin) -> None:
        if plugin.module is not None and self._pluggy.is_registered(plugin.module):
            self._pluggy.unregister(plugin.module)
        for callback in self._withdraw:
            callback(plugin.id)


_SINGLE = frozenset({"handle_scan", "handle_file"})
_TOLD = frozenset({"session_reset", "start", "stop"})


def _things(hook: str, answer: Any) -> list[Any]:
    """The single contributions in pluggy's answer."""
    if hook in _SINGLE:
        return [] if answer is None else [answer]
    if hook in _TOLD:
        return []
    if hook in AWAITED:
        return [thing for thing in answer if inspect.isawaitable(thing)]
    return [thing for part in answer for thing in part]


def _is_installed(package: str) -> bool:
    try:
        return importlib.util.find_spec(package) is not None
    except (ImportError, ValueError):
        # the package above it is missing, or the name is no name
        return False
