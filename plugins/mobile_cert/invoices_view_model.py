"""我的发票 (M3.3.14): 未开票 and 已开票."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtQml import QmlElement

from core.ui.dialogs import ToastKind
from core.ui.list_model import ListModel, RowModel
from core.ui.page import PageContext
from core.ui.properties import child, prop, slot
from plugins.mobile_cert import models
from plugins.mobile_cert.module import Module
from plugins.mobile_cert.order_texts import moment
from plugins.mobile_cert.saving import save_file
from plugins.mobile_cert.signed_in import SignedInViewModel
from plugins.mobile_cert.told import told

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

TABS = ("missing", "issued")


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One paid order and its invoice."""

    orderId: str
    title: str
    detail: str
    cents: int
    number: str


@QmlElement
class InvoicesViewModel(SignedInViewModel):
    """The list; missing invoices can be asked for again, issued ones saved."""

    invoices = child(RowModel)
    tab = prop(int, 1)

    def __init__(self, page: PageContext, module: Module) -> None:
        super().__init__(page)
        self._service = module.service
        self._page_number = 1
        self._rows = ListModel(InvoiceRow, parent=self)
        self.invoices = self._rows

    @slot(int)
    async def chooseTab(self, tab: int) -> None:
        """未开票 or 已开票."""
        self.tab = tab
        await self.reload()

    @slot(once=True)
    async def more(self) -> None:
        """The next page."""
        tab, number = self.tab, self._page_number + 1
        answer = await self._service.invoices(TABS[tab], number)
        if (self.tab, self._page_number + 1) != (tab, number):
            return
        self._page_number = number
        self._rows.extend([_row(item) for item in answer.items], has_more=answer.next_page is not None)

    @slot(str, once=True)
    async def request(self, order_id: str) -> None:
        """[重新开票]."""
        await self._service.request_invoice(order_id)
        self.page.dialogs.toast(QCoreApplication.translate("Invoices", "已开票"), ToastKind.SUCCESS)
        await self.reload()

    @slot(str, QUrl)
    async def save(self, order_id: str, target: QUrl) -> None:
        """[下载发票]."""
        await save_file(target, await self._service.invoice_pdf(order_id))
        self.page.dialogs.toast(QCoreApplication.translate("Orders", "文件已保存"), ToastKind.SUCCESS)

    async def load(self) -> None:
        """See `SignedInViewModel`."""
        tab = self.tab
        try:
            answer = await self._service.invoices(TABS[tab], 1)
        except Exception:
            self._rows.failed()
            raise
        if self.tab != tab:
            # the answer for the tab that was chosen since is on its way
            return
        self._page_number = 1
        self._rows.replace([_row(item) for item in answer.items], has_more=answer.next_page is not None)


def _row(item: models.InvoiceView) -> InvoiceRow:
    parts = [item.order_number]
    if item.issued_at is not None:
        parts.append(moment(item.issued_at))
    return InvoiceRow(item.order_id, told(item.title), " · ".join(parts), item.amount_fen, item.number or "")
