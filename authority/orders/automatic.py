"""What happens while nobody looks: approvals, closing, payments, mail, reminders. Due times lie in the database."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError

from authority.accounts.closing import close_what_is_due
from authority.accounts.files import forget_unused
from authority.notifications.outbox import send_waiting_mail, send_waiting_sms
from authority.notifications.reminders import remind_of_expiry
from authority.orders.models import OrderRow
from authority.orders.service import approve, due_orders
from authority.organisations.transfer import forget_outdated
from authority.payments.service import take_next_steps
from authority.problems import IllegalTransition
from authority.self_service.applications import decide, due_applications
from authority.self_service.models import ApplicationRow
from authority.self_service.states import ApplicationEvent
from authority.service import Service

_log = structlog.get_logger("authority.orders")
_OFTEN, _RARELY = 1.0, 60.0
_TRIED_AGAIN = timedelta(minutes=1)


def approve_what_is_due(service: Service) -> None:
    """Approve the orders and applications whose time has come; several processes may do it at once.

    One transaction for each: the lock of the audit chain is held from the first record on, and a transaction that then
    waits for a second order could wait for one that waits for the audit chain. One that fails keeps no other waiting.
    """
    now = service.clock()
    with service.store.read() as session:
        due, applications = due_orders(session, now), due_applications(session, now)
    for order_id in due:
        with _alone(service, OrderRow, order_id, now), service.store.write() as session:
            approve(service, session, order_id, "automatic", now)
    for application_id in applications:
        with _alone(service, ApplicationRow, application_id, now), service.store.write() as session:
            decide(session, application_id, ApplicationEvent.APPROVE, "automatic", "", now)


@contextmanager
def _alone(service: Service, kind: type[OrderRow | ApplicationRow], row_id: str, now: datetime) -> Iterator[None]:
    """Whatever goes wrong with one is logged, and it is tried again later; only the database's errors are everybody's.

    Who asks for his orders has what is due approved first: another person's broken order must not become his failure.
    """
    try:
        yield
    except IllegalTransition:
        return  # another process or a clerk was first
    except SQLAlchemyError:
        raise
    except Exception as error:
        _log.error("automatic approval failed", row=row_id, kind=type(error).__name__, exc_info=error)
        with service.store.write() as session:
            still_due = kind.id == row_id, kind.approve_due_at <= now
            session.execute(update(kind).where(*still_due).values(approve_due_at=now + _TRIED_AGAIN))


_DUTIES: tuple[tuple[Callable[[Service], object], float], ...] = (
    (approve_what_is_due, _OFTEN),
    (close_what_is_due, _OFTEN),
    (take_next_steps, _OFTEN),
    (send_waiting_mail, _OFTEN),
    (send_waiting_sms, _OFTEN),
    (remind_of_expiry, _RARELY),
    (forget_outdated, _RARELY),
    (forget_unused, _RARELY),
)
"""What is to be done, and how many seconds lie between."""


class AutomaticApproval:
    """A thread that looks every second until it is stopped."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="automatic-approval", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the approval in hand."""
        self._stopped.set()
        self._thread.join(10)

    def _run(self) -> None:
        due_at = dict.fromkeys((duty for duty, _ in _DUTIES), time.monotonic())
        while not self._stopped.wait(_OFTEN):
            for duty, seconds in _DUTIES:
                if time.monotonic() < due_at[duty]:
                    continue
                due_at[duty] = time.monotonic() + (seconds if self._done(duty) else _RARELY)

    def _done(self, duty: Callable[[Service], object]) -> bool:
        """Whether it went well; a duty that fails (a mail file that was deleted) keeps no other from being done."""
        try:
            duty(self._service)
        except SQLAlchemyError as error:
            # the database may be away for a while; due times wait
            _log.warning("duty failed", duty=duty.__name__, kind=type(error).__name__)
        except Exception as error:
            _log.error("duty failed", duty=duty.__name__, kind=type(error).__name__, exc_info=error)
            return False
        return True
