"""What happens while nobody looks: approvals, closing, payments, mail, reminders. Due times lie in the database."""

from __future__ import annotations

import threading
import time

import structlog
from sqlalchemy.exc import SQLAlchemyError

from authority.accounts.closing import close_what_is_due
from authority.accounts.files import forget_unused
from authority.notifications.outbox import send_waiting_mail, send_waiting_sms
from authority.notifications.reminders import remind_of_expiry
from authority.orders.service import approve, due_orders
from authority.organisations.transfer import forget_outdated
from authority.payments.service import take_next_steps
from authority.problems import IllegalTransition
from authority.self_service.applications import decide, due_applications
from authority.self_service.states import ApplicationEvent
from authority.service import Service

_log = structlog.get_logger("authority.orders")
_SECONDS = 1.0
_RARELY_SECONDS = 60.0


def approve_what_is_due(service: Service) -> None:
    """Approve the orders and applications whose time has come; several processes may do it at once.

    One transaction for each: the lock of the audit chain is held from the first record on, and a transaction that then
    waits for a second order could wait for one that waits for the audit chain.
    """
    now = service.clock()
    with service.store.read() as session:
        due, applications = due_orders(session, now), due_applications(session, now)
    for order_id in due:
        try:
            with service.store.write() as session:
                approve(service, session, order_id, "automatic", now)
        except IllegalTransition:
            continue  # another process or a clerk was first
    for application_id in applications:
        try:
            with service.store.write() as session:
                decide(session, application_id, ApplicationEvent.APPROVE, "automatic", "", now)
        except IllegalTransition:
            continue


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
        rarely_at = time.monotonic()
        while not self._stopped.wait(_SECONDS):
            try:
                approve_what_is_due(self._service)
                close_what_is_due(self._service)
                take_next_steps(self._service)
                send_waiting_mail(self._service)
                send_waiting_sms(self._service)
                if time.monotonic() >= rarely_at:
                    remind_of_expiry(self._service)
                    forget_outdated(self._service)
                    forget_unused(self._service)
                    rarely_at = time.monotonic() + _RARELY_SECONDS
            except SQLAlchemyError as error:
                # the database may be away for a while; due times wait
                _log.warning("automatic approval failed", kind=type(error).__name__)
