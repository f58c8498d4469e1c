"""Organisation certificates in the real window: from 办理证书 to a PDF with the organisation's seal, and the others."""

from __future__ import annotations

import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from sqlalchemy import select

from authority.organisations.models import OrganisationRow
from authority.service import Service
from core.demo.journey import PIN, FirstJourney
from core.pdf.report import Verdict
from core.secret import Secret
from plugins.mobile_cert.installation import install_certificate
from tests.authority import organisation_orders as orders
from tests.authority.organising import Member
from tests.authority.person import handwriting
from tests.authority.server import AuthorityProcess
from tests.core.pdf.documents import plain_pdf
from tests.plugins.mobile_cert.client import SLOW, Client

Open = Callable[..., Awaitable[Client]]
RSA = 1


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """The stamped form as a picture."""
    path = tmp_path / "盖章申请表.png"
    path.write_bytes(handwriting())
    return path


async def _attach(client: Client, scan: Path, after: str) -> None:
    """上传附件; `after` is the next step, empty where it is the last one."""
    page = client.current
    assert page.step.id == "attachment"
    page.attachment.chooseFile(QUrl.fromLocalFile(str(scan)))
    await client.driver.wait_until(page.attachment.complete, SLOW, "read")
    await client.settled()
    await client.press("wizardNext")
    assert not after or page.step.id == after


async def _authorise(client: Client, url: str) -> None:
    await client.type_sms_code(url)
    await client.press("wizardNext")


