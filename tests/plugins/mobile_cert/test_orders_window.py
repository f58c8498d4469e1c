"""Orders, certificates, notifications and the account in the real window."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from sqlalchemy import delete

from authority.orders.invoices import InvoiceRow
from authority.orders.leaving import end_order
from authority.orders.models import OrderRow
from authority.service import Service
from tests.authority.person import ID_NUMBER, NAME, Person
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import SLOW, Client

Open = Callable[..., Awaitable[Client]]


@pytest.fixture
async def client(open_client: Open, authority: AuthorityProcess) -> Client:
    """The application before the authority."""
    return await open_client(authority.url)


def _text(path: Path) -> str:
    return subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True).stdout


@pytest.mark.feature("M3.3.13.1", "M3.3.13.2")
async def test_orders_by_state_their_details_and_cancelling(
    client: Client, new_person: Callable[[], Person], service: Service, tmp_path: Path
) -> None:
    person = new_person()
    client.sign_in(person)
    page = await client.go("mobile_cert.orders")
    assert page.orders.state == "empty"
    waiting, done = person.new_order()["id"], person.approved_order()
    person.sign_form(waiting)
    person.give_invoice(waiting)
    person.authorise(waiting)
    shown = {}
    for tab in range(4):
        await client.press(f"tab{tab}")
        shown[tab] = [row.orderId for row in page.orders.items]
    assert shown[0] == [done, waiting]
    assert (shown[1], shown[2], shown[3]) == ([waiting], [], [done])
    await client.press("tab1")
    await client.press("orderAction0")
    await client.shown("mobile_cert.apply")
    assert client.current.step.id == "payment", "去付款 goes on with the payment"
    await client.back_to(2)
    await client.press("order0")
    await client.shown("mobile_cert.order")
    details = client.current
    assert details.stateText == "待支付"
    assert {"key": "订单编号", "value": details.number} in details.facts
    assert sum(round(float(line["value"][1:]) * 100) for line in details.prices) == details.cents > 0
    assert not client.driver.is_shown("saveInvoice")
    await client.driver.screenshot("order-details")
    details.saveForm(QUrl.fromLocalFile(str(tmp_path / "form.pdf")))
    await client.settled()
    assert details.errorCode == ""
    assert NAME in _text(tmp_path / "form.pdf")
    await client.press("cancelOrder")
    await client.accept()
    assert details.stateText == "已取消"
    assert not client.driver.is_shown("cancelOrder")
    assert person.ask("GET", f"/orders/{waiting}")["state"] == "cancelled"

    with service.store.write() as session:
        session.get_one(OrderRow, done).state = "reviewing"
    await client.back_to(1)
    page = await client.go("mobile_cert.orders", {"tab": 2})
    assert page.reviewText.endswith("客服联系方式：service@example.com"), page.reviewText
    await client.driver.screenshot("orders-in-review")


async def test_the_invoice_of_a_paid_order_is_saved_or_says_why_not(
    client: Client, new_person: Callable[[], Person], tmp_path: Path
) -> None:
    person = new_person()
    client.sign_in(person)
    order_id = person.approved_order()
    await client.go("mobile_cert.orders")
    await client.press("order0")
    await client.shown("mobile_cert.order")
    assert client.current.action == "install"
    client.current.saveInvoice(QUrl.fromLocalFile(str(tmp_path / "invoice.pdf")))
    await client.settled()
    assert person.ask("GET", f"/orders/{order_id}")["number"] in _text(tmp_path / "invoice.pdf")
    client.current.saveInvoice(QUrl.fromLocalFile(str(tmp_path / "no" / "folder.pdf")))
    await client.settled()
    assert client.current.errorCode == "APP-004"


async def test_an_order_paid_meanwhile_cannot_be_cancelled(client: Client, new_person: Callable[[], Person]) -> None:
    person = new_person()
    client.sign_in(person)
    order_id = person.new_order()["id"]
    person.sign_form(order_id)
    person.give_invoice(order_id)
    person.authorise(order_id)
    await client.go("mobile_cert.orders")
    await client.press("order0")
    await client.shown("mobile_cert.order")
    person.press(person.start_payment(order_id), "pay")
    await client.press("cancelOrder")
    await client.accept()
    assert client.current.errorCause.startswith("订单当前状态")
    assert client.current.stateText != "待支付", "the page says where the order stands"
    assert not client.driver.is_shown("cancelOrder")


async def test_paid_the_way_that_was_left_is_seen(
    client: Client, new_person: Callable[[], Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order and its price stand there; a code that was scanned before another way was chosen may be paid."""
    person = new_person()
    client.sign_in(person)
    order_id = person.new_order()["id"]
    person.sign_form(order_id)
    person.give_invoice(order_id)
    person.authorise(order_id)
    await client.go("mobile_cert.orders")
    await client.press("orderAction0")
    await client.shown("mobile_cert.apply")
    payment = client.current.payment
    assert (payment.cents, payment.state) == (80000, ""), "nothing is begun by looking"
    assert {"key": "证书用户", "value": "李**"} in payment.facts
    await client.press("goPay")
    await client.driver.wait_until(lambda: payment.state == "pending", SLOW, "the code")
    first = payment.pay_url
    opened: list[QUrl] = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", opened.append)
    payment.openCashier()
    genuine = payment._payment
    payment._payment = genuine.model_copy(update={"pay_url": "file:///usr/bin/true"})
    payment.openCashier()
    assert (opened, client.current.errorCode) == ([QUrl(first)], "NET-003"), "no program is started"
    payment._payment = genuine
    await client.press("payAlipay")
    assert payment.state == ""
    await client.press("goPay")
    await client.driver.wait_until(lambda: payment.state == "pending" and payment.pay_url != first, SLOW, "the other")
    await asyncio.to_thread(person.press, {"pay_url": first}, "pay")
    await client.driver.wait_for("paid", SLOW)
    assert payment.paid


