"""自助服务: certificates onto tokens by oneself, vouched for by one's unit; renewal and progress (M3.5.6)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.plugin.api import OpenPage, PluginContext, ScannedCode, ToolbarAction, hookimpl

if TYPE_CHECKING:
    from core.ui.page import PageSpec
    from plugins.self_service.module import Module

_QML = Path(__file__).parent / "qml"
_UNIT_CODE = re.compile(r"secureclient:unit\?code=([A-Za-z0-9_-]{8,40})")
_RECEIPT = re.compile(r"secureclient:application\?number=([0-9]{10,40})")
_modules: dict[Path, Module] = {}


def module_of(context: PluginContext) -> Module:
    """The plugin's services for a context; made once."""
    from plugins.self_service.module import Module

    module = _modules.get(context.data_dir)
    if module is None or module.context is not context:
        module = _modules[context.data_dir] = Module(context)
    return module


@hookimpl
def register_pages(context: PluginContext) -> Sequence[PageSpec]:
    """All pages; their view models are imported when they open."""
    from core.ui.language import QT_TRANSLATE_NOOP
    from core.ui.page import PageSpec, made_when_opened

    def page(name: str, title: str, qml: str, view_model: str) -> PageSpec:
        make = made_when_opened(f"plugins.self_service.{view_model}", lambda: module_of(context))
        return PageSpec(f"self_service.{name}", title, _QML / f"{qml}.qml", make)

    return (
        page("home", QT_TRANSLATE_NOOP("Pages", "自助服务"), "SelfServicePage", "home_view_model:SelfServiceViewModel"),
        page("phone", QT_TRANSLATE_NOOP("Pages", "验证手机号码"), "PhonePage", "phone_view_model:PhoneViewModel"),
        page("apply", QT_TRANSLATE_NOOP("Pages", "证书申请"), "ApplyPage", "apply_view_model:ApplyViewModel"),
        page("renew", QT_TRANSLATE_NOOP("Pages", "证书续期"), "RenewPage", "renew_view_model:RenewViewModel"),
        page(
            "progress", QT_TRANSLATE_NOOP("Pages", "进度查询"), "ProgressPage", "progress_view_model:ProgressViewModel"
        ),
        page("unlock", QT_TRANSLATE_NOOP("Pages", "短信解锁"), "UnlockPage", "unlock_view_model:UnlockViewModel"),
        page(
            "unlock_setup",
            QT_TRANSLATE_NOOP("Pages", "登记解锁"),
            "UnlockSetupPage",
            "unlock_view_model:UnlockSetupViewModel",
        ),
        page(
            "install",
            QT_TRANSLATE_NOOP("Pages", "安装证书到介质"),
            "TokenInstallPage",
            "install_view_model:TokenInstallViewModel",
        ),
    )


@hookimpl
def toolbar_actions(context: PluginContext) -> Sequence[ToolbarAction]:
    """自助服务 among the tools of 数字证书业务 (M3.5.6), unlocking after an SMS code on 密码管理 (M3.5.8.1)."""
    from core.ui.language import QT_TRANSLATE_NOOP

    unlock, setup = QT_TRANSLATE_NOOP("Tiles", "短信解锁"), QT_TRANSLATE_NOOP("Tiles", "登记解锁")
    return (
        ToolbarAction("legacy_token.home", "self_service.home", QT_TRANSLATE_NOOP("Tiles", "自助服务"), "monitor", 50),
        ToolbarAction("legacy_token.pin", "self_service.unlock", unlock, "message", 10),
        ToolbarAction("legacy_token.pin", "self_service.unlock_setup", setup, "shield", 20),
    )


@hookimpl
def handle_scan(context: PluginContext, code: ScannedCode) -> OpenPage | None:
    """Codes of units and receipts; whether they are known is found out on the page."""
    unit, receipt = _UNIT_CODE.fullmatch(code.text), _RECEIPT.fullmatch(code.text)
    parameters: dict[str, object]
    if unit is not None:
        target, parameters = "self_service.apply", {"unit_code": unit[1]}
    elif receipt is not None:
        target, parameters = "self_service.progress", {"number": receipt[1]}
    else:
        return None
    if module_of(context).service.visit is None:
        return OpenPage("self_service.phone", {"next": target, **parameters})
    return OpenPage(target, parameters)


@hookimpl
def session_reset(context: PluginContext) -> None:
    """The visitor left."""
    module_of(context).service.forget()
