"""Payments at the sandbox's cashier, at WeChat Pay and Alipay (a local peer), and by bank transfer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from authority.payments.service import take_next_steps
from authority.service import Service
from tests.authority.clerk import Clerk
from tests.authority.conftest import QUICK
from tests.authority.person import Person
from tests.authority.server import AuthorityProcess
from tests.simulators.payment_providers import PLATFORM_SERIAL, PaymentPeer

_CODES = {"wechat": "weixin://wxpay/bizpayurl?pr=", "alipay": "https://qr.alipay.com/"}
_ELSEWHERE = {
    "wechat": (
        {"mchid": "1900000000"},
        {"appid": "wx0000000000000000"},
        {"currency": "USD"},
        {"out_trade_no": "0" * 32},
    ),
    "alipay": ({"app_id": "2000000000000000"}, {"total_amount": "Infinity"}, {"out_trade_no": "0" * 32}),
}
"""Signed by the provider, and not about this merchant's payment: other merchants and applications, other money."""


def _payable(person: Person) -> str:
    order_id: str = person.new_order()["id"]
    person.sign_form(order_id)
    person.give_invoice(order_id)
    person.authorise(order_id)
    return order_id


def _state(person: Person, payment: str) -> str:
    state: str = person.ask("GET", f"/payments/{payment}")["state"]
    return state


def _later(service: Service, **after: float) -> None:
    take_next_steps(replace(service, clock=lambda: service.clock() + timedelta(**after)))


def test_paid_twice_over_two_channels_is_charged_once(person: Person, service: Service) -> None:
    order_id = _payable(person)
    first, second = (person.start_payment(order_id, channel) for channel in ("wechat", "alipay"))
    person.press(first, "pay")
    assert "款项" in person.press(second, "pay").text
    _later(service)
    assert (_state(person, first["id"]), _state(person, second["id"])) == ("paid", "refunded")
    titles = [item["title"] for item in person.ask("GET", "/notifications")["items"]]
    assert titles.count("付款已退回") == 1
    assert len(person.ask("GET", "/invoices")["items"]) == 1


def test_money_for_a_cancelled_order_goes_back(person: Person, service: Service) -> None:
    order_id = _payable(person)
    payment = person.start_payment(order_id)
    person.ask("POST", f"/orders/{order_id}/cancel")
    person.press(payment, "pay")
    _later(service)
    assert _state(person, payment["id"]) == "refunded"
    assert person.ask("GET", f"/orders/{order_id}")["state"] == "cancelled"


def test_a_payment_times_out(person: Person, service: Service) -> None:
    order_id = _payable(person)
    payment = person.start_payment(order_id)
    _later(service, minutes=20)
    assert _state(person, payment["id"]) == "expired"
    assert "已超时" in person.press(payment, "pay").text
    assert person.ask("GET", f"/orders/{order_id}")["state"] == "pending_payment"


def test_a_transfer_counts_when_a_clerk_saw_the_money(person: Person, authority: AuthorityProcess) -> None:
    order_id = _payable(person)
    assert person.ask("GET", "/bank-account")["number"]
    wrong = person.send("POST", f"/orders/{order_id}/payments", {"channel": "bank", "payer_name": "张三"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "AUTH-003")
    body = {
        "channel": "bank",
        "payer_name": "样例科技有限公司",
        "payer_account": "6222000000000000001",
        "paid_on": "2024-05-06",
    }
    for field, value in (("paid_on", None), ("paid_on", "2999-01-01"), ("payer_account", "12-3")):
        wrong = person.send("POST", f"/orders/{order_id}/payments", {**body, field: value})
        assert (wrong.status_code, wrong.json()["code"]) == (422, "AUTH-003")
    transfer = person.ask("POST", f"/orders/{order_id}/payments", body)
    assert (transfer["state"], transfer["qr_text"]) == ("pending", "")
    assert person.send("POST", f"{authority.url}/cashier/{transfer['id']}/pay").status_code == 404
    admin = Clerk.administrator(authority)
    clerk = admin.add(f"caiwu{order_id[:8]}", "clerk")
    page = clerk.get("/transfers").text
    assert body["payer_name"] in page
    assert body["payer_account"] in page
    assert body["paid_on"] in page
    clerk.send(f"/transfers/{transfer['id']}/missing")
    assert _state(person, transfer["id"]) == "failed"
    again = person.ask("POST", f"/orders/{order_id}/payments", body)
    clerk.send(f"/transfers/{again['id']}/received")
    assert _state(person, again["id"]) == "paid"
    clerk.send(f"/transfers/{again['id']}/received")
    clerk.send(f"/transfers/{transfer['id']}/received")
    assert _state(person, transfer["id"]) == "refunding", "the money of the first transfer came all the same"
    clerk.send(f"/transfers/{transfer['id']}/returned")
    assert _state(person, transfer["id"]) == "refunded"
    clerk.close()
    admin.close()


@pytest.fixture(scope="module")
def peer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaymentPeer]:
    peer = PaymentPeer(tmp_path_factory.mktemp("providers"))
    yield peer
    peer.stop()


