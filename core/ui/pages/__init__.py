"""The shell's own pages: consent, 关于 and what belongs to it, plugins, the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.ui.language import QT_TRANSLATE_NOOP
from core.ui.page import PageContext, PageSpec

if TYPE_CHECKING:
    from core.services import Services
    from core.ui.appearance import Appearance
    from core.ui.floating_ball import FloatingBall
    from core.ui.view_model import ViewModel

_QML = Path(__file__).parent / "qml"


def core_pages(services: Services, agreed: Callable[[], None], withdrawn: Callable[[], None]) -> Sequence[PageSpec]:
    """The pages; their view models are imported when they open."""

    def consent(page: PageContext) -> ViewModel:
        from core.ui.pages.consent import ConsentViewModel

        return ConsentViewModel(page, services.privacy, agreed)

    def about(page: PageContext) -> ViewModel:
        from core.ui.pages.about import AboutViewModel

        return AboutViewModel(page, services, withdrawn)

    def update(page: PageContext) -> ViewModel:
        from core.ui.pages.about import product_version
        from core.ui.pages.update import UpdateViewModel

        return UpdateViewModel(page, services.updates, product_version())

    def text(page: PageContext) -> ViewModel:
        from core.ui.pages.consent import TextViewModel

        return TextViewModel(page)

    def permissions(page: PageContext) -> ViewModel:
        from core.ui.pages.privacy import PermissionsViewModel

        return PermissionsViewModel(page, services.privacy)

    def ledger(page: PageContext) -> ViewModel:
        from core.ui.pages.privacy import LedgerViewModel

        return LedgerViewModel(page, services)

    def personal_data(page: PageContext) -> ViewModel:
        from core.ui.pages.personal_data import PersonalDataViewModel

        return PersonalDataViewModel(page, services)

    def report(page: PageContext) -> ViewModel:
        from core.ui.pages.report import ReportViewModel

        return ReportViewModel(page, services.authority)

    def plugins(page: PageContext) -> ViewModel:
        from core.ui.pages.plugins import PluginsViewModel

        return PluginsViewModel(page, services)

    def sandbox(page: PageContext) -> ViewModel:
        from core.ui.pages.sandbox import SandboxViewModel

        return SandboxViewModel(page, services.authority, services.paths.authority)

    def scan(page: PageContext) -> ViewModel:
        from core.ui.pages.scan import ScanViewModel

        return ScanViewModel(page, services.privacy, services.plugins)

    def capture(page: PageContext) -> ViewModel:
        from core.ui.pages.capture import CaptureViewModel

        return CaptureViewModel(page)

    return (
        _spec("consent", QT_TRANSLATE_NOOP("Pages", "隐私策略摘要"), consent),
        _spec("about", QT_TRANSLATE_NOOP("Pages", "关于"), about),
        _spec("update", QT_TRANSLATE_NOOP("Pages", "检查更新"), update),
        _spec("text", QT_TRANSLATE_NOOP("Pages", "条款"), text),
        _spec("permissions", QT_TRANSLATE_NOOP("Pages", "应用权限管理清单"), permissions),
        _spec("ledger", QT_TRANSLATE_NOOP("Pages", "清单"), ledger),
        _spec("personal_data", QT_TRANSLATE_NOOP("Pages", "下载个人信息"), personal_data),
        _spec("report", QT_TRANSLATE_NOOP("Pages", "违法违规信息举报"), report),
        _spec("plugins", QT_TRANSLATE_NOOP("Pages", "插件"), plugins),
        _spec("capture", QT_TRANSLATE_NOOP("Pages", "拍摄证件"), capture),
        _spec("scan", QT_TRANSLATE_NOOP("Pages", "扫一扫"), scan),
        _spec("sandbox", QT_TRANSLATE_NOOP("Pages", "沙箱消息"), sandbox),
    )


def settings_pages(services: Services, appearance: Appearance, ball: Callable[[], FloatingBall]) -> Sequence[PageSpec]:
    """设置 and 诊断."""

    def settings(page: PageContext) -> ViewModel:
        from core.ui.pages.settings import SettingsViewModel

        return SettingsViewModel(page, services, appearance, ball())

    def diagnostics(page: PageContext) -> ViewModel:
        from core.ui.pages.diagnostics import DiagnosticsViewModel

        return DiagnosticsViewModel(page, services)

    return (
        _spec("settings", QT_TRANSLATE_NOOP("Pages", "设置"), settings),
        _spec("diagnostics", QT_TRANSLATE_NOOP("Pages", "诊断"), diagnostics),
    )


def _spec(name: str, title: str, view_model: Callable[[PageContext], ViewModel]) -> PageSpec:
    file = "".join(part.capitalize() for part in name.split("_")) + "Page.qml"
    return PageSpec(f"core.{name}", title, _QML / file, view_model)
