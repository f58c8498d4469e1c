"""Key pairs of every algorithm behind one private and one public type."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Self

from asn1crypto import keys as asn1

from core.crypto import (
    registration,  # noqa: F401 names of SM2
    sm2,
)
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.crypto.errors import AlgorithmNotSupported, BadStructure, DecryptionFailed, SignatureInvalid
from core.crypto.sm2_curve import Point
from core.crypto.sm2_engine import engine
from core.errors import Text
from core.secret import Secret

_CURVES = {"sm2p256v1": KeyAlgorithm.SM2, "secp256r1": KeyAlgorithm.EC_P256, "secp384r1": KeyAlgorithm.EC_P384}
_RSA = {2048: KeyAlgorithm.RSA_2048, 3072: KeyAlgorithm.RSA_3072, 4096: KeyAlgorithm.RSA_4096}


class PublicKey:
    """A public key, from and to SubjectPublicKeyInfo (RFC 5280 §4.1.2.7)."""

    def __init__(self, spki: bytes) -> None:
        self.spki = spki
        try:
            info = asn1.PublicKeyInfo.load(spki, strict=True)
            self.algorithm = _algorithm(info)
        except (ValueError, TypeError) as error:
            raise BadStructure(what=Text("公钥", "public key")) from error
        self._info = info
        if self.algorithm is KeyAlgorithm.SM2:
            self.point  # noqa: B018 an SM2 key off the curve is refused at once

    @cached_property
    def point(self) -> Point:
        """The point of an SM2 key."""
        return Point.decode(self._info["public_key"].native)

    @cached_property
    def _loaded(self) -> Any:
        if self.algorithm is KeyAlgorithm.SM2:
            return engine().load_public(self.point)
        from cryptography.hazmat.primitives.serialization import load_der_public_key

        try:
            return load_der_public_key(self.spki)
        except ValueError as error:
            raise BadStructure(what=Text("公钥", "public key")) from error

    def verify(self, signature: bytes, data: bytes, scheme: SignatureScheme) -> None:
        """Raise `SignatureInvalid` unless the signature fits data and key under the scheme."""
        from cryptography.exceptions import InvalidSignature

        if not _fits(self.algorithm, scheme):
            raise SignatureInvalid
        if scheme is SignatureScheme.SM2_SM3:
            if not self._loaded.verify(signature, data):
                raise SignatureInvalid
            return
        try:
            self._loaded.verify(signature, data, *_parameters(scheme))
        except InvalidSignature as error:
            raise SignatureInvalid from error

    def verify_digest(self, signature: bytes, hashed: bytes, scheme: SignatureScheme) -> None:
        """Like `verify` for data of which only the hash is known; not for SM2, whose hash covers the key as well."""
        from cryptography.exceptions import InvalidSignature

        if scheme is SignatureScheme.SM2_SM3 or not _fits(self.algorithm, scheme):
            raise SignatureInvalid
        try:
            self._loaded.verify(signature, hashed, *_parameters(scheme, hashed))
        except (InvalidSignature, ValueError) as error:
            raise SignatureInvalid from error

    def encrypt(self, plaintext: bytes) -> bytes:
        """Encrypt a short secret: SM2Cipher for SM2, RSA-OAEP with SHA-256 (RFC 8017 §7.1) for RSA.

        Raises:
            AlgorithmNotSupported: an ECDSA key cannot encrypt by itself.
        """
        if self.algorithm is KeyAlgorithm.SM2:
            ciphertext: bytes = self._loaded.encrypt(plaintext)
            return ciphertext
        if not self.algorithm.is_rsa:
            raise AlgorithmNotSupported(name=self.algorithm.value)
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import padding

        oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
        result: bytes = self._loaded.encrypt(plaintext, oaep)
        return result

    def key_identifier(self) -> bytes:
        """SHA-1 of the public key bits (RFC 5280 §4.2.1.2 method 1); an identifier, not a protection."""
        identifier: bytes = self._info.sha1
        return identifier

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PublicKey) and other.spki == self.spki

    def __hash__(self) -> int:
        return hash(self.spki)


class PrivateKey:
    """A private key in this process's memory."""

    def __init__(self, algorithm: KeyAlgorithm, loaded: Any, public_key: PublicKey, scalar: int | None = None) -> None:
        self.algorithm = algorithm
        self.public_key = public_key
        self._loaded = loaded
        self._scalar = scalar

    @classmethod
    def generate(cls, algorithm: KeyAlgorithm) -> Self:
        """A new key pair from the system's random source. RSA takes up to seconds: call it in a worker thread."""
        if algorithm is KeyAlgorithm.SM2:
            return cls.from_sm2_scalar(sm2.generate_scalar())
        from cryptography.hazmat.primitives.asymmetric import ec, rsa

        if algorithm.is_rsa:
            return cls._from_loaded(rsa.generate_private_key(65537, algorithm.bits))
        return cls._from_loaded(ec.generate_private_key(ec.SECP384R1() if algorithm.bits == 384 else ec.SECP256R1()))

    @classmethod
    def from_sm2_scalar(cls, scalar: int) -> Self:
        """An SM2 key from its number d."""
        loaded = engine().load_private(scalar)
        return cls(KeyAlgorithm.SM2, loaded, PublicKey(_sm2_spki(loaded.point)), scalar)

    @classmethod
    def from_pkcs8(cls, der: Secret | bytes) -> Self:
        """From unencrypted PKCS#8 (RFC 5958)."""
        raw = der.reveal_bytes() if isinstance(der, Secret) else der
        try:
            info = asn1.PrivateKeyInfo.load(raw, strict=True)
            if info.algorithm == "ec" and info.curve == ("named", "sm2p256v1"):
                return cls.from_sm2_scalar(int(info["private_key"].parsed["private_key"].native))
            from cryptography.hazmat.primitives.serialization import load_der_private_key

            return cls._from_loaded(load_der_private_key(raw, None))
        except (ValueError, TypeError):
            # no chaining: the library's text may quote key bytes
            raise BadStructure(what=Text("私钥", "private key")) from None

    @classmethod
    def _from_loaded(cls, loaded: Any) -> Self:
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        public = PublicKey(loaded.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
        return cls(public.algorithm, loaded, public)

    def to_pkcs8(self) -> Secret:
        """Unencrypted PKCS#8 (RFC 5958) as a secret."""
        if self._scalar is not None:
            return Secret(_sm2_pkcs8(self._scalar, self.public_key.point))
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        return Secret(self._loaded.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))

    @property
    def sm2_scalar(self) -> int:
        """The number d of an SM2 key."""
        if self._scalar is None:
            raise AlgorithmNotSupported(name=self.algorithm.value)
        return self._scalar

    def sign(self, data: bytes, scheme: SignatureScheme | None = None) -> bytes:
        """Sign data (hashing included); the form is X.509's: RSA octets, DER (r, s) otherwise."""
        scheme = scheme or self.algorithm.default_scheme
        if not _fits(self.algorithm, scheme):
            raise AlgorithmNotSupported(name=scheme.value)
        if scheme is SignatureScheme.SM2_SM3:
            signature: bytes = self._loaded.sign(data)
            return signature
        signed: bytes = self._loaded.sign(data, *_parameters(scheme))
        return signed

    def sign_digest(self, hashed: bytes, scheme: SignatureScheme) -> bytes:
        """Sign data of which only the hash is known.

        Raises:
            AlgorithmNotSupported: the scheme is not the key's, or SM2, whose hash covers the key as well.
            BadStructure: the hash has not the scheme's length.
        """
        if scheme is SignatureScheme.SM2_SM3 or not _fits(self.algorithm, scheme):
            raise AlgorithmNotSupported(name=scheme.value)
        if len(hashed) != scheme.digest.size:
            raise BadStructure(what=Text("摘要", "digest"))
        signed: bytes = self._loaded.sign(hashed, *_parameters(scheme, hashed))
        return signed

    def decrypt(self, ciphertext: bytes) -> bytes:
        """Open what `PublicKey.encrypt` made; RSA also opens PKCS#1 v1.5 (with implicit rejection of bad padding).

        Raises:
            DecryptionFailed: another key or damaged data.
        """
        if self.algorithm is KeyAlgorithm.SM2:
            plaintext: bytes = self._loaded.decrypt(ciphertext)
            return plaintext
        if not self.algorithm.is_rsa:
            raise AlgorithmNotSupported(name=self.algorithm.value)
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import padding

        oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
        for kind in (oaep, padding.PKCS1v15()):
            try:
                opened: bytes = self._loaded.decrypt(ciphertext, kind)
            except ValueError:
                continue
            return opened
        raise DecryptionFailed

    @property
    def cryptography_key(self) -> Any:
        """The key object of the `cryptography` package (RSA and EC), for its X.509, OCSP and CMS builders."""
        if self.algorithm is KeyAlgorithm.SM2:
            raise AlgorithmNotSupported(name=self.algorithm.value)
        return self._loaded

    def __repr__(self) -> str:
        return f"PrivateKey({self.algorithm.value})"


