"""Certification, locks, proofs that last, seals on pages: chosen in the window, judged by others."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pymupdf
import pytest
from PySide6.QtCore import QUrl

from authority.service import Service
from core.credentials.seals import Seal
from core.crypto.algorithms import KeyAlgorithm
from core.pdf.fields import read_facts
from core.pdf.report import Verdict
from tests.plugins.mobile_cert.client import SLOW
from tests.plugins.pdf_sign.desk import Desk, software_key

RED = (200, 16, 24, 255)


def pages(path: Path, count: int) -> Path:
    """A PDF of several pages, one of which is turned."""
    with pymupdf.open() as document:
        for number in range(count):
            page = document.new_page(width=595, height=842)
            page.insert_text((72, 100), f"page {number + 1}", fontsize=14)
        document[1].set_rotation(90)
        document.save(path)
    return path


def red_seal(desk: Desk) -> None:
    """A seal that is red all over."""
    pixels = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 120, 120), 1)
    pixels.set_rect(pixels.irect, RED)
    seal = Seal("test-seal", "测试章", pixels.tobytes("png"), 42.0, 42.0)
    desk.client.application.services.credentials.seals.publish("tests", [seal])


def redness(path: Path, page: int) -> np.ndarray:
    """Where a page as it is seen is red."""
    with pymupdf.open(path) as document:
        drawn = document[page].get_pixmap(dpi=72)
        pixels = np.frombuffer(drawn.samples, np.uint8).reshape(drawn.height, drawn.width, -1).astype(int)
    return (pixels[..., 0] > 150) & (pixels[..., 1] < 90) & (pixels[..., 2] < 90)


@pytest.mark.feature("M3.5.3")
async def test_a_seal_over_all_edges_and_on_each_page_is_part_of_what_is_signed(desk: Desk, service: Service) -> None:
    await software_key(service, desk.client.module.store, KeyAlgorithm.RSA_2048)
    await desk.see("张三")
    red_seal(desk)
    page = await desk.open(pages(desk.folder / "in.pdf", 3))
    driver = desk.client.driver
    await desk.client.press("more")
    assert (page.sealIndex, page.pageCount, page.isSigned) == (1, 3, False)
    await desk.client.press("straddle")
    await desk.client.press("everyPage")
    assert (page.straddle, page.everyPage) == (True, True)
    await driver.screenshot("sign-options")
    target = desk.folder / "signed.pdf"
    await desk.sign(target)
    (signature,) = desk.page.report_shown.signatures
    assert signature.verdict is Verdict.VALID, desk.page.report_shown.to_text()
    for number in range(3):
        red = redness(target, number)
        height, width = red.shape
        assert red[height // 2, width - 3], "a strip at the middle of the right edge"
        assert not red[height // 2, width // 2]
        assert red[3 * height // 4 :].any(), "the whole seal where the signature stands"
    strips = [int(redness(target, number)[:, -3].sum()) for number in range(3)]
    assert max(strips) - min(strips) <= 2, "all strips are as high as the seal"
    told = subprocess.run(["pdfsig", "-nocert", target], capture_output=True, text=True).stdout
    assert "Signature is Valid." in told
    await desk.client.press("signThis")
    page = desk.page
    await driver.wait_until(lambda: page.fileName == "signed.pdf" and not page.busy, SLOW)
    assert page.isSigned, "nothing can be drawn on it any more"
    await desk.client.press("more")
    assert not driver.find("straddle").isEnabled()


@pytest.mark.feature("M3.5.3")
async def test_a_document_is_certified_with_proofs_that_last_and_extended_later(desk: Desk, service: Service) -> None:
    await software_key(service, desk.client.module.store, KeyAlgorithm.RSA_2048)
    await desk.see("张三")
    page = await desk.open(pages(desk.folder / "in.pdf", 2))
    page.longTerm, page.certification = 1, 2
    target = desk.folder / "certified.pdf"
    await desk.sign(target)
    (signature,) = desk.page.report_shown.signatures
    assert (signature.verdict, signature.level) == (Verdict.VALID, "B-LT"), desk.page.report_shown.to_text()
    assert read_facts(target).certification_level == 2
    assert desk.client.driver.is_shown("extend")
    later = desk.folder / "archived.pdf"
    desk.page.extend(QUrl.fromLocalFile(str(later)))
    page = desk.page
    await desk.client.driver.wait_until(lambda: page.fileName == "archived.pdf" and page.checked, SLOW, "extended")
    assert page.report_shown.all_valid, page.report_shown.to_text()
    assert page.report_shown.signatures[0].level == "B-LTA"
    assert later.read_bytes().startswith(target.read_bytes()), "nothing that was signed is touched"
    assert await _signed_again(desk, target) == [Verdict.VALID, Verdict.VALID]
    told = subprocess.run(["pdfsig", "-nocert", later], capture_output=True, text=True).stdout
    # pdfsig of this age verifies no document time stamps
    assert "Signature is Valid." in told


async def _signed_again(desk: Desk, certified: Path) -> list[Verdict]:
    """A certified document takes a second signature that nobody sees."""
    page = await desk.open(certified)
    assert (page.isCertified, page.freeFields) == (True, [])
    page.withTimestamp = False
    second = desk.folder / "second.pdf"
    await desk.sign(second)
    (field,) = [field for field in read_facts(second).fields if field.name != "Signature1"]
    assert field.rectangle is None
    return [signature.verdict for signature in desk.page.report_shown.signatures]
