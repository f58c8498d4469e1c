"""Our own DER of OCSP responses, compared octet for octet with the encoding of a general ASN.1 library."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from asn1crypto import algos, core, ocsp, x509

from authority.pki import ocsp_der
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.keys import PrivateKey
from tests.core.credentials.issued import issue

NOW = datetime(2026, 11, 23, 8, 0, 59, 999999, tzinfo=UTC)
WHOLE = NOW.replace(microsecond=0)
LATER = WHOLE + timedelta(minutes=10)
ALGORITHM = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})


def statuses() -> list[tuple[bytes, ocsp.CertStatus]]:
    reasons = [
        (ocsp_der.revoked(NOW, number), {"revocation_time": WHOLE, "revocation_reason": name})
        for number, name in ((0, "unspecified"), (1, "key_compromise"), (6, "certificate_hold"), (10, "aa_compromise"))
    ]
    return [
        (ocsp_der.good(), ocsp.CertStatus(name="good", value=core.Null())),
        (ocsp_der.unknown(), ocsp.CertStatus(name="unknown", value=core.Null())),
        *((der, ocsp.CertStatus(name="revoked", value=info)) for der, info in reasons),
    ]


def cert_id(serial: int) -> ocsp.CertId:
    return ocsp.CertId(
        {
            "hash_algorithm": {"algorithm": "sha256"},
            "issuer_name_hash": bytes(range(32)),
            "issuer_key_hash": bytes(range(32, 64)),
            "serial_number": serial,
        }
    )


@pytest.mark.parametrize("nonce", [None, b"n", bytes(128)], ids=["none", "short", "long"])
@pytest.mark.parametrize("count", [1, 32])
def test_a_response_is_encoded_as_the_library_does(nonce: bytes | None, count: int) -> None:
    key = PrivateKey.generate(KeyAlgorithm.EC_P256)
    certificate = issue(key.public_key, key)
    signature, responder = bytes(range(70)), key.public_key.key_identifier()
    answers = [(cert_id(0x80 + number), *statuses()[number % 6]) for number in range(count)]

    singles = [ocsp_der.single(wanted.dump(), der, NOW, NOW + timedelta(minutes=10)) for wanted, der, _ in answers]
    ours = ocsp_der.successful(
        ocsp_der.response_data(responder, NOW, singles, nonce), ALGORITHM.dump(), signature, certificate.der
    )

    data: dict[str, Any] = {
        "responder_id": ocsp.ResponderId(name="by_key", value=responder),
        "produced_at": WHOLE,
        "responses": [
            {"cert_id": wanted, "cert_status": status, "this_update": WHOLE, "next_update": LATER}
            for wanted, _, status in answers
        ],
    }
    if nonce is not None:
        data["response_extensions"] = [{"extn_id": "nonce", "critical": False, "extn_value": nonce}]
    basic = ocsp.BasicOCSPResponse(
        {
            "tbs_response_data": data,
            "signature_algorithm": ALGORITHM,
            "signature": signature,
            "certs": [x509.Certificate.load(certificate.der)],
        }
    )
    whole = {"response_type": "basic_ocsp_response", "response": basic}
    theirs = ocsp.OCSPResponse({"response_status": "successful", "response_bytes": whole})
    assert ours == theirs.dump()


def test_times_are_written_in_utc() -> None:
    china = timezone(timedelta(hours=8))
    assert ocsp_der.revoked(NOW.astimezone(china), 1) == ocsp_der.revoked(NOW, 1)
    assert b"20261123080059Z" in ocsp_der.revoked(NOW, 1)
