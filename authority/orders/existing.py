"""Orders about certificates that a person has: renew, revoke, reissue."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.orders import catalogue
from authority.orders.businesses import BUSINESSES, RENEW, Business, OldPair
from authority.orders.models import OrderRow
from authority.orders.service import create_order
from authority.orders.states import TRANSITIONS, OrderState
from authority.pki.issuance import pair_rows
from authority.pki.models import CertificateRow, CertificateStatus
from authority.problems import AlreadyUnderWay, CertificateNotFit, NotFound, NotValid
from authority.service import Service

_OPEN = sorted({state.value for state, _ in TRANSITIONS})
_RENEWABLE_AFTER = timedelta(days=90)


def order_about(
    service: Service,
    session: Session,
    account_id: str,
    *,
    business: Business,
    pair_id: str,
    years: int | None,
    agreement_version: str,
    now: datetime,
) -> OrderRow:
    """A draft about a pair of certificates; platform, CA and algorithm are those of the pair's order.

    Raises:
        NotFound: not a pair of this account.
        NotValid: a renewal without a validity.
        CertificateNotFit: revoked, not installed yet, or expired for too long.
        AlreadyUnderWay: an order about the pair is open.
    """
    # the pair's order is locked, so of two orders about it at once the second sees the first
    origin = _origin(session, account_id, pair_id, lock=True)
    _check_state(session, business, origin, now)
    opened = select(OrderRow.id).where(OrderRow.old_pair_id == pair_id, OrderRow.state.in_(_OPEN)).limit(1)
    if session.scalar(opened) is not None:
        raise AlreadyUnderWay
    if business is RENEW and years is None:
        raise NotValid(field="有效期")
    return create_order(
        service,
        session,
        account_id,
        business=business.id,
        platform_id=origin.platform_id,
        ca_id=origin.ca_id,
        years=(years if business is RENEW else None) or origin.years,
        key_algorithm=origin.key_algorithm,
        agreement_version=agreement_version,
        now=now,
        old_pair_id=pair_id,
    )


def quotes_about(
    session: Session, account_id: str, business: Business, pair_id: str
) -> tuple[list[catalogue.Quote], int]:
    """Prices of a business about a pair, and the validity that is offered first."""
    origin = _origin(session, account_id, pair_id)
    free = catalogue.free_quote(business.id, origin.years)
    if free is not None:
        return [free], free.years
    return catalogue.quotes(session, business.id, origin.platform_id, origin.ca_id)


def allowed(row: CertificateRow, now: datetime) -> list[str]:
    """The businesses that a pair's state allows, by name."""
    return [
        business.id for business in BUSINESSES if business.old_pair is not OldPair.NONE and _fits(business, row, now)
    ]


def _origin(session: Session, account_id: str, pair_id: str, *, lock: bool = False) -> OrderRow:
    query = select(OrderRow).where(OrderRow.pair_id == pair_id, OrderRow.account_id == account_id)
    origin = session.scalars(query.with_for_update() if lock else query).first()
    if origin is None:
        raise NotFound
    return origin


def _check_state(session: Session, business: Business, origin: OrderRow, now: datetime) -> None:
    if origin.state != OrderState.INSTALLED:
        raise CertificateNotFit
    if not _fits(business, pair_rows(session, origin.pair_id or "")["sign"], now):
        raise CertificateNotFit


def _fits(business: Business, row: CertificateRow, now: datetime) -> bool:
    if row.status != CertificateStatus.GOOD:
        return False
    expired = row.not_after < now
    return not expired or (business is RENEW and row.not_after + _RENEWABLE_AFTER > now)