def _algorithm(info: asn1.PublicKeyInfo) -> KeyAlgorithm:
    if info.algorithm == "rsa":
        bits = info["public_key"].parsed["modulus"].native.bit_length()
        known = _RSA.get(bits)
        if known is None:
            raise AlgorithmNotSupported(name=f"RSA-{bits}")
        return known
    if info.algorithm == "ec" and info.curve[0] == "named" and info.curve[1] in _CURVES:
        return _CURVES[info.curve[1]]
    raise AlgorithmNotSupported(name=str(info.algorithm))


def _fits(algorithm: KeyAlgorithm, scheme: SignatureScheme) -> bool:
    if algorithm is KeyAlgorithm.SM2:
        return scheme is SignatureScheme.SM2_SM3
    return scheme.value.startswith("rsa_" if algorithm.is_rsa else "ecdsa_")


def _parameters(scheme: SignatureScheme, hashed: bytes | None = None) -> tuple[Any, ...]:
    """The padding and hash arguments of `cryptography` for a scheme; with a hash instead of data when it is given."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, utils

    known: dict[str, hashes.HashAlgorithm] = {
        "sha256": hashes.SHA256(),
        "sha384": hashes.SHA384(),
        "sha512": hashes.SHA512(),
    }
    hash_of = known[scheme.digest.value]
    given = hash_of if hashed is None else utils.Prehashed(hash_of)
    if scheme.value.startswith("ecdsa_"):
        return (ec.ECDSA(given),)
    if scheme is SignatureScheme.RSA_PSS_SHA256:
        return padding.PSS(padding.MGF1(hash_of), hash_of.digest_size), given
    return padding.PKCS1v15(), given


def _sm2_spki(point: Point) -> bytes:
    spki: bytes = asn1.PublicKeyInfo(
        {
            "algorithm": {"algorithm": "ec", "parameters": asn1.ECDomainParameters("named", "sm2p256v1")},
            "public_key": asn1.ECPointBitString(point.encode()),
        }
    ).dump()
    return spki


def sm2_public_key(point: Point) -> PublicKey:
    """An SM2 public key from its point."""
    return PublicKey(_sm2_spki(point))


def _sm2_pkcs8(scalar: int, point: Point) -> bytes:
    # PrivateKeyInfo and ECPrivateKey (RFC 5915) of this curve have constant headers
    return _SM2_PKCS8_HEAD + scalar.to_bytes(32, "big") + _SM2_PKCS8_POINT + point.encode()


_SM2_PKCS8_HEAD = bytes.fromhex("308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420")
_SM2_PKCS8_POINT = bytes.fromhex("a144034200")
