"""Keys and certificates that are made on a token or put there, in a writable session that is logged in.

A signing key is made by the token (C_GenerateKeyPair) and never leaves it. The encryption key comes from the
authority in an envelope for the signing key; it is opened here and put on the token at once (C_CreateObject), sensitive
and not extractable as well: middleware that could unwrap it inside the token (C_UnwrapKey with an envelope of CMS) is
rare.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from asn1crypto import core as asn1

from core.credentials.errors import CertificateNotOfKey, CredentialNotFound, MediumFull, OperationNotSupported
from core.credentials.medium import Delivery, NewKey
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate
from core.crypto.enveloped import unwrap_key_for
from core.crypto.errors import DecryptionFailed
from core.crypto.keys import PrivateKey, PublicKey

_LABEL = "secure-client"
_CURVE = "secp256r1"


def makes(mechanisms: Sequence[Any], rsa_bits: int) -> tuple[KeyAlgorithm, ...]:
    """What a token with these mechanisms makes; `rsa_bits` is its longest RSA key."""
    from pkcs11 import Mechanism

    found = []
    if {Mechanism.RSA_PKCS_KEY_PAIR_GEN, Mechanism.RSA_PKCS_OAEP, Mechanism.RSA_PKCS} <= set(mechanisms):
        found += [kind for kind in (KeyAlgorithm.RSA_2048, KeyAlgorithm.RSA_3072) if kind.bits <= rsa_bits]
    if {Mechanism.EC_KEY_PAIR_GEN, Mechanism.ECDSA, Mechanism.ECDH1_DERIVE} <= set(mechanisms):
        found.append(KeyAlgorithm.EC_P256)
    return tuple(found)


def create(session: Any, algorithm: KeyAlgorithm, mark: str = "") -> NewKey:
    """Make a signing key under a new CKA_ID; under the CKA_ID of a mark there is one key that waits at most."""
    import pkcs11
    from pkcs11.util.ec import encode_named_curve_parameters

    key_id = os.urandom(8)
    if mark:
        marked = _marked(mark)
        if not _find(session, pkcs11.ObjectClass.CERTIFICATE, marked.hex()):
            key_id = marked
            waiting = _waiting(session, marked.hex(), algorithm)
            if waiting is not None:
                return waiting
    common = {"id": key_id, "label": _LABEL, "store": True}
    private = {
        pkcs11.Attribute.PRIVATE: True,
        pkcs11.Attribute.SENSITIVE: True,
        pkcs11.Attribute.EXTRACTABLE: False,
        pkcs11.Attribute.SIGN: True,
        # for the envelope that the encryption key comes in
        (pkcs11.Attribute.DECRYPT if algorithm.is_rsa else pkcs11.Attribute.DERIVE): True,
    }
    try:
        if algorithm.is_rsa:
            public, _ = session.generate_keypair(pkcs11.KeyType.RSA, algorithm.bits, private_template=private, **common)
        elif algorithm is KeyAlgorithm.EC_P256:
            curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters(_CURVE)}
            parameters = session.create_domain_parameters(pkcs11.KeyType.EC, curve, local=True)
            public, _ = parameters.generate_keypair(private_template=private, **common)
        else:
            raise OperationNotSupported(what=algorithm.value)
    except pkcs11.DeviceMemory:
        raise MediumFull from None
    return NewKey(key_id.hex(), _public_key(public), "sha1")


def _waiting(session: Any, key_id: str, algorithm: KeyAlgorithm) -> NewKey | None:
    """The pair that was made before; half a pair, or one of another algorithm, is cleared away."""
    import pkcs11

    pair = (pkcs11.ObjectClass.PRIVATE_KEY, pkcs11.ObjectClass.PUBLIC_KEY)
    halves = {kind: _find(session, kind, key_id) for kind in pair}
    if all(len(found) == 1 for found in halves.values()):
        public_key = _public_key(halves[pkcs11.ObjectClass.PUBLIC_KEY][0])
        if public_key.algorithm is algorithm:
            return NewKey(key_id, public_key, "sha1")
    for found in halves.values():
        for item in found:
            item.destroy()
    return None


def _marked(mark: str) -> bytes:
    """The CKA_ID of a mark."""
    return hashlib.sha256(mark.encode()).digest()[:8]


def install(session: Any, key_id: str, delivery: Delivery) -> None:
    """The delivered key and certificates; the signing certificate last, because with it the key counts."""
    import pkcs11

    if _public_key(_only(session, pkcs11.ObjectClass.PUBLIC_KEY, key_id)) != delivery.signing.public_key:
        raise CertificateNotOfKey
    try:
        if delivery.encryption is not None:
            _install_encryption(session, key_id, delivery.encryption, delivery.encryption_key)
        _put_certificate(session, bytes.fromhex(key_id), delivery.signing)
    except pkcs11.DeviceMemory:
        raise MediumFull from None
    _keep_issuers(session, delivery.chain)


def discard(session: Any, key_id: str) -> None:
    """Delete a key pair that has no certificate yet."""
    import pkcs11

    if _find(session, pkcs11.ObjectClass.CERTIFICATE, key_id):
        raise OperationNotSupported(what="discard key")
    for kind in (pkcs11.ObjectClass.PRIVATE_KEY, pkcs11.ObjectClass.PUBLIC_KEY):
        for item in _find(session, kind, key_id):
            item.destroy()


def discard_marked(session: Any, mark: str) -> None:
    """Delete the key pair that waits under the CKA_ID of a mark, if any."""
    import pkcs11

    key_id = _marked(mark).hex()
    if not _find(session, pkcs11.ObjectClass.CERTIFICATE, key_id):
        discard(session, key_id)


def _install_encryption(session: Any, key_id: str, certificate: Certificate, enveloped: bytes) -> None:
    import pkcs11

    own_id = certificate.public_key.key_identifier()
    if not _find(session, pkcs11.ObjectClass.PRIVATE_KEY, own_id.hex()):
        if not enveloped:
            raise CertificateNotOfKey
        key = unwrap_key_for(enveloped, _OnToken(session, key_id))
        if key.public_key != certificate.public_key:
            raise CertificateNotOfKey
        _put_key(session, own_id, key)
    _put_certificate(session, own_id, certificate)


def _put_key(session: Any, own_id: bytes, key: PrivateKey) -> None:
    import pkcs11
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from pkcs11.util.ec import decode_ec_private_key
    from pkcs11.util.rsa import decode_rsa_private_key

    der = key.cryptography_key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    attributes = decode_rsa_private_key(der) if key.algorithm.is_rsa else decode_ec_private_key(der)
    session.create_object(
        {
            **attributes,
            pkcs11.Attribute.ID: own_id,
            pkcs11.Attribute.LABEL: _LABEL,
            pkcs11.Attribute.TOKEN: True,
            pkcs11.Attribute.PRIVATE: True,
            pkcs11.Attribute.SENSITIVE: True,
            pkcs11.Attribute.EXTRACTABLE: False,
            pkcs11.Attribute.SIGN: False,
            pkcs11.Attribute.DECRYPT: key.algorithm.is_rsa,
            pkcs11.Attribute.DERIVE: not key.algorithm.is_rsa,
        }
    )


def _put_certificate(session: Any, own_id: bytes, certificate: Certificate) -> None:
    import pkcs11

    before = _find(session, pkcs11.ObjectClass.CERTIFICATE, own_id.hex())
    if any(bytes(item[pkcs11.Attribute.VALUE]) == certificate.der for item in before):
        return
    _create_certificate(session, own_id, certificate)
    # the old one goes when the new one is there, so that nothing is lost on a full token
    for old in before:
        old.destroy()


def _create_certificate(session: Any, own_id: bytes, certificate: Certificate) -> None:
    import pkcs11

    session.create_object(
        {
            pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
            pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
            pkcs11.Attribute.TOKEN: True,
            pkcs11.Attribute.PRIVATE: False,
            pkcs11.Attribute.ID: own_id,
            pkcs11.Attribute.LABEL: certificate.subject_name or _LABEL,
            pkcs11.Attribute.SUBJECT: certificate.subject_der,
            pkcs11.Attribute.ISSUER: certificate.issuer_der,
            pkcs11.Attribute.SERIAL_NUMBER: asn1.Integer(certificate.serial_number).dump(),
            pkcs11.Attribute.VALUE: certificate.der,
        }
    )


def _keep_issuers(session: Any, chain: tuple[Certificate, ...]) -> None:
    import pkcs11

    wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}
    known = {bytes(item[pkcs11.Attribute.VALUE]) for item in list(session.get_objects(wanted))}
    # the certificates are installed; that their issuers find no room is no failure of that
    with suppress(pkcs11.PKCS11Error):
        for issuer in chain:
            if issuer.der not in known:
                _create_certificate(session, issuer.public_key.key_identifier(), issuer)


def _find(session: Any, kind: Any, key_id: str) -> list[Any]:
    import pkcs11

    # taken whole: an iterator left half-way keeps the search open, which blocks the session
    return list(session.get_objects({pkcs11.Attribute.CLASS: kind, pkcs11.Attribute.ID: bytes.fromhex(key_id)}))


def _only(session: Any, kind: Any, key_id: str) -> Any:
    found = _find(session, kind, key_id)
    if len(found) != 1:
        raise CredentialNotFound
    return found[0]


def _public_key(item: Any) -> PublicKey:
    import pkcs11
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from pkcs11.util.ec import encode_ec_public_key

    if item.key_type is pkcs11.KeyType.EC:
        return PublicKey(encode_ec_public_key(item))
    exponent, modulus = item[pkcs11.Attribute.PUBLIC_EXPONENT], item[pkcs11.Attribute.MODULUS]
    numbers = RSAPublicNumbers(int.from_bytes(exponent, "big"), int.from_bytes(modulus, "big"))
    return PublicKey(numbers.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


class _OnToken:
    """A signing key on a token that opens an envelope (`core.crypto.enveloped.Receiver`)."""

    def __init__(self, session: Any, key_id: str) -> None:
        import pkcs11

        self._key = _only(session, pkcs11.ObjectClass.PRIVATE_KEY, key_id)
        self.public_key = _public_key(_only(session, pkcs11.ObjectClass.PUBLIC_KEY, key_id))

    def open_transported(self, ciphertext: bytes, oaep_hash: str) -> bytes:
        import pkcs11
        from pkcs11 import MGF, Mechanism

        hashes = (Mechanism.SHA_1, MGF.SHA1) if oaep_hash == "sha1" else (Mechanism.SHA256, MGF.SHA256)
        try:
            opened = self._key.decrypt(ciphertext, mechanism=Mechanism.RSA_PKCS_OAEP, mechanism_param=(*hashes, None))
        except (pkcs11.EncryptedDataInvalid, pkcs11.EncryptedDataLenRange):
            raise DecryptionFailed from None
        return bytes(opened)

    def agree(self, point: bytes) -> bytes:
        import pkcs11
        from pkcs11 import KDF

        shared = self._key.derive_key(
            pkcs11.KeyType.GENERIC_SECRET,
            256,
            mechanism_param=(KDF.NULL, None, point),
            store=False,
            template={pkcs11.Attribute.SENSITIVE: False, pkcs11.Attribute.EXTRACTABLE: True},
        )
        return bytes(shared[pkcs11.Attribute.VALUE])
