"""The algorithms of the product, by the names that everybody here uses."""

from __future__ import annotations

from enum import StrEnum


class KeyAlgorithm(StrEnum):
    """A kind of key pair."""

    SM2 = "sm2"
    RSA_2048 = "rsa2048"
    RSA_3072 = "rsa3072"
    RSA_4096 = "rsa4096"
    EC_P256 = "ec_p256"
    EC_P384 = "ec_p384"

    @property
    def is_rsa(self) -> bool:
        """An RSA key of whatever size."""
        return self in _RSA_BITS

    @property
    def is_ec(self) -> bool:
        """A key on a NIST curve (SM2 is not meant)."""
        return self in (KeyAlgorithm.EC_P256, KeyAlgorithm.EC_P384)

    @property
    def bits(self) -> int:
        """RSA modulus or curve size in bits."""
        return _RSA_BITS.get(self) or (384 if self is KeyAlgorithm.EC_P384 else 256)

    @property
    def default_scheme(self) -> SignatureScheme:
        """The signature scheme that is used when nothing else is asked for."""
        if self is KeyAlgorithm.SM2:
            return SignatureScheme.SM2_SM3
        if self is KeyAlgorithm.EC_P256:
            return SignatureScheme.ECDSA_SHA256
        if self is KeyAlgorithm.EC_P384:
            return SignatureScheme.ECDSA_SHA384
        return SignatureScheme.RSA_PKCS1_SHA256


_RSA_BITS = {KeyAlgorithm.RSA_2048: 2048, KeyAlgorithm.RSA_3072: 3072, KeyAlgorithm.RSA_4096: 4096}


class DigestAlgorithm(StrEnum):
    """A hash, by its name in `hashlib`."""

    SHA256 = "sha256"
    SHA384 = "sha384"
    SHA512 = "sha512"
    SM3 = "sm3"

    @property
    def size(self) -> int:
        """Octets of a hash."""
        return {DigestAlgorithm.SHA384: 48, DigestAlgorithm.SHA512: 64}.get(self, 32)


class SignatureScheme(StrEnum):
    """How data becomes a signature: hash, padding and encoding together.

    SM2_SM3 is GB/T 32918.2 with SM3 (OID 1.2.156.10197.1.501) and the user id 1234567812345678 (GM/T 0009 §10).
    """

    SM2_SM3 = "sm2_sm3"
    RSA_PKCS1_SHA256 = "rsa_pkcs1_sha256"
    RSA_PKCS1_SHA384 = "rsa_pkcs1_sha384"
    RSA_PKCS1_SHA512 = "rsa_pkcs1_sha512"
    RSA_PSS_SHA256 = "rsa_pss_sha256"
    ECDSA_SHA256 = "ecdsa_sha256"
    ECDSA_SHA384 = "ecdsa_sha384"

    @property
    def digest(self) -> DigestAlgorithm:
        """The hash of the scheme."""
        name = self.value.rsplit("_", 1)[1]
        return DigestAlgorithm(name)

    @property
    def x509_name(self) -> str:
        """The name under which asn1crypto knows the scheme (after `core.crypto.registration`)."""
        return _X509_NAMES[self]


_X509_NAMES = {
    SignatureScheme.SM2_SM3: "sm3_sm2",
    SignatureScheme.RSA_PKCS1_SHA256: "sha256_rsa",
    SignatureScheme.RSA_PKCS1_SHA384: "sha384_rsa",
    SignatureScheme.RSA_PKCS1_SHA512: "sha512_rsa",
    SignatureScheme.RSA_PSS_SHA256: "rsassa_pss",
    SignatureScheme.ECDSA_SHA256: "sha256_ecdsa",
    SignatureScheme.ECDSA_SHA384: "sha384_ecdsa",
}


def digest(algorithm: DigestAlgorithm, data: bytes) -> bytes:
    """Hash data; SM3 comes from OpenSSL through `hashlib` where it has it, else from a pure Python implementation."""
    import hashlib

    if algorithm is DigestAlgorithm.SM3:
        return sm3(data)
    return hashlib.new(algorithm.value, data).digest()


def sm3(data: bytes) -> bytes:
    """SM3 (GB/T 32905) of data: 32 bytes."""
    import hashlib

    try:
        return hashlib.new("sm3", data).digest()
    except ValueError:
        from gmssl import func
        from gmssl import sm3 as pure

        return bytes.fromhex(pure.sm3_hash(func.bytes_to_list(data)))
