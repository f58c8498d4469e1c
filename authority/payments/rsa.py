"""RSASSA-PKCS1-v1_5 with SHA-256, base64: both WeChat Pay and Alipay (RSA2) sign with it."""

from __future__ import annotations

import base64
from pathlib import Path


def sign(private_key: Path, message: bytes) -> str:
    """Sign with a PEM private key."""
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    key = load_pem_private_key(private_key.read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)  # noqa: S101 both providers use RSA
    return base64.b64encode(key.sign(message, PKCS1v15(), SHA256())).decode()


def verify(public_key: Path, message: bytes, signature: str) -> bool:
    """Whether the signature is of a PEM public key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    key = load_pem_public_key(public_key.read_bytes())
    assert isinstance(key, RSAPublicKey)  # noqa: S101 both providers use RSA
    try:
        key.verify(base64.b64decode(signature, validate=True), message, PKCS1v15(), SHA256())
    except (ValueError, InvalidSignature):
        return False
    return True
