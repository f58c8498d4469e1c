"""A flow from its first step to its end through its view models, whatever its steps are; the clerk finds the money."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from PySide6.QtCore import QUrl

from core.secret import Secret
from core.ui.strokes import StrokePoint
from plugins.mobile_cert.flows.table import StepKind
from plugins.mobile_cert.installation import install_certificate
from tests.authority.clerk import Clerk
from tests.plugins.mobile_cert.client import Client

_PIN = "135790"
_STROKE = ((20, 60), (30, 30), (50, 70), (70, 35))
_PATIENCE = 30.0


class FlowWalk:
    """Somebody who does each step that comes.

    Attributes:
        steps: the steps of the last walk, in order.
        cents: what it cost.
    """

    def __init__(self, client: Client, url: str, clerk: Clerk, scan: Path) -> None:
        self._client, self._url, self._clerk, self._scan = client, url, clerk, scan
        self.steps: list[StepKind] = []
        self.cents = 0
        self._acts: dict[StepKind, Callable[[Any], Awaitable[None]]] = {
            StepKind.PLATFORM: self._platform,
            StepKind.ATTACHMENT: self._attachment,
            StepKind.SIGNATURE: self._signature,
            StepKind.INVOICE: self._invoice,
            StepKind.AUTHORISATION: self._authorisation,
            StepKind.PAYMENT: self._payment,
        }

    async def walk(self, page: str, certificate_id: str = "") -> str:
        """Begin the flow of a page and do all its steps; the order's id."""
        client = self._client
        flow: Any = await client.go(f"mobile_cert.{page}", {"certificate": certificate_id})
        self.steps = []
        while client.current is flow:
            step = StepKind(flow.step.id)
            self.steps.append(step)
            await self._until(flow, lambda: not flow.busy and not flow.loadFailed, f"{step} is loaded")
            if step in self._acts:
                await self._acts[step](flow)
            await self._until(flow, lambda: flow.canContinue, f"{step} is complete")
            flow.next()
            await self._until(
                flow, lambda: client.current is not flow or flow.step.id != self.steps[-1], f"{step} is left"
            )
        order = flow.order
        self.cents = order.total_fen
        await client.back_to(1)
        return str(order.id)

    async def install(self, order_id: str) -> None:
        """Make the key on this device and have it certified."""
        with Secret(_PIN) as pin:
            await install_certificate(self._client.module.service, self._client.module.store, order_id, pin)

    async def approved(self, order_id: str) -> None:
        """Wait for the end of an order that issues nothing."""
        deadline = time.monotonic() + _PATIENCE
        while (await self._client.module.service.order(order_id)).state != "finished":
            assert time.monotonic() < deadline, "not approved"
            await self._client.driver.turn()

    async def _platform(self, flow: Any) -> None:
        flow.platform.choosePlatform(flow.platform.platforms.items[0].platformId)

    async def _attachment(self, flow: Any) -> None:
        flow.attachment.chooseFile(QUrl.fromLocalFile(str(self._scan)))

    async def _signature(self, flow: Any) -> None:
        pad, (first, *others) = flow.signature.handwriting, _STROKE
        flow.signature.startSigning()
        pad.begin(StrokePoint(*first, 0))
        for number, (x, y) in enumerate(others, 1):
            pad.extend(StrokePoint(x, y, 20 * number))
        flow.signature.saveSigning()

    async def _invoice(self, flow: Any) -> None:
        flow.invoice.fill()
        await self._until(flow, lambda: flow.invoice.heading.text != "", "the organisation's data")
        flow.invoice.email.value = "invoice@example.com"
        flow.invoice.agreed = True

    async def _authorisation(self, flow: Any) -> None:
        codes, client = flow.codes, self._client
        before = {item["id"] for item in await client.messages(self._url)}
        codes.pictureCode.value = await client.picture_code(self._url)
        codes.sendSms()
        await self._until(flow, lambda: not flow.busy and not codes.sending, "the message")
        (sent,) = [item for item in await client.messages(self._url) if item["id"] not in before]
        codes.smsCode.value = client.code_in(sent["text"])

    async def _payment(self, flow: Any) -> None:
        part = flow.payment
        if part.transferOnly:
            part.transfer("示例付款有限公司", "6222000000000000001")
            await self._until(flow, lambda: part.state == "pending", "the transfer")
            cards = self._clerk.get("/transfers").text.split('id="transfer-')
            (payment,) = [card.partition('"')[0] for card in cards if flow.order.number in card]
            assert self._clerk.send(f"/transfers/{payment}/received").is_success
        else:
            part.choose(0)
            part.pay()
            await self._until(flow, lambda: part.pay_url != "", "the cashier")
            async with httpx.AsyncClient(trust_env=False, follow_redirects=True) as http:
                # the cashier's own address is that of the authority before it moved
                assert (await http.post(f"{self._url}{urlsplit(part.pay_url).path}/pay")).is_success

    async def _until(self, flow: Any, holds: Callable[[], bool], what: str) -> None:
        def holds_or_failed() -> bool:
            # a wizard that is done is gone
            if self._client.current is flow:
                assert flow.errorCode == "", f"{what}: {flow.errorCode} {flow.errorCause}"
            return holds()

        await self._client.driver.wait_until(holds_or_failed, _PATIENCE, what)
