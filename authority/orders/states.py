"""The life of an order: the only legal transitions, in one table."""

from __future__ import annotations

from enum import StrEnum

from authority.problems import IllegalTransition


class OrderState(StrEnum):
    """Where an order stands."""

    DRAFT = "draft"
    PENDING_PAYMENT = "pending_payment"
    REVIEWING = "reviewing"
    REJECTED = "rejected"
    APPROVED = "approved"
    ISSUED = "issued"
    INSTALLED = "installed"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class OrderEvent(StrEnum):
    """What moves an order."""

    AUTHORISE = "authorise"
    SUBMIT = "submit"
    """Authorised, by SMS code or by the stamped form, and it costs nothing."""
    GRANT = "grant"
    """Authorised, costs nothing and needs no review."""
    PAY = "pay"
    APPROVE = "approve"
    REJECT = "reject"
    ISSUE = "issue"
    INSTALL = "install"
    FINISH = "finish"
    """Approved, and nothing is issued."""
    CANCEL = "cancel"
    CLOSE = "close"
    """The account is closed, or the applicant acts for the organisation no more."""


TRANSITIONS: dict[tuple[OrderState, OrderEvent], OrderState] = {
    (OrderState.DRAFT, OrderEvent.AUTHORISE): OrderState.PENDING_PAYMENT,
    (OrderState.DRAFT, OrderEvent.SUBMIT): OrderState.REVIEWING,
    (OrderState.DRAFT, OrderEvent.GRANT): OrderState.APPROVED,
    (OrderState.DRAFT, OrderEvent.CANCEL): OrderState.CANCELLED,
    (OrderState.PENDING_PAYMENT, OrderEvent.PAY): OrderState.REVIEWING,
    (OrderState.PENDING_PAYMENT, OrderEvent.CANCEL): OrderState.CANCELLED,
    (OrderState.REVIEWING, OrderEvent.CLOSE): OrderState.CANCELLED,
    (OrderState.APPROVED, OrderEvent.CLOSE): OrderState.CANCELLED,
    (OrderState.ISSUED, OrderEvent.CLOSE): OrderState.CANCELLED,
    (OrderState.REVIEWING, OrderEvent.APPROVE): OrderState.APPROVED,
    (OrderState.REVIEWING, OrderEvent.REJECT): OrderState.REJECTED,
    (OrderState.APPROVED, OrderEvent.ISSUE): OrderState.ISSUED,
    (OrderState.APPROVED, OrderEvent.FINISH): OrderState.FINISHED,
    (OrderState.ISSUED, OrderEvent.INSTALL): OrderState.INSTALLED,
}

NOT_ISSUED = (OrderState.DRAFT, OrderState.PENDING_PAYMENT, OrderState.REVIEWING, OrderState.APPROVED)
"""Under way: the form says the data of then, the certificate would say that of the day when it is issued."""

UNPAID_AGAIN = (OrderState.REJECTED, OrderState.CANCELLED)
"""Come to nothing: what was paid went back, and there is no invoice."""

TABS = {
    OrderState.DRAFT: "pending_payment",
    OrderState.PENDING_PAYMENT: "pending_payment",
    OrderState.REVIEWING: "reviewing",
    OrderState.REJECTED: "completed",
    OrderState.APPROVED: "completed",
    OrderState.ISSUED: "completed",
    OrderState.INSTALLED: "completed",
    OrderState.FINISHED: "completed",
}


def after(state: OrderState, event: OrderEvent) -> OrderState:
    """The state after an event, or `IllegalTransition`."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise IllegalTransition(state=state.value) from None
