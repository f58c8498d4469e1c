"""A new SKF key from its arrival to a signed PDF: a key made on it, certificates installed, a file signed, removed."""

from __future__ import annotations

import asyncio
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from authority.pki.issuance import IssuedPair, Subject, activate_pair, issue_pair
from authority.service import Service
from core.credentials.medium import Delivery, Medium
from core.credentials.registry import CredentialRegistry
from core.crypto import requests
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import KeyPurpose
from core.pdf.report import Revocation, Verdict
from tests.core.pdf.documents import plain_pdf
from tests.core.pdf.judges import openssl_accepts_sm2
from tests.plugins.mobile_cert.client import SLOW
from tests.plugins.pdf_sign.desk import ID_NUMBER, Desk
from tests.simulators.skf.soft_skf import PIN, SoftSkf


async def certify(medium: Medium, service: Service) -> IssuedPair:
    """Order and install as self service does, with the authority's own issuing."""
    made = await medium.create_key(KeyAlgorithm.SM2)
    scheme = KeyAlgorithm.SM2.default_scheme
    info = requests.to_be_signed({"common_name": "李晓样"}, made.public_key)
    request = requests.assemble(info, scheme, await medium.sign(made.key_id, info, scheme))
    pair = await asyncio.to_thread(_issue, service, request)
    await medium.install(made.key_id, Delivery(pair.signing, pair.encryption, pair.envelope, pair.chain))
    return pair


def _issue(service: Service, request: bytes) -> IssuedPair:
    now = datetime.now(UTC)
    with service.store.write() as session:
        pair = issue_pair(
            session,
            service.hierarchy,
            subject=Subject({"common_name": "李晓样"}, ID_NUMBER),
            request_der=request,
            algorithm=KeyAlgorithm.SM2,
            years=1,
            public_url=str(service.settings.public_url).rstrip("/"),
            now=now,
        )
        activate_pair(session, pair.pair_id, now)
    return pair


async def managed(desk: Desk, registry: CredentialRegistry, service: Service) -> IssuedPair:
    """The medium's PIN is asked by the window, the rest happens without the person."""
    (view,) = registry.media()

    async def whole() -> IssuedPair:
        async with registry.manage(view.info.id, "安装证书", "legacy_token") as medium:
            return await certify(medium, service)

    work = asyncio.create_task(whole())
    driver = desk.client.driver
    await driver.wait_for("pinField", SLOW)
    for _ in range(20):
        await driver.turn()
    await driver.type("pinField", PIN)
    await driver.click("dialogAccept")
    async with asyncio.timeout(SLOW):
        return await work


@pytest.mark.feature("M3.5.3")
async def test_from_an_empty_key_to_a_signed_file(
    desk: Desk, service: Service, configured_skf: SoftSkf, tmp_path: Path
) -> None:
    registry = desk.client.application.services.credentials
    driver = desk.client.driver
    await driver.wait_until(lambda: "libbroken.so" in registry.problems, SLOW, "the broken library")
    await desk.client.go("legacy_token.home")
    await driver.wait_for("driver0", SLOW)
    assert driver.find("driver0").property("title") == "libbroken.so"
    await asyncio.to_thread(configured_skf.insert, "KEY1", "单位钥匙", "SN2026")
    await driver.wait_until(lambda: len(registry.media()) == 1, SLOW, "the key's arrival")
    pair = await managed(desk, registry, service)
    credential = await desk.see("李晓样")
    assert registry.credentials(KeyPurpose.ENCRYPT)[0].certificate == pair.encryption
    assert registry.find(credential).chain == pair.chain

    target = desk.folder / "signed.pdf"
    page = await desk.open(plain_pdf(desk.folder / "in.pdf"))
    page.chooseCredential(credential)
    await desk.sign(target, PIN)
    (signature,) = desk.page.report_shown.signatures
    assert signature.verdict is Verdict.VALID, desk.page.report_shown.to_text()
    assert (signature.signer, signature.level, signature.revocation) == ("李晓样", "B-T", Revocation.GOOD)
    openssl_accepts_sm2(target, pair.signing)
    told = await asyncio.to_thread(subprocess.run, ["pdfsig", "-nocert", target], capture_output=True, text=True)
    assert "Total document signed" in told.stdout

    await asyncio.to_thread(configured_skf.pull)
    await driver.wait_until(lambda: registry.media() == (), SLOW, "the key's removal")
