"""移动证书: registration, real name, orders, and certificates whose keys live on this device."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.plugin.api import MediumProvider, PersonalDataItem, PluginContext, Tile, hookimpl

if TYPE_CHECKING:
    from core.ui.page import PageContext, PageSpec
    from core.ui.view_model import ViewModel
    from plugins.mobile_cert.module import Module

_QML = Path(__file__).parent / "qml"
_modules: dict[Path, Module] = {}


def module_of(context: PluginContext) -> Module:
    """The plugin's services for a context; made once."""
    from plugins.mobile_cert.module import Module

    module = _modules.get(context.data_dir)
    if module is None:
        module = _modules[context.data_dir] = Module(context)
    return module


@hookimpl
def register_pages(context: PluginContext) -> Sequence[PageSpec]:
    """All pages of the module; their view models are imported when they open."""
    from core.ui.language import QT_TRANSLATE_NOOP
    from core.ui.page import PageSpec

    def page(name: str, title: str, qml: str, make: Callable[[PageContext, Module], ViewModel]) -> PageSpec:
        return PageSpec(f"mobile_cert.{name}", title, _QML / qml, lambda opened: make(opened, module_of(context)))

    def home(opened: PageContext, module: Module) -> ViewModel:
        from plugins.mobile_cert.home_view_model import MobileHomeViewModel

        return MobileHomeViewModel(opened, module)

    def login(opened: PageContext, module: Module) -> ViewModel:
        from plugins.mobile_cert.login_view_model import LoginViewModel

        return LoginViewModel(opened, module)

    def password(opened: PageContext, module: Module) -> ViewModel:
        from plugins.mobile_cert.login_view_model import PasswordViewModel

        return PasswordViewModel(opened, module)

    def agreement(opened: PageContext, module: Module) -> ViewModel:
        from plugins.mobile_cert.agreement_view_model import AgreementViewModel

        return AgreementViewModel(opened, module)

    def real_name(opened: PageContext, module: Module) -> ViewModel:
        from plugins.mobile_cert.real_name_view_model import RealNameViewModel

        return RealNameViewModel(opened, module)

    def apply(opened: PageContext, module: Module) -> ViewModel:
        from plugins.mobile_cert.apply_view_model import ApplyViewModel

        return ApplyViewModel(opened, module)

    def orders(opened: PageContext, module: Module) -> ViewModel:
        from plugins.mobile_cert.orders_view_model import OrdersViewModel

        return OrdersViewModel(opened, module)

    def install(opened: PageContext, module: Module) -> ViewModel:
        from plugins.mobile_cert.install_view_model import InstallViewModel

        return InstallViewModel(opened, module)

    def certificates(opened: PageContext, module: Module) -> ViewModel:
        from plugins.mobile_cert.certificates_view_model import CertificatesViewModel

        return CertificatesViewModel(opened, module)

    return (
        page("home", QT_TRANSLATE_NOOP("Pages", "移动证书"), "MobileHomePage.qml", home),
        page("login", QT_TRANSLATE_NOOP("Pages", "登录"), "LoginPage.qml", login),
        page("password", QT_TRANSLATE_NOOP("Pages", "密码"), "PasswordPage.qml", password),
        page("agreement", QT_TRANSLATE_NOOP("Pages", "协议"), "AgreementPage.qml", agreement),
        page("real_name", QT_TRANSLATE_NOOP("Pages", "实名认证"), "RealNamePage.qml", real_name),
        page("apply", QT_TRANSLATE_NOOP("Pages", "办理个人证书"), "ApplyPage.qml", apply),
        page("orders", QT_TRANSLATE_NOOP("Pages", "我的订单"), "OrdersPage.qml", orders),
        page("install", QT_TRANSLATE_NOOP("Pages", "安装证书"), "InstallPage.qml", install),
        page("certificates", QT_TRANSLATE_NOOP("Pages", "我的证书"), "CertificatesPage.qml", certificates),
    )


@hookimpl
def home_tiles(context: PluginContext) -> Sequence[Tile]:
    """The module's tile."""
    return (Tile("mobile_cert.home", "移动证书", "办理和使用本机的数字证书", "phone", 10),)


@hookimpl
def provide_media(context: PluginContext) -> Sequence[MediumProvider]:
    """The software keys of this device."""
    from core.credentials.software import SoftwareMediumProvider

    return (SoftwareMediumProvider(module_of(context).store),)


@hookimpl
def collect_personal_data(context: PluginContext) -> Sequence[PersonalDataItem]:
    """The masked account of this session; nothing is kept on disk but certificates."""
    session = module_of(context).service.session
    if session is None:
        return ()
    account = session.view.account
    items = [PersonalDataItem("账号", "手机号码", account.phone_masked)]
    if account.name_masked:
        items.append(PersonalDataItem("实名信息", "姓名", account.name_masked))
    return tuple(items)


@hookimpl
def erase_personal_data(context: PluginContext) -> None:
    """Forget the session; installed certificates stay."""
    module_of(context).service.forget()


@hookimpl
def session_reset(context: PluginContext) -> None:
    """The visitor left: sign out."""
    module_of(context).service.forget()
