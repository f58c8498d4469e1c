"""The life of a membership: the only legal transitions, in one table."""

from __future__ import annotations

from enum import StrEnum

from authority.organisations.problems import MembershipMoved


class Role(StrEnum):
    """What a person is in an organisation; the values are the API's kinds of identities."""

    ADMINISTRATOR = "administrator"
    LEGAL_REPRESENTATIVE = "legal_representative"
    """Never a membership: whoever is named on the licence has this identity by the real-name authentication."""
    EMPLOYEE = "employee"


ROLES = {Role.ADMINISTRATOR: "管理员", Role.LEGAL_REPRESENTATIVE: "法定代表人", Role.EMPLOYEE: "员工"}


class MembershipState(StrEnum):
    """Where a membership stands."""

    REQUESTED = "requested"
    INVITED = "invited"
    ACTIVE = "active"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    REVOKED = "revoked"
    """The invitation was taken back."""
    LEFT = "left"
    REMOVED = "removed"


class MembershipEvent(StrEnum):
    """What moves a membership."""

    APPROVE = "approve"
    REJECT = "reject"
    REMOVE = "remove"
    REVOKE = "revoke"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    DECLINE = "decline"
    LEAVE = "leave"
    CLOSE = "close"
    """The person's account is closed."""


OPEN = frozenset({MembershipState.REQUESTED, MembershipState.INVITED, MembershipState.ACTIVE})
BY_MANAGERS = frozenset(
    {MembershipEvent.APPROVE, MembershipEvent.REJECT, MembershipEvent.REMOVE, MembershipEvent.REVOKE}
)
BY_THE_PERSON = frozenset(
    {MembershipEvent.WITHDRAW, MembershipEvent.ACCEPT, MembershipEvent.DECLINE, MembershipEvent.LEAVE}
)

TRANSITIONS: dict[tuple[MembershipState, MembershipEvent], MembershipState] = {
    (MembershipState.REQUESTED, MembershipEvent.APPROVE): MembershipState.ACTIVE,
    (MembershipState.REQUESTED, MembershipEvent.REJECT): MembershipState.REJECTED,
    (MembershipState.REQUESTED, MembershipEvent.WITHDRAW): MembershipState.WITHDRAWN,
    (MembershipState.REQUESTED, MembershipEvent.CLOSE): MembershipState.WITHDRAWN,
    (MembershipState.INVITED, MembershipEvent.ACCEPT): MembershipState.ACTIVE,
    (MembershipState.INVITED, MembershipEvent.DECLINE): MembershipState.DECLINED,
    (MembershipState.INVITED, MembershipEvent.REVOKE): MembershipState.REVOKED,
    (MembershipState.ACTIVE, MembershipEvent.LEAVE): MembershipState.LEFT,
    (MembershipState.ACTIVE, MembershipEvent.REMOVE): MembershipState.REMOVED,
    (MembershipState.ACTIVE, MembershipEvent.CLOSE): MembershipState.LEFT,
}


def after(state: MembershipState, event: MembershipEvent) -> MembershipState:
    """The state after an event, or `MembershipMoved`."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise MembershipMoved(state=state.value) from None
