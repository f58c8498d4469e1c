"""密码管理: change of a medium's PIN, unlocking it by the administrator's PIN, and for how long media stay open."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.credentials.errors import WrongPin
from core.credentials.medium import PinState
from core.credentials.pin_cache import PinCacheDuration
from core.credentials.registry import CredentialRegistry, RegistryEvent
from core.secret import Secret
from core.storage.settings import SettingsStore
from core.ui.dialogs import ToastKind
from core.ui.language import tr
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from core.ui.view_model import ViewModel
from plugins.legacy_token.pin_cache_setting import choose

QML_IMPORT_NAME = "LegacyToken"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class _Choice:
    medium_id: str
    label: str


@QmlElement
class PinViewModel(ViewModel):
    """The page 密码管理. PINs come as arguments of one slot call and are never kept in a property.

    Attributes:
        pinPad: PINs are entered on the reader's own keys, so nothing is typed here.
        changeable: the PIN can be changed here, by typing it or on those keys.
        locked: no PIN is accepted before the medium is unlocked.
        problem: what is wrong with the PINs of the change, before anything is tried.
        unblockProblem: the same for unlocking.
    """

    media = prop(list, [])
    mediumIndex = prop(int, -1)
    triesText = prop(str, "")
    locked = prop(bool, False)
    rule = prop(str, "")
    problem = prop(str, "")
    unblockProblem = prop(str, "")
    pinPad = prop(bool, False)
    changeable = prop(bool, True)
    done = prop(bool, False)
    cacheChoices = prop(list, [])
    cacheIndex = prop(int, 0)

    def __init__(self, page: PageContext, registry: CredentialRegistry, settings: SettingsStore) -> None:
        super().__init__(page)
        self._registry = registry
        self._settings = settings
        self._choices: list[_Choice] = []
        self._state: PinState | None = None
        self._wanted = str(page.parameters.get("medium", ""))
        self.cacheChoices = _cache_texts()
        self.cacheIndex = list(PinCacheDuration).index(registry.pin_cache.duration)
        self._unsubscribe = registry.subscribe(self._on_event)

    def activated(self) -> None:
        """Read the media and the tries that are left."""
        self.cacheChoices = _cache_texts()
        self.run(self._read())

    def close(self) -> None:
        """See `ViewModel`."""
        self._unsubscribe()
        super().close()

    @slot(int)
    async def chooseMedium(self, index: int) -> None:
        """Work on another medium."""
        self._wanted = self._choices[index].medium_id
        await self._read()

    @slot(str, str, str, once=True)
    async def change(self, old: str, new: str, repeated: str) -> None:
        """Change the PIN; QML clears its fields after the call."""
        pins = (None, None) if self.pinPad else (Secret(old), Secret(new))
        self.done = False
        self.problem = "" if self.pinPad else self._problem_with(old, new, repeated)
        if self.problem or self.mediumIndex < 0 or not self.changeable:
            return
        medium_id = self._choices[self.mediumIndex].medium_id
        try:
            await self._registry.change_pin(medium_id, *pins)
        except WrongPin:
            await self._read()
            raise
        self.done = True
        await self._read()
        self.page.dialogs.toast(QCoreApplication.translate("LegacyToken", "PIN 已修改"), ToastKind.SUCCESS)

    @slot(str, str, str, once=True)
    async def unblock(self, admin: str, new: str, repeated: str) -> None:
        """密码解锁: a new PIN by the administrator's; QML clears its fields after the call."""
        admin_pin, new_pin = Secret(admin), Secret(new)
        self.done = False
        self.unblockProblem = self._problem_with_new(new, repeated) if admin else tr("请输入管理员 PIN。")
        if self.unblockProblem or self.mediumIndex < 0:
            return
        await self._registry.unblock_pin(self._choices[self.mediumIndex].medium_id, admin_pin, new_pin)
        self.done = True
        await self._read()
        self.page.dialogs.toast(tr("介质已解锁，新 PIN 已生效"), ToastKind.SUCCESS)

    @slot(int)
    async def chooseCache(self, index: int) -> None:
        """Choose for how long media stay open."""
        duration = list(PinCacheDuration)[index]
        await choose(self._registry, self._settings, duration)
        self.cacheIndex = index

    def _on_event(self, event: RegistryEvent) -> None:
        # a wrong PIN changes the medium's state too: its error must stay
        self.run(self._read(), keep_error=True)

    async def _read(self) -> None:
        self._choices = [_Choice(view.info.id, view.info.label) for view in self._registry.media()]
        self.media = [choice.label for choice in self._choices]
        ids = [choice.medium_id for choice in self._choices]
        if not ids:
            self.mediumIndex, self.locked, self._state = -1, False, None
            self.triesText = self.rule = ""
            return
        if self._wanted not in ids:
            self._wanted = ids[0]
        self.mediumIndex = ids.index(self._wanted)
        self._show(await self._registry.pin_state(self._wanted))

    def _show(self, state: PinState) -> None:
        self._state = state
        self.locked, self.pinPad = state.locked, state.pin_pad
        self.changeable = state.changed_at_pad or not state.pin_pad
        self.rule = QCoreApplication.translate("LegacyToken", "{0}–{1} 位").format(state.min_length, state.max_length)
        if state.locked:
            text = QCoreApplication.translate(
                "LegacyToken", "介质已锁定。请使用管理员 PIN 解锁，或联系发证机构办理解锁。"
            )
        elif state.tries_left is not None:
            text = QCoreApplication.translate("LegacyToken", "还可尝试 {0} 次").format(state.tries_left)
        else:
            text = ""
        self.triesText = text

    def _problem_with(self, old: str, new: str, repeated: str) -> str:
        if self._state is None:
            return QCoreApplication.translate("LegacyToken", "请先插入介质。")
        if not old:
            return QCoreApplication.translate("LegacyToken", "请输入原 PIN。")
        if new == old:
            return QCoreApplication.translate("LegacyToken", "新 PIN 不能与原 PIN 相同。")
        return self._problem_with_new(new, repeated)

    def _problem_with_new(self, new: str, repeated: str) -> str:
        if self._state is None:
            return QCoreApplication.translate("LegacyToken", "请先插入介质。")
        if not self._state.min_length <= len(new) <= self._state.max_length:
            return QCoreApplication.translate("LegacyToken", "新 PIN 的长度应为 {0}。").format(self.rule)
        if new != repeated:
            return QCoreApplication.translate("LegacyToken", "两次输入的新 PIN 不一致。")
        return ""


def _cache_texts() -> list[str]:
    return [tr("关闭（每次都输入）"), tr("0.5 小时"), tr("1 小时"), tr("1.5 小时"), tr("2 小时")]
