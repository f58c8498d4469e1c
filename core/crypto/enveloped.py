"""How the authority delivers an encryption key to the device that holds the signing key.

SM2: SM2EnvelopedKey (GM/T 0009 §7.4). RSA: CMS EnvelopedData with key transport (RFC 5652 §6.2.1, RSAES-OAEP). EC: CMS
EnvelopedData with ephemeral-static ECDH (RFC 5753). The CMS content is PKCS#8 under AES-256-CBC; the receiver checks
the opened key against the certificate that came with it.
"""

from __future__ import annotations

import os
from typing import Any

from asn1crypto import cms, core

from core.crypto import registration, sm2
from core.crypto.errors import BadStructure, DecryptionFailed
from core.crypto.keys import PrivateKey, PublicKey, sm2_public_key
from core.crypto.sm2_curve import Point
from core.crypto.sm4 import sm4_ecb_decrypt, sm4_ecb_encrypt
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
        raise BadStructure(what="SM2EnvelopedKey") from error
    if algorithm != registration.OIDS["sm4_ecb"]:
        raise BadStructure(what="SM2EnvelopedKey")
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
        raise BadStructure(what="SM2EnvelopedKey") from error


def wrap_key_cms(encryption_key: PrivateKey, receiver: PublicKey) -> bytes:
    """DER CMS EnvelopedData (RFC 5652 §6) of a PKCS#8 key; the receiver is named by its key identifier."""
    content_key, iv = os.urandom(32), os.urandom(16)
    with encryption_key.to_pkcs8() as pkcs8:
        encrypted = _aes_cbc_encrypt(content_key, iv, pkcs8.reveal_bytes())
    recipient = (
        _key_transport(content_key, receiver) if receiver.algorithm.is_rsa else _key_agreement(content_key, receiver)
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
    """Open what `wrap_key_cms` made.

    Raises:
        BadStructure: not such a structure.
        DecryptionFailed: meant for another key, or damaged.
    """
    try:
        outer = cms.ContentInfo.load(enveloped, strict=True)
        if outer["content_type"].native != "enveloped_data":
            raise BadStructure(what="EnvelopedData")
        data = outer["content"]
        info = data["encrypted_content_info"]
        algorithm = info["content_encryption_algorithm"]
        if algorithm["algorithm"].native != "aes256_cbc":
            raise BadStructure(what="EnvelopedData")
        iv, encrypted = algorithm["parameters"].native, info["encrypted_content"].native
        recipient = data["recipient_infos"][0].chosen
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise BadStructure(what="EnvelopedData") from error
    content_key = _recover_content_key(recipient, receiver)
    with Secret(_aes_cbc_decrypt(content_key, iv, encrypted)) as pkcs8:
        try:
            return PrivateKey.from_pkcs8(pkcs8)
        except BadStructure:
            raise DecryptionFailed from None


def _key_transport(content_key: bytes, receiver: PublicKey) -> cms.RecipientInfo:
    oaep = {
        "algorithm": "rsaes_oaep",
        "parameters": {
            "hash_algorithm": {"algorithm": "sha256"},
            "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": "sha256"}},
        },
    }
    return cms.RecipientInfo(
        name="ktri",
        value={
            "version": "v2",
            "rid": cms.RecipientIdentifier("subject_key_identifier", receiver.key_identifier()),
            "key_encryption_algorithm": oaep,
            "encrypted_key": receiver.encrypt(content_key),
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


def _recover_content_key(recipient: Any, receiver: PrivateKey) -> bytes:
    if isinstance(recipient, cms.KeyTransRecipientInfo) and receiver.algorithm.is_rsa:
        return receiver.decrypt(recipient["encrypted_key"].native)
    if isinstance(recipient, cms.KeyAgreeRecipientInfo) and receiver.algorithm.is_ec:
        return _agreed_content_key(recipient, receiver)
    raise DecryptionFailed


def _agreed_content_key(recipient: Any, receiver: PrivateKey) -> bytes:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

    try:
        point = recipient["originator"].chosen["public_key"].native
        wrapped = recipient["recipient_encrypted_keys"][0]["encrypted_key"].native
        peer = ec.EllipticCurvePublicKey.from_encoded_point(receiver.cryptography_key.curve, point)
        return aes_key_unwrap(_kdf(_ecdh(receiver, peer)), wrapped)
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
