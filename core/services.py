"""The services of one running client, put together once: storage, network, credentials, privacy, plugins."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.credentials.registry import CredentialRegistry
from core.credentials.use_log import UseLog
from core.errors import FileNotAccessible
from core.log import Log
from core.network.authority import AuthorityConnection
from core.network.embedded import EmbeddedAuthority
from core.network.updates import UpdateService
from core.options import Options as Options
from core.plugin.context import PluginContext
from core.plugin.manager import Plugin, PluginManager, Trust
from core.plugin.manifest import Manifest
from core.privacy.errors import ErasureIncomplete
from core.privacy.service import PluginPrivacy, PrivacyService
from core.storage.database import Database
from core.storage.paths import Paths
from core.storage.peek import peek_setting
from core.storage.settings import SettingsStore
from core.storage.vault import Vault, VaultKey

if TYPE_CHECKING:
    from core.credentials.medium import MediumProvider
    from core.log_file import LogFile

POLICY_VERSION = "2026-11"


class Services:
    """Everything below the window and the command line; made quickly, started later."""

    def __init__(self, paths: Paths, options: Options) -> None:
        self.paths = paths.ready()
        self.options = options
        self.database = Database(paths.database)
        self.vault_key = VaultKey(paths.data / "device.key")
        self.settings = SettingsStore(self.database, "core")
        self.privacy = PrivacyService(self.database, POLICY_VERSION)
        self.embedded = None if options.server else EmbeddedAuthority(paths.authority, options.authority_settings)
        self.authority = AuthorityConnection(self._authority_url, self._device_id)
        # the embedded authority of this very device makes its own keys: its first root is taken from there
        self.updates = UpdateService(self.authority, paths.data / "updates", trust_first_root=self.is_sandbox)
        self.credentials = CredentialRegistry(UseLog(self.database))
        self.plugins = PluginManager(
            paths.plugins,
            Trust(paths.trusted_keys, options.developer_mode, options.kiosk),
            self._context,
            self._disabled_plugins(),
        )
        self.plugins.on_withdraw(self._withdraw_media)
        self._providers: dict[str, list[str]] = {}
        self._withdrawing: set[asyncio.Task[None]] = set()
        self._device: str | None = None

    @property
    def is_sandbox(self) -> bool:
        """The embedded authority is in use: 体验环境."""
        return self.embedded is not None

    @cached_property
    def log_file(self) -> LogFile:
        """The log on disk."""
        from core.log_file import LogFile

        return LogFile(self.paths.log)

    async def start_media(self, only: Plugin | None = None) -> None:
        """Start the media providers of all plugins, or of one; one that fails is noted by the registry.

        All look for their media at once: a driver that takes its time keeps the others from nothing.
        """

        async def add(plugin: Plugin, provider: MediumProvider) -> None:
            try:
                await self.credentials.add_provider(provider)
            except Exception as error:
                self.plugins.failed(plugin, "provide_media", error)
            else:
                self._providers.setdefault(plugin.id, []).append(provider.id)

        found = self.plugins.collect("provide_media", only)
        await asyncio.gather(*(add(plugin, provider) for plugin, provider in found))

    async def switch_log(self, on: bool) -> None:
        """启用日志: now and at the next start."""
        await asyncio.to_thread(self.log_file.switch_on if on else self.log_file.switch_off)
        await self.settings.put("log_on", on)

    async def restore_log(self) -> None:
        """Write the log when it was on at the end of the last run; one that cannot be written stays off."""
        if await self.settings.get("log_on") is True:
            with suppress(FileNotAccessible):
                await asyncio.to_thread(self.log_file.switch_on)
                states = {plugin.id: plugin.state.value for plugin in self.plugins.plugins}
                Log("app").info("started", sandbox=self.is_sandbox, plugins=[f"{k} {v}" for k, v in states.items()])

    async def withdraw_consent(self) -> None:
        """撤回同意: erase personal data here, stop collecting, sign out.

        Raises:
            ErasureIncomplete: consent is withdrawn all the same.
        """
        failed = await self.plugins.tell_and_wait("erase_personal_data")
        await self.privacy.withdraw()
        self.authority.use_token("")
        if failed:
            raise ErasureIncomplete(plugins="、".join(plugin.id for plugin in failed))

    def run_command(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Run a command's work with all media started; everything is ended afterwards, whatever happens."""

        async def whole() -> Any:
            try:
                await self.start_media()
                return await work
            finally:
                await self.stop()

        return asyncio.run(whole())

    async def stop(self) -> None:
        """End everything in the reverse order; harmless when little was started."""
        self.plugins.tell("stop")
        await asyncio.gather(*self._withdrawing, return_exceptions=True)
        await self.credentials.stop()
        await self.authority.close()
        if self.embedded is not None:
            await self.embedded.stop()
        self.database.close()
        if "log_file" in self.__dict__:
            self.log_file.switch_off()

    def _withdraw_media(self, plugin_id: str) -> None:
        """A plugin is off: its media go with it."""
        for provider_id in self._providers.pop(plugin_id, ()):
            task = asyncio.get_running_loop().create_task(self.credentials.remove_provider(provider_id))
            self._withdrawing.add(task)
            task.add_done_callback(self._withdrawing.discard)

    async def _authority_url(self) -> str:
        return self.options.server.rstrip("/") if self.embedded is None else await self.embedded.url()

    async def _device_id(self) -> str:
        if self._device is None:
            known = await self.settings.get("device_id")
            if not isinstance(known, str):
                known = str(uuid.uuid4())
                await self.settings.put("device_id", known)
            self._device = known
        return self._device

    def _disabled_plugins(self) -> Sequence[str]:
        disabled = peek_setting(self.paths.database, "core", "disabled_plugins")
        return [str(name) for name in disabled] if isinstance(disabled, list) else ()

    def _context(self, manifest: Manifest) -> PluginContext:
        folder: Path = self.paths.data / "plugin-data" / manifest.id
        folder.mkdir(parents=True, exist_ok=True)
        return PluginContext(
            manifest=manifest,
            data_dir=folder,
            credentials=self.credentials,
            authority=self.authority,
            database=self.database,
            settings=SettingsStore(self.database, manifest.id),
            vault=Vault(self.database, self.vault_key, manifest.id),
            privacy=PluginPrivacy(self.privacy, manifest.id, frozenset(manifest.permissions)),
            log=Log(manifest.id),
            run_command=self.run_command,
        )
