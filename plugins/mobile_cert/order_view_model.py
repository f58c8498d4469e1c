"""订单详情: what an order is, where it stands, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtQml import QmlElement

from core.ui.dialogs import ToastKind
from core.ui.language import QT_TRANSLATE_NOOP, tr
from core.ui.page import PageContext
from core.ui.properties import prop, slot
from plugins.mobile_cert import models
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.order_texts import moment, money, page_of, state_text, validity_text
from plugins.mobile_cert.saving import save_file
from plugins.mobile_cert.signed_in import SignedInViewModel
from plugins.mobile_cert.told import told

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

_UNPAID = ("draft", "pending_payment")
_REFUNDS = {
    "pending": QT_TRANSLATE_NOOP("Orders", "款项退回中"),
    "done": QT_TRANSLATE_NOOP("Orders", "款项已退回原支付账户"),
}
_GIVEN_BACK = ("rejected", "cancelled")


@QmlElement
class OrderViewModel(SignedInViewModel):
    """One order.

    Attributes:
        facts: number, platform, CA and the like, as `{key, value}`.
        prices: the fee breakdown, as `{key, value}`.
        cancellable: it is not paid yet.
        paid: an invoice can be downloaded.
        signed: the application form with the handwriting can be downloaded.
    """

    title = prop(str, "")
    stateText = prop(str, "")
    stateKind = prop(str, "neutral")
    reason = prop(str, "")
    action = prop(str, "")
    actionText = prop(str, "")
    facts = prop(list, [])
    prices = prop(list, [])
    cents = prop(int, 0)
    cancellable = prop(bool, False)
    paid = prop(bool, False)
    signed = prop(bool, False)
    number = prop(str, "")

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service
        order = page.parameters["order"]
        assert isinstance(order, models.Order)  # noqa: S101 the opener's contract
        self._show(order)

    async def load(self) -> None:
        """See `SignedInViewModel`."""
        self._show(await self._service.order(self._order.id))

    @slot()
    def act(self) -> None:
        """继续办理, 去付款 or 安装证书."""
        self.page.navigator.push(page_of(self._order, self.action), {"order": self._order})

    @slot(once=True)
    async def cancel(self) -> None:
        """[取消订单]: only before the payment."""
        title = QCoreApplication.translate("Orders", "取消订单？")
        text = QCoreApplication.translate("Orders", "取消后需要重新办理，已填写的内容不会保留。")
        accept = QCoreApplication.translate("Orders", "取消订单")
        keep = QCoreApplication.translate("Orders", "暂不取消")
        if not await self.page.dialogs.confirm(title, text, accept=accept, reject=keep, danger=True):
            return
        try:
            self._show(await self._service.cancel(self._order.id))
        except Exception:
            # paid meanwhile, or cancelled with a lost answer: the page has to say where it stands
            await self.load()
            if self._order.state != "cancelled":
                raise
        self.page.dialogs.toast(QCoreApplication.translate("Orders", "订单已取消"), ToastKind.SUCCESS)

    @slot(QUrl)
    async def saveInvoice(self, target: QUrl) -> None:
        """[下载发票]."""
        await self._save(target, await self._service.invoice_pdf(self._order.id))

    @slot(QUrl)
    async def saveForm(self, target: QUrl) -> None:
        """[下载申请表]."""
        await self._save(target, await self._service.form(self._order.id))

    async def _save(self, target: QUrl, content: bytes) -> None:
        await save_file(target, content)
        self.page.dialogs.toast(QCoreApplication.translate("Orders", "文件已保存"), ToastKind.SUCCESS)

    def _show(self, order: models.Order) -> None:
        self._order = order
        state = state_text(order)
        self.title, self.number = told(order.title), order.number
        self.stateText, self.stateKind = state.text, state.kind
        self.action, self.actionText = state.action, state.action_text
        self.reason = order.reject_reason or ""
        refund = QCoreApplication.translate("Orders", _REFUNDS[order.refund]) if order.refund in _REFUNDS else ""
        validity = validity_text(order)
        self.facts = [
            {"key": tr("订单编号"), "value": order.number},
            *([{"key": tr("退款"), "value": refund}] if refund else []),
            *([{"key": tr("企业名称"), "value": order.organisation}] if order.organisation else []),
            {"key": tr("交易平台"), "value": order.platform},
            {"key": tr("CA 机构"), "value": order.ca},
            *([{"key": tr("有效期"), "value": validity}] if validity else []),
            {"key": tr("密钥算法"), "value": order.key_algorithm.upper()},
            {"key": tr("创建时间"), "value": moment(order.created_at)},
            {"key": tr("更新时间"), "value": moment(order.updated_at)},
        ]
        self.prices = [{"key": told(item.label), "value": money(item.amount_fen)} for item in order.items]
        self.cents = order.total_fen
        self.cancellable = order.state in _UNPAID
        self.paid = order.steps.paid and order.state not in _GIVEN_BACK
        self.signed = order.steps.signed
