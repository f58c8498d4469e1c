"""OCSP responder (RFC 6960) with delegated keys; echoes a nonce of 1 to 128 octets (RFC 9654)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from asn1crypto import core, ocsp, x509
from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.pki.hierarchy import ISSUING, Hierarchy, SigningIdentity
from authority.pki.models import CertificateRow, CertificateStatus
from authority.pki.revocation_list import reason_of
from core.crypto.algorithms import DigestAlgorithm, digest

LIFETIME = timedelta(minutes=10)
_MAX_REQUESTS = 32
_DIGESTS = {"sha1", "sha256", "sha384", "sha512", "sm3"}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One certificate of a request: the id as it came (echoed byte for byte), and what it names."""

    cert_id: Any
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
    issuer_id = next((name for name in ISSUING if _names(hierarchy[name], algorithm) == (name_hash, key_hash)), None)
    digits = f"{cert_id['serial_number'].native:X}"
    return _Wanted(cert_id, issuer_id, digits if len(digits) % 2 == 0 else "0" + digits)


def _names(issuer: SigningIdentity, algorithm: str) -> tuple[bytes, bytes]:
    if algorithm not in _DIGESTS:
        return b"", b""
    key_bits: bytes = bytes(issuer.certificate.asn1.public_key["public_key"])
    parts = issuer.certificate.subject_der, key_bits
    if algorithm == "sha1":
        name, key = (hashlib.sha1(part, usedforsecurity=False).digest() for part in parts)
    else:
        name, key = (digest(DigestAlgorithm(algorithm), part) for part in parts)
    return name, key


def _single(session: Session, wanted: _Wanted, now: datetime) -> dict[str, Any]:
    row = session.execute(
        select(CertificateRow.status, CertificateRow.status_since, CertificateRow.reason).where(
            CertificateRow.issuer_id == wanted.issuer_id, CertificateRow.serial_hex == wanted.serial_hex
        )
    ).first()
    return {
        "cert_id": wanted.cert_id,
        "cert_status": _status(row),
        "this_update": now.replace(microsecond=0),
        "next_update": (now + LIFETIME).replace(microsecond=0),
    }


def _status(row: Any) -> ocsp.CertStatus:
    if row is None:
        return ocsp.CertStatus(name="unknown", value=core.Null())
    if row.status == CertificateStatus.GOOD:
        return ocsp.CertStatus(name="good", value=core.Null())
    since = row.status_since if row.status_since.tzinfo else row.status_since.replace(tzinfo=UTC)
    info = {"revocation_time": since.replace(microsecond=0), "revocation_reason": reason_of(row)}
    return ocsp.CertStatus(name="revoked", value=info)


def _sign(responder: SigningIdentity, responses: list[dict[str, Any]], nonce: bytes | None, now: datetime) -> bytes:
    scheme = responder.key.algorithm.default_scheme
    data = ocsp.ResponseData(
        {
            "responder_id": ocsp.ResponderId(name="by_key", value=responder.key.public_key.key_identifier()),
            "produced_at": now.replace(microsecond=0),
            "responses": responses,
        }
    )
    if nonce is not None:
        data["response_extensions"] = [{"extn_id": "nonce", "critical": False, "extn_value": nonce}]
    basic = ocsp.BasicOCSPResponse(
        {
            "tbs_response_data": data,
            "signature_algorithm": {"algorithm": scheme.x509_name},
            "signature": responder.key.sign(data.dump(), scheme),
            "certs": [x509.Certificate.load(responder.certificate.der)],
        }
    )
    response = ocsp.OCSPResponse(
        {
            "response_status": "successful",
            "response_bytes": {"response_type": "basic_ocsp_response", "response": basic},
        }
    )
    der: bytes = response.dump()
    return der


def _refusal(status: str) -> bytes:
    der: bytes = ocsp.OCSPResponse({"response_status": status}).dump()
    return der
