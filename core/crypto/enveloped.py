"""How the authority delivers an encryption key to the device that holds the signing key.

SM2: SM2EnvelopedKey (GM/T 0009 §7.4). RSA: CMS EnvelopedData with key transport (RFC 5652 §6.2.1, RSAES-OAEP). EC: CMS
EnvelopedData with ephemeral-static ECDH (RFC 5753). The CMS content is PKCS#8 under AES-256-CBC; the receiver checks
the opened key against the certificate that came with it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Protocol

from asn1crypto import cms, core

from core.crypto import registration, sm2
from core.crypto.errors import BadStructure, DecryptionFailed
from core.crypto.keys import PrivateKey, PublicKey, sm2_public_key
from core.crypto.sm2_curve import Point
from core.crypto.sm4 import sm4_ecb_decrypt, sm4_ecb_encrypt
from core.errors import Text
from core.secret import Secret

_AES256_WRAP = "2.16.840.1.101.3.4.1.45"


class _Algorithm(core.Sequence):  # type: ignore[misc]
    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", core.Any, {"optional": True})]  # noqa: RUF012


class SM2EnvelopedKey(core.Sequence):  # type: ignore[misc]
    """SM2EnvelopedKey, GM/T 0009 §7.4."""

    _fields = [  # noqa: RUF012 asn1crypto's own form
        ("sym_alg_id", _Algorithm),
        ("sym_encrypted_key", sm2.Sm2Cipher),
        ("sm2_public_key", core.OctetBitString),
        ("sm2_encrypted_private_key", core.OctetBitString),
    ]


def wrap_sm2_key(encryption_key: PrivateKey, receiver: PublicKey) -> bytes:
    """DER SM2EnvelopedKey of an SM2 key for the holder of `receiver` (an SM2 signing key)."""
    session = os.urandom(16)
    structure = SM2EnvelopedKey(
        {
            "sym_alg_id": {"algorithm": registration.OIDS["sm4_ecb"]},
            "sym_encrypted_key": sm2.Sm2Cipher.load(receiver.encrypt(session)),
            "sm2_public_key": encryption_key.public_key.point.encode(),
            "sm2_encrypted_private_key": sm4_ecb_encrypt(session, encryption_key.sm2_scalar.to_bytes(32, "big")),
        }
    )
    dumped: bytes = structure.dump()
    return dumped


def unwrap_sm2_key(enveloped: bytes, receiver: PrivateKey) -> PrivateKey:
    """Open an SM2EnvelopedKey; the private key must belong to the public key that it carries.

    Some products left-pad the 32-byte private key with zeros to 64 bytes (the SKF blob's form): read too.

    Raises:
        BadStructure: not an SM2EnvelopedKey.
        DecryptionFailed: meant for another key, or damaged.
    """
    try:
        structure = SM2EnvelopedKey.load(enveloped, strict=True)
        algorithm = structure["sym_alg_id"]["algorithm"].dotted
        session_cipher = structure["sym_encrypted_key"].dump()
        point = Point.decode(structure["sm2_public_key"].native)
        wrapped = structure["sm2_encrypted_private_key"].native
    except (ValueError, TypeError) as error:
        raise BadStructure(what=Text("SM2 密钥信封（SM2EnvelopedKey）", "SM2EnvelopedKey")) from error
    if algorithm != registration.OIDS["sm4_ecb"]:
        raise BadStructure(what=Text("SM2 密钥信封（SM2EnvelopedKey）", "SM2EnvelopedKey"))
    scalar = int.from_bytes(sm4_ecb_decrypt(receiver.decrypt(session_cipher), wrapped), "big")
    try:
        key = PrivateKey.from_sm2_scalar(scalar)
    except BadStructure:
        raise DecryptionFailed from None
    if key.public_key.point != point:
        raise DecryptionFailed
    return key


def enveloped_public_key(enveloped: bytes) -> PublicKey:
    """Whose private key an SM2EnvelopedKey carries, as it says itself; raises `BadStructure`."""
    try:
        return sm2_public_key(Point.decode(SM2EnvelopedKey.load(enveloped, strict=True)["sm2_public_key"].native))
    except (ValueError, TypeError) as error:
        raise BadStructure(what=Text("SM2 密钥信封（SM2EnvelopedKey）", "SM2EnvelopedKey")) from error


class Receiver(Protocol):
    """The signing key that an envelope is meant for, wherever it lives."""

    @property
    def public_key(self) -> PublicKey:
        """Of the signing key."""

    def open_transported(self, ciphertext: bytes, oaep_hash: str) -> bytes:
        """RSAES-OAEP (RFC 8017 §7.1.2), with the hash `sha1` or `sha256` for the label and for MGF1."""

    def agree(self, point: bytes) -> bytes:
        """The x-coordinate that ECDH gives with another's uncompressed point (SEC 1 §3.3.1)."""


def wrap_key_cms(encryption_key: PrivateKey, receiver: PublicKey, oaep_hash: str = "sha256") -> bytes:
    """DER CMS EnvelopedData (RFC 5652 §6) of a PKCS#8 key; the receiver is named by its key identifier.

    Args:
        encryption_key: what is delivered.
        receiver: the signing key.
        oaep_hash: `sha256`, or `sha1` for RSA keys on tokens that know no other (RFC 8017 §B.1 allows it here: OAEP
            does not rest on SHA-1's resistance to collisions).
    """
    content_key, iv = os.urandom(32), os.urandom(16)
    with encryption_key.to_pkcs8() as pkcs8:
        encrypted = _aes_cbc_encrypt(content_key, iv, pkcs8.reveal_bytes())
    recipient = (
        _key_transport(content_key, receiver, oaep_hash)
        if receiver.algorithm.is_rsa
        else _key_agreement(content_key, receiver)
    )
    enveloped = cms.EnvelopedData(
        {
            "version": "v2",
            "recipient_infos": [recipient],
            "encrypted_content_info": {
                "content_type": "data",
                "content_encryption_algorithm": {"algorithm": "aes256_cbc", "parameters": iv},
                "encrypted_content": encrypted,
            },
        }
    )
    dumped: bytes = cms.ContentInfo({"content_type": "enveloped_data", "content": enveloped}).dump()
    return dumped


def unwrap_key_cms(enveloped: bytes, receiver: PrivateKey) -> PrivateKey:
    """Open what `wrap_key_cms` made with a key in memory; raises as `unwrap_key_for`."""
    return unwrap_key_for(enveloped, _InMemory(receiver))


def unwrap_key_for(enveloped: bytes, receiver: Receiver) -> PrivateKey:
    """Open what `wrap_key_cms` made.

    Raises:
        BadStructure: not such a structure.
        DecryptionFailed: meant for another key, or damaged.
    """
    try:
        outer = cms.ContentInfo.load(enveloped, strict=True)
        if outer["content_type"].native != "enveloped_data":
            raise BadStructure(what=Text("加密信封（EnvelopedData）", "EnvelopedData"))
        data = outer["content"]
        info = data["encrypted_content_info"]
        algorithm = info["content_encryption_algorithm"]
        if algorithm["algorithm"].native != "aes256_cbc":
            raise BadStructure(what=Text("加密信封（EnvelopedData）", "EnvelopedData"))
        iv, encrypted = algorithm["parameters"].native, info["encrypted_content"].native
        recipient = data["recipient_infos"][0].chosen
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise BadStructure(what=Text("加密信封（EnvelopedData）", "EnvelopedData")) from error
    content_key = _recover_content_key(recipient, receiver)
    with Secret(_aes_cbc_decrypt(content_key, iv, encrypted)) as pkcs8:
        try:
            return PrivateKey.from_pkcs8(pkcs8)
        except BadStructure:
            raise DecryptionFailed from None


@dataclass(frozen=True, slots=True)
class _InMemory:
    key: PrivateKey

    @property
    def public_key(self) -> PublicKey:
        return self.key.public_key

    def open_transported(self, ciphertext: bytes, oaep_hash: str) -> bytes:
        try:
            opened: bytes = self.key.cryptography_key.decrypt(ciphertext, _oaep(oaep_hash))
        except ValueError as error:
            raise DecryptionFailed from error
        return opened

    def agree(self, point: bytes) -> bytes:
        from cryptography.hazmat.primitives.asymmetric import ec

        peer = ec.EllipticCurvePublicKey.from_encoded_point(self.key.cryptography_key.curve, point)
        return _ecdh(self.key, peer)


def _oaep(hash_name: str) -> Any:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding

    algorithm = hashes.SHA1() if hash_name == "sha1" else hashes.SHA256()  # noqa: S303 see wrap_key_cms
    return padding.OAEP(padding.MGF1(algorithm), algorithm, None)


def _key_transport(content_key: bytes, receiver: PublicKey, oaep_hash: str) -> cms.RecipientInfo:
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    oaep = {
        "algorithm": "rsaes_oaep",
        "parameters": {
            "hash_algorithm": {"algorithm": oaep_hash},
            "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": oaep_hash}},
        },
    }
    loaded: Any = load_der_public_key(receiver.spki)
    return cms.RecipientInfo(
        name="ktri",
        value={
            "version": "v2",
            "rid": cms.RecipientIdentifier("subject_key_identifier", receiver.key_identifier()),
            "key_encryption_algorithm": oaep,
            "encrypted_key": loaded.encrypt(content_key, _oaep(oaep_hash)),
        },
    )


