"""数字证书业务: certificates on tokens, their details, PIN change and the PIN cache (M3.5.1, M3.5.8.2)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.plugin.api import MediumProvider, PluginContext, Tile, ToolbarAction, hookimpl

if TYPE_CHECKING:
    from core.ui.page import PageContext, PageSpec
    from core.ui.view_model import ViewModel

_QML = Path(__file__).parent / "qml"


@hookimpl
def register_pages(context: PluginContext) -> Sequence[PageSpec]:
    """The list, the details, the PIN page and 蓝牙."""
    from core.ui.language import QT_TRANSLATE_NOOP
    from core.ui.page import PageSpec

    def tokens(page: PageContext) -> ViewModel:
        from plugins.legacy_token.view_models import TokensViewModel

        return TokensViewModel(page, context.credentials)

    def details(page: PageContext) -> ViewModel:
        from core.network.trust_services import TrustServices
        from plugins.legacy_token.certificate_view_model import CertificateViewModel

        return CertificateViewModel(page, context.credentials, TrustServices(context.authority))

    def pin(page: PageContext) -> ViewModel:
        from plugins.legacy_token.pin_view_model import PinViewModel

        return PinViewModel(page, context.credentials, context.settings)

    def bluetooth_keys(page: PageContext) -> ViewModel:
        from plugins.legacy_token.bluetooth import provider_of
        from plugins.legacy_token.bluetooth_view_model import BluetoothViewModel

        return BluetoothViewModel(page, provider_of(context.credentials), context.settings, context.privacy)

    bluetooth_title = QT_TRANSLATE_NOOP("Pages", "蓝牙")
    return (
        PageSpec("legacy_token.home", QT_TRANSLATE_NOOP("Pages", "数字证书业务"), _QML / "TokensPage.qml", tokens),
        PageSpec("legacy_token.details", QT_TRANSLATE_NOOP("Pages", "证书详情"), _QML / "CertificatePage.qml", details),
        PageSpec("legacy_token.pin", QT_TRANSLATE_NOOP("Pages", "密码管理"), _QML / "PinPage.qml", pin),
        PageSpec("legacy_token.bluetooth", bluetooth_title, _QML / "BluetoothPage.qml", bluetooth_keys),
    )


@hookimpl
def home_tiles(context: PluginContext) -> Sequence[Tile]:
    """The module's tile."""
    from core.ui.language import QT_TRANSLATE_NOOP

    title, subtitle = QT_TRANSLATE_NOOP("Tiles", "数字证书业务"), QT_TRANSLATE_NOOP("Tiles", "USBKey、智能卡中的证书")
    return (Tile("legacy_token.home", title, subtitle, "usb", 30),)


@hookimpl
def toolbar_actions(context: PluginContext) -> Sequence[ToolbarAction]:
    """二维码, 蓝牙 and 密码管理 on the module's own page (M3.5.1); other plugins add theirs."""
    from core.ui.language import QT_TRANSLATE_NOOP

    return (
        ToolbarAction("legacy_token.home", "core.scan", QT_TRANSLATE_NOOP("Tiles", "二维码"), "qr", 10),
        ToolbarAction(
            "legacy_token.home", "legacy_token.bluetooth", QT_TRANSLATE_NOOP("Tiles", "蓝牙"), "bluetooth", 55
        ),
        ToolbarAction("legacy_token.home", "legacy_token.pin", QT_TRANSLATE_NOOP("Tiles", "密码管理"), "key", 60),
    )


@hookimpl
def settings_pages(context: PluginContext) -> Sequence[ToolbarAction]:
    """PIN change and PIN cache among the settings."""
    from core.ui.language import QT_TRANSLATE_NOOP

    return (ToolbarAction("core.settings", "legacy_token.pin", QT_TRANSLATE_NOOP("Tiles", "密码管理"), "key", 10),)


@hookimpl
def provide_media(context: PluginContext) -> Sequence[MediumProvider]:
    """Cards in readers, tokens behind the PKCS#11 modules and the SKF libraries of this machine, Bluetooth keys."""
    from core.devices.pcsc import PcscProvider
    from core.devices.pkcs11 import Pkcs11Provider, find_modules
    from core.devices.skf import SkfProvider, find_libraries
    from plugins.legacy_token.bluetooth import provider_of

    cards = PcscProvider()
    tokens = Pkcs11Provider(find_modules(), elsewhere=cards.serves)
    return cards, tokens, SkfProvider(find_libraries()), provider_of(context.credentials)


@hookimpl
def start(context: PluginContext) -> None:
    """Take up the chosen duration of the PIN cache."""
    import asyncio

    from plugins.legacy_token.pin_cache_setting import apply_setting

    task = asyncio.get_running_loop().create_task(apply_setting(context.credentials, context.settings))
    _started.add(task)
    task.add_done_callback(_started.discard)


@hookimpl
def session_reset(context: PluginContext) -> None:
    """The next visitor finds every token locked."""
    import asyncio

    task = asyncio.get_running_loop().create_task(context.credentials.lock_all())
    _started.add(task)
    task.add_done_callback(_started.discard)


_started: set[object] = set()