@pytest.mark.feature("M3.3.13.3", "M3.3.11.1")
async def test_install_look_and_change_the_pin(client: Client, new_person: Callable[[], Person]) -> None:
    person = new_person()
    client.sign_in(person)
    person.approved_order()
    page = await client.go("mobile_cert.orders")
    await client.press("orderAction0")
    await client.shown("mobile_cert.install")
    for pin, repeated, problem in (("123", "123", "6"), ("135790", "135791", "不一致")):
        await client.driver.type("pin", pin)
        await client.driver.type("repeatedPin", repeated)
        await client.press("install")
        assert problem in client.current.problem
    await client.driver.type("pin", "135790")
    await client.driver.type("repeatedPin", "135790")
    await client.press("install")
    await client.driver.wait_for("installed")
    await client.press("showCertificates")
    await client.shown("mobile_cert.certificates")
    await client.press("certificate0")
    await client.shown("mobile_cert.certificate")
    await client.driver.screenshot("certificate-details")
    details = client.current
    assert details.here
    (held,) = person.ask("GET", "/certificates")["items"]
    assert {"key": "序列号", "value": held["serial_hex"]} in details.signing
    await client.press("changePin")
    assert client.page == "legacy_token.pin"
    await client.back_to(2)
    assert page.orders.items[0].stateText == "已安装", "a page that comes to the front again is read anew"


async def test_an_installation_that_was_cut_off_is_resumed_with_its_pin(
    client: Client, new_person: Callable[[], Person], service: Service
) -> None:
    """The key exists, its PIN does not come back to mind: begun again as long as nothing was issued to it."""
    from core.crypto.algorithms import KeyAlgorithm
    from core.secret import Secret

    person = new_person()
    client.sign_in(person)
    order_id = person.approved_order()
    with Secret("111111") as pin:
        (await client.module.store.create_pending(order_id, KeyAlgorithm.SM2, pin, "x")).close()
    await client.go("mobile_cert.orders")
    await client.press("orderAction0")
    await client.shown("mobile_cert.install")
    assert client.current.resuming
    assert not client.driver.is_shown("repeatedPin")
    await client.driver.type("pin", "222222")
    await client.press("install")
    assert "9" in client.current.problem, "a wrong PIN says how many tries are left"
    await client.press("beginAgain")
    await client.accept()
    assert not client.current.resuming
    await client.driver.type("pin", "222222")
    await client.driver.type("repeatedPin", "222222")
    await client.press("install")
    await client.driver.wait_for("installed")
    assert person.ask("GET", f"/orders/{order_id}")["state"] == "installed"

    ended, open_still = person.approved_order(), person.approved_order()
    for order in (ended, open_still):
        with Secret("111111") as pin:
            (await client.module.store.create_pending(order, KeyAlgorithm.SM2, pin, "x")).close()
    with service.store.write() as session:
        end_order(session, session.get_one(OrderRow, ended), service.clock())
    await client.back_to(1)
    await client.go("mobile_cert.home")
    waiting = [item.order_id for item in await client.module.store.pending()]
    assert waiting == [open_still], "a key that will never be certified does not stay"
    page = await client.go("mobile_cert.orders")
    shown = {row.orderId: (number, row.stateText) for number, row in enumerate(page.orders.items)}
    number, text = shown[ended]
    assert text == "已取消", "what was paid and ended is not hidden"
    await client.press(f"order{number}")
    await client.shown("mobile_cert.order")
    assert {"退款"} <= {fact["key"] for fact in client.current.facts}
    assert not client.driver.is_shown("saveInvoice"), "it is void"


