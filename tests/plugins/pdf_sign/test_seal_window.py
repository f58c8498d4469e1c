"""Signing by an electronic seal (GB/T 38540) chosen in the window, one file and many; told by the report."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from authority.pki.issuance import IssuedPair
from authority.service import Service
from core.credentials.seals import Seal
from core.crypto.seal import parse_seal_signature
from core.pdf.fields import read_facts
from core.pdf.report import Revocation, Verdict
from tests.core.pdf.documents import plain_pdf
from tests.core.pdf.judges import cms_of
from tests.core.pdf.test_seals import picture
from tests.plugins.mobile_cert.client import SLOW
from tests.plugins.pdf_sign.desk import Desk, software_key
from tests.plugins.pdf_sign.seals import NAME, seal_of

PRINTED = [113, 51]
"""40 mm by 18 mm in points."""


def size_seen(path: Path) -> list[int]:
    """Width and height of the seal on its page, in points."""
    (field,) = [field for field in read_facts(path).fields if field.rectangle is not None]
    return [round(field.rectangle.width), round(field.rectangle.height)]


def publish_seal(desk: Desk, service: Service, pair: IssuedPair, *, ended: bool = False) -> None:
    """A seal that the authority's seal unit made for a certificate, and a picture that is none."""
    der = seal_of(service, pair.signing.der, ended=ended)
    electronic = Seal("unit", NAME, picture(), 40.0, 18.0, pair.signing.fingerprint, electronic_seal=der)
    plain = Seal("plain", "签名图片", picture(), 40.0, 18.0)
    desk.client.application.services.credentials.seals.publish("tests", [electronic, plain])


@pytest.mark.feature("M3.5.3", "M3.5.5")
async def test_a_seal_signs_and_the_report_names_it(desk: Desk, service: Service) -> None:
    pair = await software_key(service, desk.client.module.store)
    await desk.see("张三")
    publish_seal(desk, service, pair)
    page, driver = await desk.open(plain_pdf(desk.folder / "in.pdf")), desk.client.driver
    assert (page.sealNames[1:], page.sealIndex, page.sealable) == ([NAME, "签名图片"], 1, True)
    assert [round(side) for side in (page.placed.width(), page.placed.height())] == PRINTED
    page.sealIndex = 2
    assert not page.sealable, "a mere picture cannot sign"
    assert [page.placed.width(), page.placed.height()] == [200, 72]
    page.sealIndex = 1
    await desk.client.press("showPlace")
    await driver.wait_for("withElectronicSeal", SLOW)
    await desk.client.press("withElectronicSeal")
    await driver.screenshot("sign-with-a-seal")
    target = desk.folder / "sealed.pdf"
    await desk.sign(target)
    (signature,) = desk.page.report_shown.signatures
    assert (signature.verdict, signature.seal) == (Verdict.VALID, NAME), desk.page.report_shown.to_text()
    assert signature.revocation is Revocation.GOOD
    assert {"key": "电子印章", "value": NAME} in desk.page.signatures.items[0].facts
    await driver.screenshot("verify-a-seal")
    signed = parse_seal_signature(cms_of(target, 0)[1])
    assert signed.seal.content.name == NAME
    assert signed.seal.content.signers == (pair.signing.der,)
    assert size_seen(target) == PRINTED


@pytest.mark.feature("M3.5.3")
async def test_many_files_are_sealed_with_one_pin(desk: Desk, service: Service) -> None:
    pair = await software_key(service, desk.client.module.store)
    await desk.see("张三")
    publish_seal(desk, service, pair)
    page = await desk.client.go("pdf_sign.batch")
    sources = [plain_pdf(desk.folder / f"{number}.pdf") for number in range(2)]
    page.add([QUrl.fromLocalFile(str(path)) for path in sources])
    page.withElectronicSeal = True
    page.sign()
    await desk.give_pin()
    await desk.client.driver.wait_until(lambda: page.signedCount == 2, SLOW, "both are signed")
    for source in sources:
        name = source.with_name(f"{source.stem}-已签名.pdf")
        assert parse_seal_signature(cms_of(name, 0)[1]).seal.content.name == NAME
        assert size_seen(name) == PRINTED


async def test_a_seal_that_is_over_is_refused_before_the_pin(desk: Desk, service: Service) -> None:
    pair = await software_key(service, desk.client.module.store)
    await desk.see("张三")
    publish_seal(desk, service, pair, ended=True)
    source = plain_pdf(desk.folder / "in.pdf")
    page = await desk.open(source)
    page.withElectronicSeal = True
    await desk.begin(desk.folder / "out.pdf")
    assert not desk.client.driver.is_shown("pinField")
    assert "印章" in page.errorCause
    desk.nothing_left(source)
