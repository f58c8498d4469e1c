"""The life of an application: the only legal transitions, in one table."""

from __future__ import annotations

from enum import StrEnum

from authority.problems import IllegalTransition


class ApplicationState(StrEnum):
    """Where an application stands."""

    REVIEWING = "reviewing"
    APPROVED = "approved"
    REJECTED = "rejected"
    ISSUED = "issued"
    INSTALLED = "installed"


class ApplicationEvent(StrEnum):
    """What moves an application."""

    APPROVE = "approve"
    REJECT = "reject"
    ISSUE = "issue"
    INSTALL = "install"


OPEN = frozenset({ApplicationState.REVIEWING, ApplicationState.APPROVED, ApplicationState.ISSUED})
TRANSITIONS: dict[tuple[ApplicationState, ApplicationEvent], ApplicationState] = {
    (ApplicationState.REVIEWING, ApplicationEvent.APPROVE): ApplicationState.APPROVED,
    (ApplicationState.REVIEWING, ApplicationEvent.REJECT): ApplicationState.REJECTED,
    (ApplicationState.APPROVED, ApplicationEvent.ISSUE): ApplicationState.ISSUED,
    (ApplicationState.ISSUED, ApplicationEvent.INSTALL): ApplicationState.INSTALLED,
}


def after(state: str, event: ApplicationEvent) -> ApplicationState:
    """The state after an event, or `IllegalTransition`."""
    try:
        return TRANSITIONS[ApplicationState(state), event]
    except KeyError:
        raise IllegalTransition(state=state) from None