async def test_an_order_installed_on_another_device_is_told(client: Client, new_person: Callable[[], Person]) -> None:
    from tests.authority.person import new_key

    person = new_person()
    client.sign_in(person)
    order_id = person.approved_order()
    await client.go("mobile_cert.orders")
    await client.press("orderAction0")
    await client.shown("mobile_cert.install")
    issued = person.certificate(order_id, new_key("sm2"))
    for _ in range(2):
        await client.driver.type("pin", "135790")
        await client.driver.type("repeatedPin", "135790")
        await client.press("install")
        assert client.current.errorCode == "MC-001"
        assert not client.current.resuming, "a key that can never get a certificate does not stay"
    person.install(order_id, issued["certificate_id"])
    await client.driver.type("pin", "135790")
    await client.driver.type("repeatedPin", "135790")
    await client.press("install")
    assert client.current.errorCode == "MC-001"


@pytest.mark.feature("M3.3.14.1", "M3.3.14.2")
async def test_invoices_missing_are_made_again_and_issued_ones_saved(
    client: Client, new_person: Callable[[], Person], service: Service, tmp_path: Path
) -> None:
    person = new_person()
    client.sign_in(person)
    order_id = person.approved_order()
    with service.store.write() as session:
        session.execute(delete(InvoiceRow).where(InvoiceRow.order_id == order_id))
    await client.go("mobile_cert.home")
    await client.press("invoices")
    await client.shown("mobile_cert.invoices")
    assert client.current.invoices.state == "empty"
    await client.press("tab0")
    assert [row.orderId for row in client.current.invoices.items] == [order_id]
    await client.press("invoiceAction0")
    assert client.current.invoices.state == "empty", "nothing is missing any more"
    await client.press("tab1")
    (row,) = client.current.invoices.items
    await client.driver.screenshot("invoices")
    client.current.save(order_id, QUrl.fromLocalFile(str(tmp_path / "invoice.pdf")))
    await client.settled()
    assert row.number in _text(tmp_path / "invoice.pdf")


async def test_notifications_and_account(client: Client, new_person: Callable[[], Person]) -> None:
    person = new_person()
    client.sign_in(person)
    await client.go("mobile_cert.home")
    await client.press("notifications")
    await client.shown("mobile_cert.notifications")
    assert client.current.notifications.state == "empty"
    order_id = person.approved_order()
    number = person.ask("GET", f"/orders/{order_id}")["number"]
    await client.back_to(2)
    await client.press("notifications")
    await client.shown("mobile_cert.notifications")
    assert number in client.current.notifications.items[0].text
    assert client.current.notifications.items[0].unread
    window = client.application.window
    window.appearance.setLanguage("en")
    await client.settled()
    row = client.current.notifications.items[0]
    assert (row.title, row.text) == ("Approved", f"Order {number} was approved; please install the certificate.")
    window.appearance.setLanguage("zh_CN")
    await client.settled()
    await client.driver.screenshot("notifications")
    assert person.ask("GET", "/notifications")["items"][0]["read"]
    await client.back_to(2)
    await client.press("account")
    await client.shown("mobile_cert.account")
    await client.driver.screenshot("account")
    shown = [line["value"] for line in client.current.facts]
    phone, number = person.phone, ID_NUMBER
    assert shown == [f"{phone[:3]}****{phone[-4:]}", "李**", f"{number[:6]}*****{number[-4:]}"]
    await client.press("signOut")
    await client.accept()
    await client.shown("mobile_cert.home")
    assert not client.current.signedIn
    assert person.send("GET", "/me").status_code == 401, "the session ended at the authority as well"
