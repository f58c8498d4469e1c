"""我的订单 (M3.3.13)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtQml import QmlElement

from core.ui.language import QT_TRANSLATE_NOOP
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from plugins.mobile_cert import models
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.signed_in import SignedInViewModel
from plugins.mobile_cert.told import told

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

TABS = ("", "pending_payment", "reviewing", "completed")
_STATES = {
    "draft": (QT_TRANSLATE_NOOP("Orders", "未完成"), "warning", "continue", QT_TRANSLATE_NOOP("Orders", "继续办理")),
    "pending_payment": (QT_TRANSLATE_NOOP("Orders", "待支付"), "warning", "pay", QT_TRANSLATE_NOOP("Orders", "去付款")),
    "reviewing": (QT_TRANSLATE_NOOP("Orders", "审核中"), "info", "", ""),
    "rejected": (QT_TRANSLATE_NOOP("Orders", "审核未通过"), "danger", "", ""),
    "approved": (QT_TRANSLATE_NOOP("Orders", "已完成"), "success", "install", QT_TRANSLATE_NOOP("Orders", "安装证书")),
    "issued": (QT_TRANSLATE_NOOP("Orders", "已完成"), "success", "install", QT_TRANSLATE_NOOP("Orders", "安装证书")),
    "installed": (QT_TRANSLATE_NOOP("Orders", "已安装"), "success", "", ""),
    "cancelled": (QT_TRANSLATE_NOOP("Orders", "已取消"), "neutral", "", ""),
}


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
    """全部, 待支付, 审核中, 已完成."""

    orders = child(RowModel)
    tab = prop(int, 0)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service
        self._known: dict[str, models.Order] = {}
        self._page_number = 1
        self._rows = ListModel(OrderRow, parent=self)
        self.orders = self._rows
        tab = page.parameters.get("tab", 0)
        self.tab = tab if isinstance(tab, int) else 0

    def activated(self) -> None:
        """See `ViewModel`."""
        self.run(self._load())

    @slot(int)
    async def chooseTab(self, tab: int) -> None:
        """Another tab."""
        self.tab = tab
        await self._load()

    @slot()
    async def refresh(self) -> None:
        """Read anew."""
        await self._load()

    @slot()
    async def more(self) -> None:
        """The next page."""
        self._page_number += 1
        answer = await self._service.orders(TABS[self.tab], self._page_number)
        self._rows.extend(self._shown(answer), has_more=answer.next_page is not None)

    @slot(str, str)
    def act(self, order_id: str, action: str) -> None:
        """继续办理, 去付款 or 安装证书."""
        page = "mobile_cert.install" if action == "install" else "mobile_cert.apply"
        self.page.navigator.push(page, {"order": self._known[order_id]})

    async def _load(self) -> None:
        self._page_number = 1
        try:
            answer = await self._service.orders(TABS[self.tab], 1)
        except Exception:
            self._rows.failed()
            raise
        self._rows.replace(self._shown(answer), has_more=answer.next_page is not None)

    def _shown(self, answer: models.Orders) -> list[OrderRow]:
        self._known.update({order.id: order for order in answer.items})
        return [_row(order) for order in answer.items]


def _row(order: models.Order) -> OrderRow:
    def tr(text: str) -> str:
        return QCoreApplication.translate("Orders", text) if text else ""

    state, kind, action, action_text = _STATES[order.state]
    years = tr("%1 年").replace("%1", str(order.years))
    detail = f"{order.platform} · {order.ca} · {years} · {order.number}"
    return OrderRow(
        order.id,
        told(order.title),
        detail,
        order.total_fen,
        tr(state),
        kind,
        order.reject_reason or "",
        action,
        tr(action_text),
    )
