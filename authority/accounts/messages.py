"""Text messages, mails and notifications.

In the sandbox a message is kept, sealed, for the panel of the app. Mail leaves the machine only when a mail server is
set, text messages when a gateway is.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from authority.accounts.models import MessageRow, NotificationRow, OutgoingMailRow, OutgoingSmsRow
from authority.notifications.sms_texts import Sms
from authority.problems import TooManyMessages
from authority.service import Service, masked_phone, new_id
from core.errors import Text

_log = structlog.get_logger("authority.messages")
_MAILS_PER_HOUR = 10


def send_sms(
    service: Service, session: Session, phone: str, sms: Sms, now: datetime, needed_until: datetime | None = None
) -> None:
    """Send a text message: it waits in the outbox of a gateway that `sms_file` names, no longer than it is needed."""
    text = f"【{service.settings.name}】{sms.text}"
    message = _keep(service, session, "sms", phone, "", text, now)
    if service.settings.sms_file is not None:
        session.flush()
        values = service.keyring.encrypt("message", json.dumps(sms.values).encode())
        waiting = OutgoingSmsRow(
            message_id=message.id, template=sms.template, values=values, next_try_at=now, needed_until=needed_until
        )
        session.add(waiting)
    if service.settings.is_sandbox:
        # the sandbox's log is where its messages can be read, by its definition; production never logs texts
        _log.info("sandbox message", to=masked_phone(phone), text=text)


def send_mail(
    service: Service,
    session: Session,
    address: str,
    subject: str,
    text: str,
    now: datetime,
    attachment: tuple[str, bytes] | None = None,
) -> None:
    """Send a mail, with a PDF (name, content) if given: it waits in the outbox of a server that `mail_file` names."""
    message = _keep(service, session, "mail", address, subject, text, now)
    if service.settings.mail_file is not None:
        session.flush()
        name, content = attachment or ("", b"")
        sealed = service.keyring.encrypt("file", content) if attachment is not None else None
        waiting = OutgoingMailRow(message_id=message.id, attachment_name=name, attachment=sealed, next_try_at=now)
        session.add(waiting)
    if service.settings.is_sandbox:
        _log.info("sandbox message", kind="mail", subject=subject, text=text)


def _keep(service: Service, session: Session, kind: str, to: str, subject: str, text: str, now: datetime) -> MessageRow:
    message = MessageRow(
        id=new_id(),
        kind=kind,
        to=service.keyring.encrypt("message", to.encode()),
        to_lookup=service.keyring.lookup("phone", to),
        subject=subject,
        text=service.keyring.encrypt("message", text.encode()),
        created_at=now,
    )
    session.add(message)
    return message


def check_mail_limit(service: Service, session: Session, address: str, now: datetime) -> None:
    """Raises `TooManyMessages` when an address got its mails of this hour: nobody is flooded through us."""
    to = MessageRow.to_lookup == service.keyring.lookup("phone", address)
    recent = select(func.count()).select_from(MessageRow).where(to, MessageRow.created_at > now - timedelta(hours=1))
    if (session.scalar(recent) or 0) >= _MAILS_PER_HOUR:
        raise TooManyMessages(retry_after=3600)


def notify(session: Session, account_id: str, kind: str, title: Text, text: Text, now: datetime) -> None:
    """Leave a notification for an account, in both languages: which one is read is known when it is read."""
    row = NotificationRow(id=new_id(), account_id=account_id, kind=kind, title=title.zh, text=text.zh, created_at=now)
    row.title_en, row.text_en = title.en, text.en
    session.add(row)


def sandbox_messages(service: Service, session: Session, to: str, after: datetime | None) -> list[dict[str, str]]:
    """The newest messages in the clear, of one receiver if named; the caller makes sure that this is the sandbox."""
    query = select(MessageRow).order_by(MessageRow.created_at.desc()).limit(50)
    if to:
        query = query.where(MessageRow.to_lookup == service.keyring.lookup("phone", to))
    if after is not None:
        query = query.where(MessageRow.created_at > after)
    rows = session.scalars(query)
    return [
        {
            "id": row.id,
            "kind": row.kind,
            "to": service.keyring.decrypt("message", row.to).decode(),
            "subject": row.subject,
            "text": service.keyring.decrypt("message", row.text).decode(),
            "created_at": row.created_at.isoformat(),
        }
        for row in rows
    ]