@pytest.fixture(scope="module")
def merchant(peer: PaymentPeer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuthorityProcess]:
    """An authority whose payments go to the peer."""
    folder = tmp_path_factory.mktemp("merchant")
    settings = {**QUICK, "payment_file": str(peer.payment_file())}
    process = AuthorityProcess(folder, f"sqlite:///{folder / 'authority.sqlite3'}", settings).start()
    yield process
    process.stop()
    assert "Traceback" not in process.log()


@pytest.fixture(scope="module")
def shop(merchant: AuthorityProcess, peer: PaymentPeer) -> Iterator[Service]:
    """The merchant seen from a second process."""
    service = merchant.inside()
    settings = service.settings.model_copy(update={"payment_file": Path(merchant.settings["payment_file"])})
    yield replace(service, settings=settings)
    service.store.close()


@pytest.fixture(scope="module")
def buyer(merchant: AuthorityProcess, shop: Service) -> Iterator[Person]:
    person = Person(merchant.url, "13800000081")
    person.sign_in()
    person.become_real(shop)
    yield person
    person.http.close()


@pytest.mark.parametrize("channel", ["wechat", "alipay"])
def test_a_providers_notification_pays_once(
    buyer: Person, merchant: AuthorityProcess, peer: PaymentPeer, channel: str
) -> None:
    order_id = _payable(buyer)
    payment = buyer.start_payment(order_id, channel)
    assert payment["qr_text"].startswith(_CODES[channel])
    assert buyer.start_payment(order_id, channel) == payment, "announced once"
    number = payment["id"].replace("-", "")
    assert peer.charges[number].amount_fen == 80000
    forged = peer.notify(number, forged=True)
    assert (forged.status_code, forged.json()["code"]) == (401, "PAY-002")
    assert peer.notify(number, amount_fen=1).status_code == 422
    for elsewhere in _ELSEWHERE[channel]:
        refused = peer.notify(number, **elsewhere)
        assert (refused.status_code, refused.json()["code"]) in ((401, "PAY-002"), (404, "AUTH-002")), elsewhere
    endless = {"Wechatpay-Serial": PLATFORM_SERIAL, "Wechatpay-Timestamp": "9" * 5000}
    address = f"{merchant.url}/api/v1/payment-notifications/{channel}"
    assert httpx.post(address, content=b"x", headers=endless, trust_env=False).status_code == 401
    assert buyer.http.post(f"{merchant.url}/cashier/{payment['id']}/pay").status_code == 404, "not the sandbox's"
    assert _state(buyer, payment["id"]) == "pending"
    for _ in range(2):
        answer = peer.notify(number)
        assert (answer.status_code, answer.text) == (200, "success")
    assert _state(buyer, payment["id"]) == "paid"
    invoices = [item for item in buyer.ask("GET", "/invoices")["items"] if item["order_id"] == order_id]
    assert len(invoices) == 1
    assert peer.refused == []


@pytest.mark.parametrize("channel", ["wechat", "alipay"])
def test_a_lost_notification_is_asked_for(buyer: Person, peer: PaymentPeer, shop: Service, channel: str) -> None:
    payment = buyer.start_payment(_payable(buyer), channel)
    _later(shop, seconds=20)
    assert _state(buyer, payment["id"]) == "pending"
    peer.charges[payment["id"].replace("-", "")].paid = True
    _later(shop, seconds=60)
    assert _state(buyer, payment["id"]) == "paid"


def test_what_is_paid_twice_is_refunded_at_its_provider(buyer: Person, peer: PaymentPeer, shop: Service) -> None:
    order_id = _payable(buyer)
    payments = [buyer.start_payment(order_id, channel)["id"] for channel in ("wechat", "alipay")]
    numbers = [payment.replace("-", "") for payment in payments]
    peer.notify(numbers[1])
    peer.notify(numbers[0])
    _later(shop)
    _later(shop)
    assert [_state(buyer, payment) for payment in payments] == ["refunded", "paid"]
    assert [peer.charges[number].refunds for number in numbers] == [{numbers[0]}, set()]


def test_a_provider_that_is_away_loses_no_order(
    tmp_path: Path, start: Callable[..., AuthorityProcess], database_kind: str
) -> None:
    gone = PaymentPeer(tmp_path / "gone")
    process = start(payment_file=str(gone.payment_file()))
    gone.stop()
    service = process.inside()
    person = Person(process.url, "13800000082")
    person.sign_in()
    person.become_real(service)
    order_id = _payable(person)
    refused = person.send("POST", f"/orders/{order_id}/payments", {"channel": "wechat"})
    assert (refused.status_code, refused.json()["code"]) == (503, "PAY-001")
    assert person.ask("GET", f"/orders/{order_id}")["state"] == "pending_payment"
    assert "Traceback" not in process.log()
    person.http.close()
    service.store.close()
