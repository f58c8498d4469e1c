"""注销账号 (M3.3.16): what it means, the password once more, the cooling-off time in which it can be withdrawn.

Whoever acts for organisations is told what becomes of them, or why the account has to stay.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.network.errors import AuthorityRefused
from core.plugin.api import Secret
from core.ui.dialogs import ToastKind
from core.ui.language import QT_TRANSLATE_NOOP, current_language
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from plugins.mobile_cert import models
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.order_texts import moment
from plugins.mobile_cert.signed_in import SignedInViewModel
from plugins.mobile_cert.told import told

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

_WRONG_PASSWORD = "AUTH-013"  # noqa: S105 a code of the authority
_EFFECTS = (
    QT_TRANSLATE_NOOP("Closing", "账号下的全部证书将被注销，与它们绑定的印章同时失效。"),
    QT_TRANSLATE_NOOP("Closing", "未完成的订单将被取消，已支付的费用退回原支付账户。"),
    QT_TRANSLATE_NOOP("Closing", "平台保存的个人信息、身份证图片、手写签名和开票信息将被清空。"),
)
_COOLING_OFF = QT_TRANSLATE_NOOP("Closing", "申请提交 %1 小时后生效，生效前可撤销申请。")
_AT_ONCE = QT_TRANSLATE_NOOP("Closing", "申请提交后随即生效，不能撤销。")

_REPRESENTED = QT_TRANSLATE_NOOP(
    "Closing", "当前账号存在机构法人身份，注销后同时清除机构数据，包括证书（%1）；该机构可重新认证创建。"
)
_ADMINISTERED = QT_TRANSLATE_NOOP(
    "Closing", "当前账号是机构唯一的人员，注销后同时清除机构数据，包括证书（%1）；该机构可重新认证创建。"
)
_LEAVES = QT_TRANSLATE_NOOP("Closing", "当前账号存在员工身份，注销后将自动退出机构（%1）。")


@QmlElement
class ClosingViewModel(SignedInViewModel):
    """The page.

    Attributes:
        effects: what closing means.
        hindrance: why the account cannot be closed now; empty when it can.
        dueText: when it happens; empty while nobody asked for it.
        problem: what is wrong with the password.
    """

    effects = prop(list, [])
    hindrance = prop(str, "")
    dueText = prop(str, "")
    problem = prop(str, "")

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service
        self._organisations: list[str] = []
        self.effects = _effects()

    async def load(self) -> None:
        """See `SignedInViewModel`."""
        self._show(await self._service.closing())

    @slot(str, once=True)
    async def request(self, password: str) -> None:
        """[申请注销], with the password and a second confirmation."""
        with Secret(password) as secret:
            self.problem = "" if secret else QCoreApplication.translate("Login", "请输入密码")
            if self.problem or not await self._sure():
                return
            try:
                self._show(await self._service.request_closing(secret))
            except AuthorityRefused as error:
                if error.server_code != _WRONG_PASSWORD:
                    raise
                self.problem = error.cause_in(current_language())

    @slot(once=True)
    async def withdraw(self) -> None:
        """[撤销注销申请]."""
        self._show(await self._service.withdraw_closing())
        text = QCoreApplication.translate("Closing", "已撤销注销申请")
        self.page.dialogs.toast(text, ToastKind.SUCCESS)

    async def _sure(self) -> bool:
        title = QCoreApplication.translate("Closing", "注销账号？")
        text = QCoreApplication.translate("Closing", "生效后数据将被清空，无法恢复。")
        if self._organisations:
            text = "\n\n".join([text, *self._organisations])
        accept = QCoreApplication.translate("Closing", "申请注销")
        return await self.page.dialogs.confirm(title, text, accept=accept, danger=True)

    def _show(self, closing: models.Closing) -> None:
        self.dueText = moment(closing.due_at) if closing.due_at is not None else ""
        self.hindrance = told(closing.hindrance) if closing.hindrance is not None else ""
        self._organisations = _about_organisations(closing, self._represented())
        self.effects = [*self._organisations, *_effects(), _delay(closing.cooling_off_hours)]

    def _represented(self) -> set[str | None]:
        session = self._service.session
        identities = session.view.identities if session is not None else []
        return {item.organisation for item in identities if item.kind == "legal_representative"}


def _effects() -> list[str]:
    return [QCoreApplication.translate("Closing", text) for text in _EFFECTS]


def _delay(hours: float) -> str:
    text = QCoreApplication.translate("Closing", _COOLING_OFF if hours else _AT_ONCE)
    return text.replace("%1", f"{hours:g}")


def _about_organisations(closing: models.Closing, represented: set[str | None]) -> list[str]:
    """What becomes of the organisations that end, and of those that are left."""
    told_about = (
        (_REPRESENTED, [name for name in closing.dissolved if name in represented]),
        (_ADMINISTERED, [name for name in closing.dissolved if name not in represented]),
        (_LEAVES, closing.left),
    )
    return [
        QCoreApplication.translate("Closing", text).replace("%1", "、".join(names))
        for text, names in told_about
        if names
    ]
