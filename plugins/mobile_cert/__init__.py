"""移动证书: registration, real name, orders, and certificates whose keys live on this device."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
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
    from core.ui.page import PageSpec, made_when_opened

    def page(name: str, title: str, qml: str, view_model: str) -> PageSpec:
        make = made_when_opened(f"plugins.mobile_cert.{view_model}", lambda: module_of(context))
        return PageSpec(f"mobile_cert.{name}", title, _QML / f"{qml}.qml", make)

    from plugins.mobile_cert.flows.table import FLOWS, Flow

    def wizard(flow: Flow) -> PageSpec:
        def make(opened: PageContext) -> ViewModel:
            from plugins.mobile_cert.flows.view_model import FlowViewModel

            return FlowViewModel(opened, module_of(context), flow)

        return PageSpec(f"mobile_cert.{flow.page}", flow.title, _QML / "FlowPage.qml", make)

    return (
        *(wizard(flow) for flow in FLOWS),
        page("home", QT_TRANSLATE_NOOP("Pages", "移动证书"), "MobileHomePage", "home_view_model:MobileHomeViewModel"),
        page("login", QT_TRANSLATE_NOOP("Pages", "登录"), "LoginPage", "login_view_model:LoginViewModel"),
        page(
            "biometric_login",
            QT_TRANSLATE_NOOP("Pages", "登录"),
            "BiometricLoginPage",
            "biometrics_view_model:BiometricLoginViewModel",
        ),
        page(
            "biometrics",
            QT_TRANSLATE_NOOP("Pages", "指纹（面容）登录"),
            "BiometricsPage",
            "biometrics_view_model:BiometricsViewModel",
        ),
        page("password", QT_TRANSLATE_NOOP("Pages", "密码"), "PasswordPage", "login_view_model:PasswordViewModel"),
        page(
            "agreement", QT_TRANSLATE_NOOP("Pages", "协议"), "AgreementPage", "agreement_view_model:AgreementViewModel"
        ),
        page(
            "real_name",
            QT_TRANSLATE_NOOP("Pages", "实名认证"),
            "RealNamePage",
            "real_name_view_model:RealNameViewModel",
        ),
        page(
            "personal_change",
            QT_TRANSLATE_NOOP("Pages", "个人信息变更"),
            "PersonalChangePage",
            "personal_change_view_model:PersonalChangeViewModel",
        ),
        page("orders", QT_TRANSLATE_NOOP("Pages", "我的订单"), "OrdersPage", "orders_view_model:OrdersViewModel"),
        page("order", QT_TRANSLATE_NOOP("Pages", "订单详情"), "OrderPage", "order_view_model:OrderViewModel"),
        page("install", QT_TRANSLATE_NOOP("Pages", "安装证书"), "InstallPage", "install_view_model:InstallViewModel"),
        page(
            "certificates",
            QT_TRANSLATE_NOOP("Pages", "我的证书"),
            "CertificatesPage",
            "certificates_view_model:CertificatesViewModel",
        ),
        page(
            "certificate",
            QT_TRANSLATE_NOOP("Pages", "证书详情"),
            "CertificatePage",
            "certificates_view_model:OwnCertificateViewModel",
        ),
        page(
            "notifications",
            QT_TRANSLATE_NOOP("Pages", "消息通知"),
            "NotificationsPage",
            "notifications_view_model:NotificationsViewModel",
        ),
        page(
            "invoices", QT_TRANSLATE_NOOP("Pages", "我的发票"), "InvoicesPage", "invoices_view_model:InvoicesViewModel"
        ),
        page(
            "new_password",
            QT_TRANSLATE_NOOP("Pages", "重置密码"),
            "NewPasswordPage",
            "new_password_view_model:NewPasswordViewModel",
        ),
        *_organisation_pages(page),
        page("closing", QT_TRANSLATE_NOOP("Pages", "注销账号"), "ClosingPage", "closing_view_model:ClosingViewModel"),
        page("account", QT_TRANSLATE_NOOP("Pages", "个人信息"), "AccountPage", "account_view_model:AccountViewModel"),
    )


def _organisation_pages(page: Callable[[str, str, str, str], PageSpec]) -> Sequence[PageSpec]:
    from core.ui.language import QT_TRANSLATE_NOOP

    pages = (
        ("identity", QT_TRANSLATE_NOOP("Pages", "选择身份"), "Identity", "identity_view_model:Identity"),
        ("association", QT_TRANSLATE_NOOP("Pages", "关联机构"), "Association", "association_view_model:Association"),
        (
            "new_organisation",
            QT_TRANSLATE_NOOP("Pages", "创建机构"),
            "Registration",
            "registration_view_model:Registration",
        ),
        (
            "associations",
            QT_TRANSLATE_NOOP("Pages", "历史关联"),
            "Associations",
            "associations_view_model:Associations",
        ),
        (
            "organisation",
            QT_TRANSLATE_NOOP("Pages", "我的机构"),
            "Organisation",
            "organisation_view_model:Organisation",
        ),
        (
            "organisation_change",
            QT_TRANSLATE_NOOP("Pages", "机构信息变更"),
            "OrganisationChange",
            "change_view_model:OrganisationChange",
        ),
        ("transfer", QT_TRANSLATE_NOOP("Pages", "管理员转让"), "Transfer", "transfer_view_model:Transfer"),
        ("member", QT_TRANSLATE_NOOP("Pages", "成员详情"), "Member", "organisation_view_model:Member"),
        ("invite", QT_TRANSLATE_NOOP("Pages", "添加机构成员"), "Invite", "organisation_view_model:Invite"),
    )
    return [
        page(name, title, f"organisations/{qml}Page", f"organisations.{view_model}ViewModel")
        for name, title, qml, view_model in pages
    ]


@hookimpl
def home_tiles(context: PluginContext) -> Sequence[Tile]:
    """The module's tile."""
    from core.ui.language import QT_TRANSLATE_NOOP

    title, subtitle = QT_TRANSLATE_NOOP("Tiles", "移动证书"), QT_TRANSLATE_NOOP("Tiles", "办理和使用本机的数字证书")
    return (Tile("mobile_cert.home", title, subtitle, "phone", 10),)


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
def erase_personal_data(context: PluginContext) -> Awaitable[None]:
    """Forget the session and the sign-in by biometrics; installed certificates stay."""
    module = module_of(context)
    module.service.forget()
    return module.login_key.forget()


@hookimpl
def session_reset(context: PluginContext) -> None:
    """The visitor left: sign out."""
    module_of(context).service.forget()
