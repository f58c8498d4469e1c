"""Seals that the authority's seal unit made for a certificate (GB/T 38540)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from authority.service import Service
from core.crypto.seal import SealContent, SealKind, SealPicture, make_seal
from tests.core.pdf.test_seals import picture

NAME = "示例科技有限公司-企业公章"


def seal_of(service: Service, signer: bytes, *, ended: bool = False) -> bytes:
    """A seal of 40 mm by 18 mm for a DER certificate, valid from now on or until yesterday."""
    unit, now = service.hierarchy["sm2-seal"], datetime.now(UTC).replace(microsecond=0)
    # a seal is made while its maker's certificate is valid, and that of the test is young
    begin, end = (now - timedelta(days=2), now - timedelta(days=1)) if ended else (now, now + timedelta(days=300))
    content = SealContent(
        "44010000000001",
        "TEST",
        SealKind.ORGANISATION,
        NAME,
        SealPicture("PNG", picture(), 40, 18),
        (signer,),
        begin,
        begin,
        end,
    )
    return make_seal(content, unit.certificate, unit.key.sign)
