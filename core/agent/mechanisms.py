"""From the mechanism of a call to the signature of a credential."""

from __future__ import annotations

from dataclasses import dataclass

from core.agent.cryptoki import CKF_DECRYPT, CKF_SIGN, CKG_MGF1_SHA256, Ckm, Refused, Rv
from core.agent.wire import Mechanism
from core.crypto.algorithms import DigestAlgorithm, KeyAlgorithm, SignatureScheme, digest

# DER of DigestInfo up to the digest (RFC 8017 §9.2 note 1)
_DIGEST_INFO = {
    bytes.fromhex("3031300d060960864801650304020105000420"): SignatureScheme.RSA_PKCS1_SHA256,
    bytes.fromhex("3041300d060960864801650304020205000430"): SignatureScheme.RSA_PKCS1_SHA384,
    bytes.fromhex("3051300d060960864801650304020305000440"): SignatureScheme.RSA_PKCS1_SHA512,
}
_HASHING = {
    Ckm.SHA256_RSA_PKCS: SignatureScheme.RSA_PKCS1_SHA256,
    Ckm.SHA384_RSA_PKCS: SignatureScheme.RSA_PKCS1_SHA384,
    Ckm.SHA512_RSA_PKCS: SignatureScheme.RSA_PKCS1_SHA512,
}
_ECDSA = {32: SignatureScheme.ECDSA_SHA256, 48: SignatureScheme.ECDSA_SHA384}

SIGNING = (Ckm.RSA_PKCS, Ckm.RSA_PKCS_PSS, *_HASHING, Ckm.ECDSA)
DECRYPTING = (Ckm.RSA_PKCS, Ckm.RSA_PKCS_OAEP)
MECHANISMS = tuple(sorted({*SIGNING, *DECRYPTING}))


def mechanism_info(kind: int) -> tuple[int, int, int]:
    """Smallest and largest key in bits and the flags of a mechanism."""
    if kind not in MECHANISMS:
        raise Refused(Rv.MECHANISM_INVALID)
    flags = (CKF_SIGN if kind in SIGNING else 0) | (CKF_DECRYPT if kind in DECRYPTING else 0)
    return (256, 384, flags) if kind == Ckm.ECDSA else (2048, 4096, flags)


@dataclass(frozen=True, slots=True)
class Hashed:
    """What is signed: a hash and the scheme that it belongs to."""

    value: bytes
    scheme: SignatureScheme


def check_signing(mechanism: Mechanism, algorithm: KeyAlgorithm) -> None:
    """Whether a key can sign under a mechanism; raises `Refused`."""
    if mechanism.type not in SIGNING:
        raise Refused(Rv.MECHANISM_INVALID)
    if (mechanism.type == Ckm.ECDSA) is not algorithm.is_ec:
        raise Refused(Rv.KEY_TYPE_INCONSISTENT)
    if mechanism.type == Ckm.RSA_PKCS_PSS and mechanism.numbers != (Ckm.SHA256, CKG_MGF1_SHA256, 32):
        raise Refused(Rv.MECHANISM_PARAM_INVALID)


def check_decrypting(mechanism: Mechanism, algorithm: KeyAlgorithm) -> None:
    """Whether a key can decrypt under a mechanism; raises `Refused`."""
    if mechanism.type not in DECRYPTING:
        raise Refused(Rv.MECHANISM_INVALID)
    if not algorithm.is_rsa:
        raise Refused(Rv.KEY_TYPE_INCONSISTENT)
    if mechanism.type == Ckm.RSA_PKCS_OAEP and (
        mechanism.numbers[:2] != (Ckm.SHA256, CKG_MGF1_SHA256) or mechanism.data
    ):
        raise Refused(Rv.MECHANISM_PARAM_INVALID)


def hashes_itself(mechanism: Mechanism) -> bool:
    """The mechanism takes the data, not their hash."""
    return mechanism.type in _HASHING


def hashed(mechanism: Mechanism, data: bytes) -> Hashed:
    """What a program wants signed. CKM_RSA_PKCS carries a DigestInfo, CKM_ECDSA and PSS the bare hash.

    Raises:
        Refused: it is no hash of this product's list. What is no hash is never signed: a raw RSA signature over
            chosen octets could be passed off as one of anything.
    """
    if mechanism.type in _HASHING:
        scheme = _HASHING[Ckm(mechanism.type)]
        return Hashed(digest(scheme.digest, data), scheme)
    if mechanism.type == Ckm.RSA_PKCS:
        for prefix, scheme in _DIGEST_INFO.items():
            if data.startswith(prefix) and len(data) == len(prefix) + scheme.digest.size:
                return Hashed(data[len(prefix) :], scheme)
        raise Refused(Rv.DATA_LEN_RANGE)
    if mechanism.type == Ckm.ECDSA and len(data) in _ECDSA:
        return Hashed(data, _ECDSA[len(data)])
    if mechanism.type == Ckm.RSA_PKCS_PSS and len(data) == DigestAlgorithm.SHA256.size:
        return Hashed(data, SignatureScheme.RSA_PSS_SHA256)
    raise Refused(Rv.DATA_LEN_RANGE)


def signature_size(algorithm: KeyAlgorithm) -> int:
    """Octets of a signature in PKCS#11's form."""
    return algorithm.bits // 8 if algorithm.is_rsa else 2 * (algorithm.bits // 8)


def to_cryptoki(signature: bytes, algorithm: KeyAlgorithm) -> bytes:
    """PKCS#11's form of a signature: ECDSA as r ‖ s of fixed length (v2.40 mechanisms §2.3.1), RSA as it is."""
    if algorithm.is_rsa:
        return signature
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    size = algorithm.bits // 8
    r, s = decode_dss_signature(signature)
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")
