"""Certificates for keys in tests, issued by a throw-away issuer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from asn1crypto import core, keys, x509

from core.crypto.certificates import Certificate, KeyPurpose
from core.crypto.keys import PrivateKey, PublicKey

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
_USAGE = {
    KeyPurpose.SIGN: {"digital_signature", "non_repudiation"},
    KeyPurpose.ENCRYPT: {"key_encipherment", "data_encipherment"},
    KeyPurpose.SIGN_ENCRYPT: {"digital_signature", "key_encipherment"},
}


def issue(
    public_key: PublicKey,
    issuer_key: PrivateKey,
    purpose: KeyPurpose = KeyPurpose.SIGN,
    name: str = "张三",
    not_before: datetime = NOW - timedelta(days=1),
    not_after: datetime = NOW + timedelta(days=365),
    serial: int = 4711,
) -> Certificate:
    """An end-entity certificate."""
    scheme = issuer_key.algorithm.default_scheme
    tbs = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": serial,
            "signature": {"algorithm": scheme.x509_name},
            "issuer": x509.Name.build({"common_name": "测试签发者"}),
            "validity": {
                "not_before": x509.Time("utc_time", not_before),
                "not_after": x509.Time("utc_time", not_after),
            },
            "subject": x509.Name.build({"common_name": name}),
            "subject_public_key_info": keys.PublicKeyInfo.load(public_key.spki),
            "extensions": [
                {"extn_id": "key_usage", "critical": True, "extn_value": core.ParsableOctetString(_usage(purpose))}
            ],
        }
    )
    signature = issuer_key.sign(tbs.dump(), scheme)
    certificate = x509.Certificate(
        {"tbs_certificate": tbs, "signature_algorithm": {"algorithm": scheme.x509_name}, "signature_value": signature}
    )
    return Certificate(certificate.dump())


def _usage(purpose: KeyPurpose) -> bytes:
    dumped: bytes = x509.KeyUsage(_USAGE[purpose]).dump()
    return dumped
