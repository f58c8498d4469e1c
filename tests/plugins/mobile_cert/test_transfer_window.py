"""银行转账 in the window: the account is shown, a clerk sees the money, the wizard goes on by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from tests.authority.clerk import Clerk
from tests.authority.person import Person
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import SLOW, Client

Open = Callable[..., Awaitable[Client]]


@pytest.mark.parametrize("size", ["phone"])
async def test_a_transfer_is_told_missed_told_again_and_seen(
    authority: AuthorityProcess, open_client: Open, new_person: Callable[[], Person], size: str
) -> None:
    person = new_person()
    order_id = person.new_order()["id"]
    person.sign_form(order_id)
    person.give_invoice(order_id)
    person.authorise(order_id)
    client = await open_client(authority.url, size=size)
    client.sign_in(person)
    await client.go("mobile_cert.orders")
    await client.press("orderAction0")
    await client.shown("mobile_cert.apply")
    page = client.current
    await client.press("payBank")
    shown = {entry["key"]: entry["value"] for entry in page.payment.account}
    assert shown["附言"] == person.ask("GET", f"/orders/{order_id}")["number"]
    assert shown["转账金额"].startswith("¥ ")
    assert not client.driver.find("transferred").isEnabled()
    await client.driver.type("payerName", "样例科技有限公司")
    await client.driver.type("payerAccount", "6222 0000 0000 0000 001")
    await client.driver.type("paidOn", "2999-01-01")
    await client.press("transferred")
    assert page.payment.state == "", "a day that has not come is refused here"
    assert page.payment.paidOn.error
    await client.driver.type("paidOn", f"{date.today()}")
    await client.press("transferred")
    assert (page.errorCode, page.payment.state) == ("", "pending"), page.errorCause
    await client.driver.screenshot(f"transfer-{size}")
    clerk = await asyncio.to_thread(Clerk.administrator, authority)

    async def settle(outcome: str) -> None:
        payment = page.payment._payment.id
        await asyncio.to_thread(clerk.send, f"/transfers/{payment}/{outcome}")

    await settle("missing")
    await client.driver.wait_until(lambda: page.payment.state == "failed", SLOW, "missing")
    await client.press("payBank")
    await client.press("transferred")
    await settle("received")
    await client.driver.wait_for("paid", SLOW)
    assert page.payment.paid
    clerk.http.close()
