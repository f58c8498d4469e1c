"""Invoices: a record when an order is paid, and its sheet as a PDF."""

from __future__ import annotations

import json
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from authority.accounts.messages import send_mail
from authority.accounts.models import PersonRow
from authority.audit import record
from authority.database import Base
from authority.orders.models import OrderRow
from authority.organisations.models import OrganisationRow
from authority.problems import NotFound
from authority.service import Service

_LEFT, _RIGHT = 56.0, 539.0


class InvoiceRow(Base):
    """An invoice of a paid order; title and mail address stay sealed in the order."""

    __tablename__ = "invoice"

    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    order_id: Mapped[str] = mapped_column(ForeignKey("certificate_order.id"), unique=True)
    amount_fen: Mapped[int]
    created_at: Mapped[datetime]


def invoice_data(service: Service, order: OrderRow) -> dict[str, Any] | None:
    """What the person gave as 开票信息."""
    if order.invoice is None:
        return None
    given: dict[str, Any] = json.loads(service.keyring.decrypt("invoice", order.invoice))
    return given


def suggest_invoice(service: Service, session: Session, order: OrderRow) -> dict[str, Any]:
    """[获取开票信息]: what the same identity gave last; otherwise what is registered, without a mail address."""
    mine = (
        OrderRow.account_id == order.account_id,
        OrderRow.organisation_id.is_(None)
        if order.organisation_id is None
        else OrderRow.organisation_id == order.organisation_id,
    )
    given = select(OrderRow).where(*mine, OrderRow.invoice.is_not(None)).order_by(OrderRow.created_at.desc()).limit(1)
    last = session.scalars(given).first()
    if order.organisation_id is not None:
        # what was given before may name the organisation as it was
        organisation = session.get_one(OrganisationRow, order.organisation_id)
        email = (invoice_data(service, last) or {}).get("email", "") if last is not None else ""
        return {"kind": "company", "title": organisation.name, "tax_number": organisation.credit_code, "email": email}
    if last is not None:
        return invoice_data(service, last) or {}
    name = service.keyring.decrypt("person", session.get_one(PersonRow, order.person_id).name).decode()
    return {"kind": "personal", "title": name, "tax_number": None, "email": ""}


def make_invoice(service: Service, session: Session, order: OrderRow, now: datetime) -> None:
    """Record the invoice in the payment's transaction and send it by mail."""
    given = invoice_data(service, order)
    if given is None:
        return
    number = f"{now:%Y%m%d}{secrets.randbelow(10**12):012}"
    row = InvoiceRow(number=number, order_id=order.id, amount_fen=order.total_fen, created_at=now)
    session.add(row)
    session.flush()
    text = f"订单 {order.number} 的电子发票 {number} 已开具，金额 {order.total_fen / 100:.2f} 元，可在订单详情中下载。"
    # drawn only where a mail server takes it
    mailed = service.settings.mail_file is not None
    attachment = (f"电子发票-{number}.pdf", _render(row, order, given)) if mailed else None
    send_mail(service, session, given["email"], "电子发票已开具", text, now, attachment)
    record(session, now, "system", "invoice.made", f"order:{order.id}", {"number": number})


def void_invoice(session: Session, order: OrderRow, now: datetime) -> None:
    """The money goes back: there is no invoice any more; its number stays in the audit record."""
    row = session.scalars(select(InvoiceRow).where(InvoiceRow.order_id == order.id)).first()
    if row is not None:
        session.delete(row)
        session.flush()
        record(session, now, "system", "invoice.voided", f"order:{order.id}", {"number": row.number})


def invoice_pdf(service: Service, session: Session, order: OrderRow) -> bytes:
    """The sheet, or `NotFound` before the order is paid."""
    row = session.scalars(select(InvoiceRow).where(InvoiceRow.order_id == order.id)).first()
    given = invoice_data(service, order)
    if row is None or given is None:
        raise NotFound
    return _render(row, order, given)


def _render(row: InvoiceRow, order: OrderRow, given: dict[str, Any]) -> bytes:
    import pymupdf

    font = pymupdf.Font("china-s")
    document = pymupdf.open()
    page = document.new_page(width=595, height=420)
    writer = pymupdf.TextWriter(page.rect)

    def put(x: float, y: float, text: str, size: float = 11) -> None:
        shrunk = size * min(1.0, (_RIGHT - x) / max(1.0, font.text_length(text, size)))
        writer.append((x, y), text, font=font, fontsize=shrunk)

    put(190, 62, "电子发票（体验环境）", 20)
    put(_LEFT, 92, "测试文件，不具有法律效力", 10)
    put(330, 92, f"发票号码：{row.number}", 10)
    put(330, 108, f"开票日期：{row.created_at.astimezone():%Y 年 %m 月 %d 日}", 10)
    put(_LEFT, 140, f"购买方名称：{given['title']}")
    put(_LEFT, 160, f"纳税人识别号：{given.get('tax_number') or '—'}")
    y = 190.0
    page.draw_line((_LEFT, y), (_RIGHT, y), width=0.8)
    put(_LEFT, y + 20, "项目名称")
    put(440, y + 20, "金额（元）")
    for item in order.items:
        y += 26
        put(_LEFT, y + 20, f"{item['label']['zh']}（{order.years} 年）")
        put(440, y + 20, f"{item['amount_fen'] / 100:.2f}")
    page.draw_line((_LEFT, y + 32), (_RIGHT, y + 32), width=0.8)
    put(_LEFT, y + 54, "合计", 12)
    put(440, y + 54, f"¥{row.amount_fen / 100:.2f}", 12)
    put(_LEFT, y + 84, f"备注：订单 {order.number}", 10)
    writer.write_text(page)
    document.subset_fonts(fallback=False)
    rendered: bytes = document.tobytes(garbage=3, deflate=True)
    document.close()
    return rendered
