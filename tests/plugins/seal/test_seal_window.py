"""我的印章 in the real window."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import QUrl

from core.credentials.registry import CredentialRegistry
from core.plugin.api import PluginContext
from core.storage.database import Database
from core.storage.settings import SettingsStore
from core.ui.window import MainWindow
from plugins.seal import register_pages, stop
from plugins.seal.view_models import SealsViewModel
from tests.core.credentials.test_registry import Audit
from tests.plugins.legacy_token.test_token_window import item_named, shot, shown_window, until
from tests.plugins.seal.test_seal import picture

__all__ = ["picture"]


@dataclass(frozen=True)
class Context:
    """What the plugin uses of its context."""

    credentials: CredentialRegistry
    settings: SettingsStore
    data_dir: Path
    manifest: SimpleNamespace


@pytest.fixture
async def window(tmp_path: Path) -> AsyncIterator[MainWindow]:
    database = Database(tmp_path / "client.sqlite3")
    registry = CredentialRegistry(Audit())
    context = Context(registry, SettingsStore(database, "seal"), tmp_path, SimpleNamespace(id="seal"))
    plugin_context = cast("PluginContext", context)
    with shown_window(register_pages(plugin_context), "seal.home") as window:
        yield window
    stop(plugin_context)
    database.close()


async def test_a_picture_is_imported_shown_and_refused_when_it_is_none(
    window: MainWindow, picture: Path, tmp_path: Path
) -> None:
    page = window.navigator.current
    assert isinstance(page, SealsViewModel)
    await until(lambda: item_named(window, "noSeals") is not None)
    page.importPicture(QUrl.fromLocalFile(str(picture)))
    await page.settled()
    assert page.errorCode == ""
    await until(lambda: item_named(window, "seal0") is not None)
    await shot(window, "seals")
    other = tmp_path / "文字.png"
    other.write_text("not a picture")
    page.importPicture(QUrl.fromLocalFile(str(other)))
    await page.settled()
    assert page.errorCode == "SEAL-001"
    assert page.seals.property("count") == 1
