"""Sign-in by fingerprint or face (M3.3.3): switch it on and off, offer it, use it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.biometrics.errors import NoSensor
from core.biometrics.interface import BiometricKind, Hint
from core.errors import CancelledByUser
from core.ui.dialogs import ToastKind
from core.ui.language import QT_TRANSLATE_NOOP, tr
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel
from plugins.mobile_cert.login_key import LoginKey
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.signing_in import go_on_after_credentials

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

_HINTS = {
    Hint.TOUCH: QT_TRANSLATE_NOOP("Biometrics", "请将手指放在指纹识别器上"),
    Hint.AGAIN: QT_TRANSLATE_NOOP("Biometrics", "未识别清楚，请再按一次"),
    Hint.LONGER: QT_TRANSLATE_NOOP("Biometrics", "时间太短，请按久一些"),
    Hint.CENTRE: QT_TRANSLATE_NOOP("Biometrics", "请将手指放在识别器中央"),
    Hint.LIFT: QT_TRANSLATE_NOOP("Biometrics", "请抬起手指后再按一次"),
}
_NAMES = {
    BiometricKind.FINGERPRINT: QT_TRANSLATE_NOOP("Biometrics", "指纹"),
    BiometricKind.FACE: QT_TRANSLATE_NOOP("Biometrics", "面容"),
    BiometricKind.SYSTEM: QT_TRANSLATE_NOOP("Biometrics", "指纹或面容"),
}

_Question = Callable[[str, Callable[[Hint], None]], Coroutine[Any, Any, None]]


def kind_name(kind: BiometricKind) -> str:
    """指纹, 面容 or both."""
    return QCoreApplication.translate("Biometrics", _NAMES[kind])


async def _asked(
    page: PageContext, title: str, ask: Callable[[str, Callable[[Hint], None]], Coroutine[Any, Any, None]]
) -> None:
    """Ask for the finger or face with a dialog that tells what to do and can be cancelled."""
    async with page.dialogs.progress(title) as shown:
        asking = asyncio.create_task(
            ask(title, lambda hint: shown.set(None, QCoreApplication.translate("Biometrics", _HINTS[hint])))
        )
        cancelling = asyncio.create_task(shown.cancelled.wait())
        try:
            await asyncio.wait({asking, cancelling}, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                raise CancelledByUser
            await asking
        finally:
            cancelling.cancel()
            asking.cancel()
            await asyncio.gather(asking, cancelling, return_exceptions=True)


@QmlElement
class BiometricsViewModel(ViewModel):
    """进入、开启或关闭指纹（面容）认证; also offered after a sign-in.

    Attributes:
        offered: opened right after a sign-in, so it can be skipped.
        name: 指纹 or 面容; empty until known or without a sensor.
        usable: this machine can recognise the person.
        on: this account signs in by it.
        ready: the state is known.
    """

    offered = prop(bool, False)
    name = prop(str, "")
    usable = prop(bool, False)
    on = prop(bool, False)
    ready = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._login_key: LoginKey = module.login_key
        self.offered = page.parameters.get("offered") is True
        self.run(self._load())

    async def _load(self) -> None:
        kind = await self._login_key.kind()
        self.on = await self._login_key.enabled() is not None
        self.name = kind_name(kind) if kind is not None else ""
        self.usable = kind is not None
        self.ready = True

    @slot(once=True)
    async def switchOn(self) -> None:
        """[立即开启]."""
        if not self.usable:
            raise NoSensor
        title = tr("验证%1以开启登录").replace("%1", self.name)
        await _asked(self.page, title, self._login_key.switch_on)
        self.on = True
        self.page.dialogs.toast(tr("已开启%1登录").replace("%1", self.name), ToastKind.SUCCESS)
        if self.offered:
            await self.page.navigator.pop()

    @slot(once=True)
    async def switchOff(self) -> None:
        """Switch off, after a second confirmation."""
        title = tr("关闭指纹（面容）登录？")
        if not await self.page.dialogs.confirm(title, tr("关闭后需使用账号登录。"), accept=tr("关闭")):
            return
        await self._login_key.switch_off()
        self.on = False

    @slot(bool, once=True)
    async def skip(self, quiet: bool) -> None:
        """[跳过], with or without 15天内不显示."""
        if quiet:
            await self._login_key.be_quiet()
        await self.page.navigator.pop()


@QmlElement
class BiometricLoginViewModel(ViewModel):
    """使用指纹（面容）登录.

    Attributes:
        phone: the account, masked.
        name: 指纹 or 面容.
    """

    phone = prop(str, "")
    name = prop(str, "")

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._login_key: LoginKey = module.login_key
        self._module = module
        self.run(self._load())

    async def _load(self) -> None:
        enabled = await self._login_key.enabled()
        if enabled is None:
            self.accountLogin()
            return
        self.phone = enabled.phone_masked
        kind = await self._login_key.kind()
        if kind is None:
            raise NoSensor
        self.name = kind_name(kind)

    @slot(once=True)
    async def login(self) -> None:
        """[指纹登录]."""
        await _asked(self.page, tr("验证%1以登录").replace("%1", self.name), self._login_key.sign_in)
        if self._module.service.session is None:
            self.accountLogin()
            return
        await go_on_after_credentials(self.page, self._module)

    @slot()
    def accountLogin(self) -> None:
        """[更多登录方式]."""
        self.page.navigator.replace("mobile_cert.login")
