"""The authority down, slow, rubbish, restarted; answers lost: what the window says, and that going on works."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from authority.accounts.models import AccountRow
from authority.orders.models import OrderRow, PaymentRow
from authority.service import Service
from tests.authority.person import Person
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.applying import Applying, press_pay
from tests.plugins.mobile_cert.client import Client
from tests.plugins.mobile_cert.conftest import SETTINGS
from tests.simulators.meddling_proxy import Answer, Exchange, Lost, MeddlingProxy

Open = Callable[..., Awaitable[Client]]

PAGES = ["orders", "certificates", "notifications", "login", "apply", "account"]
HTML = Answer(200, b"<html>welcome to the hotel</html>", {"Content-Type": "text/html"})
OTHER = Answer(200, b'{"items": [{"surprise": 1}]}', {"Content-Type": "application/json"})
BUSY = Answer(503, b"<html>later</html>", {"Content-Type": "text/html"})


def _down(exchange: Exchange) -> Answer | None:
    raise Lost


@pytest.fixture
def slow(proxy: MeddlingProxy) -> Iterator[Callable[[Exchange], Answer | None]]:
    """Answers nothing until the test is over."""
    over = threading.Event()

    def wait(exchange: Exchange) -> Answer | None:
        over.wait(30)
        raise Lost

    yield wait
    over.set()


@pytest.mark.parametrize(
    ("fault", "code", "cause"),
    [
        ("down", "NET-001", "无法连接服务器。"),
        ("slow", "NET-002", "服务器响应超时。"),
        ("html", "NET-003", "服务器返回了无法识别的内容。"),
        ("other", "NET-003", "服务器返回了无法识别的内容。"),
        ("busy", "NET-006", "服务器暂时无法处理请求。"),
    ],
)
async def test_every_page_says_what_is_wrong_and_loads_when_it_is_over(
    proxy: MeddlingProxy,
    open_client: Open,
    new_person: Callable[[], Person],
    slow: Callable[[Exchange], Answer | None],
    fault: str,
    code: str,
    cause: str,
) -> None:
    faults = {"down": _down, "slow": slow, "html": lambda _: HTML, "other": lambda _: OTHER, "busy": lambda _: BUSY}
    person = new_person()
    client = await open_client(proxy.url)
    client.sign_in(person)
    for name in PAGES:
        proxy.before = faults[fault]
        client.be_hasty(fault == "slow")
        page = await client.go(f"mobile_cert.{name}")
        assert (page.errorCode, page.errorCause) == (code, cause), name
        assert page.errorRemedy != ""
        assert client.driver.is_shown("pageError")
        proxy.forget()
        client.be_hasty(False)
        await client.press("retry")
        assert page.errorCode == "", name
        assert not client.driver.is_shown("retry")
        assert proxy.seen
        await client.back_to(1)


async def test_a_failure_keeps_what_is_shown_and_typed(
    proxy: MeddlingProxy, open_client: Open, new_person: Callable[[], Person]
) -> None:
    person = new_person()
    order_id = person.approved_order()
    client = await open_client(proxy.url)
    client.sign_in(person)
    page = await client.go("mobile_cert.orders")
    proxy.before = _down
    await client.press("refreshOrders")
    assert page.errorCode == "NET-001"
    assert [row.orderId for row in page.orders.items] == [order_id], "the rows that were there stay"
    await client.back_to(1)
    proxy.forget()
    page = await client.go("mobile_cert.login")
    await client.driver.type("phone", "13800138000")
    await client.driver.type("pictureCode", "ABCD")
    proxy.before = _down
    await client.press("sendSms")
    assert page.errorCode == "NET-001"
    assert (page.phone.text, page.codes.pictureCode.text) == ("13800138000", "ABCD")


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_every_answer_of_an_order_is_lost_until_the_client_gives_up(
    proxy: MeddlingProxy,
    open_client: Open,
    new_person: Callable[[], Person],
    service: Service,
    authority: AuthorityProcess,
) -> None:
    """Each change is acted upon and its answer lost three times; the person presses again: it happened once."""
    person = new_person()
    client = await open_client(proxy.url)
    client.sign_in(person)
    lost: Counter[str] = Counter()

    def lose(exchange: Exchange) -> Answer | None:
        if exchange.method != "GET" and lost[exchange.name] < 3:
            lost[exchange.name] += 1
            raise Lost
        return None

    proxy.after = lose
    applying = Applying(client, authority.url)
    for step in (applying.order, applying.sign, applying.invoice, applying.authorise, applying.pay):
        await step()
    assert set(lost.values()) == {3}
    changed = [name.rsplit("/", 1)[1] for name in lost]
    expected = ["orders", "files", "signature", "invoice", "captchas", "sms-codes", "authorisation", "payments"]
    assert changed == expected
    assert applying.failures == len(expected)
    with service.store.read() as session:
        lookup = service.keyring.lookup("phone", person.phone)
        account = session.scalars(select(AccountRow.id).where(AccountRow.phone_lookup == lookup)).one()
        order = session.scalars(select(OrderRow).where(OrderRow.account_id == account)).one()
        payment = session.scalars(select(PaymentRow).where(PaymentRow.order_id == order.id)).one()
    assert order.paid_at is not None
    assert payment.state == "paid"


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_the_authority_is_restarted_in_the_middle(
    tmp_path: Path, open_client: Open, new_person: Callable[[], Person]
) -> None:
    """It comes back at another port with the same data; the person goes on where it stopped."""
    process = AuthorityProcess(tmp_path / "own", f"sqlite:///{tmp_path / 'own.sqlite3'}", SETTINGS).start()
    proxy = MeddlingProxy(process.url).start()
    person = Person(process.url, "13612345678")
    try:
        person.sign_in()
        inside = process.inside()
        person.become_real(inside)
        inside.store.close()
        client = await open_client(proxy.url)
        client.sign_in(person)
        applying = Applying(client, proxy.url)
        for step in (applying.order, applying.sign, applying.invoice, applying.authorise):
            process.stop()
            process.start()
            proxy.target = process.url
            await step()
        page = client.current
        process.stop()
        await client.press("payWechat")
        await client.press("goPay")
        assert page.errorCode in ("NET-001", "NET-003", "NET-006"), "down is told"
        process.start()
        proxy.target = process.url
        await press_pay(client)
        await client.driver.wait_until(lambda: page.payment.state == "pending", 10, "the payment")
        assert page.errorCode == ""
    finally:
        person.http.close()
        proxy.stop()
        process.stop()


async def test_another_device_went_on_with_the_order(
    proxy: MeddlingProxy, open_client: Open, new_person: Callable[[], Person]
) -> None:
    """The wizard is caught up with: an order that was signed and authorised elsewhere waits for its payment."""
    person = new_person()
    client = await open_client(proxy.url)
    client.sign_in(person)
    applying = Applying(client, proxy.url)
    await applying.order()
    order_id = person.ask("GET", "/orders")["items"][0]["id"]
    await applying.sign()
    person.give_invoice(order_id)
    person.authorise(order_id)
    page = client.current
    await client.driver.type("invoiceTitle", "李晓样")
    await client.driver.type("email", "li@example.com")
    await client.press("invoiceAgreed")
    await client.press("wizardNext")
    await client.driver.wait_until(lambda: page.step.id == "payment", 10, "the payment")
    person.ask("POST", f"/orders/{order_id}/cancel")
    await client.press("goPay")
    await client.shown("mobile_cert.order")
    assert client.current.stateText == "已取消"
