"""Electronic seals and seal signatures: made as GB/T 38540-2020 (V4), read as V1, V4 and V5."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from asn1crypto import algos, core

from core.crypto import registration  # noqa: F401 names of SM2
from core.crypto import seal_structures as asn1
from core.crypto.algorithms import DigestAlgorithm, SignatureScheme, digest
from core.crypto.certificates import Certificate
from core.crypto.errors import AlgorithmNotSupported, BadStructure
from core.errors import Text

VERSION = 4
_CERTIFICATES, _DIGESTS = 1, 2

Signer = Callable[[bytes, SignatureScheme], bytes]


class SealKind(IntEnum):
    """Whose seal it is (GB/T 38540-2020 §6.1); makers use further numbers for purposes of their own."""

    ORGANISATION = 1
    PERSON = 2


@dataclass(frozen=True, slots=True)
class SealPicture:
    """The picture of a seal.

    Attributes:
        type: `PNG`, `JPG`, `OFD`, …
        data: the file.
        width_mm: printed width in millimetres.
        height_mm: printed height in millimetres.
    """

    type: str
    data: bytes
    width_mm: int
    height_mm: int


@dataclass(frozen=True, slots=True)
class SealContent:
    """What a seal says.

    Attributes:
        id: unique for its maker; ASCII.
        vendor: the maker's software; ASCII.
        kind: a `SealKind`, or the maker's number for another one.
        name: of the seal.
        picture: what is stamped.
        signers: DER certificates that may use the seal; empty when the seal lists digests.
        signer_digests: (hash name, digest) of such certificates, for seals that list digests.
        created: when it was made.
        valid_from: start of its validity.
        valid_to: end of its validity.
    """

    id: str
    vendor: str
    kind: int
    name: str
    picture: SealPicture
    signers: tuple[bytes, ...]
    created: datetime
    valid_from: datetime
    valid_to: datetime
    signer_digests: tuple[tuple[str, bytes], ...] = ()

    def allows(self, certificate: Certificate) -> bool:
        """The certificate is in the seal's list."""
        if certificate.der in self.signers:
            return True
        return any(
            hmac.compare_digest(value, digest(algorithm, certificate.der))
            for name, value in self.signer_digests
            if (algorithm := _digest_algorithm(name)) is not None
        )


@dataclass(frozen=True, slots=True)
class SignedPart:
    """Bytes with a signature by a certificate's key."""

    data: bytes
    signature: bytes
    scheme: SignatureScheme
    certificate: Certificate

    def verify(self) -> None:
        """Raise `SignatureInvalid` unless the key made the signature over the bytes; no rules of trust."""
        self.certificate.public_key.verify(self.signature, self.data, self.scheme)


@dataclass(frozen=True, slots=True)
class ElectronicSeal:
    """A seal as read: nothing in it is verified yet."""

    der: bytes
    version: int
    content: SealContent
    made: SignedPart


@dataclass(frozen=True, slots=True)
class SealSignature:
    """A seal signature as read: nothing in it is verified yet.

    Attributes:
        version: 1, 4 or 5.
        seal: the seal that was used.
        data_hash: hash of the protected bytes of the document, as signed.
        property_info: where the document's signature description is (OFD) or the like.
        time: the signing time claimed; None when a V1 signature carries a form that is not a time.
        signed: the signer's part.
    """

    version: int
    seal: ElectronicSeal
    data_hash: bytes
    property_info: str
    time: datetime | None
    signed: SignedPart


def make_seal(content: SealContent, maker: Certificate, sign: Signer) -> bytes:
    """DER SESeal (V4 §6.1) signed by the seal maker's key."""
    info = asn1.SealInfoV4(
        {
            "header": {"id": "ES", "version": VERSION, "vendor": content.vendor},
            "id": content.id,
            "property": {
                "kind": int(content.kind),
                "name": content.name,
                **_signer_list(content),
                "created": _whole_seconds(content.created),
                "valid_from": _whole_seconds(content.valid_from),
                "valid_to": _whole_seconds(content.valid_to),
            },
            "picture": {
                "type": content.picture.type,
                "data": content.picture.data,
                "width": content.picture.width_mm,
                "height": content.picture.height_mm,
            },
        }
    )
    scheme = maker.algorithm.default_scheme
    seal = asn1.SealV4(
        {
            "info": info,
            "certificate": maker.der,
            "algorithm": _oid(scheme),
            "signature": sign(info.dump(), scheme),
        }
    )
    der: bytes = seal.dump()
    return der


def sign_with_seal(
    seal: ElectronicSeal, data_hash: bytes, property_info: str, signer: Certificate, sign: Signer, time: datetime
) -> bytes:
    """DER SES_Signature (V4 §7.1) over a document's hash (SM3 for SM2 keys); `time` is aware."""
    to_sign = asn1.ToBeSignedV4(
        {
            "version": VERSION,
            "seal": core.Any(asn1.SealV4.load(seal.der)),
            "time": _whole_seconds(time),
            "data_hash": data_hash,
            "property_info": property_info,
        }
    )
    scheme = signer.algorithm.default_scheme
    signature = asn1.SignatureV4(
        {
            "to_sign": to_sign,
            "certificate": signer.der,
            "algorithm": _oid(scheme),
            "signature": sign(to_sign.dump(), scheme),
        }
    )
    der: bytes = signature.dump()
    return der