@pytest.mark.timeout(300)
@pytest.mark.feature("M3.3.11.1", "M3.3.11.2", "M3.3.12", "M3.3.13.3")
async def test_an_administrator_gets_a_certificate_and_seals_and_signs_with_them(
    open_client: Open, authority: AuthorityProcess, service: Service, scan: Path, tmp_path: Path
) -> None:
    administrator = Member(authority.url, service)
    organisation = administrator.found(service)
    client = await open_client(authority.url)
    client.sign_in(administrator)
    await client.go("mobile_cert.home")
    await client.press("apply")
    await client.shown("mobile_cert.organisation_apply")
    page = client.current
    await client.press("platform0")
    await client.driver.wait_for("total", SLOW)
    assert page.platform.prices.cents == 104000
    page.platform.algorithmIndex = RSA
    await client.press("wizardNext")
    assert page.step.id == "agreement"
    await client.press("wizardNext")
    await client.driver.wait_until(lambda: page.step.id == "attachment", SLOW, "attachment")
    await client.settled()
    await client.press("mailForm")
    assert page.attachment.email.error, "an address is needed"
    await client.driver.type("formEmail", "seal@example.com")
    await client.press("mailForm")
    mails = [item for item in await client.messages(authority.url) if item["to"] == "seal@example.com"]
    assert [item["subject"] for item in mails] == ["数字证书申请表"]
    await client.driver.screenshot("attachment")
    await client.press("photoExample")
    await client.driver.wait_for("photoExamplesClose")
    await client.driver.screenshot("photo-examples")
    await client.driver.key(Qt.Key.Key_Return)
    await client.driver.wait_until(lambda: not client.driver.is_shown("photoExamplesClose"), SLOW, "closed by a key")
    await _attach(client, scan, "confirmation")
    await client.driver.wait_until(page.confirmation.complete, SLOW, "facts")
    assert {"key": "企业名称", "value": organisation["name"]} in page.confirmation.facts
    await client.driver.screenshot("confirmation")
    await client.settled()
    await client.press("wizardNext")
    assert page.step.id == "invoice"
    await client.press("fillInvoice")
    await client.driver.type("email", "li@example.com")
    await client.press("invoiceAgreed")
    await client.driver.screenshot("invoice-of-an-organisation")
    await client.press("wizardNext")
    await _authorise(client, authority.url)
    await client.driver.wait_until(lambda: page.step.id == "payment" and page.payment.transferring, SLOW, "account")
    assert not client.driver.is_shown("payWechat"), "organisations pay by transfer"
    await client.driver.screenshot("transfer-of-an-organisation")
    await client.back_to(1)

    orders.pay_by_transfer(service, administrator, page.order.id)
    await client.go("mobile_cert.orders", {"tab": 3})
    await client.press("orderAction0")
    await client.shown("mobile_cert.install")
    await client.driver.type("pin", PIN)
    await client.driver.type("repeatedPin", PIN)
    await client.press("install")
    await client.driver.wait_for("installed", SLOW)
    (certificate,) = administrator.ask("GET", "/certificates")["items"]
    assert certificate["state"] == "active"
    names = {seal.name for seal in client.application.services.credentials.seals.seals()}
    assert names == {f"{organisation['name']}-企业公章", f"{administrator.name}-法定代表人印鉴"}
    await client.back_to(1)
    await client.go("seal.home")
    await client.driver.screenshot("seals-of-an-organisation")
    await client.back_to(1)
    await client.go("mobile_cert.certificates")
    await client.press("certificate0")
    await client.shown("mobile_cert.certificate")
    assert client.current.subject == organisation["name"]
    await client.driver.screenshot("certificate-of-an-organisation")

    journey = FirstJourney(client.application, client.driver)
    target = tmp_path / "signed.pdf"
    await journey.sign(plain_pdf(tmp_path / "contract.pdf"), target)
    (signature,) = (await journey.verify()).signatures
    assert (signature.verdict, signature.signer) == (Verdict.VALID, organisation["name"])
    told = subprocess.run(["pdfsig", "-nocert", target], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." in told, told
    assert organisation["name"] in told

    await client.back_to(1)
    await client.module.service.choose_identity(administrator.identities()["natural_person"])
    assert client.application.services.credentials.seals.seals() == (), "the person's own"
    await client.go("mobile_cert.certificates")
    assert client.current.certificates.count == 0
    administrator.http.close()


@pytest.mark.timeout(300)
@pytest.mark.feature("M3.3.12.1")
async def test_seals_are_changed_and_a_draft_is_continued_in_its_own_flow(
    open_client: Open, authority: AuthorityProcess, service: Service, scan: Path
) -> None:
    administrator = Member(authority.url, service)
    organisation = administrator.found(service)
    client = await open_client(authority.url)
    client.sign_in(administrator)
    draft = orders.order(administrator, "certificate_new").json()
    orders.complete(service, administrator, draft)
    with Secret(PIN) as pin:
        await install_certificate(client.module.service, client.module.store, draft["id"], pin)

    await client.go("mobile_cert.certificates")
    await client.press("certificate0")
    await client.shown("mobile_cert.certificate")
    await client.press("renew")
    await client.shown("mobile_cert.organisation_renew")
    page = client.current
    assert page.certificate.sealChoice == "同时续期印章"
    await client.driver.screenshot("renew-organisation")
    assert page.stepTitles[1:4] == ["隐私协议", "在线签署", "确认信息"]
    window = client.application.window
    window.appearance.setLanguage("en")
    await client.settled()
    assert (window.navigator.title, page.stepTitles[3]) == ("Renew organisation certificate", "Confirm data")
    assert (page.continueText, page.certificate.sealChoice) == ("Next", "Renew the seal as well")
    window.appearance.setLanguage("zh_CN")
    await client.settled()
    assert (window.navigator.title, page.continueText) == ("续期机构证书", "下一步")

    await client.back_to(1)
    with service.store.write() as session:
        row = session.scalars(select(OrganisationRow).where(OrganisationRow.name == organisation["name"])).one()
        row.legal_name = service.keyring.encrypt("person", "陈示范".encode())
    seals = await client.go("seal.home")
    shown = {row.name: row.outdated for row in seals.seals.items}
    unit, legal = f"{organisation['name']}-企业公章", f"{administrator.name}-法定代表人印鉴"
    assert shown == {unit: False, legal: True}, "the page asks anew; only the representative's seal is highlighted"
    assert {row.maker for row in seals.seals.items} == {"体验环境测试制章 (SM2) TEST"}
    await client.driver.screenshot("seals-to-change")
    await client.press("changeSeal0")
    await client.shown("mobile_cert.organisation_seals")
    page = client.current
    assert {entry["key"] for entry in page.certificate.seals} == {unit, legal}
    await client.driver.screenshot("change-seals")
    await client.press("wizardNext")
    await client.press("wizardNext")
    await client.driver.wait_until(lambda: page.step.id == "attachment", SLOW, "attachment")
    await client.back_to(1)
    await client.go("mobile_cert.orders")
    await client.press("orderAction0")
    await client.shown("mobile_cert.organisation_seals")
    assert client.current.continueText == "确认上传，提交", "free: 提交完成即可 (M3.3.12.1.3)"
    assert len(client.current.stepTitles) == 3
    await client.driver.screenshot("change-seals-form")
    await _attach(client, scan, "")
    await client.shown("mobile_cert.orders")
    await client.driver.wait_until(lambda: _seals(administrator) == ["active"] * 2 + ["revoked"] * 2, SLOW, "seals")

    await client.back_to(1)
    await client.go("mobile_cert.certificates")
    await client.press("certificate0")
    await client.press("revoke")
    await client.shown("mobile_cert.organisation_revoke")
    assert len(client.current.certificate.warnings) == 3
    administrator.http.close()


def _seals(member: Member) -> list[str]:
    return sorted(item["state"] for item in member.ask("GET", "/seals")["items"])
