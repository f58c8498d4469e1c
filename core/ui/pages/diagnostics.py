"""诊断: every check with its result and remedy, as they come; a redacted bundle for support."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtQml import QmlElement

from core.diagnostics.check import Outcome, Result, run_checks
from core.diagnostics.report import checks_of, worst, write_bundle
from core.errors import Text
from core.ui.dialogs import ToastKind
from core.ui.language import QT_TRANSLATE_NOOP, current_language
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from core.ui.view_model import ViewModel

if TYPE_CHECKING:
    from core.services import Services

QML_IMPORT_NAME = "CorePages"
QML_IMPORT_MAJOR_VERSION = 1

_BADGES = {
    Outcome.OK: (QT_TRANSLATE_NOOP("Diagnostics", "正常"), "success"),
    Outcome.WARNING: (QT_TRANSLATE_NOOP("Diagnostics", "注意"), "warning"),
    Outcome.FAILED: (QT_TRANSLATE_NOOP("Diagnostics", "异常"), "danger"),
    Outcome.SKIPPED: (QT_TRANSLATE_NOOP("Diagnostics", "未检查"), "neutral"),
}
_SUMMARIES = {
    Outcome.OK: QT_TRANSLATE_NOOP("Diagnostics", "一切正常。"),
    Outcome.WARNING: QT_TRANSLATE_NOOP("Diagnostics", "基本正常，有需要注意的项目。"),
    Outcome.FAILED: QT_TRANSLATE_NOOP("Diagnostics", "发现问题，请按提示处理。"),
}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check; `badge` is empty while it runs."""

    checkId: str
    title: str
    text: str
    remedy: str
    details: str
    badge: str
    badgeKind: str


@QmlElement
class DiagnosticsViewModel(ViewModel):
    """The diagnosis page.

    Attributes:
        checks: in a fixed order; their results come in when they are ready.
        summary: how all stands, empty while checks run.
        ready: all results are there.
    """

    checks = child(RowModel)
    summary = prop(str, "")
    ready = prop(bool, False)

    def __init__(self, page: PageContext, services: Services) -> None:
        super().__init__(page)
        self._services = services
        self._rows = ListModel(CheckRow, parent=self)
        self._titles: dict[str, Text] = {}
        self._results: dict[str, Result] = {}
        self.checks = self._rows
        self.run(self._look())

    def language_changed(self) -> None:
        """See `ViewModel`: what was found stays."""
        self._show()

    @slot()
    async def look(self) -> None:
        """重新检查."""
        await self._look()

    @slot(QUrl)
    async def save(self, target: QUrl) -> None:
        """导出诊断包: results and logs in a zip."""
        await asyncio.to_thread(
            write_bundle, Path(target.toLocalFile()), self._ordered(), self._services.log_file.files()
        )
        saved = QCoreApplication.translate("Diagnostics", "诊断包已保存，可发送给客服")
        self.page.dialogs.toast(saved, ToastKind.SUCCESS)

    async def _look(self) -> None:
        self.ready, self._results = False, {}
        checks = checks_of(self._services)
        self._titles = {check.id: check.title for check in checks}
        self._show()
        async for result in run_checks(checks):
            self._results[result.id] = result
            self._show()
        self.ready = True
        self._show()

    def _show(self) -> None:
        language = current_language()
        rows = []
        for check_id, title in self._titles.items():
            result = self._results.get(check_id)
            running = CheckRow(check_id, title.in_language(language), "", "", "", "", "neutral")
            rows.append(running if result is None else _row(result, language))
        self._rows.replace(rows)
        summary = _SUMMARIES[worst(self._ordered())] if self.ready else ""
        self.summary = QCoreApplication.translate("Diagnostics", summary) if summary else ""

    def _ordered(self) -> list[Result]:
        return [self._results[row.checkId] for row in self._rows.items if row.checkId in self._results]


def _row(result: Result, language: str) -> CheckRow:
    finding = result.finding
    badge, kind = _BADGES[finding.outcome]
    return CheckRow(
        result.id,
        result.title.in_language(language),
        finding.text.in_language(language),
        finding.remedy.in_language(language) if finding.remedy else "",
        "\n".join(f"{name}: {value}" for name, value in finding.details.items()),
        QCoreApplication.translate("Diagnostics", badge),
        kind,
    )
