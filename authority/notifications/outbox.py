"""Mails wait in the database until the server took them; several processes may empty it at once."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.accounts.models import MessageRow, OutgoingMailRow
from authority.notifications.smtp import Mail, mail_server, send
from authority.service import Service

_log = structlog.get_logger("authority.mail")
_TRIES = 12
_LEASE = timedelta(minutes=2)
_AT_ONCE = 20


def send_waiting_mail(service: Service) -> None:
    """Send what is due. A mail that the server does not take is tried again later and later, for about two days."""
    if service.settings.mail_file is None:
        return
    server, now = mail_server(service.settings.mail_file), service.clock()
    for _ in range(_AT_ONCE):
        with service.store.write() as session:
            mail = _claim(service, session, now)
        if mail is None:
            return
        try:
            send(server, mail)
        except (OSError, smtplib.SMTPException) as error:
            # the text of the error may carry the address
            _log.warning("mail not sent", mail=mail.id, kind=type(error).__name__)
            taken = False
        else:
            taken = True
        with service.store.write() as session:
            row = session.get(OutgoingMailRow, mail.id)
            if row is not None and (taken or row.next_try_at is None):
                session.delete(row)


def _claim(service: Service, session: Session, now: datetime) -> Mail | None:
    """Take one mail for this process: until its next try it is nobody else's, even when this process dies."""
    due = select(OutgoingMailRow).where(OutgoingMailRow.next_try_at <= now).order_by(OutgoingMailRow.next_try_at)
    row = session.scalars(due.limit(1).with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    row.tries += 1
    row.next_try_at = now + _LEASE * 2**row.tries if row.tries < _TRIES else None
    message = session.get_one(MessageRow, row.message_id)
    decrypt = service.keyring.decrypt
    attachment = (row.attachment_name, decrypt("file", row.attachment)) if row.attachment is not None else None
    to, text = decrypt("message", message.to).decode(), decrypt("message", message.text).decode()
    return Mail(row.message_id, to, message.subject, text, attachment)
