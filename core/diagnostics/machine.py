"""Checks of this machine: versions, disk, database, plugins."""

from __future__ import annotations

import asyncio
import platform
import shutil
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from core.diagnostics.check import Check, Finding, Outcome, failure
from core.errors import Text

if TYPE_CHECKING:
    from core.plugin.manager import PluginManager
    from core.storage.database import Database

_PACKAGES = ("secure-client", "PySide6-Essentials", "cryptography", "tongsuopy", "python-pkcs11", "pyhanko", "pymupdf")
_LITTLE, _TOO_LITTLE = 500 << 20, 50 << 20


class VersionsCheck(Check):
    """The versions of the product, its libraries and the system; for support."""

    id = "versions"
    title = Text("版本信息", "Versions")

    async def look(self) -> Finding:
        """See `Check`."""
        details = {"python": platform.python_version(), "system": platform.platform()}
        details |= {name: found for name in _PACKAGES if (found := _version(name))}
        product = details.get("secure-client", "0")
        return Finding(Outcome.OK, Text(f"应用版本 {product}。", f"Version {product}."), details=details)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


class DiskCheck(Check):
    """Whether the data folder can be written and has room."""

    id = "disk"
    title = Text("磁盘空间", "Disk space")

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def look(self) -> Finding:
        """See `Check`."""
        return await asyncio.to_thread(self._look)

    def _look(self) -> Finding:
        try:
            free = shutil.disk_usage(self._folder).free
            with tempfile.TemporaryFile(dir=self._folder) as probe:
                probe.write(bytes(4096))
        except OSError as error:
            return Finding(
                Outcome.FAILED,
                Text("数据文件夹无法写入。", "The data folder cannot be written."),
                Text("请检查磁盘空间和文件夹权限。", "Check the free space and the folder's permissions."),
                {"error": type(error).__name__, "errno": str(error.errno)},
            )
        megabytes = free >> 20
        text = Text(f"可用空间 {megabytes} MB。", f"{megabytes} MB are free.")
        remedy = Text("请清理磁盘空间。", "Free some space.")
        outcome = Outcome.FAILED if free < _TOO_LITTLE else Outcome.WARNING if free < _LITTLE else Outcome.OK
        details = {"free_megabytes": str(megabytes)}
        return Finding(outcome, text, None if outcome is Outcome.OK else remedy, details)


class DatabaseCheck(Check):
    """Whether the local database is whole."""

    id = "database"
    title = Text("本机数据", "Local data")

    def __init__(self, database: Database) -> None:
        self._database = database

    async def look(self) -> Finding:
        """See `Check`; a damaged database raises its own error."""
        from sqlalchemy import text
        from sqlalchemy.orm import Session

        def check(session: Session) -> list[str]:
            return [str(row[0]) for row in session.execute(text("PRAGMA quick_check(5)"))]

        told = await self._database.run(check)
        if told == ["ok"]:
            return Finding(Outcome.OK, Text("数据文件完好。", "The data file is whole."))
        return failure(
            "数据文件有损坏。",
            "The data file is damaged.",
            "请先备份数据文件夹，再联系客服。",
            "Back up the data folder, then contact support.",
        )


class PluginsCheck(Check):
    """Whether any plugin is off against its will."""

    id = "plugins"
    title = Text("插件", "Plugins")

    def __init__(self, plugins: PluginManager) -> None:
        self._plugins = plugins

    async def look(self) -> Finding:
        """See `Check`."""
        details = {plugin.id: _state(plugin.state.value, plugin.problem) for plugin in self._plugins.plugins}
        failed = [plugin.id for plugin in self._plugins.plugins if plugin.problem is not None]
        if failed:
            names = ", ".join(failed)
            return Finding(
                Outcome.WARNING,
                Text(f"以下插件无法使用：{names}。", f"These plugins are off: {names}."),
                Text("请在“插件”页查看原因。", "See the page Plugins for the reasons."),
                details,
            )
        count = len(self._plugins.enabled)
        return Finding(Outcome.OK, Text(f"{count} 个插件运行正常。", f"{count} plugins are on."), details=details)


def _state(state: str, problem: object) -> str:
    return f"{state} ({problem})" if problem else state
