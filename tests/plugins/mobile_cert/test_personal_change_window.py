"""个人信息变更 and 变更个人证书 in the real window, and what is highlighted in between."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from authority.service import Service
from core.secret import Secret
from plugins.mobile_cert.installation import install_certificate
from resources.specimens import people
from tests.authority.organising import Member, new_names
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.applying import Applying
from tests.plugins.mobile_cert.client import SLOW, Client
from tests.plugins.mobile_cert.losing import losing
from tests.simulators.meddling_proxy import MeddlingProxy

PIN = "135790"
LIN, RENAMED = people()[0], people()[2]


@pytest.mark.timeout(240)
@pytest.mark.feature("M3.3.11.21")
async def test_the_person_changes_then_the_certificate(
    authority: AuthorityProcess,
    proxy: MeddlingProxy,
    service: Service,
    open_client: Callable[..., Awaitable[Client]],
) -> None:
    client = await open_client(proxy.url)
    person = Member(authority.url, service, LIN.name, LIN.id_number)
    client.sign_in(person)
    order_id = person.approved_order()
    with Secret(PIN) as pin:
        await install_certificate(client.module.service, client.module.store, order_id, pin)

    await client.go("mobile_cert.account")
    await client.press("openPersonalChange")
    await client.shown("mobile_cert.personal_change")
    page = client.current
    assert page.phone.value == person.phone, "what is known is filled in"
    new_phone = new_names()[2]
    await client.driver.type("phone", new_phone)
    await client.press("useSpecimen")
    await client.driver.wait_until(lambda: page.fullName.text == RENAMED.name, SLOW, "the card is read")
    await client.driver.screenshot("personal-change")
    await client.type_sms_code(authority.url)
    # the authority acts, its answer is lost until the client gives up, the person presses again
    proxy.after = losing("PUT", "/real-name", 3)
    await client.press("submitRealName")
    assert (page.errorCode, page.done) == ("NET-001", False)
    await client.press("submitRealName")
    await client.driver.wait_for("personalChangeDone", SLOW)
    proxy.forget()
    assert client.module.service.phone == new_phone
    await client.press("showCertificates")
    await client.shown("mobile_cert.certificates")
    assert client.current.certificates.items[0].stateText == "信息已变更"
    await client.driver.screenshot("certificate-outdated")
    await client.go("seal.home")
    assert [row.outdated for row in client.current.seals.items] == [True]
    await client.back_to(1)
    home = await client.go("mobile_cert.home")
    await client.driver.wait_until(lambda: home.notices.count > 0, SLOW, "notice")
    await client.press("notice0")
    await client.shown("mobile_cert.certificate")
    assert not client.driver.is_shown("renew")
    await client.press("change")

    await client.shown("mobile_cert.change")
    wizard = client.current
    await client.driver.wait_until(lambda: wizard.certificate.prices.cents == 500, SLOW, "the price with the seal")
    await client.press("withSeal")
    assert wizard.certificate.prices.cents == 300
    await client.press("withSeal")
    assert wizard.certificate.prices.cents == 500
    await client.driver.screenshot("change-certificate")
    await client.press("wizardNext")
    await client.press("wizardNext")
    applying = Applying(client, authority.url)
    for step in (applying.sign, applying.invoice, applying.authorise, applying.pay):
        await step()
    await client.press("tab3")
    await client.press("orderAction0")
    await client.shown("mobile_cert.install")
    await client.driver.type("pin", PIN)
    await client.driver.type("repeatedPin", PIN)
    await client.press("install")
    await client.driver.wait_for("installed")

    now, before = person.ask("GET", "/certificates")["items"]
    assert (before["state"], now["state"], now["outdated"]) == ("revoked", "active", False)
    here = [item.certificate for item in client.module.context.credentials.credentials()]
    assert RENAMED.name in {certificate.subject_name for certificate in here}
    [seal] = client.module.context.credentials.seals.seals(None)
    assert (seal.name, seal.outdated) == (f"{RENAMED.name}手写签名", False)
    person.http.close()
