"""办理个人证书 through the window, each action repeated by the person when its answer was lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import httpx

from tests.authority.person import NAME
from tests.plugins.mobile_cert.client import SLOW, Client

STROKES = [(0.2, 0.6), (0.3, 0.3), (0.4, 0.7), (0.55, 0.35), (0.7, 0.65)]


async def insist(client: Client, action: Callable[[], Awaitable[None]], done: Callable[[], bool]) -> int:
    """Do something until it is done; how often it failed. Anything but a lost answer fails the test."""
    for failures in range(4):
        await action()
        if done():
            return failures
        assert client.current.errorCode == "NET-001", client.current.errorCause
        assert client.driver.is_shown("pageError")
    raise AssertionError("it never gets done")


async def press_pay(client: Client) -> None:
    """Choose a channel; while the payment is pending the page goes on looking."""
    page = client.current
    await client.driver.click("payWechat", SLOW)
    await client.driver.click("goPay", SLOW)
    await client.driver.wait_until(lambda: page.payment.pay_url != "" or not page.busy, SLOW, "payment")


class Applying:
    """One walk through the wizard; `failures` counts what had to be repeated."""

    def __init__(self, client: Client, url: str) -> None:
        self._client, self._url = client, url
        self.failures = 0

    async def order(self) -> None:
        """Platform, agreement: then there is an order."""
        client = self._client
        page = await client.go("mobile_cert.apply")
        await client.press("platform0")
        await client.driver.wait_for("total", SLOW)
        await client.press("wizardNext")
        assert page.step.id == "agreement"
        await self._insist("wizardNext", lambda: page.step.id == "signature")

    async def sign(self, after: str = "invoice") -> None:
        """The handwriting on the form."""
        client, page = self._client, self._client.current
        await client.driver.wait_until(lambda: page.signature.form.pages.count > 0, SLOW, "form")
        await client.press("startSigning")
        await client.driver.draw("handwritingItem", STROKES)
        await self._insist("handwritingSave", lambda: page.signature.signed)
        await client.press("wizardNext")
        assert page.step.id == after

    async def invoice(self) -> None:
        """开票信息."""
        client, page = self._client, self._client.current
        await client.driver.type("invoiceTitle", NAME)
        await client.driver.type("email", "li@example.com")
        await client.press("invoiceAgreed")
        await self._insist("wizardNext", lambda: page.step.id == "authorisation")

    async def authorise(self, after: str = "payment") -> None:
        """Picture code, SMS code; each may have to be asked for again."""
        client, page = self._client, self._client.current
        while page.codes.captcha_id == "":
            assert page.errorCode == "NET-001"
            self.failures += 1
            await client.press("retry")
        await client.driver.type("pictureCode", await client.picture_code(self._url))
        before = {item["id"] for item in await client.messages(self._url)}
        await self._insist("sendSms", lambda: page.errorCode == "")
        # the list is of limited length: an old message goes when a new one comes
        sent = [item for item in await client.messages(self._url) if item["id"] not in before]
        assert len(sent) == 1, "one message, however often its answer was lost"
        await client.driver.type("smsCode", client.code_in(sent[0]["text"]))
        await self._insist("wizardNext", lambda: client.current is not page or page.step.id == after)

    async def pay(self) -> None:
        """At the cashier's page; the wizard sees it by itself."""
        client, page = self._client, self._client.current
        self.failures += await insist(client, lambda: press_pay(client), lambda: page.payment.pay_url != "")
        async with httpx.AsyncClient(trust_env=False, follow_redirects=True) as http:
            assert (await http.post(f"{page.payment.pay_url}/pay")).is_success
        await client.driver.wait_for("paid", SLOW)
        await client.press("wizardNext")
        await client.shown("mobile_cert.orders")

    async def _insist(self, button: str, done: Callable[[], bool]) -> None:
        self.failures += await insist(self._client, lambda: self._client.press(button), done)
