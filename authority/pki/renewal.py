"""New certificates for the keys of an old pair (续期: the keys stay, the validity goes on)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from authority.pki.hierarchy import Hierarchy
from authority.pki.issuance import Subject, issue_certificate, pair_rows
from authority.pki.models import EscrowedKeyRow
from core.crypto.certificates import Certificate


@dataclass(frozen=True, slots=True)
class RenewedPair:
    """Both certificates; the encryption key is with its holder already."""

    pair_id: str
    signing: Certificate
    encryption: Certificate
    chain: tuple[Certificate, ...]


def renew_pair(
    session: Session,
    hierarchy: Hierarchy,
    *,
    subject: Subject,
    old_pair_id: str,
    years: int,
    public_url: str,
    now: datetime,
) -> RenewedPair:
    """Certificates on hold for both keys of a pair, from now until `years` after the old pair's end.

    The escrowed key is kept under the new certificate as well. The caller has seen a request signed by the signing key.
    """
    old = {usage: Certificate(row.der) for usage, row in pair_rows(session, old_pair_id).items()}
    issuer, pair_id = hierarchy.issuer_for(old["sign"].algorithm), str(uuid.uuid4())
    end = old["sign"].not_after + timedelta(days=365 * years)
    signing, encryption = (
        issue_certificate(
            session, hierarchy, issuer, subject, old[usage].public_key, usage, pair_id, end, public_url, now
        )
        for usage in ("sign", "encrypt")
    )
    kept = session.get_one(EscrowedKeyRow, pair_rows(session, old_pair_id)["encrypt"].id)
    session.add(EscrowedKeyRow(certificate_id=encryption.id, sealed_key=kept.sealed_key))
    chain = (issuer.certificate, *issuer.chain)
    return RenewedPair(pair_id, Certificate(signing.der), Certificate(encryption.der), chain)
