"""OCSP responder (RFC 6960) with delegated keys; echoes a nonce of 1 to 128 octets (RFC 9654)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from asn1crypto import algos, crl, ocsp
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from authority.pki import ocsp_der
from authority.pki.hierarchy import ISSUING, Hierarchy, SigningIdentity
from authority.pki.models import CertificateRow, CertificateStatus
from authority.pki.revocation_list import reason_of
from core.crypto.algorithms import DigestAlgorithm, digest
from core.crypto.certificates import Certificate

LIFETIME = timedelta(minutes=10)
_MAX_REQUESTS = 32
_DIGESTS = {"sha1", "sha256", "sha384", "sha512", "sm3"}
_REASONS = {name: number for number, name in crl.CRLReason._map.items()}
_STATUS = select(CertificateRow.status, CertificateRow.status_since, CertificateRow.reason).where(
    CertificateRow.issuer_id == bindparam("issuer_id"), CertificateRow.serial_hex == bindparam("serial_hex")
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One certificate of a request: the id as it came (echoed byte for byte), and what it names."""

    cert_id: bytes
    issuer_id: str | None
    serial_hex: str


def respond(session: Session, hierarchy: Hierarchy, request_der: bytes, now: datetime) -> bytes:
    """The DER OCSPResponse to a DER OCSPRequest; malformed requests get `malformed_request`, never an exception."""
    try:
        request = ocsp.OCSPRequest.load(request_der, strict=True)
        request.native  # noqa: B018 forces the parse
        wanted = [_wanted(hierarchy, item["req_cert"]) for item in request["tbs_request"]["request_list"]]
        nonce = request.nonce_value.native if request.nonce_value is not None else None
    except Exception:
        # asn1crypto raises many types on malformed input
        return _refusal("malformed_request")
    if not 0 < len(wanted) <= _MAX_REQUESTS or (nonce is not None and not 1 <= len(nonce) <= 128):
        return _refusal("malformed_request")
    issuers = {item.issuer_id for item in wanted}
    if len(issuers) != 1 or None in issuers:
        return _refusal("unauthorized")
    responder = hierarchy[f"{issuers.pop()}-ocsp"]
    return _sign(responder, [_single(session, item, now) for item in wanted], nonce, now)


def _wanted(hierarchy: Hierarchy, cert_id: Any) -> _Wanted:
    algorithm = cert_id["hash_algorithm"]["algorithm"].native
    name_hash, key_hash = cert_id["issuer_name_hash"].native, cert_id["issuer_key_hash"].native
    issuer_id = next(
        (name for name in ISSUING if _names(hierarchy[name].certificate, algorithm) == (name_hash, key_hash)), None
    )
    digits = f"{cert_id['serial_number'].native:X}"
    return _Wanted(cert_id.dump(), issuer_id, digits if len(digits) % 2 == 0 else "0" + digits)


@lru_cache(maxsize=64)
def _names(issuer: Certificate, algorithm: str) -> tuple[bytes, bytes]:
    """How a request names an issuer: hashes of its name and of its key (RFC 6960 §4.1.1)."""
    if algorithm not in _DIGESTS:
        return b"", b""
    key_bits: bytes = bytes(issuer.asn1.public_key["public_key"])
    parts = issuer.subject_der, key_bits
    if algorithm == "sha1":
        name, key = (hashlib.sha1(part, usedforsecurity=False).digest() for part in parts)
    else:
        name, key = (digest(DigestAlgorithm(algorithm), part) for part in parts)
    return name, key


def _single(session: Session, wanted: _Wanted, now: datetime) -> bytes:
    row = session.execute(_STATUS, {"issuer_id": wanted.issuer_id, "serial_hex": wanted.serial_hex}).first()
    return ocsp_der.single(wanted.cert_id, _status(row), now, now + LIFETIME)


def _status(row: Any) -> bytes:
    if row is None:
        return ocsp_der.unknown()
    if row.status == CertificateStatus.GOOD:
        return ocsp_der.good()
    return ocsp_der.revoked(row.status_since, _REASONS[reason_of(row)])


def _sign(responder: SigningIdentity, responses: list[bytes], nonce: bytes | None, now: datetime) -> bytes:
    scheme = responder.key.algorithm.default_scheme
    data = ocsp_der.response_data(_key_identifier(responder.certificate), now, responses, nonce)
    return ocsp_der.successful(
        data, _algorithm(scheme.x509_name), responder.key.sign(data, scheme), responder.certificate.der
    )


@lru_cache(maxsize=16)
def _key_identifier(responder: Certificate) -> bytes:
    return responder.public_key.key_identifier()


@lru_cache(maxsize=16)
def _algorithm(name: str) -> bytes:
    der: bytes = algos.SignedDigestAlgorithm({"algorithm": name}).dump()
    return der


def _refusal(status: str) -> bytes:
    der: bytes = ocsp.OCSPResponse({"response_status": status}).dump()
    return der
