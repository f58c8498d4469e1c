"""Issues pairs of certificates for orders, and changes their status; always inside the caller's transaction."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from authority.pki.hierarchy import Hierarchy, SigningIdentity
from authority.pki.models import CertificateRow, CertificateStatus, EscrowedKeyRow
from authority.pki.profiles import (
    ENCRYPTION_USAGE,
    PERSON_IDENTIFIER,
    SIGNING_USAGE,
    Profile,
    build_certificate,
    new_serial,
    person_identifier,
)
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate
from core.crypto.enveloped import wrap_key_cms, wrap_sm2_key
from core.crypto.errors import AlgorithmNotSupported
from core.crypto.keys import PrivateKey, PublicKey
from core.crypto.requests import parse_request


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a pair is for.

    Attributes:
        fields: subject name fields by asn1crypto's names (`common_name`, `organization_name`, …).
        id_number: of a person; goes into the certificate only as a keyed hash.
    """

    fields: dict[str, str]
    id_number: str | None


@dataclass(frozen=True, slots=True)
class IssuedPair:
    """A signing and an encryption certificate of one person, and the encryption key for its holder.

    Attributes:
        pair_id: names both rows.
        signing: for the key of the request.
        encryption: for the key that the KMC made.
        chain: issuing CA first, root last.
        envelope_format: `sm2_enveloped_key` or `cms_enveloped_data`.
        envelope: the encryption key, readable only with the signing key.
    """

    pair_id: str
    signing: Certificate
    encryption: Certificate
    chain: tuple[Certificate, ...]
    envelope_format: str
    envelope: bytes


def issue_pair(
    session: Session,
    hierarchy: Hierarchy,
    *,
    subject: Subject,
    request_der: bytes,
    algorithm: KeyAlgorithm,
    years: int,
    public_url: str,
    now: datetime,
    not_after: datetime | None = None,
    oaep_hash: str = "sha256",
) -> IssuedPair:
    """Check the request's proof of possession, make the encryption key, issue both certificates on hold.

    They become good when the installation is confirmed (`activate_pair`). They last `years`, or until `not_after`.
    `oaep_hash` is the one that an RSA key opens the envelope with.

    Raises:
        BadStructure, SignatureInvalid: the request is not sound.
        AlgorithmNotSupported: its key is not of the ordered algorithm.
    """
    request = parse_request(request_der)
    if request.public_key.algorithm is not algorithm:
        raise AlgorithmNotSupported(name=request.public_key.algorithm.value)
    issuer = hierarchy.issuer_for(algorithm)
    encryption_key = PrivateKey.generate(algorithm)
    pair_id = str(uuid.uuid4())
    end = not_after or (now + timedelta(days=365 * years)).replace(microsecond=0)
    signing, encryption = (
        issue_certificate(session, hierarchy, issuer, subject, key, usage, pair_id, end, public_url, now)
        for key, usage in ((request.public_key, "sign"), (encryption_key.public_key, "encrypt"))
    )
    with encryption_key.to_pkcs8() as pkcs8:
        session.add(EscrowedKeyRow(certificate_id=encryption.id, sealed_key=hierarchy.keyring.encrypt("kmc", pkcs8)))
    if algorithm is KeyAlgorithm.SM2:
        envelope_format, envelope = "sm2_enveloped_key", wrap_sm2_key(encryption_key, request.public_key)
    else:
        envelope_format, envelope = "cms_enveloped_data", wrap_key_cms(encryption_key, request.public_key, oaep_hash)
    chain = (issuer.certificate, *issuer.chain)
    return IssuedPair(pair_id, Certificate(signing.der), Certificate(encryption.der), chain, envelope_format, envelope)


def activate_pair(session: Session, pair_id: str, now: datetime) -> None:
    """The holder confirmed the installation: hold → good. A revoked pair stays revoked."""
    session.execute(
        update(CertificateRow)
        .where(CertificateRow.pair_id == pair_id, CertificateRow.status == CertificateStatus.HOLD)
        .values(status=CertificateStatus.GOOD, status_since=now.astimezone(UTC))
    )


def revoke_pair(session: Session, pair_id: str, reason: str, now: datetime) -> None:
    """Revoke both certificates for good; `reason` as RFC 5280 §5.3.1 in snake case, e.g. `key_compromise`."""
    session.execute(
        update(CertificateRow)
        .where(CertificateRow.pair_id == pair_id, CertificateRow.status != CertificateStatus.REVOKED)
        .values(status=CertificateStatus.REVOKED, status_since=now.astimezone(UTC), reason=reason)
    )


def pair_rows(session: Session, pair_id: str) -> dict[str, CertificateRow]:
    """The rows of a pair by usage (`sign`, `encrypt`)."""
    rows = session.scalars(select(CertificateRow).where(CertificateRow.pair_id == pair_id))
    return {row.usage: row for row in rows}


def issue_certificate(
    session: Session,
    hierarchy: Hierarchy,
    issuer: SigningIdentity,
    subject: Subject,
    public_key: PublicKey,
    usage: str,
    pair_id: str,
    not_after: datetime,
    public_url: str,
    now: datetime,
) -> CertificateRow:
    """One certificate on hold, with its row; `usage` is `sign` or `encrypt`."""
    serial = new_serial()
    private = {}
    if subject.id_number is not None:
        private[PERSON_IDENTIFIER] = person_identifier(subject.id_number, hierarchy.keyring.derive("person-id"))
    certificate = build_certificate(
        subject={"country_name": "CN", **subject.fields},
        public_key=public_key,
        issuer=issuer.certificate,
        issuer_key=issuer.key,
        profile=Profile(
            usage=SIGNING_USAGE if usage == "sign" else ENCRYPTION_USAGE,
            ocsp_url=f"{public_url}/pki/ocsp",
            issuer_url=f"{public_url}/pki/ca/{issuer.id}.cer",
            crl_url=f"{public_url}/pki/crl/{issuer.id}.crl",
            private=private,
        ),
        not_before=(now - timedelta(minutes=5)).replace(microsecond=0),
        not_after=not_after,
        serial=serial,
    )
    row = CertificateRow(
        id=str(uuid.uuid4()),
        pair_id=pair_id,
        issuer_id=issuer.id,
        serial_hex=certificate.serial_hex,
        usage=usage,
        der=certificate.der,
        fingerprint=certificate.fingerprint,
        not_before=certificate.not_before,
        not_after=certificate.not_after,
        status=CertificateStatus.HOLD,
        status_since=now.astimezone(UTC),
        reason=None,
    )
    session.add(row)
    session.flush()  # a serial number that exists already fails here, inside the caller's transaction
    return row
