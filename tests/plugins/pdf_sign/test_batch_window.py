"""批量签名: many files with one PIN in the window; failures concern their file alone and are tried again alone."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from authority.service import Service
from core.crypto.algorithms import KeyAlgorithm
from core.pdf.fields import read_facts
from core.pdf.report import Verdict
from tests.core.pdf.documents import plain_pdf, with_fields
from tests.core.pdf.judges import openssl_accepts
from tests.core.pdf.test_signing import encrypted
from tests.plugins.mobile_cert.client import SLOW
from tests.plugins.pdf_sign.desk import PIN, Desk, software_key


def urls(paths: list[Path]) -> list[QUrl]:
    return [QUrl.fromLocalFile(str(path)) for path in paths]


def states(desk: Desk) -> list[str]:
    return [row.state for row in desk.page.files.items]


async def to_batch(desk: Desk, paths: list[Path]) -> None:
    await desk.client.go("pdf_sign.sign")
    await desk.client.press("batchInstead")
    await desk.client.shown("pdf_sign.batch")
    desk.page.add(urls(paths))


@pytest.mark.feature("M3.5.3")
async def test_one_pin_signs_many_and_what_failed_is_tried_again_alone(desk: Desk, service: Service) -> None:
    pair = await software_key(service, desk.client.module.store, KeyAlgorithm.EC_P256)
    await desk.see("张三")
    good = [plain_pdf(desk.folder / f"合同{number}.pdf") for number in range(3)]
    fielded, locked = with_fields(desk.folder / "表单.pdf"), desk.folder / "加密.pdf"
    encrypted(locked)
    note = desk.folder / "note.txt"
    note.write_text("not in the list")
    await to_batch(desk, [*good, fielded, locked, note, good[0]])
    page = desk.page
    assert [row.fileName for row in page.files.items] == [path.name for path in [*good, fielded, locked]]
    page.preview(0)
    await desk.client.driver.wait_until(lambda: page.previewed == 0, SLOW, "preview")
    await desk.client.driver.screenshot("batch-before")
    await desk.client.press("signAll")
    await desk.client.give_pin(PIN)
    await desk.client.driver.wait_until(lambda: not page.busy, SLOW, "signed")
    assert states(desk) == ["signed"] * 4 + ["failed"]
    assert "PDF-" in page.files.items[4].problem
    assert (page.signedCount, page.failedCount, page.canSign) == (4, 1, True)
    await desk.client.driver.screenshot("batch-after")
    for path in good:
        openssl_accepts(desk.folder / f"{path.stem}-已签名.pdf", pair.chain)
    fields = {field.name: field.signed for field in read_facts(desk.folder / "表单-已签名.pdf").fields}
    assert fields == {"甲方": True, "乙方": False}, "the first free field is used"

    locked.unlink()
    plain_pdf(locked)
    before = {path: path.stat().st_mtime_ns for path in desk.folder.glob("*-已签名.pdf")}
    await desk.client.press("retryFailed")
    await desk.client.give_pin(PIN)
    await desk.client.driver.wait_until(lambda: not page.busy, SLOW, "signed")
    assert states(desk) == ["signed"] * 5
    assert not page.canSign
    assert all(path.stat().st_mtime_ns == then for path, then in before.items()), "the others were left alone"
    assert len(list(desk.folder.glob("*-已签名.pdf"))) == 5
    module = desk.client.application.services.plugins.find("pdf_sign")
    assert module is not None


async def test_cancelled_the_signed_ones_stay_and_the_others_wait(desk: Desk, service: Service) -> None:
    await software_key(service, desk.client.module.store, KeyAlgorithm.EC_P256)
    await desk.see("张三")
    files = [plain_pdf(desk.folder / f"{number}.pdf") for number in range(40)]
    await to_batch(desk, files)
    page, dialogs = desk.page, desk.client.application.window.dialogs
    page.withTimestamp = False
    await desk.client.press("signAll")
    await desk.client.give_pin(PIN)
    await desk.client.driver.wait_until(lambda: page.signedCount >= 1, SLOW, "the first")
    dialogs.cancelProgress()
    await desk.client.driver.wait_until(lambda: not page.busy, SLOW, "stopped")
    done = page.signedCount
    assert 1 <= done < 40
    assert states(desk) == ["signed"] * done + ["waiting"] * (40 - done)
    signed = sorted(path.name for path in desk.folder.glob("*-已签名*"))
    assert len(signed) == done
    assert not await asyncio.to_thread(lambda: list(desk.folder.glob(".*part")))
    assert page.canSign
    report = await _verified(desk, desk.folder / signed[0])
    assert report is Verdict.VALID


async def _verified(desk: Desk, path: Path) -> Verdict:
    await desk.home()
    desk.client.application.window.shell.fileDropped.emit(QUrl.fromLocalFile(str(path)))
    await desk.client.shown("pdf_sign.verify")
    await desk.client.driver.wait_until(lambda: desk.page.checked, SLOW, "report")
    (signature,) = desk.page.report_shown.signatures
    verdict: Verdict = signature.verdict
    return verdict
