"""Renew, revoke and reissue of a personal certificate in the real window."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import delete

from authority.orders.catalogue import CatalogueRow
from authority.service import Service
from core.secret import Secret
from plugins.mobile_cert.installation import install_certificate
from tests.authority.person import Person
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.applying import Applying
from tests.plugins.mobile_cert.client import Client

Open = Callable[..., Awaitable[Client]]
PIN = "135790"


async def _holder(client: Client, person: Person) -> str:
    """Somebody with a certificate on this device; the certificate's id."""
    client.sign_in(person)
    order_id = person.approved_order()
    with Secret(PIN) as pin:
        await install_certificate(client.module.service, client.module.store, order_id, pin)
    return str(person.ask("GET", f"/orders/{order_id}")["certificate_id"])


async def _open_certificate(client: Client, index: int = 0) -> None:
    await client.go("mobile_cert.certificates")
    await client.press(f"certificate{index}")
    await client.shown("mobile_cert.certificate")


async def _install(client: Client) -> None:
    await client.driver.type("pin", PIN)
    await client.driver.type("repeatedPin", PIN)
    await client.press("install")
    await client.driver.wait_for("installed")


def _states(person: Person) -> dict[str, str]:
    return {item["id"]: item["state"] for item in person.ask("GET", "/certificates")["items"]}


@contextmanager
def _withdrawn(service: Service) -> Iterator[None]:
    """The console withdraws the platform that everybody here orders for, for a while."""
    shipped = {"name": "公共资源交易中心（体验）", "region": "全国", "cas": ["house", "mutual"]}
    with service.store.write() as session:
        session.merge(CatalogueRow(kind="platform", id="public-resources", value={**shipped, "offered": False}))
    try:
        yield
    finally:
        with service.store.write() as session:
            session.execute(delete(CatalogueRow))


@pytest.mark.timeout(180)
@pytest.mark.feature("M3.3.11.22")
async def test_renew(
    authority: AuthorityProcess, open_client: Open, new_person: Callable[[], Person], service: Service
) -> None:
    client, person = await open_client(authority.url), new_person()
    old = await _holder(client, person)
    await _open_certificate(client)
    with _withdrawn(service):
        await client.press("renew")
        await client.shown("mobile_cert.renew")
        wizard = client.current
        assert wizard.errorCode == "ORD-008"
        assert "停止办理" in wizard.errorCause
        assert [row.chosen for row in wizard.certificate.certificates.items] == [False]
        assert not wizard.canContinue
        await client.driver.screenshot("renew-withdrawn")
    await client.press("retry")
    assert wizard.errorCode == ""
    assert [row.certificateId for row in wizard.certificate.certificates.items if row.chosen] == [old]
    await client.press("years1")
    assert wizard.certificate.prices.cents > 0
    await client.driver.screenshot("renew-certificate")
    await client.press("wizardNext")
    assert wizard.step.id == "agreement"
    await client.press("wizardNext")
    assert wizard.step.id == "signature"
    applying = Applying(client, authority.url)
    for step in (applying.sign, applying.invoice, applying.authorise, applying.pay):
        await step()
    await client.press("tab3")
    assert "\u00a0· 1\u00a0年\u00a0· " in client.current.orders.items[0].detail
    await client.press("orderAction0")
    await client.shown("mobile_cert.install")
    assert _states(person)[old] == "active", "good until the new one is here"
    await _install(client)
    states = _states(person)
    assert states.pop(old) == "revoked"
    assert list(states.values()) == ["active"]


@pytest.mark.timeout(180)
@pytest.mark.feature("M3.3.11.23")
async def test_revoke(authority: AuthorityProcess, open_client: Open, new_person: Callable[[], Person]) -> None:
    client, person = await open_client(authority.url), new_person()
    old = await _holder(client, person)
    await _open_certificate(client)
    await client.press("revoke")
    await client.shown("mobile_cert.revoke")
    wizard = client.current
    assert len(wizard.certificate.warnings) == 3
    assert len(wizard.stepTitles) == 4, "no invoice and no payment where it costs nothing"
    await client.driver.screenshot("revoke-certificate")
    await client.press("wizardNext")
    await client.press("wizardNext")
    applying = Applying(client, authority.url)
    await applying.sign(after="authorisation")
    await client.back_to(1)
    await client.go("mobile_cert.orders")
    await client.press("orderAction0")
    await client.shown("mobile_cert.revoke")
    assert client.current.step.id == "authorisation", "a draft is continued in its own flow"
    assert len(client.current.stepTitles) == 4
    await Applying(client, authority.url).authorise(after="")
    await client.shown("mobile_cert.orders")
    assert _states(person) == {old: "active"} or _states(person) == {old: "revoked"}
    await client.press("tab0")
    assert client.current.orders.items[0].stateText == "已完成"
    assert "年" not in client.current.orders.items[0].detail, "what ends a certificate has no validity"
    assert _states(person) == {old: "revoked"}
    await _open_certificate(client)
    assert client.current.stateText == "已注销"
    for name in ("renew", "revoke", "reissue"):
        assert not client.driver.is_shown(name)


@pytest.mark.timeout(180)
@pytest.mark.feature("M3.3.11.20")
async def test_reissue_on_a_new_device(
    authority: AuthorityProcess, open_client: Open, new_person: Callable[[], Person]
) -> None:
    person = new_person()
    first = await open_client(authority.url, "old")
    old = await _holder(first, person)
    await first.close()
    client = await open_client(authority.url, "new")
    client.sign_in(person)
    await client.go("mobile_cert.home")
    assert "补发" in client.current.notices.items[0].message
    await client.driver.screenshot("home-notice")
    await client.press("notice0")
    await client.shown("mobile_cert.reissue")
    assert client.current.stepTitles == ["申请人授权"], "通知消息 leads there at once"
    assert {"key": "证书用户", "value": "李**"} in client.current.authorisation.about
    assert "补发申请" in client.current.authorisation.declaration
    assert person.ask("GET", "/orders")["items"][0]["state"] == "installed", "nothing is ordered by looking"
    await client.driver.screenshot("reissue")
    await Applying(client, authority.url).authorise(after="")
    await client.shown("mobile_cert.install")
    await _install(client)
    states = _states(person)
    assert states.pop(old) == "revoked", "the key on the other device is of no use any more"
    assert list(states.values()) == ["active"]
    await client.back_to(2)
    await client.settled()
    assert client.current.notices.items == ()
