"""证书到期提醒: 30, 7 and 1 day before its end the holder of a certificate is told by SMS, mail and notification."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts.messages import notify, send_mail, send_sms
from authority.accounts.models import AccountRow, ExpiryReminderRow
from authority.audit import record
from authority.notifications.sms_texts import EXPIRY
from authority.orders.invoices import invoice_data
from authority.orders.models import OrderRow
from authority.orders.states import OrderState
from authority.pki.models import CertificateRow, CertificateStatus
from authority.service import Service
from core.errors import Text

DAYS = (1, 7, 30)
_AT_ONCE = 200


def remind_of_expiry(service: Service) -> int:
    """Send the reminders that are due; several processes may do it at once. Returns how many."""
    now, sent = service.clock(), 0
    for days, before in zip(DAYS, (0, *DAYS), strict=False):
        with service.store.read() as session:
            due = _due(session, now + timedelta(days=before), now + timedelta(days=days), days)
        for order_id in due:
            with service.store.write() as session:
                sent += _remind(service, session, order_id, days, now)
    return sent


def _due(session: Session, after: datetime, until: datetime, days: int) -> list[str]:
    """Orders whose certificate ends within a range and whose holder was not told yet."""
    told = select(ExpiryReminderRow.order_id).where(ExpiryReminderRow.days == days)
    ending = (
        select(OrderRow.id)
        .join(CertificateRow, CertificateRow.pair_id == OrderRow.pair_id)
        .where(CertificateRow.usage == "sign", CertificateRow.status == CertificateStatus.GOOD)
        .where(CertificateRow.not_after > after, CertificateRow.not_after <= until)
        .where(OrderRow.state == OrderState.INSTALLED, OrderRow.id.not_in(told))
        .limit(_AT_ONCE)
    )
    return list(session.scalars(ending))


def _remind(service: Service, session: Session, order_id: str, days: int, now: datetime) -> int:
    # locked: of two processes the second sees what the first wrote
    order = session.get_one(OrderRow, order_id, with_for_update=True)
    if session.get(ExpiryReminderRow, (order_id, days)) is not None:
        return 0
    session.add(ExpiryReminderRow(order_id=order_id, days=days, sent_at=now))
    pair = CertificateRow.pair_id == order.pair_id
    certificate = session.scalars(select(CertificateRow).where(pair, CertificateRow.usage == "sign")).one()
    sms = EXPIRY.fill(date=f"{certificate.not_after.astimezone():%Y-%m-%d}")
    account = session.get_one(AccountRow, order.account_id)
    send_sms(service, session, service.keyring.decrypt("phone", account.phone).decode(), sms, now)
    invoice = invoice_data(service, order)
    if invoice is not None:
        send_mail(service, session, invoice["email"], "数字证书即将到期", sms.text, now)
    until = f"{certificate.not_after.astimezone():%Y-%m-%d}"
    english = f"Your digital certificate expires on {until}; please renew it in time."
    title = Text("证书即将到期", "Certificate expires soon")
    notify(session, order.account_id, "certificate", title, Text(sms.text, english), now)
    record(session, now, "system", "certificate.reminded", f"order:{order.id}", {"days": days})
    return 1
