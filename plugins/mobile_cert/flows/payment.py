"""支付: by code, at the cashier's page or by bank transfer; the wizard sees by itself when it is paid."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtQml import QmlElement

from core.errors import AppError
from core.ui.field import Field
from core.ui.language import QT_TRANSLATE_NOOP, tr
from core.ui.properties import child, prop, slot
from core.validation import check_past_date
from plugins.mobile_cert import models
from plugins.mobile_cert.flows.part import FlowPart

if TYPE_CHECKING:
    from plugins.mobile_cert.flows.view_model import FlowViewModel

QML_IMPORT_NAME = "MobileCert"
QML_IMPORT_MAJOR_VERSION = 1

_POLL_MS = 1000
CHANNELS: tuple[models.Channel, ...] = ("wechat", "alipay")
_BANK = len(CHANNELS)


@QmlElement
class PaymentPart(FlowPart):
    """A payment and its state.

    Attributes:
        transferOnly: 对公打款; nothing else is offered.
        channelIndex: 微信 (0), 支付宝 (1) or 银行转账 (2).
        transferring: the account for a bank transfer is shown.
        account: that account, as lines of name and value.
        paidOn: the day of the transfer.
        state: pending, paid, failed or expired; empty before a channel is chosen.
        paid: the order is paid.
    """

    title = QT_TRANSLATE_NOOP("Wizard", "支付")
    qml = "PaymentStep"
    continue_text = QT_TRANSLATE_NOOP("Wizard", "完成")
    can_go_back = False

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
        if self.transferOnly and not self.transferring:
            await self._show_account()

    @slot(int)
    async def pay(self, channel: int) -> None:
        """Choose a channel; a payment that is under way there is continued."""
        from core.camera.qr_image import qr_png

        self.channelIndex, self.transferring = channel, False
        self._payment = await self.flow.service.pay(self.flow.order.id, CHANNELS[channel])
        code = await asyncio.to_thread(qr_png, self._payment.qr_text)
        self.qrSource = QUrl(self.flow.page.images.put(code))
        self._show(self._payment)
        self._clock.start()

    @slot()
    async def showAccount(self) -> None:
        """[银行转账]: where the money goes, and with which words."""
        await self._show_account()

    async def _show_account(self) -> None:
        account, order = await self.flow.service.bank_account(), self.flow.order
        lines = [
            (tr("收款单位"), account.holder),
            (tr("开户银行"), account.bank),
            (tr("银行账号"), account.number),
            (tr("金额"), f"¥ {order.total_fen / 100:.2f}"),
            (tr("附言"), order.number),
        ]
        self.account = [{"key": key, "value": value} for key, value in lines]
        self.channelIndex, self.transferring, self.state = _BANK, True, ""

    @slot(str, str)
    async def transfer(self, payer: str, account: str) -> None:
        """[我已转账]: the clerk looks for the money of this account."""
        if not self.paidOn.check():
            return
        number, paid_on = account.replace(" ", ""), date.fromisoformat(self.paidOn.text)
        self._payment = await self.flow.service.transfer(self.flow.order.id, payer.strip(), number, paid_on)
        self._show(self._payment)
        self._clock.start()

    @slot()
    def openCashier(self) -> None:
        """[打开收银台]: the provider's page in the system's browser."""
        if self._payment is not None:
            QDesktopServices.openUrl(QUrl(self._payment.pay_url))

    @slot()
    def _look(self) -> None:
        """Waiting for somebody to pay is no work that the page shows as busy; a failed look is made again."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.get_running_loop().create_task(self._ask())

    async def _ask(self) -> None:
        if self._payment is None:
            return
        try:
            payment = await self.flow.service.payment(self._payment.id)
        except AppError as error:
            self.flow.report(error)
            return
        if payment.id == self._payment.id:
            self.flow.clearError()
            self._show(payment)

    def _show(self, payment: models.Payment) -> None:
        self.state = payment.state
        self.paid = payment.state == "paid"
        if payment.state != "pending":
            self._clock.stop()
        self.flow.step_changed()
