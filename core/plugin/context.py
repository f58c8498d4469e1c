"""What a plugin may use of the app: one context per plugin, made by the manager."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.log import Log

if TYPE_CHECKING:
    from core.credentials.registry import CredentialRegistry
    from core.network.authority import AuthorityConnection
    from core.plugin.manifest import Manifest
    from core.privacy.service import PluginPrivacy
    from core.storage.database import Database
    from core.storage.settings import SettingsStore
    from core.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class PluginContext:
    """The services for one plugin. What its manifest does not ask for is refused by the service with an error.

    Attributes:
        manifest: the plugin's own declaration.
        data_dir: a folder of its own under the person's data folder; exists.
        credentials: the registry of all media and credentials.
        authority: the HTTP connection to the configured authority (embedded or remote).
        database: the client's database (tables of core; a plugin keeps its own values in `settings` and `vault`).
        settings: plain values under the plugin's id.
        vault: secret values under the plugin's id, encrypted at rest.
        privacy: consent, permission gate and ledger, personal-data ledger.
        log: structured, redacted logger bound to the plugin's id.
        run_command: for commands: runs work on an event loop with all media started, and ends everything afterwards.
    """

    manifest: Manifest
    data_dir: Path
    credentials: CredentialRegistry
    authority: AuthorityConnection
    database: Database
    settings: SettingsStore
    vault: Vault
    privacy: PluginPrivacy
    log: Log
    run_command: Callable[[Coroutine[Any, Any, Any]], Any]
