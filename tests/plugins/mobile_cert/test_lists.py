"""Lists whose answers come late, or in another order than they were asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from core.ui.dialogs import Dialogs
from core.ui.images import ImageStore
from core.ui.navigator import Navigator
from core.ui.page import PageContext
from plugins.mobile_cert import models
from plugins.mobile_cert.invoices_view_model import TABS as INVOICE_TABS
from plugins.mobile_cert.invoices_view_model import InvoicesViewModel
from plugins.mobile_cert.orders_view_model import TABS as ORDER_TABS
from plugins.mobile_cert.orders_view_model import OrdersViewModel

pytestmark = pytest.mark.usefixtures("application")

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


class Slow:
    """The authority's answers, each given when the test says so; a row is named after the tab and page asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.gates: dict[tuple[str, int], asyncio.Event] = {}

    async def orders(self, tab: str, page: int) -> models.Orders:
        await self._gate(tab, page)
        order = models.Order(
            id=f"{tab}{page}", number=f"{tab}{page}", business="personal_certificate_new",
            title={"zh": "办理个人证书", "en": "New personal certificate"}, state="installed",
            steps=models.OrderSteps(signed=True, attached=False, invoice=True, authorised=True, paid=True),
            organisation=None, platform="平台", ca="CA", years=1, key_algorithm="sm2", total_fen=0, items=[],
            created_at=NOW, updated_at=NOW, reject_reason=None, refund="none", certificate_id=None,
        )  # fmt: skip
        return models.Orders(items=[order], next_page=page + 1, contact="")

    async def invoices(self, tab: str, page: int) -> models.Invoices:
        await self._gate(tab, page)
        title: models.Bilingual = {"zh": "发票", "en": "Invoice"}
        name = f"{tab}{page}"
        invoice = models.InvoiceView(
            order_id=name, order_number=name, title=title, amount_fen=1, number=None, issued_at=None
        )
        return models.Invoices(items=[invoice], next_page=page + 1)

    def answer(self, tab: str, page: int) -> None:
        self.gates[tab, page].set()

    async def _gate(self, tab: str, page: int) -> None:
        self.asked.append((tab, page))
        await self.gates.setdefault((tab, page), asyncio.Event()).wait()


@pytest.fixture(params=[(OrdersViewModel, ORDER_TABS), (InvoicesViewModel, INVOICE_TABS)], ids=["orders", "invoices"])
def listed(application: QGuiApplication, request: pytest.FixtureRequest) -> tuple[Any, tuple[str, ...], Slow]:
    kind, tabs = request.param
    dialogs, service = Dialogs(), Slow()
    page = PageContext(Navigator(dialogs, ImageStore()), dialogs, ImageStore())
    return kind(page, SimpleNamespace(service=service)), tabs, service


def _rows(view_model: Any) -> list[str]:
    model = view_model.orders if isinstance(view_model, OrdersViewModel) else view_model.invoices
    return [row.orderId for row in model.items]


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0)


async def test_the_answer_for_a_tab_that_was_left_is_not_shown(listed: tuple[Any, tuple[str, ...], Slow]) -> None:
    view_model, tabs, service = listed
    view_model.chooseTab(0)
    await _until(lambda: (tabs[0], 1) in service.asked)
    view_model.chooseTab(1)
    await _until(lambda: (tabs[1], 1) in service.asked)
    service.answer(tabs[1], 1)
    await _until(lambda: _rows(view_model) != [])
    service.answer(tabs[0], 1)
    await view_model.settled()
    assert _rows(view_model) == [f"{tabs[1]}1"]


async def test_a_page_is_added_once_and_to_its_own_tab(listed: tuple[Any, tuple[str, ...], Slow]) -> None:
    view_model, tabs, service = listed
    for tab in tabs[:2]:
        service.gates[tab, 1] = asyncio.Event()
        service.answer(tab, 1)
    view_model.chooseTab(0)
    await view_model.settled()
    view_model.more()
    view_model.more()
    await _until(lambda: (tabs[0], 2) in service.asked)
    service.answer(tabs[0], 2)
    await view_model.settled()
    assert _rows(view_model) == [f"{tabs[0]}1", f"{tabs[0]}2"]

    view_model.more()
    await _until(lambda: (tabs[0], 3) in service.asked)
    view_model.chooseTab(1)
    await _until(lambda: _rows(view_model) == [f"{tabs[1]}1"])
    service.answer(tabs[0], 3)
    await view_model.settled()
    assert _rows(view_model) == [f"{tabs[1]}1"]
