"""关于 (M3.2) as a person reads and uses it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QUrl
from sqlalchemy import select

from authority.accounts.models import ReportRow
from authority.service import Service
from core.plugin.manifest import Permission
from core.ui.language import use_language
from resources.legal import LegalText, legal_text
from tests.authority.person import NAME, PASSWORD, Person
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import Client
from tests.simulators.meddling_proxy import Answer, Exchange, Lost, MeddlingProxy

Open = Callable[..., Awaitable[Client]]


async def _about(client: Client, row: str = "") -> Any:
    await client.back_to(1)
    await client.press("place_core.about")
    await client.shown("core.about")
    if row:
        await client.press(row)
    return client.current


@pytest.mark.feature("M3.2.1", "M3.2.3", "M3.2.4", "M3.2.5", "M3.2.12")
@pytest.mark.parametrize("size", ["phone", "desktop", "kiosk"])
async def test_version_and_texts_are_read(authority: AuthorityProcess, open_client: Open, size: str) -> None:
    client = await open_client(authority.url, size=size)
    await _about(client)
    assert client.driver.find("version").property("value") == version("secure-client")
    await client.driver.screenshot(f"about-{size}")
    for row, text in (
        ("userAgreement", LegalText.USER_AGREEMENT),
        ("privacyPolicy", LegalText.PRIVACY_POLICY),
        ("privacySummary", LegalText.PRIVACY_SUMMARY),
        ("description", LegalText.ABOUT),
    ):
        page = await _about(client, row)
        assert client.page == "core.text"
        assert page.text == legal_text(text, "zh_CN")
        assert client.driver.is_shown("legalText")
    await client.driver.screenshot(f"text-{size}")


@pytest.mark.feature("M3.2.7", "M3.2.8")
async def test_permissions_are_switched_and_their_use_is_written_down(
    authority: AuthorityProcess, open_client: Open
) -> None:
    client = await open_client(authority.url)
    privacy = client.application.services.privacy
    await _about(client, "permissions")
    await client.press("permission_camera")
    assert not await privacy.enabled(Permission.CAMERA)
    await client.driver.screenshot("permissions")
    await client.back_to(1)
    page = await client.go("core.scan")
    assert page.errorCode != "", "what is switched off is not used"
    page.useScreen()
    while not await privacy.permission_uses():
        await client.driver.turn()
    page.pause()
    page = await _about(client, "permissionUses")
    assert [row.title for row in page.rows.items] == ["屏幕画面"]
    assert "扫一扫" in page.rows.items[0].detail
    assert datetime.strptime(page.rows.items[0].when, "%Y-%m-%d %H:%M:%S")


@pytest.mark.feature("M3.2.9", "M3.2.10", "M3.2.11")
async def test_what_is_known_is_listed_and_taken_along(
    authority: AuthorityProcess, open_client: Open, new_person: Callable[[], Person], tmp_path: Path
) -> None:
    person = new_person()
    client = await open_client(authority.url)
    await client.go("mobile_cert.home")
    await client.press("goLogin")
    await client.shown("mobile_cert.login")
    await client.to_password(authority.url, person.phone)
    await client.driver.type("password", PASSWORD)
    await client.press("confirmPassword")
    await client.shown("mobile_cert.home")

    page = await _about(client, "dataEntries")
    (entry,) = page.rows.items
    assert (entry.title, entry.detail) == ("手机号码", "注册和登录 · 注册和登录")
    await client.driver.screenshot("ledger")
    pdf, plugins = tmp_path / "a：b.pdf", client.application.services.plugins
    (signer,) = (plugin for plugin in plugins.enabled if plugin.id == "pdf_sign")
    await signer.context.privacy.use(Permission.FILES, f"打开文件：{pdf.name}")
    client.application.window.appearance.setLanguage("en")
    await client.settled()
    assert [(row.title, row.detail) for row in page.rows.items] == [
        ("Phone number", "Sign-up and sign-in · Sign-up and sign-in")
    ]
    for ledger in ("permissionUses", "dataShared"):
        page = await _about(client, ledger)
        shown = " ".join(f"{row.title} {row.detail}" for row in page.rows.items)
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in shown), shown
        assert ("Opening a file: a：b.pdf" in shown) is (ledger == "permissionUses")
        await client.driver.screenshot(f"ledger-{ledger}-english")
    client.application.window.appearance.setLanguage("zh_CN")
    await client.settled()
    page = await _about(client, "dataShared")
    assert ("数字证书统一服务平台", "移动证书") in {(row.title, row.when) for row in page.rows.items}

    page = await _about(client, "personalData")
    await client.driver.type("password", "Wrong-2026")
    await client.press("collect")
    assert (page.errorCode != "", page.ready) == (True, False), "nothing without the password"
    await client.driver.type("password", PASSWORD)
    await client.press("collect")
    assert page.ready, page.errorCause
    target = tmp_path / "mine.json"
    page.save(QUrl.fromLocalFile(str(target)))
    await client.driver.wait_until(lambda: not page.busy and target.exists(), 20, "saved")
    await client.driver.screenshot("personal-data")
    held = json.loads(target.read_text("utf-8"))
    values = {item["value"] for item in held["authority"]}
    assert {person.phone, NAME} <= values
    assert [item["item"] for item in held["entries"]] == ["手机号码"]
    assert target.stat().st_mode & 0o077 == 0
    assert PASSWORD not in target.read_text("utf-8")


@pytest.mark.feature("M3.2.6")
async def test_withdrawal_of_consent_ends_everything_and_the_app_asks_again(
    proxy: MeddlingProxy, open_client: Open, new_person: Callable[[], Person]
) -> None:
    client = await open_client(proxy.url)
    client.sign_in(new_person())
    services = client.application.services
    await _about(client, "withdraw")
    await client.driver.click("dialogReject")
    await client.settled()
    assert await services.privacy.agreed()
    await client.press("withdraw")
    await client.accept()
    await client.shown("core.consent")
    assert not await services.privacy.agreed()
    assert not services.authority.signed_in
    proxy.seen.clear()
    await client.driver.screenshot("consent-again")
    client.application.window.navigator.back()
    await client.settled()
    assert (client.page, proxy.seen) == ("core.consent", []), "there is no way past it"
    await client.press("agree")
    await client.shown("core.home")
    assert await services.privacy.agreed()


@pytest.mark.feature("M3.2.13")
async def test_a_report_gets_a_receipt_once(
    proxy: MeddlingProxy, open_client: Open, new_person: Callable[[], Person], service: Service, tmp_path: Path
) -> None:
    client = await open_client(proxy.url)
    page = await _about(client, "report")
    assert not client.driver.is_shown("addPicture"), "pictures of strangers are not taken"
    client.sign_in(new_person())
    page = await _about(client, "report")
    picture, text = tmp_path / "网页截图.png", tmp_path / "a.txt"
    Image.new("RGB", (40, 30), "white").save(picture)
    text.write_text("not a picture")
    await client.driver.type("content", "有人冒充平台工作人员索要验证码")
    page.attach(QUrl.fromLocalFile(str(text)))
    await client.press("send")
    assert page.errorCode != ""
    await client.press("removePicture_0")
    page.attach(QUrl.fromLocalFile(str(picture)))
    await client.driver.screenshot("report")
    lost: list[str] = []

    def lose(exchange: Exchange) -> Answer | None:
        if exchange.name.endswith("/reports") and len(lost) < 3:
            lost.append(exchange.name)
            raise Lost
        return None

    proxy.after = lose
    await client.press("send")
    assert (page.errorCode, page.receipt) == ("NET-001", ""), "the form stays"
    await client.press("send")
    assert page.receipt.startswith("JB")
    with service.store.read() as session:
        rows = session.scalars(select(ReportRow)).all()
    (row,) = [row for row in rows if service.keyring.decrypt("report", row.text).decode().startswith("有人冒充")]
    assert (row.receipt_number, row.category) == (page.receipt, "违法信息")
    assert row.picture_file_ids != ""


async def test_the_pages_speak_english(authority: AuthorityProcess, open_client: Open) -> None:
    client = await open_client(authority.url)
    appearance = client.application.window.appearance
    try:
        appearance.setLanguage("en")
        page = await _about(client, "report")
        assert page.categories[2] == "Fraud"
        page = await _about(client, "dataShared")
        assert "Mobile certificate" in {row.when for row in page.rows.items}
    finally:
        use_language("zh_CN", None)
