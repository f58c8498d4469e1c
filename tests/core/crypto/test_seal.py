"""Seals of GB/T 38540: written as V4, read as V1, V4 and V5, and refused for every rule they can break."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from authority.pki.profiles import ENCRYPTION_USAGE, ROOT_USAGE, SIGNING_USAGE, Profile, build_certificate, new_serial
from core.crypto import seal_structures as asn1
from core.crypto.algorithms import DigestAlgorithm, KeyAlgorithm, digest
from core.crypto.certificates import Certificate
from core.crypto.errors import (
    AlgorithmNotSupported,
    BadStructure,
    CertificateNotTrusted,
    CertificateOutOfDate,
    SealNotValid,
    SignatureInvalid,
)
from core.crypto.keys import PrivateKey
from core.crypto.seal import (
    ElectronicSeal,
    SealContent,
    SealKind,
    SealPicture,
    make_seal,
    parse_seal,
    parse_seal_signature,
    sign_with_seal,
)
from core.crypto.seal_validation import SealTrust, verify_seal_signature

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HASH = digest(DigestAlgorithm.SM3, b"the document")
SM2_OID = "1.2.156.10197.1.501"


class Party:
    """A key with a certificate by a root."""

    def __init__(self, name: str, issuer: Party | None = None, usage: frozenset[str] = SIGNING_USAGE) -> None:
        self.key = PrivateKey.generate(KeyAlgorithm.SM2)
        self.certificate: Certificate = build_certificate(
            subject={"common_name": name},
            public_key=self.key.public_key,
            issuer=issuer.certificate if issuer else None,
            issuer_key=issuer.key if issuer else self.key,
            profile=Profile(usage=usage, ca_path_length=None if issuer else 0),
            not_before=NOW - 30 * DAY,
            not_after=NOW + 30 * DAY,
            serial=new_serial(),
        )


ROOT = Party("根", usage=ROOT_USAGE)
MAKER, SIGNER, STRANGER = Party("制章者", ROOT), Party("张三", ROOT), Party("李四", ROOT)
TRUST = SealTrust([ROOT.certificate])
CONTENT = SealContent(
    "44010000000001",
    "TEST",
    SealKind.PERSON,
    "张三",
    SealPicture("PNG", b"\x89PNG", 40, 20),
    (SIGNER.certificate.der,),
    NOW - DAY,
    NOW - DAY,
    NOW + 20 * DAY,
)


def seal(content: SealContent = CONTENT, maker: Party = MAKER) -> ElectronicSeal:
    return parse_seal(make_seal(content, maker.certificate, maker.key.sign))


def signed(used: ElectronicSeal, signer: Party = SIGNER, time: datetime = NOW) -> bytes:
    return sign_with_seal(used, HASH, "/Doc_0/Signs/Signature.xml", signer.certificate, signer.key.sign, time)


def test_a_seal_and_its_signature_come_back_as_written() -> None:
    used = seal()
    assert (used.version, used.content) == (4, CONTENT)
    read = parse_seal_signature(signed(used))
    assert (read.version, read.seal, read.data_hash, read.time) == (4, used, HASH, NOW)
    verify_seal_signature(read, HASH, TRUST)


def test_openssl_accepts_both_signatures(tmp_path: Path) -> None:
    read = parse_seal_signature(signed(seal()))
    for part in (read.signed, read.seal.made):
        data, signature, key = tmp_path / "data", tmp_path / "signature", tmp_path / "key.der"
        data.write_bytes(part.data)
        signature.write_bytes(part.signature)
        key.write_bytes(part.certificate.public_key.spki)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key, "-keyform", "DER", "-rawin"]
        command += ["-digest", "sm3", "-pkeyopt", "distid:1234567812345678", "-in", data, "-sigfile", signature]
        judged = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "Signature Verified Successfully" in judged.stdout


def test_a_seal_may_list_digests() -> None:
    listed = replace(
        CONTENT, signers=(), signer_digests=(("SM3", digest(DigestAlgorithm.SM3, SIGNER.certificate.der)),)
    )
    used = seal(listed)
    assert used.content == listed
    verify_seal_signature(parse_seal_signature(signed(used)), HASH, TRUST)
    with pytest.raises(SealNotValid, match="listed"):
        verify_seal_signature(parse_seal_signature(signed(used, STRANGER)), HASH, TRUST)


def test_every_rule_is_checked() -> None:
    good = parse_seal_signature(signed(seal()))
    with pytest.raises(SealNotValid, match="document"):
        verify_seal_signature(good, digest(DigestAlgorithm.SM3, b"another"), TRUST)
    with pytest.raises(CertificateNotTrusted):
        verify_seal_signature(good, HASH, SealTrust([Party("别的根", usage=ROOT_USAGE).certificate]))
    with pytest.raises(SealNotValid, match="listed"):
        verify_seal_signature(parse_seal_signature(signed(seal(), STRANGER)), HASH, TRUST)
    with pytest.raises(SealNotValid, match="validity"):
        verify_seal_signature(good, HASH, TRUST, NOW + 25 * DAY)
    lasting = replace(CONTENT, valid_to=NOW + 90 * DAY)
    with pytest.raises(CertificateOutOfDate):
        verify_seal_signature(parse_seal_signature(signed(seal(lasting))), HASH, TRUST, NOW + 40 * DAY)
    outsider = Party("私刻", Party("别的根", usage=ROOT_USAGE))
    with pytest.raises(CertificateNotTrusted):
        verify_seal_signature(parse_seal_signature(signed(seal(maker=outsider))), HASH, TRUST)
    encrypting = Party("张三", ROOT, ENCRYPTION_USAGE)
    listed = replace(CONTENT, signers=(encrypting.certificate.der,))
    with pytest.raises(SealNotValid, match="key usage"):
        verify_seal_signature(parse_seal_signature(signed(seal(listed), encrypting)), HASH, TRUST)


def test_changed_bytes_are_noticed() -> None:
    for changed in (b"/Doc_0/Signs", b"44010000000001"):  # signer's part, seal's part
        der = signed(seal())
        position = der.index(changed)
        der = der[:position] + bytes([der[position] ^ 1]) + der[position + 1 :]
        with pytest.raises(SignatureInvalid):
            verify_seal_signature(parse_seal_signature(der), HASH, TRUST)


def _sealed_v1() -> bytes:
    info = asn1.SealInfoV1(
        {
            "header": {"id": "ES", "version": 1, "vendor": "TEST"},
            "id": "1",
            "property": {
                "kind": 2,
                "name": "张三",
                "certificates": [SIGNER.certificate.der],
                "created": NOW - DAY,
                "valid_from": NOW - DAY,
                "valid_to": NOW + DAY,
            },
            "picture": {"type": "PNG", "data": b"\x89PNG", "width": 40, "height": 20},
        }
    )
    made = asn1.MadeByV1({"info": info, "certificate": MAKER.certificate.der, "algorithm": SM2_OID})
    maker = {"certificate": MAKER.certificate.der, "algorithm": SM2_OID, "signature": MAKER.key.sign(made.dump())}
    to_sign = asn1.ToBeSignedV1(
        {
            "version": 1,
            "seal": core.Any(asn1.SealV1({"info": info, "maker": maker})),
            "time": core.UTCTime(NOW).dump(),
            "data_hash": HASH,
            "property_info": "x",
            "certificate": SIGNER.certificate.der,
            "algorithm": SM2_OID,
        }
    )
    der: bytes = asn1.SignatureV1({"to_sign": to_sign, "signature": SIGNER.key.sign(to_sign.dump())}).dump()
    return der


def test_version_1_is_read_and_verified() -> None:
    read = parse_seal_signature(_sealed_v1())
    assert (read.version, read.seal.version, read.time) == (1, 1, NOW)
    verify_seal_signature(read, HASH, TRUST)
    with pytest.raises(SealNotValid, match="listed"):
        content = replace(read.seal.content, signers=())
        verify_seal_signature(replace(read, seal=replace(read.seal, content=content)), HASH, TRUST)


@pytest.mark.parametrize("field", ["time_stamp", "time_stamp_untagged"])
def test_version_5_with_a_time_stamp_is_read(field: str) -> None:
    structure = asn1.SignatureV4.load(signed(seal()))
    structure[field] = b"token"
    read = parse_seal_signature(structure.dump(force=True))
    verify_seal_signature(read, HASH, TRUST)


@given(st.binary(max_size=200))
def test_garbage_is_a_clear_error(junk: bytes) -> None:
    for read in (parse_seal, parse_seal_signature):
        with pytest.raises((BadStructure, AlgorithmNotSupported)):
            read(junk)


@given(st.data())
def test_damaged_seals_are_a_clear_error_or_do_not_verify(data: st.DataObject) -> None:
    der = bytearray(DAMAGED_FROM)
    der[data.draw(st.integers(0, len(der) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        read = parse_seal_signature(bytes(der))
        read.signed.verify()
        read.seal.made.verify()
    except (BadStructure, AlgorithmNotSupported, SignatureInvalid):
        return
    # what neither signature covers: the certificates beside them, which must then fail their own check
    with pytest.raises((CertificateNotTrusted, SealNotValid)):
        verify_seal_signature(read, HASH, TRUST)


DAMAGED_FROM = signed(seal())
