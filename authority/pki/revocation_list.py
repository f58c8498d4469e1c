"""Certificate revocation lists (RFC 5280 §5): signed when asked for and stale, numbered, kept in the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from asn1crypto import crl, x509
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from authority.database import take_turns
from authority.pki.hierarchy import Hierarchy, SigningIdentity
from authority.pki.models import CertificateRow, CertificateStatus, RevocationListRow

LIFETIME = timedelta(hours=24)


def current_list(session: Session, hierarchy: Hierarchy, issuer_id: str, now: datetime) -> bytes:
    """DER CRL of an issuer, a new one when a status changed since the last or half of its life is over."""
    take_turns(session, f"crl:{issuer_id}")  # two processes never sign the same number
    newest = session.scalars(
        select(RevocationListRow)
        .where(RevocationListRow.issuer_id == issuer_id)
        .order_by(RevocationListRow.number.desc())
        .limit(1)
    ).first()
    if newest is not None and not _stale(session, newest, now):
        return newest.der
    number = (newest.number if newest else 0) + 1
    der = _sign(session, hierarchy[issuer_id], number, now)
    session.add(
        RevocationListRow(issuer_id=issuer_id, number=number, der=der, this_update=now, next_update=now + LIFETIME)
    )
    session.flush()
    return der


def _stale(session: Session, newest: RevocationListRow, now: datetime) -> bool:
    this_update = _aware(newest.this_update)
    if now - this_update > LIFETIME / 2:
        return True
    changed = session.scalar(
        select(func.max(CertificateRow.status_since)).where(CertificateRow.issuer_id == newest.issuer_id)
    )
    # at equal times the change may have come after the list was signed
    return changed is not None and _aware(changed) >= this_update


def _sign(session: Session, issuer: SigningIdentity, number: int, now: datetime) -> bytes:
    scheme = issuer.key.algorithm.default_scheme
    algorithm = {"algorithm": scheme.x509_name}
    rows = session.scalars(
        select(CertificateRow)
        .where(CertificateRow.issuer_id == issuer.id, CertificateRow.status != CertificateStatus.GOOD)
        .order_by(CertificateRow.serial_hex)
    )
    revoked = [
        {
            "user_certificate": int(row.serial_hex, 16),
            "revocation_date": _time(_aware(row.status_since)),
            "crl_entry_extensions": [{"extn_id": "crl_reason", "critical": False, "extn_value": reason_of(row)}],
        }
        for row in rows
    ]
    tbs = crl.TbsCertList(
        {
            "version": "v2",
            "signature": algorithm,
            "issuer": issuer.certificate.asn1.subject,
            "this_update": _time(now),
            "next_update": _time(now + LIFETIME),
            # an empty list of entries is absent, not empty (RFC 5280 §5.1.2.6)
            **({"revoked_certificates": revoked} if revoked else {}),
            "crl_extensions": [
                {
                    "extn_id": "authority_key_identifier",
                    "critical": False,
                    "extn_value": {"key_identifier": issuer.key.public_key.key_identifier()},
                },
                {"extn_id": "crl_number", "critical": False, "extn_value": number},
            ],
        }
    )
    signed = crl.CertificateList(
        {
            "tbs_cert_list": tbs,
            "signature_algorithm": algorithm,
            "signature": issuer.key.sign(tbs.dump(), scheme),
        }
    )
    der: bytes = signed.dump()
    return der


def reason_of(row: CertificateRow) -> str:
    """The CRL reason of a certificate that is not good (RFC 5280 §5.3.1)."""
    if row.status == CertificateStatus.HOLD:
        return "certificate_hold"
    return row.reason or "unspecified"


def _aware(moment: datetime) -> datetime:
    # SQLite gives back naive times; all times in the database are UTC
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _time(moment: datetime) -> x509.Time:
    return x509.Time(name="utc_time", value=moment.astimezone(UTC).replace(microsecond=0))
