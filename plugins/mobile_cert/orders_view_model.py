"""我的订单 (M3.3.13)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from plugins.mobile_cert import models
from plugins.mobile_cert.flows.table import apply_page
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.order_texts import page_of, state_text, validity_text
from plugins.mobile_cert.signed_in import SignedInViewModel
from plugins.mobile_cert.told import told

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

TABS = ("", "pending_payment", "reviewing", "completed")


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order."""

    orderId: str
    title: str
    detail: str
    cents: int
    stateText: str
    stateKind: str
    reason: str
    action: str
    actionText: str


@QmlElement
class OrdersViewModel(SignedInViewModel):
    """全部, 待支付, 审核中, 已完成.

    Attributes:
        reviewText: what to wait for, and whom to ask; empty while nothing is being reviewed.
    """

    orders = child(RowModel)
    tab = prop(int, 0)
    reviewText = prop(str, "")

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service
        self._known: dict[str, models.Order] = {}
        self._page_number = 1
        self._rows = ListModel(OrderRow, parent=self)
        self.orders = self._rows
        tab = page.parameters.get("tab", 0)
        self.tab = tab if isinstance(tab, int) else 0

    @slot(int)
    async def chooseTab(self, tab: int) -> None:
        """Another tab."""
        self.tab = tab
        await self.reload()

    @slot(once=True)
    async def more(self) -> None:
        """The next page."""
        tab, number = self.tab, self._page_number + 1
        answer = await self._service.orders(TABS[tab], number)
        if (self.tab, self._page_number + 1) != (tab, number):
            return
        self._page_number = number
        self._rows.extend(self._shown(answer), has_more=answer.next_page is not None)

    @slot(str)
    def open(self, order_id: str) -> None:
        """The order's details."""
        self.page.navigator.push("mobile_cert.order", {"order": self._known[order_id]})

    @slot(str, str)
    def act(self, order_id: str, action: str) -> None:
        """继续办理, 去付款 or 安装证书."""
        order = self._known[order_id]
        self.page.navigator.push(page_of(order, action), {"order": order})

    @slot()
    def apply(self) -> None:
        """[办理证书]: there is no order yet."""
        self.page.navigator.push(f"mobile_cert.{apply_page(self._service.acting)}")

    async def load(self) -> None:
        """See `SignedInViewModel`."""
        tab = self.tab
        try:
            answer = await self._service.orders(TABS[tab], 1)
        except Exception:
            self._rows.failed()
            raise
        if self.tab != tab:
            # the answer for the tab that was chosen since is on its way
            return
        self._page_number = 1
        self._rows.replace(self._shown(answer), has_more=answer.next_page is not None)
        self.reviewText = _review_text(answer)

    def _shown(self, answer: models.Orders) -> list[OrderRow]:
        self._known.update({order.id: order for order in answer.items})
        return [_row(order) for order in answer.items]


def _review_text(answer: models.Orders) -> str:
    if all(order.state != "reviewing" for order in answer.items):
        return ""
    text = QCoreApplication.translate("Orders", "订单正在等待人工审核，结果会在消息通知中告知。")
    if answer.contact:
        text += QCoreApplication.translate("Orders", "客服联系方式：%1").replace("%1", answer.contact)
    return text


def _row(order: models.Order) -> OrderRow:
    state = state_text(order)
    return OrderRow(
        order.id,
        told(order.title),
        # a line of a narrow window does not begin with the dot
        "\u00a0· ".join(filter(None, (order.platform, order.ca, validity_text(order), order.number))),
        order.total_fen,
        state.text,
        state.kind,
        order.reject_reason or "",
        state.action,
        state.action_text,
    )
