"""Seals of another implementation (OFDRW; see ofdrw/README.md) are read, verified, and not believed when altered."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.crypto.errors import CertificateNotTrusted, SealNotValid, SignatureInvalid
from core.crypto.seal import SealKind, parse_seal, parse_seal_signature
from core.crypto.seal_validation import SealTrust, verify_seal, verify_seal_signature

VECTORS = Path(__file__).parent / "ofdrw"
SEALS = {
    "UserV1.esl": (1, SealKind.ORGANISATION, "OFDRW测试用印章"),
    "UserV4.esl": (4, 3, "OFD R&W 测试用印章"),
    "UserV5_ts.esl": (5, 3, "OFD R&W V5测试用印章"),
}
SIGNATURES = {
    "SignedValueV4.dat": (4, datetime(2020, 10, 12, 11, 14, 3, tzinfo=UTC)),
    "SignedValueV5.dat": (5, datetime(2026, 4, 24, 8, 53, 26, tzinfo=UTC)),
}


@pytest.mark.parametrize("name", SEALS)
def test_a_seal(name: str) -> None:
    seal = parse_seal((VECTORS / name).read_bytes())
    assert (seal.version, seal.content.kind, seal.content.name) == SEALS[name]
    picture = seal.content.picture
    assert (picture.type, picture.width_mm, picture.data[:8]) == ("PNG", 40, b"\x89PNG\r\n\x1a\n")
    seal.made.verify()
    with pytest.raises(CertificateNotTrusted):
        verify_seal(seal, SealTrust(()), seal.content.valid_from)
    with pytest.raises(SignatureInvalid):
        replace(seal.made, data=seal.made.data[:-1] + bytes([seal.made.data[-1] ^ 1])).verify()


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_signature(name: str) -> None:
    signature = parse_seal_signature((VECTORS / name).read_bytes())
    assert (signature.version, signature.time) == SIGNATURES[name]
    assert signature.property_info == "/Doc_0/Signs/Sign_0/Signature.xml"
    assert signature.seal.content.allows(signature.signed.certificate)
    signature.signed.verify()
    signature.seal.made.verify()
    with pytest.raises(CertificateNotTrusted):
        verify_seal_signature(signature, signature.data_hash, SealTrust(()))
    with pytest.raises(SealNotValid):
        verify_seal_signature(signature, b"\x01" * 32, SealTrust(()))
