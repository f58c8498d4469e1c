"""DigestInfo (RFC 8017 §9.2): what an RSA token signs when the data was hashed outside of it."""

from __future__ import annotations

from core.crypto.algorithms import DigestAlgorithm

# DER up to the digest (note 1 of the section)
_HEAD = {
    DigestAlgorithm.SHA256: bytes.fromhex("3031300d060960864801650304020105000420"),
    DigestAlgorithm.SHA384: bytes.fromhex("3041300d060960864801650304020205000430"),
    DigestAlgorithm.SHA512: bytes.fromhex("3051300d060960864801650304020305000440"),
}


def digest_info(algorithm: DigestAlgorithm, hashed: bytes) -> bytes:
    """DER DigestInfo of a digest by SHA-2."""
    return _HEAD[algorithm] + hashed
