"""A certificate on a token, looked at and handed on in the whole application."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage

from authority.service import Service
from core.crypto.algorithms import KeyAlgorithm
from core.ui.language import use_language
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import SLOW, Client
from tests.plugins.pdf_sign.desk import revoke, token_key
from tests.softhsm import SoftHsm

Open = Callable[..., Awaitable[Client]]


async def opened(client: Client, name: str) -> Any:
    """The details of the only certificate."""
    await client.go("legacy_token.home")
    page = client.current
    await client.driver.wait_until(lambda: page.certificates.property("count") == 1, SLOW, "certificate")
    assert page.certificates.items[0].subject == name
    await client.press("certificate0")
    await client.shown("legacy_token.details")
    return client.current


@pytest.mark.feature("M3.5.1.3")
@pytest.mark.parametrize("size", ["phone", "desktop"])
async def test_fields_chain_and_standing(
    authority: AuthorityProcess, service: Service, softhsm: SoftHsm, open_client: Open, size: str
) -> None:
    softhsm.create_token("单位介质")
    pair = token_key(service, softhsm, "单位介质", "01", KeyAlgorithm.RSA_2048, "李晓样")
    client = await open_client(authority.url, size=size)
    page = await opened(client, "李晓样")
    fields = {entry["key"]: entry["value"] for entry in page.fields}
    assert fields["主题"] == "名称：李晓样，国家：CN"
    assert fields["序列号"] == pair.signing.serial_hex
    extensions = {entry["key"]: entry["value"] for entry in page.extensions}
    assert extensions["密钥用途 ●"] == "数字签名，不可否认"
    assert "OCSP http://127.0.0.1" in extensions["颁发机构信息"]
    assert (page.chain, page.standingText) == ([], ""), "the token carries no issuers, nobody was asked"
    await client.press("check")
    assert page.standingText == "受信任", page.standing
    assert page.standing[1]["value"] == "未注销（OCSP）"
    assert [entry["key"] for entry in page.chain] == [issuer.subject_name for issuer in pair.chain]
    await client.driver.screenshot(f"certificate-{size}")
    revoke(service, pair)
    await client.press("check")
    assert (page.standingText, page.standingKind) == ("已注销", "danger")


@pytest.mark.feature("M3.5.1.4")
async def test_it_is_handed_on_in_every_form(
    authority: AuthorityProcess,
    service: Service,
    softhsm: SoftHsm,
    open_client: Open,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    softhsm.create_token("单位介质")
    pair = token_key(service, softhsm, "单位介质", "01", KeyAlgorithm.RSA_2048, "李晓样")
    client = await open_client(authority.url)
    page = await opened(client, "李晓样")

    for save, name, form in ((page.savePem, "c.pem", "PEM"), (page.saveDer, "c.cer", "DER")):
        path = tmp_path / name
        save(QUrl.fromLocalFile(str(path)))
        await client.driver.wait_until(lambda: path.exists() and not page.busy, SLOW, name)  # noqa: B023
        command = ["openssl", "x509", "-in", str(path), "-inform", form, "-noout", "-serial"]
        told = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=True)
        assert told.stdout.strip() == f"serial={pair.signing.serial_hex}"
    text = tmp_path / "c.txt"
    page.saveText(QUrl.fromLocalFile(str(text)))
    await client.driver.wait_until(lambda: text.exists() and not page.busy, SLOW, "text")
    assert "主题：名称：李晓样，国家：CN" in text.read_text("utf-8")
    page.savePem(QUrl.fromLocalFile(str(tmp_path / "no such folder" / "c.pem")))
    await client.settled()
    assert page.errorCode == "APP-004"

    pem = pair.signing.to_pem().decode()
    await client.press("copyPem")
    assert QGuiApplication.clipboard().text() == pem
    sent: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", sent.append)
    await client.press("mail")
    assert sent[0].toString().startswith("mailto:?subject=")
    assert "BEGIN CERTIFICATE" in unquote(sent[0].toString())

    await client.press("toggleQr")
    shown: QImage = client.application.window.images.image(page.qr.rpartition("/")[2])
    picture = tmp_path / "qr.png"
    assert shown.save(str(picture))
    found = await asyncio.to_thread(_read_code, picture)
    assert found == pem
    await client.driver.screenshot("certificate-qr")
    await client.press("toggleQr")
    assert page.qr == ""


async def test_it_speaks_english(
    authority: AuthorityProcess, service: Service, softhsm: SoftHsm, open_client: Open
) -> None:
    softhsm.create_token("单位介质")
    token_key(service, softhsm, "单位介质", "01", KeyAlgorithm.EC_P256, "李晓样")
    client = await open_client(authority.url)
    page = await opened(client, "李晓样")
    try:
        client.application.window.appearance.setLanguage("en")
        await client.press("check")
        shown = json.dumps([page.fields[0], page.standing, page.extensions[0]], ensure_ascii=False)
        assert "Common name: 李晓样, Country: CN" in shown
        assert "not revoked" in shown.lower()
    finally:
        use_language("zh_CN", None)


def _read_code(picture: Path) -> str:
    import cv2
    import zxingcpp

    (code,) = zxingcpp.read_barcodes(cv2.imread(str(picture)))
    return str(code.text)
