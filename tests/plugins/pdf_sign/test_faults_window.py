"""What can go wrong when signing: each fault is named, is met before the PIN where it can be, and loses nothing."""

from __future__ import annotations

import asyncio
import os
import subprocess
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from authority.service import Service
from core.credentials.errors import BadSignatureFromMedium, CertificateExpired, CertificateRevoked, MediumRemoved
from core.crypto.algorithms import KeyAlgorithm
from core.errors import AppError
from core.pdf.report import Revocation, Verdict
from tests.core.pdf.documents import plain_pdf, signing_key
from tests.core.pdf.test_protection import protected
from tests.core.pdf.test_signing import certify, encrypted
from tests.core.storage.test_faults import fill, small_disk
from tests.plugins.mobile_cert.client import SLOW
from tests.plugins.pdf_sign.desk import PIN, TOKEN_PIN, Desk, issue, revoke, software_key, token_key
from tests.simulators.bad_medium import PIN as BAD_PIN
from tests.simulators.bad_medium import BadMedium, BadProvider, Fault
from tests.simulators.meddling_proxy import Answer, Exchange, Lost, MeddlingProxy
from tests.softhsm import SoftHsm

__all__ = ["small_disk"]
MakeFile = Callable[[Path], object]


def shown(desk: Desk, code: str) -> None:
    """The page shows this error with its cause and remedy."""
    page = desk.page
    kind = AppError.catalogue()[code]
    assert page.errorCode == code, (page.errorCode, page.errorCause)
    fixed = kind.cause.zh.split("{")[0]
    assert page.errorCause.startswith(fixed)
    assert page.errorRemedy.startswith(kind.remedy.zh.split("{")[0])
    assert not desk.client.driver.is_shown("pinField")


async def ready(desk: Desk, service: Service, algorithm: KeyAlgorithm = KeyAlgorithm.EC_P256) -> Path:
    """A key on this device, and a file opened to be signed with it."""
    await software_key(service, desk.client.module.store, algorithm)
    await desk.see("张三")
    source = plain_pdf(desk.folder / "in.pdf")
    await desk.open(source)
    return source


def certified(path: Path) -> None:
    certify(plain_pdf(path.with_name("plain.pdf")), path, signing_key(KeyAlgorithm.RSA_2048))


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        os.truncate(path, 2 * 1024**3 + 1)


BAD_FILES: dict[str, tuple[MakeFile, str]] = {
    "missing": (lambda path: None, "APP-004"),
    "a folder": (lambda path: path.mkdir(), "APP-004"),
    "empty": (lambda path: path.write_bytes(b""), "PDF-001"),
    "not a PDF": (lambda path: path.write_bytes(b"just text"), "PDF-001"),
    "broken": (lambda path: path.write_bytes(b"%PDF-1.7\n" + b"\0junk" * 99), "PDF-002"),
    "cut off": (lambda path: path.write_bytes(plain_pdf(path).read_bytes()[:400]), "PDF-002"),
    "encrypted": (encrypted, "PDF-003"),
    "huge": (huge, "PDF-004"),
    "certified": (certified, "PDF-005"),
    "to be read only": (lambda path: protected(plain_pdf(path.with_name("plain.pdf")), 0).rename(path), "PDF-016"),
}


async def test_bad_files_are_named_and_another_can_be_chosen(desk: Desk, tmp_path: Path) -> None:
    for name, (make, code) in BAD_FILES.items():
        folder = tmp_path / name.replace(" ", "-")
        folder.mkdir()
        path = folder / f"{name}.pdf"
        await asyncio.to_thread(make, path)
        page = await desk.open(path)
        shown(desk, code)
        assert page.fileName == ""
        page.choose(QUrl.fromLocalFile(str(plain_pdf(folder / "good.pdf"))))
        await desk.client.settled()
        assert (page.errorCode, page.fileName) == ("", "good.pdf")
        verification = await desk.client.go("pdf_sign.verify", {"path": path})
        readable = code in ("PDF-005", "PDF-016")
        assert verification.errorCode == ("" if readable else code)
        assert verification.checked == readable


async def test_a_wrong_pin_is_told_with_the_tries_that_are_left(desk: Desk, service: Service) -> None:
    source = await ready(desk, service)
    target = desk.folder / "out.pdf"
    await desk.begin(target)
    await desk.give_pin("999999")
    warning = desk.client.application.window.dialogs.current["warning"]
    assert "PIN 码不正确" in warning
    assert "还可尝试 9 次" in warning
    desk.nothing_left(source)
    await desk.give_pin(PIN)
    await desk.client.shown("pdf_sign.verify")
    desk.nothing_left(source, target)


