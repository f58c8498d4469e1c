"""Mails and text messages wait in the database until they were taken; several processes may empty it at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from authority.accounts.models import MessageRow, OutgoingMailRow, OutgoingRow, OutgoingSmsRow
from authority.notifications.sms_configuration import sms_gateway
from authority.notifications.sms_gateway import SmsNotTaken
from authority.notifications.sms_texts import Sms
from authority.notifications.smtp import Mail, mail_server, send
from authority.service import Service

Row = TypeVar("Row", bound=OutgoingRow)

_log = structlog.get_logger("authority.messages")
_TRIES = 12
_AT_ONCE = 20
_MAIL_LEASE = timedelta(minutes=2)
_SMS_LEASE = timedelta(seconds=15)
"""The first of the times between two tries, which double; longer than the slowest answer."""


def send_waiting_mail(service: Service) -> None:
    """Send what is due. A mail that the server does not take is tried again later and later, for about two days."""
    if service.settings.mail_file is None:
        return
    server = mail_server(service.settings.mail_file)

    def deliver(row: OutgoingMailRow, message: MessageRow) -> Callable[[], None]:
        decrypt = service.keyring.decrypt
        attachment = (row.attachment_name, decrypt("file", row.attachment)) if row.attachment is not None else None
        to, text = decrypt("message", message.to).decode(), decrypt("message", message.text).decode()
        mail = Mail(message.id, to, message.subject, text, attachment)
        return lambda: send(server, mail)

    _empty(service, OutgoingMailRow, _MAIL_LEASE, deliver)


def send_waiting_sms(service: Service) -> None:
    """Send what is due. A message that the gateway does not take is tried again until nobody needs it any more."""
    if service.settings.sms_file is None:
        return
    gateway = sms_gateway(service.settings.sms_file)

    def deliver(row: OutgoingSmsRow, message: MessageRow) -> Callable[[], None]:
        decrypt = service.keyring.decrypt
        values = tuple((str(name), str(value)) for name, value in json.loads(decrypt("message", row.values)))
        sms = Sms(row.template, values, decrypt("message", message.text).decode())
        message_id, to = message.id, decrypt("message", message.to).decode()
        return lambda: gateway.send(message_id, to, sms)

    _empty(service, OutgoingSmsRow, _SMS_LEASE, deliver)


def _empty(
    service: Service, kind: type[Row], lease: timedelta, deliver: Callable[[Row, MessageRow], Callable[[], None]]
) -> None:
    now = service.clock()
    for _ in range(_AT_ONCE):
        with service.store.write() as session:
            row = _claim(session, kind, lease, now)
            if row is None:
                return
            message_id = row.message_id
            work = deliver(row, session.get_one(MessageRow, message_id))
        try:
            work()
        except Exception as error:
            # whatever is wrong with one message (a header that cannot be written), the others go on; the text of an
            # error may carry the address
            reason = error.code if isinstance(error, SmsNotTaken) else type(error).__name__
            _log.warning("message not sent", message=message_id, reason=reason)
            taken = False
        else:
            taken = True
        with service.store.write() as session:
            left = session.get(kind, message_id)
            if left is not None and (taken or left.next_try_at is None):
                session.delete(left)


def _claim(session: Session, kind: type[Row], lease: timedelta, now: datetime) -> Row | None:
    """Take one for this process: until its next try it is nobody else's, even when this process dies."""
    session.execute(delete(kind).where(kind.needed_until <= now))
    due = select(kind).where(kind.next_try_at <= now).order_by(kind.next_try_at)
    row = session.scalars(due.limit(1).with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    row.tries += 1
    again = now + lease * 2**row.tries
    needed = row.needed_until is None or again < row.needed_until
    row.next_try_at = again if row.tries < _TRIES and needed else None
    return row
