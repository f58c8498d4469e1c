"""自助服务 in the whole application: certificates onto PKCS#11 and SKF tokens, renewed, resumed, judged by others."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl

from authority.self_service.applications import apply as make_application
from authority.self_service.applications import decide
from authority.self_service.states import ApplicationEvent
from authority.self_service.units import add_unit, code_text, register_person
from authority.self_service.visits import find_visit
from authority.service import Service
from core.camera.qr_image import qr_png
from core.credentials.errors import MediumRemoved
from core.credentials.medium import Delivery
from core.crypto.algorithms import KeyAlgorithm
from core.devices.pkcs11.medium import Pkcs11Medium
from plugins.self_service.installation import TokenInstallation, UnderWay
from plugins.self_service.service import SelfServiceService
from tests.authority.server import AuthorityProcess
from tests.authority.visitor import Visitor
from tests.plugins.mobile_cert.client import SLOW, Client
from tests.simulators.meddling_proxy import Answer, Exchange, Lost, Meddle, MeddlingProxy, pass_on
from tests.simulators.skf.soft_skf import PIN as SKF_PIN
from tests.simulators.skf.soft_skf import SoftSkf, configured_skf, soft_skf
from tests.softhsm import PIN, SoftHsm

__all__ = ["configured_skf", "soft_skf"]

Open = Callable[..., Awaitable[Client]]


@pytest.fixture
def person(authority: AuthorityProcess) -> Iterator[Visitor]:
    """Somebody with a phone."""
    visitor = Visitor(authority.url)
    yield visitor
    visitor.http.close()


@pytest.fixture
def unit_code(service: Service, person: Visitor) -> str:
    """The code of a unit that nobody is registered in."""
    with service.store.write() as session:
        return add_unit(session, "示例集团", 1, "clerk:test", datetime.now(UTC)).code


def vouch(service: Service, person: Visitor) -> None:
    """The person's unit registers it."""
    now = datetime.now(UTC)
    with service.store.write() as session:
        unit = add_unit(session, "示例集团", 1, "clerk:test", now)
        register_person(
            service, session, unit.id, name=person.name, id_number=person.id_number, phone=person.phone,
            actor="clerk:test", now=now,
        )  # fmt: skip


async def prove_phone(client: Client, url: str, person: Visitor) -> None:
    """手机号码 and 短信验证码."""
    await client.shown("self_service.phone")
    await client.driver.type("phone", person.phone)
    await client.type_sms_code(url)
    await client.driver.key(Qt.Key.Key_Return)
    await client.settled()


async def apply(client: Client, url: str, person: Visitor) -> Any:
    """From 数字证书业务 to the page that installs, for somebody who is registered."""
    await client.go("legacy_token.home")
    await client.press("action_self_service.home")
    await client.shown("self_service.home")
    await client.press("apply")
    await prove_phone(client, url, person)
    await client.shown("self_service.apply")
    assert client.current.registered
    await client.driver.type("fullName", "赵不对")
    await client.driver.type("idNumber", person.id_number)
    await client.press("submitApplication")
    assert client.current.problem.startswith("姓名或身份证号与单位登记的不一致。")
    await client.driver.type("fullName", person.name)
    await client.driver.screenshot("self-service-apply")
    await client.press("submitApplication")
    await client.shown("self_service.install")
    return client.current


async def until_done(client: Client) -> None:
    """The installation has come to its end."""
    page = client.current
    await client.driver.wait_until(lambda: page.done or bool(page.errorCode), 60, "installed")
    assert page.done, page.errorCause


