"""Certification requests: PKCS#10 (RFC 2986), made with any key that can sign, checked by the authority."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from asn1crypto import csr, x509
from asn1crypto import keys as asn1_keys

from core.crypto import registration  # noqa: F401 names of SM2
from core.crypto.algorithms import SignatureScheme
from core.crypto.errors import AlgorithmNotSupported, BadStructure
from core.crypto.keys import PublicKey
from core.errors import Text


@dataclass(frozen=True, slots=True)
class CertificationRequest:
    """A request whose signature (proof of possession) was checked."""

    subject: dict[str, str]
    public_key: PublicKey


def to_be_signed(subject: Mapping[str, str], public_key: PublicKey) -> bytes:
    """The CertificationRequestInfo to sign; `subject` by asn1crypto's field names, e.g. `common_name`."""
    info = csr.CertificationRequestInfo(
        {
            "version": "v1",
            "subject": x509.Name.build(dict(subject)),
            "subject_pk_info": asn1_keys.PublicKeyInfo.load(public_key.spki),
            "attributes": [],
        }
    )
    dumped: bytes = info.dump()
    return dumped


def assemble(info: bytes, scheme: SignatureScheme, signature: bytes) -> bytes:
    """The DER request from its signed part and the signature."""
    request = csr.CertificationRequest(
        {
            "certification_request_info": csr.CertificationRequestInfo.load(info),
            "signature_algorithm": {"algorithm": scheme.x509_name},
            "signature": signature,
        }
    )
    dumped: bytes = request.dump()
    return dumped


def build_request(
    subject: Mapping[str, str], public_key: PublicKey, sign: Callable[[bytes, SignatureScheme], bytes]
) -> bytes:
    """A DER request signed by a key in this process; tokens use `to_be_signed` and `assemble` around their own call."""
    info = to_be_signed(subject, public_key)
    scheme = public_key.algorithm.default_scheme
    return assemble(info, scheme, sign(info, scheme))


def parse_request(der: bytes) -> CertificationRequest:
    """Read a request and check its proof of possession.

    Raises:
        BadStructure: not a PKCS#10 request.
        AlgorithmNotSupported: key or scheme outside the product's list.
        SignatureInvalid: the sender does not hold the private key.
    """
    try:
        request = csr.CertificationRequest.load(der, strict=True)
        request.native  # noqa: B018 forces the parse
        info = request["certification_request_info"]
        spki = info["subject_pk_info"].dump()
        name = request["signature_algorithm"]["algorithm"].native
        signature = request["signature"].native
        subject = {part["type"].native: str(part["value"].native) for rdn in info["subject"].chosen for part in rdn}
        signed = info.dump()
    except Exception as error:
        # asn1crypto raises many types on malformed input
        raise BadStructure(what=Text("证书请求", "certification request")) from error
    public_key = PublicKey(spki)
    scheme = next((known for known in SignatureScheme if known.x509_name == name), None)
    if scheme is None:
        raise AlgorithmNotSupported(name=str(name))
    public_key.verify(signature, signed, scheme)
    return CertificationRequest(subject, public_key)
