"""扫一扫 用证用章 in the real window at the tender site: login, signature, seal, encryption, decryption."""

from __future__ import annotations

import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from authority.service import Service
from core.crypto.algorithms import KeyAlgorithm
from tests.authority.scanner import Visitor
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import SLOW, Client
from tests.plugins.pdf_sign.desk import issue, token_key
from tests.plugins.relying_party.scanning import PIN, confirm, scan, there
from tests.simulators.skf.soft_skf import SoftSkf, configured_skf, soft_skf
from tests.softhsm import SoftHsm

__all__ = ["configured_skf", "soft_skf"]

OpenClient = Callable[..., Awaitable[Client]]


@pytest.mark.feature("M3.3.9.1", "M3.5.4")
@pytest.mark.parametrize("algorithm", ["sm2", "rsa2048"])
async def test_a_bid_from_login_to_opening(
    open_client: OpenClient, site: Visitor, authority: AuthorityProcess, tmp_path: Path, algorithm: str
) -> None:
    client = await open_client(algorithm)
    page = await scan(client, await there(site.code), tmp_path)
    assert (page.party, page.operator) == ("体验招标平台", "体验公共资源交易中心")
    assert page.host == authority.url.removeprefix("http://")
    assert (page.operation, page.accept, page.documentName) == ("登录认证", "确认登录", "")
    await client.driver.screenshot("scan-login")
    await confirm(client)
    assert await there(site.step) == "draft"
    await there(lambda: site.fill_in("1,280,000.00"))

    page = await scan(client, await there(site.code), tmp_path)
    assert (page.operation, page.documentName) == ("电子签名", "投标函.pdf")
    await client.driver.wait_until(lambda: page.pageCount == 1)
    await client.driver.screenshot("scan-sign")
    await confirm(client)
    assert await there(site.step) == "seal"

    page = await scan(client, await there(site.code), tmp_path)
    assert page.operation == "电子签章"
    assert len(page.sealNames) == 2
    assert page.sealIndex == 1
    await client.driver.screenshot("scan-seal")
    await confirm(client)
    assert await there(site.step) == "encrypt"

    page = await scan(client, await there(site.code), tmp_path)
    assert page.operation == "数据加密"
    # a public key: no PIN
    await confirm(client, pin=False)
    assert await there(site.step) == "closed"
    await there(site.open_bids)

    page = await scan(client, await there(site.code), tmp_path)
    assert (page.operation, page.documentName, page.pageCount) == ("数据解密", "投标函.p7m", 0)
    await client.driver.screenshot("scan-decrypt")
    await confirm(client)
    await client.driver.screenshot("scan-done")
    assert await there(site.step) == "opened"
    opened = tmp_path / "opened.pdf"
    opened.write_bytes((await there(lambda: site.http.get("/tender/bid.pdf"))).content)
    shown = subprocess.run(["pdfsig", str(opened)], capture_output=True, text=True, check=False).stdout
    assert "Total document signed" in shown
    if algorithm == "rsa2048":
        assert "Signature is Valid." in shown


@pytest.mark.feature("M3.5.4")
@pytest.mark.parametrize("algorithm", [KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_P256], ids=lambda item: item.value)
async def test_a_token_signs_in_and_signs(
    softhsm: SoftHsm,
    service: Service,
    open_client: OpenClient,
    site: Visitor,
    tmp_path: Path,
    algorithm: KeyAlgorithm,
) -> None:
    softhsm.create_token("单位介质", PIN)
    token_key(service, softhsm, "单位介质", "01", algorithm, "李晓样")
    client = await open_client()
    registry = client.application.services.credentials
    await client.driver.wait_until(lambda: len(registry.credentials()) == 1, SLOW, "the token")
    await scan(client, await there(site.code), tmp_path)
    await confirm(client)
    assert await there(site.step) == "draft"
    await there(lambda: site.fill_in("1,280,000.00"))
    await scan(client, await there(site.code), tmp_path)
    await confirm(client)
    assert await there(site.step) == "seal"


@pytest.mark.feature("M3.5.4")
async def test_an_skf_key_signs_in_with_sm2(
    configured_skf: SoftSkf, service: Service, open_client: OpenClient, site: Visitor, tmp_path: Path
) -> None:
    token = configured_skf.insert()
    token.set_pin("user", PIN)
    key, pair = await there(lambda: issue(service, KeyAlgorithm.SM2, "李晓样"))
    token.add("signer", signing=(key, pair.signing))
    client = await open_client()
    registry = client.application.services.credentials
    await client.driver.wait_until(lambda: len(registry.credentials()) == 1, SLOW, "the key")
    await scan(client, await there(site.code), tmp_path)
    await confirm(client)
    assert await there(site.step) == "draft"


@pytest.mark.parametrize("size", ["phone", "kiosk"])
async def test_other_sizes_show_the_same(open_client: OpenClient, site: Visitor, tmp_path: Path, size: str) -> None:
    client = await open_client("sm2", size)
    await scan(client, await there(site.code), tmp_path)
    await client.driver.wait_for("confirm")
    await client.driver.screenshot(f"scan-login-{size}")


async def test_refusing_tells_the_site_nothing(open_client: OpenClient, site: Visitor, tmp_path: Path) -> None:
    client = await open_client("sm2")
    await scan(client, await there(site.code), tmp_path)
    await client.driver.click("refuse")
    await client.driver.wait_until(lambda: client.page == "core.home")
    assert await there(site.step) == "login"


async def test_without_a_credential_the_page_says_so(open_client: OpenClient, site: Visitor, tmp_path: Path) -> None:
    client = await open_client()
    page = await scan(client, await there(site.code), tmp_path)
    assert (page.missing, page.canConfirm) == (True, False)
    await client.driver.wait_for("noCredential")


async def test_a_code_works_once(open_client: OpenClient, site: Visitor, tmp_path: Path) -> None:
    client = await open_client("sm2")
    text = await there(site.code)
    await scan(client, text, tmp_path)
    await confirm(client)
    page = await scan(client, text, tmp_path)
    assert (page.stage, page.errorCode) == ("looking", "RP-005")


async def test_a_lost_delivery_is_repeated_without_a_second_signature(
    open_client: OpenClient, site: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await open_client("sm2")
    page = await scan(client, await there(site.code), tmp_path)
    real = page._asked.site._send
    lost: list[bytes] = []

    async def lose(method: str, url: str, body: bytes | None, limit: int) -> tuple[int, bytes]:
        # the site got it, the reply is lost
        await real(method, url, body, limit)
        lost.append(body or b"")
        return 502, b""

    monkeypatch.setattr(page._asked.site, "_send", lose)
    await client.driver.click("confirm")
    await client.driver.type("pinField", PIN)
    await client.driver.click("dialogAccept")
    await client.driver.wait_until(lambda: page.stage == "unsent", 20)
    assert page.errorCode == "RP-006"
    monkeypatch.undo()
    page.sendAgain()
    await client.driver.wait_until(lambda: page.stage == "done", 20)
    assert (len(lost), lost[0]) == (1, page._body)
    assert await there(site.step) == "draft"