async def bad_medium(desk: Desk, service: Service, fault: Fault) -> tuple[BadMedium, BadProvider, Path]:
    """A scripted token with a certificate of the authority, chosen on the page."""
    key, pair = issue(service, KeyAlgorithm.SM2, "王小样")
    assert key is not None
    medium = BadMedium(pair.signing, key, fault)
    provider = BadProvider(medium)
    await desk.client.application.services.credentials.add_provider(provider)
    credential = await desk.see("王小样")
    source = plain_pdf(desk.folder / "in.pdf")
    page = await desk.open(source)
    page.chooseCredential(credential)
    return medium, provider, source


async def test_a_locked_medium_says_so_and_asks_for_no_pin(desk: Desk, service: Service) -> None:
    _, _, source = await bad_medium(desk, service, Fault.NONE)
    await desk.begin(desk.folder / "out.pdf")
    for _ in range(3):
        await desk.give_pin("000000")
    shown(desk, "PIN-002")
    await desk.begin(desk.folder / "out.pdf")
    shown(desk, "PIN-002")
    desk.nothing_left(source)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault.GENERIC_FAILURE_AT_LOGIN, "MED-002"),
        (Fault.GENERIC_FAILURE_WHILE_SIGNING, "MED-002"),
        (Fault.REMOVED_WHILE_SIGNING, MediumRemoved.code),
        (Fault.ZERO_SIGNATURE, BadSignatureFromMedium.code),
        (Fault.SIGNATURE_OF_OTHER_DATA, BadSignatureFromMedium.code),
    ],
    ids=lambda value: value.name.lower() if isinstance(value, Fault) else value,
)
async def test_a_driver_that_fails_leaves_no_file(desk: Desk, service: Service, fault: Fault, code: str) -> None:
    _, _, source = await bad_medium(desk, service, fault)
    await desk.begin(desk.folder / "out.pdf")
    await desk.give_pin(BAD_PIN)
    shown(desk, code)
    desk.nothing_left(source)


async def test_a_token_pulled_out_while_it_signs_ends_the_wait(desk: Desk, service: Service) -> None:
    medium, provider, source = await bad_medium(desk, service, Fault.HANGS_WHILE_SIGNING)
    await desk.begin(desk.folder / "out.pdf")
    driver, page = desk.client.driver, desk.page
    await driver.type("pinField", BAD_PIN)
    await driver.click("dialogAccept")
    await driver.wait_until(medium.signing.is_set, SLOW, "signing")
    await provider.stop()
    await driver.wait_until(lambda: not page.busy, SLOW, "the end")
    shown(desk, MediumRemoved.code)
    desk.nothing_left(source)


async def test_a_real_token_pulled_out_at_the_pin_question_takes_the_question_away(
    desk: Desk, service: Service, softhsm: SoftHsm
) -> None:
    softhsm.create_token("测试介质")
    token_key(service, softhsm, "测试介质", "01", KeyAlgorithm.RSA_2048, "李晓样")
    credential = await desk.see("李晓样")
    source = plain_pdf(desk.folder / "in.pdf")
    page = await desk.open(source)
    page.chooseCredential(credential)
    await desk.begin(desk.folder / "out.pdf")
    await asyncio.to_thread(softhsm.delete_token, "测试介质")
    await desk.client.driver.wait_until(lambda: not page.busy, SLOW, "the end")
    shown(desk, MediumRemoved.code)
    assert not page.canSign
    desk.nothing_left(source)


