"""Orders about certificates that a person has: renew, revoke, reissue, change."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.orders import catalogue
from authority.orders.businesses import BUSINESSES, Business, Holder, OldPair
from authority.orders.master_data import is_outdated
from authority.orders.models import OrderRow
from authority.orders.scope import Scope
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
    scope: Scope,
    *,
    business: Business,
    pair_id: str,
    years: int | None,
    agreement_version: str,
    now: datetime,
    with_seal: bool = True,
) -> OrderRow:
    """A draft about a pair of certificates; platform, CA and algorithm are those of the pair's order.

    Raises:
        NotFound: not a pair of this identity.
        NotValid: a renewal without a validity.
        CertificateNotFit: revoked, not installed yet, expired for too long; the holder's data changed since (then it
            can only be changed or revoked) or did not (then it cannot be changed).
        AlreadyUnderWay: an order about the pair is open.
    """
    # the pair's order is locked, so of two orders about it at once the second sees the first
    origin = _origin(session, scope, pair_id, lock=True)
    _check_state(service, session, business, origin, now)
    opened = select(OrderRow.id).where(OrderRow.old_pair_id == pair_id, OrderRow.state.in_(_OPEN)).limit(1)
    if session.scalar(opened) is not None:
        raise AlreadyUnderWay
    if business.renews and years is None:
        raise NotValid(field="有效期")
    return create_order(
        service,
        session,
        scope,
        business=business.id,
        platform_id=origin.platform_id,
        ca_id=origin.ca_id,
        years=(years if business.renews else None) or origin.years,
        key_algorithm=origin.key_algorithm,
        agreement_version=agreement_version,
        now=now,
        old_pair_id=pair_id,
        # a reissue restores what there was
        with_seal=with_seal if business.reviewed else origin.with_seal,
    )


def quotes_about(
    session: Session, scope: Scope, business: Business, pair_id: str, *, with_seal: bool = True
) -> tuple[list[catalogue.Quote], int]:
    """Prices of a business about a pair, and the validity that is offered first; one where the end stays."""
    origin = _origin(session, scope, pair_id)
    if not business.begins:
        price = catalogue.quote_about(session, business.id, origin.ca_id, origin.years, with_seal=with_seal)
        return [price], origin.years
    return catalogue.quotes(session, business.id, origin.platform_id, origin.ca_id, with_seal=with_seal)


def allowed(service: Service, session: Session, origin: OrderRow, row: CertificateRow, now: datetime) -> list[str]:
    """The businesses that a pair's state allows, by name."""
    if origin.state != OrderState.INSTALLED:
        return []
    outdated = is_outdated(service, session, origin, row)
    holder = Holder.PERSON if origin.organisation_id is None else Holder.ORGANISATION
    about = [item for item in BUSINESSES if item.old_pair is not OldPair.NONE and item.holder is holder]
    return [business.id for business in about if _fits(business, row, outdated, now)]


def _origin(session: Session, scope: Scope, pair_id: str, *, lock: bool = False) -> OrderRow:
    query = select(OrderRow).where(OrderRow.pair_id == pair_id, scope.covers())
    origin = session.scalars(query.with_for_update() if lock else query).first()
    if origin is None:
        raise NotFound
    return origin


def _check_state(service: Service, session: Session, business: Business, origin: OrderRow, now: datetime) -> None:
    row = pair_rows(session, origin.pair_id or "")["sign"]
    if business.id not in allowed(service, session, origin, row, now):
        raise CertificateNotFit


def _fits(business: Business, row: CertificateRow, outdated: bool, now: datetime) -> bool:
    if row.status != CertificateStatus.GOOD or business.outdated is (not outdated):
        return False
    expired = row.not_after < now
    return not expired or (business.renews and row.not_after + _RENEWABLE_AFTER > now)
