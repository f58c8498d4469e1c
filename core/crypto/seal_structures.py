"""ASN.1 of electronic seals: GM/T 0031-2014 (V1), GB/T 38540-2020 (V4), GM/T 0031-2025 (V5).

Written by the standard; read tolerantly: `extDatas` and `timeStamp` are also seen without their tags in the field.
"""

from __future__ import annotations

from typing import Any

from asn1crypto import core

_TAGGED = {"explicit": 0, "optional": True}
_UNTAGGED = {"optional": True}

# asn1crypto is untyped and wants its field tables as plain class attributes
# ruff: noqa: RUF012


class Members(core.SequenceOf):  # type: ignore[misc]
    """Any sequence, to count its members."""

    _child_spec = core.Any


class Header(core.Sequence):  # type: ignore[misc]
    """SES_Header."""

    _fields = [("id", core.IA5String), ("version", core.Integer), ("vendor", core.IA5String)]


class ExtensionData(core.Sequence):  # type: ignore[misc]
    """ExtData."""

    _fields = [
        ("id", core.ObjectIdentifier),
        ("critical", core.Boolean, {"default": False}),
        ("value", core.OctetString),
    ]


class Extensions(core.SequenceOf):  # type: ignore[misc]
    """ExtensionDatas."""

    _child_spec = ExtensionData


class Picture(core.Sequence):  # type: ignore[misc]
    """SES_ESPictrueInfo (the standard's spelling); sizes in millimetres."""

    _fields = [("type", core.IA5String), ("data", core.OctetString), ("width", core.Integer), ("height", core.Integer)]


class CertificateList(core.SequenceOf):  # type: ignore[misc]
    """CertInfoList: whole certificates."""

    _child_spec = core.OctetString


class CertificateDigest(core.Sequence):  # type: ignore[misc]
    """CertDigestObj."""

    _fields = [("type", core.PrintableString), ("value", core.OctetString)]


class CertificateDigestList(core.SequenceOf):  # type: ignore[misc]
    """CertDigestList."""

    _child_spec = CertificateDigest


class PropertyV1(core.Sequence):  # type: ignore[misc]
    """SES_ESPropertyInfo of V1."""

    _fields = [
        ("kind", core.Integer),
        ("name", core.UTF8String),
        ("certificates", CertificateList),
        ("created", core.UTCTime),
        ("valid_from", core.UTCTime),
        ("valid_to", core.UTCTime),
    ]


class PropertyV4(core.Sequence):  # type: ignore[misc]
    """SES_ESPropertyInfo of V4 and V5; `list_kind` says what `certificates` is (1 certificates, 2 digests)."""

    _fields = [
        ("kind", core.Integer),
        ("name", core.UTF8String),
        ("list_kind", core.Integer),
        ("certificates", core.Any),
        ("created", core.GeneralizedTime),
        ("valid_from", core.GeneralizedTime),
        ("valid_to", core.GeneralizedTime),
    ]


def _seal_info(property_info: type[core.Sequence]) -> list[Any]:
    return [
        ("header", Header),
        ("id", core.IA5String),
        ("property", property_info),
        ("picture", Picture),
        ("extensions", Extensions, _TAGGED),
        ("extensions_untagged", Extensions, _UNTAGGED),
    ]


class SealInfoV1(core.Sequence):  # type: ignore[misc]
    """SES_SealInfo of V1."""

    _fields = _seal_info(PropertyV1)


class SealInfoV4(core.Sequence):  # type: ignore[misc]
    """SES_SealInfo of V4 and V5."""

    _fields = _seal_info(PropertyV4)


class MakerV1(core.Sequence):  # type: ignore[misc]
    """SES_SignInfo of V1."""

    _fields = [
        ("certificate", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.OctetBitString),
    ]


class SealV1(core.Sequence):  # type: ignore[misc]
    """SESeal of V1."""

    _fields = [("info", SealInfoV1), ("maker", MakerV1)]


class MadeByV1(core.Sequence):  # type: ignore[misc]
    """What the maker of a V1 seal signs."""

    _fields = [("info", SealInfoV1), ("certificate", core.OctetString), ("algorithm", core.ObjectIdentifier)]


class SealV4(core.Sequence):  # type: ignore[misc]
    """SESeal of V4 and V5; the maker signs `info`."""

    _fields = [
        ("info", SealInfoV4),
        ("certificate", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.OctetBitString),
        ("time_stamp", core.OctetBitString, _TAGGED),
        ("time_stamp_untagged", core.OctetBitString, _UNTAGGED),
    ]


class ToBeSignedV1(core.Sequence):  # type: ignore[misc]
    """TBS_Sign of V1."""

    _fields = [
        ("version", core.Integer),
        ("seal", core.Any),
        ("time", core.OctetBitString),
        ("data_hash", core.OctetBitString),
        ("property_info", core.IA5String),
        ("certificate", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
    ]


class SignatureV1(core.Sequence):  # type: ignore[misc]
    """SES_Signature of V1."""

    _fields = [("to_sign", ToBeSignedV1), ("signature", core.OctetBitString)]


class ToBeSignedV4(core.Sequence):  # type: ignore[misc]
    """TBS_Sign of V4 and V5."""

    _fields = [
        ("version", core.Integer),
        ("seal", core.Any),
        ("time", core.GeneralizedTime),
        ("data_hash", core.OctetBitString),
        ("property_info", core.IA5String),
        ("extensions", Extensions, _TAGGED),
        ("extensions_untagged", Extensions, _UNTAGGED),
    ]


class SignatureV4(core.Sequence):  # type: ignore[misc]
    """SES_Signature of V4 and V5."""

    _fields = [
        ("to_sign", ToBeSignedV4),
        ("certificate", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.OctetBitString),
        ("time_stamp", core.OctetBitString, _TAGGED),
        ("time_stamp_untagged", core.OctetBitString, _UNTAGGED),
    ]
