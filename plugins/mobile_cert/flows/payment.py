"""支付: what the order is and costs, a way to pay; the wizard sees by itself when it is paid."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtQml import QmlElement

from core.errors import AppError
from core.network.errors import RubbishAnswer
from core.ui.field import Field
from core.ui.language import QT_TRANSLATE_NOOP, tr
from core.ui.properties import child, prop, slot
from core.validation import check_past_date
from plugins.mobile_cert import models
from plugins.mobile_cert.flows.part import FlowPart
from plugins.mobile_cert.told import told

if TYPE_CHECKING:
    from plugins.mobile_cert.flows.view_model import FlowViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

_POLL_MS = 1000
CHANNELS: tuple[models.Channel, ...] = ("wechat", "alipay")
_BANK = len(CHANNELS)
# a page in the browser, or the provider's own application; the system would start anything else as well
_PAYING = ("https", "http", "weixin", "alipays")


@QmlElement
class PaymentPart(FlowPart):
    """A payment and its state.

    Attributes:
        facts: what is paid for, as `{key, value}`.
        cents: how much.
        transferOnly: 对公打款; nothing else is offered.
        channelIndex: 微信 (0), 支付宝 (1) or 银行转账 (2).
        transferring: the account for a bank transfer is shown.
        account: that account, as lines of name and value.
        paidOn: the day of the transfer.
        state: pending, paid, failed or expired; empty before a payment is started.
        paid: the order is paid.
    """

    title = QT_TRANSLATE_NOOP("Wizard", "支付")
    qml = "PaymentStep"
    continue_text = QT_TRANSLATE_NOOP("Wizard", "完成")
    can_go_back = False

    facts = prop(list, [])
    cents = prop(int, 0)
    transferOnly = prop(bool, False)
    channelIndex = prop(int, 0)
    qrSource = prop(QUrl, QUrl())
    transferring = prop(bool, False)
    account = prop(list, [])
    paidOn = child(Field)
    state = prop(str, "")
    paid = prop(bool, False)

    def __init__(self, flow: FlowViewModel) -> None:
        super().__init__(flow)
        self.paidOn = Field(check_past_date, parent=self, value=date.today().isoformat())
        self.transferOnly = flow.flow.by_transfer
        self._payment: models.Payment | None = None
        self._left: dict[str, models.Payment] = {}
        self._asking: asyncio.Task[None] | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(_POLL_MS)
        self._clock.timeout.connect(self._look)

    @property
    def pay_url(self) -> str:
        """Where the payment is made."""
        return self._payment.pay_url if self._payment is not None else ""

    def complete(self) -> bool:
        """See `FlowPart`."""
        return self.paid

    def close(self) -> None:
        """The wizard is gone."""
        self._clock.stop()
        if self._asking is not None:
            self._asking.cancel()

    async def load(self) -> None:
        """See `FlowPart`."""
        order = self.flow.order
        self.facts = [
            {"key": tr("业务"), "value": told(order.title)},
            {"key": tr("证书用户"), "value": self.flow.holder(order)},
            {"key": tr("交易平台"), "value": order.platform},
            {"key": tr("CA 机构"), "value": order.ca},
            {"key": tr("订单编号"), "value": order.number},
        ]
        self.cents = order.total_fen
        if self.transferOnly and not self.transferring:
            await self._show_account()

    @slot(int)
    async def choose(self, channel: int) -> None:
        """A way to pay; nothing happens yet, and what was begun another way is looked after all the same."""
        if self._payment is not None and channel != self.channelIndex:
            self._left[self._payment.id] = self._payment
            self._payment = None
            self.state = ""
        self.channelIndex = channel
        self.transferring = channel == _BANK
        if self.transferring:
            await self._show_account()

    @slot(once=True)
    async def pay(self) -> None:
        """[去支付]; a payment that is under way over the channel is continued."""
        from core.camera.qr_image import qr_png

        payment = await self.flow.service.pay(self.flow.order.id, CHANNELS[self.channelIndex])
        code = await asyncio.to_thread(qr_png, payment.qr_text)
        self.qrSource = QUrl(self.flow.page.images.put(code))
        self._begun(payment)

    async def _show_account(self) -> None:
        account, order = await self.flow.service.bank_account(), self.flow.order
        lines = [
            (tr("单位名称"), account.holder),
            (tr("开户银行"), account.bank),
            (tr("银行账号"), account.number),
            (tr("转账金额"), f"¥ {order.total_fen / 100:.2f}"),
            (tr("附言"), order.number),
        ]
        self.account = [{"key": key, "value": value} for key, value in lines]
        self.channelIndex, self.transferring = _BANK, True

    @slot(str, str, once=True)
    async def transfer(self, payer: str, account: str) -> None:
        """[我已转账]: the clerk looks for the money of this account."""
        if not self.paidOn.check():
            return
        number, paid_on = account.replace(" ", ""), date.fromisoformat(self.paidOn.text)
        self._begun(await self.flow.service.transfer(self.flow.order.id, payer.strip(), number, paid_on))

    @slot()
    def openCashier(self) -> None:
        """[打开收银台]: the provider's page in the system's browser."""
        if self._payment is None:
            return
        cashier = QUrl(self._payment.pay_url)
        if cashier.scheme() not in _PAYING:
            raise RubbishAnswer
        QDesktopServices.openUrl(cashier)

    def _begun(self, payment: models.Payment) -> None:
        self._payment = payment
        self._left.pop(payment.id, None)
        self._show(payment)
        self._clock.start()

    @slot()
    def _look(self) -> None:
        """Waiting for somebody to pay is no work that the page shows as busy; a failed look is made again."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.get_running_loop().create_task(self._ask())

    async def _ask(self) -> None:
        """The payment in front, and those that were left for another channel: any of them may be paid."""
        try:
            for known in (*self._left.values(), *([self._payment] if self._payment is not None else ())):
                payment = await self.flow.service.payment(known.id)
                self.flow.clearError()
                if payment.state == "paid" or (self._payment is not None and payment.id == self._payment.id):
                    self._show(payment)
                elif payment.state != "pending":
                    self._left.pop(payment.id, None)
        except AppError as error:
            self.flow.report(error)

    def _show(self, payment: models.Payment) -> None:
        self.state = payment.state
        self.paid = payment.state == "paid"
        if self.paid or (payment.state != "pending" and not self._left):
            self._clock.stop()
        self.flow.step_changed()