async def test_certificates_that_must_not_sign_are_refused_before_the_pin(
    desk: Desk, service: Service, softhsm: SoftHsm
) -> None:
    softhsm.create_token("测试介质")
    token_key(service, softhsm, "测试介质", "01", KeyAlgorithm.EC_P256, "过期", began=timedelta(days=400))
    token_key(service, softhsm, "测试介质", "02", KeyAlgorithm.EC_P256, "未生效", began=-timedelta(days=2))
    revoked = token_key(service, softhsm, "测试介质", "03", KeyAlgorithm.EC_P256, "注销")
    for name, code in (("过期", CertificateExpired.code), ("未生效", "MED-011")):
        credential = await desk.see(name)
        source = plain_pdf(desk.folder / "in.pdf")
        (await desk.open(source)).chooseCredential(credential)
        await desk.begin(desk.folder / "out.pdf")
        shown(desk, code)
        desk.nothing_left(source)
    credential = await desk.see("注销")
    (await desk.open(source)).chooseCredential(credential)
    target = desk.folder / "out.pdf"
    await desk.sign(target, TOKEN_PIN)
    assert desk.page.report_shown.all_valid
    # time stamps and revocations are told in whole seconds
    signed_by = int(time.time())
    await desk.client.driver.wait_until(lambda: int(time.time()) > signed_by, SLOW, "the next second")
    revoke(service, revoked)
    verification = await desk.client.go("pdf_sign.verify", {"path": target})
    await desk.client.driver.wait_until(lambda: verification.checked, SLOW, "report")
    (signature,) = verification.report_shown.signatures
    # the time stamp proves that the signature is older than the revocation
    assert (signature.verdict, signature.revocation, signature.level) == (Verdict.VALID, Revocation.GOOD, "B-T")
    (await desk.open(source)).chooseCredential(credential)
    await desk.begin(desk.folder / "again.pdf")
    shown(desk, CertificateRevoked.code)
    desk.nothing_left(source, target)


def lost(exchange: Exchange) -> Answer | None:
    if exchange.path == "/pki/tsa":
        raise Lost
    return None


def rubbish(exchange: Exchange) -> Answer | None:
    return Answer(200, b"<html>welcome to this hotel</html>") if exchange.path == "/pki/tsa" else None


def broken(exchange: Exchange) -> Answer | None:
    return Answer(500, b"oops") if exchange.path == "/pki/tsa" else None


async def test_a_failing_time_stamping_service_is_known_before_the_pin(
    desk: Desk, service: Service, proxy: MeddlingProxy
) -> None:
    source = await ready(desk, service)
    kept: list[Answer] = []
    over = threading.Event()

    def keep(exchange: Exchange) -> Answer | None:
        if exchange.path == "/pki/tsa" and exchange.answer is not None:
            kept.append(exchange.answer)
        return None

    def slow(exchange: Exchange) -> Answer | None:
        if exchange.path == "/pki/tsa":
            over.wait(SLOW)
        return None

    def replayed(exchange: Exchange) -> Answer | None:
        return kept[0] if exchange.path == "/pki/tsa" and exchange.answer is not None else None

    proxy.after = keep
    target = desk.folder / "out.pdf"
    await desk.begin(target)
    await desk.client.press("dialogReject")
    assert kept
    assert desk.page.errorCode == ""  # cancelling is no failure
    for before, after in ((lost, None), (rubbish, None), (broken, None), (slow, None), (None, replayed)):
        proxy.forget()
        proxy.before, proxy.after = before or proxy.before, after or proxy.after
        desk.client.be_hasty(before is slow)
        await desk.begin(target)
        shown(desk, "PDF-008")
        desk.nothing_left(source)
    over.set()
    desk.client.be_hasty(False)
    proxy.stop()
    await desk.begin(target)
    shown(desk, "PDF-008")
    # what the remedy says works
    desk.page.withTimestamp = False
    await desk.sign(target)
    (signature,) = desk.page.report_shown.signatures
    assert (signature.verdict, signature.revocation) == (Verdict.UNTRUSTED, Revocation.UNKNOWN)
    assert signature.intact
    proxy.start()
    verification = await desk.client.go("pdf_sign.verify", {"path": target})
    await desk.client.driver.wait_until(lambda: verification.checked, SLOW, "report")
    assert verification.report_shown.all_valid


async def test_a_service_that_fails_after_the_pin_leaves_no_file(
    desk: Desk, service: Service, proxy: MeddlingProxy
) -> None:
    source = await ready(desk, service)
    await desk.begin(desk.folder / "out.pdf")
    proxy.before = lost
    await desk.give_pin()
    shown(desk, "PDF-008")
    desk.nothing_left(source)


async def test_a_full_or_write_protected_folder_is_known_before_the_pin(
    desk: Desk, service: Service, small_disk: Path
) -> None:
    source = await ready(desk, service)
    fill(small_disk)
    await desk.begin(small_disk / "out.pdf")
    shown(desk, "APP-003")
    await desk.begin(source)
    shown(desk, "PDF-009")
    await desk.begin(desk.folder / "no such folder" / "out.pdf")
    shown(desk, "APP-004")
    (small_disk / "ballast").unlink()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    await desk.begin(small_disk / "out.pdf")
    shown(desk, "APP-004")
    desk.nothing_left(source)