def pkcs11_tool(softhsm: SoftHsm, *options: str) -> str:
    """What OpenSC's tool says of the token."""
    command = ["pkcs11-tool", "--module", str(softhsm.module), "--login", "--pin", PIN, *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.feature("M3.5.6.1", "M3.5.6.2", "M3.5.6.3")
@pytest.mark.parametrize("size", ["phone", "desktop"])
async def test_a_registered_person_gets_certificates_onto_a_pkcs11_token_and_renews_them(
    authority: AuthorityProcess, service: Service, softhsm: SoftHsm, person: Visitor, open_client: Open, size: str
) -> None:
    vouch(service, person)
    softhsm.create_token("单位介质")
    client = await open_client(authority.url, size=size)
    page = await apply(client, authority.url, person)
    await client.driver.wait_until(lambda: page.mediumIndex == 0, SLOW, "token")
    assert (page.media, page.algorithms) == (["单位介质"], ["RSA 2048", "RSA 3072", "ECDSA P-256"])
    await client.driver.screenshot(f"self-service-install-{size}")
    await client.driver.click("installToken", SLOW)
    await client.give_pin(PIN)
    await until_done(client)
    registry = client.application.services.credentials

    def signing() -> Any:
        found = [item for item in registry.credentials() if item.certificate.purpose.can_sign]
        return found[0] if len(found) == 1 else None

    await client.driver.wait_until(lambda: signing() is not None, SLOW, "listed")
    first = signing().certificate
    assert first.subject_name == person.name
    private = pkcs11_tool(softhsm, "--list-objects", "--type", "privkey")
    assert private.count("Private Key Object") == 2
    assert private.count("never extractable, local") == 1

    await client.press("finishInstall")
    await client.shown("self_service.home")
    await client.press("progress")
    await client.shown("self_service.progress")
    (row,) = client.current.applications.items
    assert (row.stateText, row.canInstall) == ("已安装", False)
    await client.application.window.navigator.pop()
    await client.press("renew")
    await client.shown("self_service.renew")
    await client.driver.screenshot(f"self-service-renew-{size}")
    await client.press("renew0")
    await client.driver.type("fullName", "赵不对")
    await client.driver.type("idNumber", person.id_number)
    await client.driver.click("submitRenewal", SLOW)
    await client.give_pin(PIN)
    await client.driver.wait_until(lambda: client.current.problem != "", SLOW, "not whose certificate it is")
    assert client.current.problem.startswith("姓名或身份证号与原证书的申请人不一致。")
    await client.driver.type("fullName", person.name)
    await client.driver.screenshot(f"self-service-renew-form-{size}")
    await client.driver.click("submitRenewal", SLOW)
    await client.give_pin(PIN)
    await client.driver.wait_until(lambda: signing() is not None and signing().certificate != first, 60, "renewed")
    await client.settled()
    assert client.current.errorCode == ""
    second = signing().certificate
    assert second.public_key == first.public_key
    assert second.not_after == first.not_after + timedelta(days=365)
    assert pkcs11_tool(softhsm, "--list-objects", "--type", "privkey").count("Private Key Object") == 2
    await client.application.window.navigator.pop()
    await client.press("progress")
    await client.shown("self_service.progress")
    assert [item.title[:4] for item in client.current.applications.items] == ["证书续期", "证书申请"]
    await client.driver.screenshot(f"self-service-progress-{size}")


@pytest.mark.feature("M3.5.6.1")
async def test_an_skf_key_and_a_person_with_the_units_code(
    authority: AuthorityProcess,
    service: Service,
    configured_skf: SoftSkf,
    person: Visitor,
    unit_code: str,
    open_client: Open,
    tmp_path: Path,
) -> None:
    configured_skf.insert()
    client = await open_client(authority.url)
    picture = tmp_path / "unit.png"
    picture.write_bytes(qr_png(code_text(unit_code)))
    await client.go("core.scan")
    client.current.useFile(QUrl.fromLocalFile(str(picture)))
    await prove_phone(client, authority.url, person)
    await client.shown("self_service.apply")
    await client.driver.wait_until(lambda: client.current.unit == "示例集团", SLOW, "unit")
    assert not client.current.registered
    await client.driver.type("fullName", person.name)
    await client.driver.type("idNumber", person.id_number)
    await client.press("submitApplication")
    assert client.current.sent
    await client.driver.screenshot("self-service-receipt")
    number = client.current.number
    receipt = tmp_path / "receipt.png"
    assert client.application.window.images.image(client.current.receipt.rsplit("/", 1)[1]).save(str(receipt))
    await client.press("openProgress")
    await client.shown("self_service.progress")
    await client.driver.wait_until(lambda: bool(client.current.applications.items), SLOW, "applications")

    # the receipt leads there too, on any device, after the phone
    await client.back_to(1)
    await client.go("self_service.home")
    await client.press("leaveVisit")
    await client.press("progress")
    await client.shown("self_service.phone")
    await client.press("scanReceipt")
    await client.shown("core.scan")
    client.current.useFile(QUrl.fromLocalFile(str(receipt)))
    await prove_phone(client, authority.url, person)
    await client.shown("self_service.progress")
    await client.driver.wait_until(lambda: bool(client.current.applications.items), SLOW, "applications")
    assert (client.current.number, client.current.notOfPhone) == (number, False)
    await client.driver.screenshot("self-service-scanned-progress")

    def approved() -> bool:
        client.current.refresh()
        return bool(client.current.applications.items[0].canInstall)

    await client.driver.wait_until(approved, SLOW, "approved by the sandbox")
    await client.press("install0")
    await client.shown("self_service.install")
    page = client.current
    await client.driver.wait_until(lambda: page.mediumIndex == 0, SLOW, "token")
    assert page.algorithms[0] == "SM2"
    await client.driver.click("installToken", SLOW)
    await client.give_pin(SKF_PIN)
    await until_done(client)
    registry = client.application.services.credentials
    await client.driver.wait_until(lambda: len(registry.credentials()) == 2, SLOW, "both certificates")
    assert {item.certificate.algorithm for item in registry.credentials()} == {KeyAlgorithm.SM2}
    assert {item.certificate.subject["organization_name"] for item in registry.credentials()} == {"示例集团"}


async def test_a_rejected_application_says_why(
    authority: AuthorityProcess, service: Service, person: Visitor, unit_code: str, open_client: Open
) -> None:
    person.visit()
    now = datetime.now(UTC)
    with service.store.write() as session:
        # in one transaction, before the sandbox approves it
        visit = find_visit(service, session, person.token, now)
        who = person.application(unit_code)
        row, _ = make_application(service, session, visit, now=now, **who)
        decide(session, row.id, ApplicationEvent.REJECT, "clerk:test", "不是本单位人员", now)
    client = await open_client(authority.url)
    await client.go("self_service.home")
    await client.press("progress")
    await prove_phone(client, authority.url, person)
    await client.shown("self_service.progress")
    await client.driver.wait_until(lambda: bool(client.current.applications.items), SLOW, "applications")
    (row,) = client.current.applications.items
    assert (row.stateText, row.reason, row.canInstall) == ("审核不通过", "不是本单位人员", False)


def losing(end: str) -> Meddle:
    """Every answer of a path is lost, after the authority has acted."""

    def after(exchange: Exchange) -> Answer | None:
        if exchange.path.endswith(end):
            raise Lost
        return None

    return after


async def test_another_token_may_be_taken_and_the_first_ones_key_is_deleted(
    authority: AuthorityProcess,
    service: Service,
    softhsm: SoftHsm,
    person: Visitor,
    open_client: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vouch(service, person)
    softhsm.create_token("第一介质")
    client = await open_client(authority.url, size="phone")
    page = await apply(client, authority.url, person)
    await client.driver.wait_until(lambda: page.mediumIndex == 0, SLOW, "token")

    async def dies(self: SelfServiceService, application_id: str, request: object) -> None:
        raise MediumRemoved

    with monkeypatch.context() as patch:
        patch.setattr(SelfServiceService, "issue", dies)
        await client.driver.click("installToken", SLOW)
        await client.give_pin(PIN)
        await client.driver.wait_until(lambda: bool(page.errorCode), 60, "cut off")
    assert page.begun
    assert pkcs11_tool(softhsm, "--list-objects", "--type", "privkey").count("Private Key") == 1
    softhsm.create_token("第二介质")
    await client.driver.wait_until(lambda: len(page.media) == 2, SLOW, "second token")
    page.choose(page.media.index("第二介质"))
    assert (page.elsewhere, page.begun) == (True, False)
    await client.driver.screenshot("self-service-elsewhere")
    await client.driver.click("installToken", SLOW)
    await client.give_pin(PIN)
    await until_done(client)
    first = ["--token-label", "第一介质", "--list-objects", "--type", "privkey"]
    assert pkcs11_tool(softhsm, *first).count("Private Key") == 1, "not seen since"
    await client.press("finishInstall")
    await client.shown("self_service.home")
    await client.driver.wait_until(lambda: client.current.unusedOn == "第一介质", SLOW, "told")
    await client.driver.screenshot("self-service-unused")
    await client.driver.click("discardUnused", SLOW)
    await client.give_pin(PIN)
    await client.driver.wait_until(lambda: client.current.unusedOn == "", SLOW, "deleted")
    assert "Private Key" not in pkcs11_tool(softhsm, *first)
    second = ["--token-label", "第二介质", "--list-objects", "--type", "privkey"]
    assert pkcs11_tool(softhsm, *second).count("Private Key") == 2


@pytest.mark.parametrize("lost", ["record", "issue", "install", "confirm"])
async def test_what_is_cut_off_goes_on_where_it_was(
    authority: AuthorityProcess,
    service: Service,
    softhsm: SoftHsm,
    person: Visitor,
    proxy: MeddlingProxy,
    open_client: Open,
    monkeypatch: pytest.MonkeyPatch,
    lost: str,
) -> None:
    vouch(service, person)
    softhsm.create_token("单位介质")
    client = await open_client(proxy.url)
    page = await apply(client, authority.url, person)
    await client.driver.wait_until(lambda: page.mediumIndex == 0, SLOW, "token")
    real = Pkcs11Medium.install, TokenInstallation._remember
    if lost == "install":

        async def pulled_out(self: Pkcs11Medium, key_id: str, delivery: Delivery) -> None:
            raise MediumRemoved

        monkeypatch.setattr(Pkcs11Medium, "install", pulled_out)
    elif lost == "record":

        async def dies(self: TokenInstallation, application_id: str, key: UnderWay) -> None:
            raise MediumRemoved

        monkeypatch.setattr(TokenInstallation, "_remember", dies)
    else:
        proxy.after = losing("/certificate" if lost == "issue" else "/installation")
    await client.driver.click("installToken", SLOW)
    await client.give_pin(PIN)
    await client.driver.wait_until(lambda: bool(page.errorCode), 60, "cut off")
    assert not page.done
    monkeypatch.setattr(Pkcs11Medium, "install", real[0])
    monkeypatch.setattr(TokenInstallation, "_remember", real[1])
    proxy.after = pass_on
    await client.close()

    again = await open_client(authority.url, "client")
    await again.go("self_service.home")
    await again.press("progress")
    await prove_phone(again, authority.url, person)
    await again.shown("self_service.progress")
    await again.driver.wait_until(lambda: bool(again.current.applications.items), SLOW, "applications")
    if again.current.applications.items[0].canInstall:
        await again.press("install0")
        await again.shown("self_service.install")
        resumed = again.current
        await again.driver.wait_until(lambda: resumed.mediumIndex == 0, SLOW, "token")
        assert resumed.begun is (lost != "record")
        await again.driver.screenshot("self-service-goes-on")
        await again.driver.click("installToken", SLOW)
        await again.give_pin(PIN)
        await until_done(again)
    private = pkcs11_tool(softhsm, "--list-objects", "--type", "privkey")
    assert private.count("Private Key Object") == 2, "one signing key, one encryption key, whatever was lost"
    assert (await asyncio.to_thread(pkcs11_tool, softhsm, "--list-objects", "--type", "cert")).count(person.name) >= 1
    person.visit()
    (application,) = person.ask("GET", "/self-service/applications")["items"]
    assert application["state"] == "installed"