def _key_agreement(content_key: bytes, receiver: PublicKey) -> cms.RecipientInfo:
    from asn1crypto import keys
    from cryptography.hazmat.primitives.keywrap import aes_key_wrap
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    ephemeral = PrivateKey.generate(receiver.algorithm)
    peer: Any = load_der_public_key(receiver.spki)
    shared = _ecdh(ephemeral, peer)
    originator = keys.PublicKeyInfo.load(ephemeral.public_key.spki)
    return cms.RecipientInfo(
        name="kari",
        value={
            "version": "v3",
            "originator": cms.OriginatorIdentifierOrKey(
                "originator_key", {"algorithm": originator["algorithm"], "public_key": originator["public_key"].native}
            ),
            "key_encryption_algorithm": {
                "algorithm": "1.3.132.1.11.1",  # dhSinglePass-stdDH-sha256kdf-scheme, RFC 5753 §7.1.4
                "parameters": _Algorithm({"algorithm": _AES256_WRAP}),
            },
            "recipient_encrypted_keys": [
                {
                    "rid": cms.KeyAgreementRecipientIdentifier(
                        "r_key_id", {"subject_key_identifier": receiver.key_identifier()}
                    ),
                    "encrypted_key": aes_key_wrap(_kdf(shared), content_key),
                }
            ],
        },
    )


