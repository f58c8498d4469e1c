"""DER of OCSP responses (RFC 6960 §4.2.1), written directly: a general ASN.1 library takes longer than the signature.

The structures are small and fixed; the test compares them with the library's own encoding, octet for octet.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from asn1crypto.parser import emit

_UNIVERSAL, _CONTEXT = 0, 2
_OCTET_STRING, _OID, _ENUMERATED, _SEQUENCE, _GENERALIZED_TIME, _BIT_STRING = 4, 6, 10, 16, 24, 3
_BASIC = bytes.fromhex("06092b0601050507300101")  # id-pkix-ocsp-basic
_NONCE = bytes.fromhex("06092b0601050507300102")  # id-pkix-ocsp-nonce


def good() -> bytes:
    """CertStatus: good."""
    return _emit(0, b"", _CONTEXT)


def unknown() -> bytes:
    """CertStatus: unknown."""
    return _emit(2, b"", _CONTEXT)


def revoked(since: datetime, reason: int) -> bytes:
    """CertStatus: revoked since a time, with a CRLReason by its number (RFC 5280 §5.3.1)."""
    return _constructed(1, _time(since) + _constructed(0, _emit(_ENUMERATED, bytes([reason]))))


def single(cert_id: bytes, status: bytes, this_update: datetime, next_update: datetime) -> bytes:
    """SingleResponse; `cert_id` is the request's own DER."""
    return _sequence(cert_id, status, _time(this_update), _constructed(0, _time(next_update)))


def response_data(responder_key: bytes, produced: datetime, singles: Sequence[bytes], nonce: bytes | None) -> bytes:
    """ResponseData, the signed part; the responder is named by the SHA-1 of its key."""
    parts = [_constructed(2, _emit(_OCTET_STRING, responder_key)), _time(produced), _sequence(*singles)]
    if nonce is not None:
        value = _emit(_OCTET_STRING, _emit(_OCTET_STRING, nonce))
        parts.append(_constructed(1, _sequence(_sequence(_NONCE, value))))
    return _sequence(*parts)


def successful(data: bytes, algorithm: bytes, signature: bytes, certificate: bytes) -> bytes:
    """OCSPResponse around a BasicOCSPResponse; `algorithm` is the DER of the AlgorithmIdentifier."""
    basic = _sequence(data, algorithm, _emit(_BIT_STRING, b"\x00" + signature), _constructed(0, _sequence(certificate)))
    return _sequence(_emit(_ENUMERATED, b"\x00"), _constructed(0, _sequence(_BASIC, _emit(_OCTET_STRING, basic))))


def _sequence(*parts: bytes) -> bytes:
    der: bytes = emit(_UNIVERSAL, 1, _SEQUENCE, b"".join(parts))
    return der


def _constructed(tag: int, content: bytes) -> bytes:
    der: bytes = emit(_CONTEXT, 1, tag, content)
    return der


def _emit(tag: int, content: bytes, tag_class: int = _UNIVERSAL) -> bytes:
    der: bytes = emit(tag_class, 0, tag, content)
    return der


def _time(moment: datetime) -> bytes:
    return _emit(_GENERALIZED_TIME, moment.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode())
