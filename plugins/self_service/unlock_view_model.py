"""短信解锁 and 登记解锁 (M3.5.8.1)."""

from __future__ import annotations

from PySide6.QtQml import QmlElement

from core.credentials.medium import MediumInfo
from core.credentials.registry import RegistryEvent
from core.plugin.api import Secret
from core.ui.dialogs import ToastKind
from core.ui.language import tr
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from plugins.self_service.module import Module
from plugins.self_service.visiting import VisitViewModel

QML_IMPORT_NAME = "SelfService"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class OwnTokenViewModel(VisitViewModel):
    """Base of both pages: the medium that it is about, and whose phone was proven.

    Attributes:
        media: labels of the media that have a serial number.
        phone: whose visit it is, masked; empty before.
        problem: what is wrong with what was typed.
        done: it is done.
    """

    media = prop(list, [])
    mediumIndex = prop(int, -1)
    phone = prop(str, "")
    problem = prop(str, "")
    done = prop(bool, False)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page, module)
        self._registry = module.context.credentials
        self._known: list[MediumInfo] = []
        self._chosen = ""
        self._unsubscribe = self._registry.subscribe(self._media_changed)

    def close(self) -> None:
        """See `ViewModel`."""
        self._unsubscribe()
        super().close()

    async def load(self) -> None:
        """See `VisitViewModel`."""
        visit = self.module.service.visit
        self.phone = visit.phone_masked if visit is not None else ""
        self._show()

    @slot()
    def provePhone(self) -> None:
        """[验证手机号码]."""
        self.page.navigator.push("self_service.phone")

    @slot(int)
    def choose(self, index: int) -> None:
        """Another medium."""
        self._chosen = self._known[index].id
        self._show()

    @property
    def medium(self) -> MediumInfo:
        """The chosen one."""
        return self._known[self.mediumIndex]

    @property
    def serial(self) -> str:
        """How the authority knows the medium: serial numbers are unique only for their maker."""
        kept = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in self.medium.manufacturer)
        return f"{kept[:32]}:{self.medium.serial[:40]}".replace(" ", "-")

    def _media_changed(self, event: RegistryEvent) -> None:
        self._show()

    def _show(self) -> None:
        self._known = [view.info for view in self._registry.media() if view.info.serial]
        ids = [info.id for info in self._known]
        if self._chosen not in ids:
            self._chosen = ids[0] if ids else ""
        self.media = [info.label for info in self._known]
        self.mediumIndex = ids.index(self._chosen) if ids else -1


@QmlElement
class UnlockViewModel(OwnTokenViewModel):
    """短信解锁: a new user PIN, without the administrator's."""

    @slot(str, str, once=True)
    async def unlock(self, new: str, repeated: str) -> None:
        """[解 锁]; QML clears its fields after the call."""
        with Secret(new) as pin:
            self.problem = await self._problem_with(new, repeated)
            if self.problem or self.mediumIndex < 0:
                return
            await self.module.unlocking.unlock(self.medium.id, self.serial, pin)
        self.done = True
        self.page.dialogs.toast(tr("介质已解锁，新 PIN 已生效"), ToastKind.SUCCESS)

    async def _problem_with(self, new: str, repeated: str) -> str:
        if self.mediumIndex < 0:
            return ""
        state = await self._registry.pin_state(self.medium.id)
        if not state.min_length <= len(new) <= state.max_length:
            rule = f"{state.min_length}–{state.max_length}"
            return tr("新 PIN 的长度应为 %1 位。").replace("%1", rule)
        return "" if new == repeated else tr("两次输入的新 PIN 不一致。")


@QmlElement
class UnlockSetupViewModel(OwnTokenViewModel):
    """登记解锁: with the administrator's PIN, once."""

    @slot(str, once=True)
    async def setUp(self, admin: str) -> None:
        """[登 记]; QML clears its field after the call."""
        with Secret(admin) as pin:
            self.problem = "" if admin else tr("请输入管理员 PIN。")
            if self.problem or self.mediumIndex < 0:
                return
            title = tr("登记后更换管理员 PIN？")
            text = tr("“%1”的管理员 PIN 将换成由平台保管的随机值，原管理员 PIN 失效。").replace("%1", self.medium.label)
            if not await self.page.dialogs.confirm(title, text):
                return
            await self.module.unlocking.set_up(self.medium.id, self.serial, pin)
        self.done = True
        self.page.dialogs.toast(tr("已登记，忘记 PIN 时可通过短信解锁"), ToastKind.SUCCESS)
