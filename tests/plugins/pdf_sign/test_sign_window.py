"""PDF 签名 in the real window with keys of every kind; pdfsig and OpenSSL judge what comes out."""

from __future__ import annotations

import asyncio
import subprocess

import pymupdf
import pytest
from PySide6.QtCore import Qt, QUrl

from authority.service import Service
from core.crypto.algorithms import KeyAlgorithm
from core.pdf.fields import read_facts
from core.pdf.pages import Rectangle
from core.pdf.report import Coverage, Revocation, Verdict
from tests.core.pdf.documents import plain_pdf, with_fields
from tests.core.pdf.judges import openssl_accepts, openssl_accepts_sm2
from tests.plugins.pdf_sign.desk import PIN, TOKEN_PIN, Desk, software_key, token_key
from tests.softhsm import SoftHsm


@pytest.mark.feature("M3.5.3")
async def test_keys_of_every_kind_sign_with_a_time_stamp_and_others_accept_it(
    desk: Desk, service: Service, softhsm: SoftHsm
) -> None:
    softhsm.create_token("单位介质")
    pairs = {
        "李晓样": token_key(service, softhsm, "单位介质", "01", KeyAlgorithm.RSA_2048, "李晓样"),
        "张三": await software_key(service, desk.client.module.store, KeyAlgorithm.SM2, "张三"),
    }
    for number, (name, pair) in enumerate(pairs.items()):
        source, target = plain_pdf(desk.folder / f"in{number}.pdf"), desk.folder / f"signed{number}.pdf"
        before = source.read_bytes()
        credential = await desk.see(name)
        page = await desk.open(source)
        page.chooseCredential(credential)
        await desk.client.driver.draw("pdfView", [(0.4, 0.3), (0.5, 0.35), (0.65, 0.4)])
        assert (page.fieldName, page.placedPage) == ("", 0)
        await desk.sign(target, TOKEN_PIN if name == "李晓样" else PIN)
        assert source.read_bytes() == before
        (signature,) = desk.page.report_shown.signatures
        assert signature.verdict is Verdict.VALID, desk.page.report_shown.to_text()
        assert (signature.signer, signature.level, signature.revocation) == (name, "B-T", Revocation.GOOD)
        assert desk.client.driver.find("overall").property("text") == "全部签名有效"
        if pair.signing.algorithm is KeyAlgorithm.SM2:
            openssl_accepts_sm2(target, pair.signing)
        else:
            openssl_accepts(target, pair.chain)
            told = subprocess.run(["pdfsig", "-nocert", target], capture_output=True, text=True).stdout
            assert "Signature is Valid." in told
            assert "Total document signed" in told


@pytest.mark.feature("M3.5.3")
async def test_fields_are_listed_and_one_is_chosen_or_another_is_placed_by_keys(desk: Desk, service: Service) -> None:
    await software_key(service, desk.client.module.store, KeyAlgorithm.EC_P256)
    await desk.see("张三")
    source = with_fields(desk.folder / "in.pdf")
    page = await desk.open(source)
    driver = desk.client.driver
    assert page.freeFields == ["甲方", "乙方"]
    await driver.click("乙方")
    assert page.fieldName == "乙方"
    await driver.click("field_甲方")
    assert page.fieldName == "甲方"
    page.withTimestamp = False
    first = desk.folder / "first.pdf"
    await desk.sign(first)
    fields = {field.name: field for field in read_facts(first).fields}
    assert (fields["甲方"].signed, fields["乙方"].signed) == (True, False)
    assert desk.page.report_shown.signatures[0].level == "B-B"

    await desk.client.press("signThis")
    page = desk.page
    await driver.wait_until(lambda: page.fileName == "first.pdf" and not page.busy)
    assert page.freeFields == ["乙方"]
    view = driver.find("pdfView")
    view.forceActiveFocus()
    page.place(0, page.placed)
    before = page.placed
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up):
        await driver.key(key)
    await driver.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    after = page.placed
    assert (after.x(), after.y(), after.width()) == (before.x() - 8, before.y() - 4, before.width() + 4)
    page.withTimestamp = False
    second = desk.folder / "second.pdf"
    await desk.sign(second)
    places = {field.name: field.rectangle for field in read_facts(second).fields}
    placed = places["Signature1"]
    assert isinstance(placed, Rectangle)
    assert abs(placed.left - after.x()) <= 1
    assert abs(placed.top - after.y()) <= 1
    one, two = desk.page.report_shown.signatures
    assert [one.verdict, two.verdict] == [Verdict.VALID, Verdict.VALID]
    assert one.coverage is Coverage.EARLIER_REVISION


@pytest.mark.feature("M3.5.3")
async def test_a_dropped_file_is_verified_and_what_was_changed_after_signing_is_shown(
    desk: Desk, service: Service
) -> None:
    await software_key(service, desk.client.module.store, KeyAlgorithm.EC_P256)
    await desk.see("张三")
    page = await desk.open(plain_pdf(desk.folder / "in.pdf"))
    page.withTimestamp = False
    signed = desk.folder / "signed.pdf"
    await desk.sign(signed)
    with pymupdf.open(signed) as document:
        document[0].insert_text((72, 300), "and 1,000,000 more", fontsize=20)
        document.saveIncr()
    await desk.home()
    desk.client.application.window.shell.fileDropped.emit(QUrl.fromLocalFile(str(signed)))
    await desk.client.shown("pdf_sign.verify")
    await desk.client.driver.wait_until(lambda: desk.page.checked, 20, "report")
    (signature,) = desk.page.report_shown.signatures
    assert signature.verdict is Verdict.CHANGED
    assert desk.client.driver.find("overall").property("text") == "存在问题"
    await desk.client.settled()
    assert desk.client.driver.is_shown("signature0")
    report = desk.folder / "report.txt"
    desk.page.saveReport(QUrl.fromLocalFile(str(report)))
    await desk.client.settled()
    assert "签名后文件被改动" in await asyncio.to_thread(report.read_text, "utf-8")
