"""电子签章: a picture drawn by hand is kept on the token, seen by other programs, and stands in a signature."""

from __future__ import annotations

import asyncio
import io
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PIL import Image

from authority.service import Service
from core.crypto.algorithms import KeyAlgorithm
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import SLOW, Client
from tests.plugins.pdf_sign.desk import token_key
from tests.softhsm import PIN, SoftHsm

Open = Callable[..., Awaitable[Client]]
STROKES = [(0.2, 0.3), (0.4, 0.7), (0.6, 0.3), (0.8, 0.6)]


@pytest.mark.feature("M3.5.5")
@pytest.mark.parametrize("size", ["phone", "desktop"])
async def test_a_picture_is_drawn_kept_and_deleted(
    authority: AuthorityProcess, service: Service, softhsm: SoftHsm, open_client: Open, tmp_path: Path, size: str
) -> None:
    softhsm.create_token("单位介质")
    token_key(service, softhsm, "单位介质", "01", KeyAlgorithm.EC_P256, "李晓样")
    client = await open_client(authority.url, size=size)
    registry = client.application.services.credentials
    await client.driver.wait_until(lambda: len(registry.credentials()) == 1, SLOW, "token")
    await client.go("seal.medium")
    page = client.current
    assert (page.media, page.picture) == (["单位介质"], "")
    await client.driver.draw("handwritingItem", STROKES)
    await client.driver.screenshot(f"medium-seal-{size}")
    assert page.draftName == "李晓样"
    await client.press("writePicture")
    await client.driver.wait_for("confirmWrite", SLOW)
    await client.press("redraw")
    await client.driver.wait_for("draftName", SLOW)
    page.draftName = "李晓样的签名"
    await client.press("writePicture")
    await client.driver.wait_for("confirmWrite", SLOW)
    await client.driver.screenshot(f"medium-seal-preview-{size}")
    await client.driver.click("confirmWrite", SLOW)
    await client.give_pin("999999")
    await client.driver.wait_until(lambda: client.driver.is_shown("pinField"), SLOW, "the PIN again")
    assert page.picture == ""
    await client.give_pin(PIN)
    await client.driver.wait_until(lambda: page.picture != "" and not page.busy, SLOW, "written")
    assert (page.handwriting.blank, page.keptName) == (True, "李晓样的签名")
    await client.driver.screenshot(f"medium-seal-kept-{size}")

    kept = tmp_path / "kept.png"
    read = [
        "pkcs11-tool", "--module", str(softhsm.module), "--token-label", "单位介质",
        "--read-object", "--type", "data", "--label", "seal.png", "--output-file", str(kept),
    ]  # fmt: skip
    await asyncio.to_thread(subprocess.run, read, check=True, capture_output=True)
    with Image.open(io.BytesIO(kept.read_bytes())) as picture:
        assert picture.format == "PNG"
        assert 300 <= picture.width <= 480
        assert picture.info["Title"] == "李晓样的签名"
    assert [seal.name for seal in registry.seals.seals() if seal.id.startswith("medium:")] == ["李晓样的签名"]

    await client.press("erasePicture")
    await client.driver.click("dialogAccept", SLOW)
    await client.give_pin(PIN)
    await client.driver.wait_until(lambda: page.picture == "" and not page.busy, SLOW, "deleted")
    gone = await asyncio.to_thread(subprocess.run, read, capture_output=True, text=True)
    assert gone.returncode != 0
    assert [seal for seal in registry.seals.seals() if seal.id.startswith("medium:")] == []