def _recover_content_key(recipient: Any, receiver: Receiver) -> bytes:
    algorithm = receiver.public_key.algorithm
    if isinstance(recipient, cms.KeyTransRecipientInfo) and algorithm.is_rsa:
        return receiver.open_transported(recipient["encrypted_key"].native, _oaep_hash_of(recipient))
    if isinstance(recipient, cms.KeyAgreeRecipientInfo) and algorithm.is_ec:
        return _agreed_content_key(recipient, receiver)
    raise DecryptionFailed


def _oaep_hash_of(recipient: Any) -> str:
    try:
        used = recipient["key_encryption_algorithm"]
        name = str(used["parameters"]["hash_algorithm"]["algorithm"].native)
        mask = str(used["parameters"]["mask_gen_algorithm"]["parameters"]["algorithm"].native)
    except (ValueError, TypeError, KeyError) as error:
        raise BadStructure(what=Text("加密信封（EnvelopedData）", "EnvelopedData")) from error
    if used["algorithm"].native != "rsaes_oaep" or name != mask or name not in ("sha1", "sha256"):
        raise BadStructure(what=Text("加密信封（EnvelopedData）", "EnvelopedData"))
    return name


def _agreed_content_key(recipient: Any, receiver: Receiver) -> bytes:
    from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

    try:
        point = recipient["originator"].chosen["public_key"].native
        wrapped = recipient["recipient_encrypted_keys"][0]["encrypted_key"].native
        return aes_key_unwrap(_kdf(receiver.agree(point)), wrapped)
    except (ValueError, TypeError, IndexError, InvalidUnwrap) as error:
        raise DecryptionFailed from error


def _ecdh(private: PrivateKey, peer: Any) -> bytes:
    from cryptography.hazmat.primitives.asymmetric import ec

    shared: bytes = private.cryptography_key.exchange(ec.ECDH(), peer)
    return shared


class _SharedInfo(core.Sequence):  # type: ignore[misc]
    """ECC-CMS-SharedInfo, RFC 5753 §7.2."""

    _fields = [  # noqa: RUF012 asn1crypto's own form
        ("key_info", _Algorithm),
        ("supp_pub_info", core.OctetString, {"explicit": 2}),
    ]


def _kdf(shared: bytes) -> bytes:
    """The 256-bit key-encryption key from the ECDH secret (ANSI X9.63 KDF with SHA-256)."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF

    info = _SharedInfo({"key_info": {"algorithm": _AES256_WRAP}, "supp_pub_info": (256).to_bytes(4, "big")}).dump()
    return X963KDF(hashes.SHA256(), 32, info).derive(shared)


def _aes_cbc_encrypt(key: bytes, iv: bytes, data: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.padding import PKCS7

    padder = PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return encryptor.update(padder.update(data) + padder.finalize()) + encryptor.finalize()


def _aes_cbc_decrypt(key: bytes, iv: bytes, data: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.padding import PKCS7

    try:
        decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        unpadder = PKCS7(128).unpadder()
        return unpadder.update(decryptor.update(data) + decryptor.finalize()) + unpadder.finalize()
    except ValueError:
        raise DecryptionFailed from None
