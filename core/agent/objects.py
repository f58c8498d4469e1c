"""A credential as PKCS#11 objects (v2.40 §4.6 to §4.9): certificate, public and private key, under one CKA_ID."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.agent.cryptoki import Cka, Ckk, Cko
from core.agent.wire import Attribute
from core.credentials.credential import Credential
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate

Value = bool | int | bytes


@dataclass(frozen=True, slots=True)
class Thing:
    """One object.

    Attributes:
        credential: what it stands for.
        kind: its class.
        attributes: all that can be read; none of them is secret.
    """

    credential: Credential
    kind: Cko
    attributes: Mapping[int, Value]

    @property
    def identity(self) -> tuple[str, Cko]:
        """The same object again, in whichever connection."""
        return self.credential.id, self.kind

    def matches(self, template: Sequence[Attribute]) -> bool:
        """Whether all attributes of a search are there with the same values."""
        return all(self.attributes.get(wanted.type) == wanted.value for wanted in template)


def things_of(credential: Credential) -> tuple[Thing, ...]:
    """The objects of a credential; keys that PKCS#11 has no numbers for (SM2) are left out, their certificate stays."""
    certificate = credential.certificate
    found = [Thing(credential, Cko.CERTIFICATE, _common(certificate, Cko.CERTIFICATE) | _certificate(certificate))]
    if certificate.algorithm is not KeyAlgorithm.SM2:
        public, shared = _key(certificate), _shared(certificate)
        found += [
            Thing(
                credential,
                Cko.PUBLIC_KEY,
                _common(certificate, Cko.PUBLIC_KEY) | public | shared | _public(certificate),
            ),
            Thing(credential, Cko.PRIVATE_KEY, _common(certificate, Cko.PRIVATE_KEY) | shared | _private(certificate)),
        ]
    return tuple(found)


def key_id(certificate: Certificate) -> bytes:
    """CKA_ID: the SHA-1 of the public key, as most programs expect it."""
    return certificate.public_key.key_identifier()


def _common(certificate: Certificate, kind: Cko) -> dict[int, Value]:
    return {
        Cka.CLASS: int(kind),
        Cka.TOKEN: True,
        Cka.PRIVATE: kind is Cko.PRIVATE_KEY,
        Cka.MODIFIABLE: False,
        Cka.LABEL: certificate.subject_name.encode(),
        Cka.ID: key_id(certificate),
    }


def _certificate(certificate: Certificate) -> dict[int, Value]:
    serial: bytes = certificate.asn1["tbs_certificate"]["serial_number"].dump()
    return {
        Cka.CERTIFICATE_TYPE: 0,  # CKC_X_509
        Cka.CERTIFICATE_CATEGORY: 1,  # token user
        Cka.TRUSTED: False,
        Cka.SUBJECT: certificate.subject_der,
        Cka.ISSUER: certificate.issuer_der,
        Cka.SERIAL_NUMBER: serial,
        Cka.VALUE: certificate.der,
        Cka.START_DATE: f"{certificate.not_before:%Y%m%d}".encode(),
        Cka.END_DATE: f"{certificate.not_after:%Y%m%d}".encode(),
    }


def _shared(certificate: Certificate) -> dict[int, Value]:
    """What public and private key have in common."""
    shared: dict[int, Value] = {Cka.SUBJECT: certificate.subject_der, Cka.DERIVE: False, Cka.LOCAL: False}
    info: Any = certificate.asn1.public_key
    if certificate.algorithm.is_rsa:
        numbers = info["public_key"].parsed
        shared |= {
            Cka.KEY_TYPE: int(Ckk.RSA),
            Cka.MODULUS: _unsigned(numbers["modulus"].native),
            Cka.PUBLIC_EXPONENT: _unsigned(numbers["public_exponent"].native),
        }
    else:
        shared |= {Cka.KEY_TYPE: int(Ckk.EC), Cka.EC_PARAMS: info["algorithm"]["parameters"].dump()}
    return shared


def _key(certificate: Certificate) -> dict[int, Value]:
    if certificate.algorithm.is_rsa:
        return {Cka.MODULUS_BITS: certificate.algorithm.bits}
    point: bytes = bytes(certificate.asn1.public_key["public_key"])
    # DER OCTET STRING around the point (v2.40 mechanisms §2.3.3); a point of these curves is shorter than 128 octets
    return {Cka.EC_POINT: b"\x04" + bytes([len(point)]) + point}


def _public(certificate: Certificate) -> dict[int, Value]:
    decrypts = _decrypts(certificate)
    return {Cka.VERIFY: certificate.purpose.can_sign, Cka.ENCRYPT: decrypts, Cka.WRAP: False, Cka.VERIFY_RECOVER: False}


def _private(certificate: Certificate) -> dict[int, Value]:
    return {
        Cka.SIGN: certificate.purpose.can_sign,
        Cka.DECRYPT: _decrypts(certificate),
        Cka.SIGN_RECOVER: False,
        Cka.UNWRAP: False,
        Cka.SENSITIVE: True,
        Cka.ALWAYS_SENSITIVE: True,
        Cka.EXTRACTABLE: False,
        Cka.NEVER_EXTRACTABLE: True,
        Cka.ALWAYS_AUTHENTICATE: False,
    }


def _decrypts(certificate: Certificate) -> bool:
    return certificate.algorithm.is_rsa and certificate.purpose.can_encrypt


def _unsigned(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")