def parse_seal(der: bytes) -> ElectronicSeal:
    """Read a seal of V1, V4 or V5.

    Raises:
        BadStructure: not a seal.
        AlgorithmNotSupported: made with an algorithm outside the product's list.
    """
    try:
        return _seal(der)
    except AlgorithmNotSupported:
        raise
    except Exception as error:
        # asn1crypto raises many types on malformed input
        raise BadStructure(what=Text("电子印章", "electronic seal")) from error


def parse_seal_signature(der: bytes) -> SealSignature:
    """Read a seal signature of V1, V4 or V5; errors as `parse_seal`."""
    try:
        return _signature_v1(der) if len(asn1.Members.load(der, strict=True)) == 2 else _signature_v4(der)
    except AlgorithmNotSupported:
        raise
    except Exception as error:
        # asn1crypto raises many types on malformed input
        raise BadStructure(what=Text("电子签章", "seal signature")) from error


def _seal(der: bytes) -> ElectronicSeal:
    # V1 has two members; later versions tell their number in the header
    if len(asn1.Members.load(der, strict=True)) == 2:
        seal = asn1.SealV1.load(der, strict=True)
        maker = seal["maker"]
        signed = asn1.MadeByV1(
            {"info": seal["info"], "certificate": maker["certificate"], "algorithm": maker["algorithm"]}
        ).dump()
        return ElectronicSeal(der, 1, _content(seal["info"]), _signed_part(signed, maker))
    seal = asn1.SealV4.load(der, strict=True)
    version: int = seal["info"]["header"]["version"].native
    return ElectronicSeal(der, version, _content(seal["info"]), _signed_part(seal["info"].dump(), seal))


def _signature_v1(der: bytes) -> SealSignature:
    signature = asn1.SignatureV1.load(der, strict=True)
    to_sign = signature["to_sign"]
    part = SignedPart(
        to_sign.dump(),
        signature["signature"].native,
        _scheme(to_sign["algorithm"].dotted),
        Certificate(to_sign["certificate"].native),
    )
    return _read_signature(to_sign, _time_v1(to_sign["time"].native), part)


def _signature_v4(der: bytes) -> SealSignature:
    signature = asn1.SignatureV4.load(der, strict=True)
    to_sign = signature["to_sign"]
    return _read_signature(to_sign, to_sign["time"].native, _signed_part(to_sign.dump(), signature))


def _read_signature(to_sign: Any, time: datetime | None, part: SignedPart) -> SealSignature:
    return SealSignature(
        to_sign["version"].native,
        _seal(to_sign["seal"].dump()),
        to_sign["data_hash"].native,
        to_sign["property_info"].native,
        time,
        part,
    )


def _time_v1(value: bytes) -> datetime | None:
    """V1 leaves the form of the time open: a DER time is read, a time-stamp token is not."""
    for kind in (core.GeneralizedTime, core.UTCTime):
        try:
            time: datetime = kind.load(value, strict=True).native
        except (ValueError, TypeError):
            continue
        return time
    return None


def _signed_part(data: bytes, holder: Any) -> SignedPart:
    return SignedPart(
        data,
        holder["signature"].native,
        _scheme(holder["algorithm"].dotted),
        Certificate(holder["certificate"].native),
    )


def _content(info: Any) -> SealContent:
    what, picture = info["property"], info["picture"]
    digests: tuple[tuple[str, bytes], ...] = ()
    signers: tuple[bytes, ...] = ()
    if isinstance(what, asn1.PropertyV4) and what["list_kind"].native == _DIGESTS:
        listed = what["certificates"].parse(asn1.CertificateDigestList)
        digests = tuple((item["type"].native, item["value"].native) for item in listed)
    else:
        listed = what["certificates"]
        listed = listed.parse(asn1.CertificateList) if isinstance(listed, core.Any) else listed
        signers = tuple(item.native for item in listed)
    return SealContent(
        info["id"].native,
        info["header"]["vendor"].native,
        _kind(what["kind"].native),
        what["name"].native,
        SealPicture(picture["type"].native, picture["data"].native, picture["width"].native, picture["height"].native),
        signers,
        what["created"].native,
        what["valid_from"].native,
        what["valid_to"].native,
        digests,
    )


def _kind(number: int) -> int:
    return SealKind(number) if number in set(SealKind) else number


def _signer_list(content: SealContent) -> dict[str, Any]:
    if content.signer_digests:
        digests = asn1.CertificateDigestList([{"type": kind, "value": value} for kind, value in content.signer_digests])
        return {"list_kind": _DIGESTS, "certificates": core.Any(digests)}
    return {"list_kind": _CERTIFICATES, "certificates": core.Any(asn1.CertificateList(list(content.signers)))}


def _oid(scheme: SignatureScheme) -> str:
    dotted: str = algos.SignedDigestAlgorithmId(scheme.x509_name).dotted
    return dotted


def _scheme(oid: str) -> SignatureScheme:
    name = algos.SignedDigestAlgorithmId(oid).native
    # some makers write the OID of the key's algorithm where the standard wants that of the signature
    if name == "sm2":
        return SignatureScheme.SM2_SM3
    for scheme in SignatureScheme:
        # PSS has parameters, for which a seal has no place
        if scheme.x509_name == name and scheme is not SignatureScheme.RSA_PSS_SHA256:
            return scheme
    raise AlgorithmNotSupported(name=str(name))


def _digest_algorithm(name: str) -> DigestAlgorithm | None:
    """The hash of a CertDigestObj, which names it by word or by OID; None when it is not one of the product's."""
    word = algos.DigestAlgorithmId(name).native if name[:1].isdigit() else name.lower().replace("-", "")
    return DigestAlgorithm(word) if word in set(DigestAlgorithm) else None


def _whole_seconds(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
