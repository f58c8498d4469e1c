"""Files encrypted for the holder of a certificate: CMS EnvelopedData (RFC 5652 §6), in RSA and in SM2.

RSA: RSAES-OAEP with SHA-256 and AES-256-CBC. SM2: SM2 encryption (GM/T 0009 §7.2) and SM4-CBC, with the algorithm
identifiers of GM/T 0006. CBC does not authenticate: whoever opens a message compares it with a digest from elsewhere.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from asn1crypto import cms

from core.crypto import registration  # noqa: F401 names of SM2
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate
from core.crypto.errors import AlgorithmNotSupported, BadStructure, DecryptionFailed
from core.errors import Text

_BLOCK = 16
_KEY_SIZES = {"aes256_cbc": 32, "sm4_cbc": 16}


@dataclass(frozen=True, slots=True)
class EncryptedMessage:
    """A message as read.

    Attributes:
        issuer_der: the receiver's certificate, by issuer …
        serial_number: … and number.
        encrypted_key: what the receiver's key decrypts (`Medium.decrypt`).
    """

    issuer_der: bytes
    serial_number: int
    encrypted_key: bytes
    _cipher: str
    _iv: bytes
    _content: bytes

    def is_for(self, certificate: Certificate) -> bool:
        """The certificate's key opens it."""
        return (certificate.issuer_der, certificate.serial_number) == (self.issuer_der, self.serial_number)

    def open(self, content_key: bytes) -> bytes:
        """The plaintext, with the key that the receiver decrypted.

        Raises:
            DecryptionFailed: another key or damaged data.
        """
        from cryptography.hazmat.primitives.padding import PKCS7

        if len(content_key) != _KEY_SIZES[self._cipher]:
            raise DecryptionFailed
        try:
            step = _cipher(self._cipher, content_key, self._iv).decryptor()
            unpadder = PKCS7(_BLOCK * 8).unpadder()
            padded = step.update(self._content) + step.finalize()
            return unpadder.update(padded) + unpadder.finalize()
        except ValueError:
            raise DecryptionFailed from None


def encrypt_message(data: bytes, receiver: Certificate) -> bytes:
    """DER ContentInfo of the data for one receiver.

    Raises:
        AlgorithmNotSupported: the certificate's key cannot encrypt.
    """
    from cryptography.hazmat.primitives.padding import PKCS7

    cipher, transport = _algorithms(receiver.algorithm)
    content_key, iv = os.urandom(_KEY_SIZES[cipher]), os.urandom(_BLOCK)
    padder = PKCS7(_BLOCK * 8).padder()
    step = _cipher(cipher, content_key, iv).encryptor()
    encrypted = step.update(padder.update(data) + padder.finalize()) + step.finalize()
    name = {"issuer": receiver.asn1.issuer, "serial_number": receiver.serial_number}
    recipient = {
        "version": "v0",
        "rid": cms.RecipientIdentifier("issuer_and_serial_number", cms.IssuerAndSerialNumber(name)),
        "key_encryption_algorithm": transport,
        "encrypted_key": receiver.public_key.encrypt(content_key),
    }
    enveloped = cms.EnvelopedData(
        {
            "version": "v0",
            "recipient_infos": [cms.RecipientInfo("ktri", recipient)],
            "encrypted_content_info": {
                "content_type": "data",
                "content_encryption_algorithm": {"algorithm": cipher, "parameters": iv},
                "encrypted_content": encrypted,
            },
        }
    )
    der: bytes = cms.ContentInfo({"content_type": "enveloped_data", "content": enveloped}).dump()
    return der


def parse_message(der: bytes) -> EncryptedMessage:
    """Read a message for one receiver; raises `BadStructure` for anything else."""
    try:
        message = _message(der)
    except Exception as error:
        # asn1crypto raises many types on malformed input
        raise BadStructure(what=Text("加密信封（EnvelopedData）", "EnvelopedData")) from error
    if message is None:
        raise BadStructure(what=Text("加密信封（EnvelopedData）", "EnvelopedData"))
    return message


def _message(der: bytes) -> EncryptedMessage | None:
    outer = cms.ContentInfo.load(der, strict=True)
    if outer["content_type"].native != "enveloped_data" or len(outer["content"]["recipient_infos"]) != 1:
        return None
    info = outer["content"]["encrypted_content_info"]
    algorithm = info["content_encryption_algorithm"]
    recipient = outer["content"]["recipient_infos"][0].chosen
    receiver = recipient["rid"].chosen
    cipher, iv = algorithm["algorithm"].native, algorithm["parameters"].native
    if cipher not in _KEY_SIZES or len(iv) != _BLOCK:
        return None
    encrypted_key, content = recipient["encrypted_key"].native, info["encrypted_content"].native
    number = receiver["serial_number"].native
    return EncryptedMessage(receiver["issuer"].dump(), number, encrypted_key, cipher, iv, content)


def _algorithms(algorithm: KeyAlgorithm) -> tuple[str, dict[str, Any]]:
    """The cipher of the content and the AlgorithmIdentifier of the key's transport."""
    if algorithm is KeyAlgorithm.SM2:
        return "sm4_cbc", {"algorithm": "sm2_encryption"}
    if not algorithm.is_rsa:
        raise AlgorithmNotSupported(name=algorithm.value)
    hashes = {
        "hash_algorithm": {"algorithm": "sha256"},
        "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": "sha256"}},
    }
    return "aes256_cbc", {"algorithm": "rsaes_oaep", "parameters": hashes}


def _cipher(name: str, key: bytes, iv: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers import Cipher, modes
    from cryptography.hazmat.primitives.ciphers.algorithms import AES, SM4

    return Cipher(SM4(key) if name == "sm4_cbc" else AES(key), modes.CBC(iv))
