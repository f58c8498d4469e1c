"""The console: only who may, documents to look at, one decision per order, changes that are in force at once."""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import httpx
import pymupdf
import pytest
from sqlalchemy import select

from authority.accounts.models import PersonRow
from authority.accounts.real_name import keep_card
from authority.audit import AuditRow, first_broken
from authority.orders.models import OrderRow, PaymentRow
from authority.payments.service import take_next_steps
from authority.service import Service
from authority.web.console import staff
from tests.authority import organisation_orders as orders
from tests.authority.clerk import STAFF_PASSWORD, Clerk
from tests.authority.conftest import QUICK
from tests.authority.organising import Member
from tests.authority.person import ID_NUMBER, NAME, Person, handwriting, new_key
from tests.authority.server import AuthorityProcess

_phones = itertools.count(13800000031)


@pytest.fixture(scope="module")
def reviewed(
    new_database_url: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AuthorityProcess]:
    """An authority where nothing is approved by itself."""
    settings = {**QUICK, "auto_approve_seconds": "null"}
    process = AuthorityProcess(tmp_path_factory.mktemp("reviewed"), new_database_url(), settings).start()
    yield process
    process.stop()
    assert "Traceback" not in process.log()


@pytest.fixture(scope="module")
def inside(reviewed: AuthorityProcess) -> Iterator[Service]:
    service = reviewed.inside()
    yield service
    service.store.close()


@pytest.fixture(scope="module")
def admin(reviewed: AuthorityProcess) -> Iterator[Clerk]:
    clerk = Clerk.administrator(reviewed)
    yield clerk
    clerk.close()


@pytest.fixture
def applicant(reviewed: AuthorityProcess, inside: Service) -> Iterator[Person]:
    person = Person(reviewed.url, str(next(_phones)))
    person.sign_in()
    person.become_real(inside)
    yield person
    person.http.close()


@pytest.fixture
def waiting(applicant: Person) -> tuple[Person, str]:
    """A person and an order under review."""
    order_id = applicant.approved_order()
    assert applicant.ask("GET", f"/orders/{order_id}")["state"] == "reviewing"
    return applicant, order_id


def test_a_clerk_approves(admin: Clerk, waiting: tuple[Person, str], inside: Service) -> None:
    person, order_id = waiting
    front, back = (person.upload(f"id_card_{side}", handwriting()).json()["id"] for side in ("front", "back"))
    with inside.store.write() as session:
        owner = session.get_one(PersonRow, session.get_one(OrderRow, order_id).person_id)
        keep_card(session, owner, front, back)
    with pymupdf.open() as other:
        other.new_page()
        person.upload("id_card_front", other.tobytes())
    assert NAME in admin.get().text
    page = admin.get(f"/orders/{order_id}").text
    assert "身份证人像面" in page
    assert person.phone not in page, "numbers are masked"
    assert ID_NUMBER not in page
    card = admin.get(f"/orders/{order_id}/documents/id_card_front").content
    assert card == handwriting(), "the one that was verified, not what was uploaded since"
    assert admin.get(f"/orders/{order_id}/documents/handwriting").status_code == 404
    assert admin.get(f"/orders/{order_id}/form.png").content.startswith(b"\x89PNG")
    with pymupdf.open(stream=admin.get(f"/orders/{order_id}/form.pdf").content, filetype="pdf") as document:
        assert NAME in document[0].get_text()
    done = admin.send(f"/orders/{order_id}/approve")
    assert (done.status_code, done.url.path) == (200, "/console"), done.text
    assert person.ask("GET", f"/orders/{order_id}")["state"] == "approved"
    assert person.ask("GET", "/notifications")["items"][0]["title"] == "审核通过"
    again = admin.send(f"/orders/{order_id}/approve")
    assert (again.status_code, "ORD-001" in again.text) == (409, True)
    assert "哈希链完整" in admin.get("/audit").text


def test_an_organisations_order_shows_its_licence_and_the_stamped_form(
    admin: Clerk, reviewed: AuthorityProcess, inside: Service
) -> None:
    member = Member(reviewed.url, inside)
    organisation = member.found(inside)
    draft = orders.order(member, "certificate_new").json()
    with pymupdf.open() as scan:
        scan.new_page().insert_text((72, 72), "stamped")
        pdf = scan.tobytes()
    file_id = member.upload("attachment", pdf).json()["id"]
    member.ask("PUT", f"/orders/{draft['id']}/attachment", {"file_id": file_id})
    # a scan for another order is none of this one
    other = orders.order(member, "certificate_new").json()
    orders.attach(member, other["id"])
    page = admin.get(f"/orders/{draft['id']}").text
    for expected in (organisation["name"], organisation["credit_code"], "营业执照", "盖章申请表", "管理员"):
        assert expected in page
    documents = f"/orders/{draft['id']}/documents"
    assert admin.get(f"{documents}/business_licence").content == handwriting()
    assert admin.get(f"{documents}/attachment").content == pdf
    assert admin.get(f"{documents}/attachment/picture").content.startswith(b"\x89PNG"), "of a PDF the first page"
    assert admin.get(f"{documents}/business_licence/picture").content == handwriting()
    member.http.close()


def test_an_organisation_is_found_with_its_people_and_documents(
    admin: Clerk, reviewed: AuthorityProcess, inside: Service
) -> None:
    member, colleague = Member(reviewed.url, inside), Member(reviewed.url, inside)
    organisation = member.found(inside)
    member.decide(colleague.join(organisation, member), "approve")
    for query in (organisation["name"][2:7], organisation["credit_code"]):
        assert organisation["id"] in admin.get(f"/organisations?query={query}").text
    assert organisation["id"] not in admin.get("/organisations?query=没有这家公司").text
    page = admin.get(f"/organisations/{organisation['id']}").text
    for expected in (
        organisation["credit_code"],
        member.name,
        colleague.name,
        "管理员",
        "员工",
        "营业执照",
        "机构认证",
    ):
        assert expected in page
    for hidden in (member.id_number, member.phone, colleague.phone):
        assert hidden not in page
    [licence] = re.findall(rf"/console(/organisations/{organisation['id']}/documents/[0-9a-f-]+)\"", page)[:1]
    assert admin.get(licence).content == handwriting()
    assert admin.get(f"/organisations/{organisation['id']}/documents/nothing").status_code == 404
    theirs = colleague.upload("business_licence", handwriting()).json()["id"]
    assert admin.get(f"/organisations/{organisation['id']}/documents/{theirs}").status_code == 404, "none of its own"
    assert admin.get("/organisations/nothing").status_code == 404
    with inside.store.read() as session:
        subject = AuditRow.subject == f"organisation:{organisation['id']}"
        actions = [row.action for row in session.scalars(select(AuditRow).where(subject).order_by(AuditRow.number))]
    assert actions == ["organisation.registered", "organisation.viewed", "organisation.document_viewed"]
    member.http.close()
    colleague.http.close()


def test_a_clerk_rejects_with_a_reason(admin: Clerk, waiting: tuple[Person, str]) -> None:
    person, order_id = waiting
    empty = admin.send(f"/orders/{order_id}/reject", reason=" ")
    assert (empty.status_code, "请选择或填写" in empty.text) == (422, True)
    admin.send(f"/orders/{order_id}/reject", choice="证件已过有效期", reason="<b>签名不清晰</b>")
    order = person.ask("GET", f"/orders/{order_id}")
    assert (order["state"], order["tab"]) == ("rejected", "completed")
    assert order["reject_reason"] == "证件已过有效期；<b>签名不清晰</b>"
    assert "<b>签名" not in admin.get(f"/orders/{order_id}").text


def test_the_money_for_a_rejected_order_goes_back(admin: Clerk, waiting: tuple[Person, str], inside: Service) -> None:
    person, order_id = waiting
    [invoice] = person.ask("GET", "/invoices")["items"]
    assert invoice["number"]
    admin.send(f"/orders/{order_id}/reject", choice="证件已过有效期")
    take_next_steps(inside)
    with inside.store.read() as session:
        payments = session.scalars(select(PaymentRow).where(PaymentRow.order_id == order_id)).all()
        assert [payment.state for payment in payments] == ["refunded"]
    notes = [item["text"] for item in person.ask("GET", "/notifications")["items"]]
    assert any("已付款项将退回" in text for text in notes)
    assert any("已退回原支付账户" in text for text in notes)
    for state in ("issued", "missing"):
        assert person.ask("GET", "/invoices", params={"state": state})["items"] == []
    assert person.send("GET", f"/orders/{order_id}/invoice.pdf").status_code == 404
    assert person.send("POST", f"/orders/{order_id}/invoice-request").json()["code"] == "ORD-001"


def test_a_clerk_sends_the_transfer_for_a_rejected_order_back(admin: Clerk, applicant: Person, inside: Service) -> None:
    order_id = applicant.new_order()["id"]
    applicant.sign_form(order_id)
    applicant.give_invoice(order_id)
    applicant.authorise(order_id)
    body = {"channel": "bank", "payer_name": NAME, "payer_account": "6222000000000000001", "paid_on": "2024-05-06"}
    payment = applicant.ask("POST", f"/orders/{order_id}/payments", body)["id"]
    admin.send(f"/transfers/{payment}/received")
    admin.send(f"/orders/{order_id}/reject", choice="证件已过有效期")
    take_next_steps(inside)
    assert applicant.ask("GET", f"/payments/{payment}")["state"] == "refunding", "that is a clerk's work"
    assert applicant.ask("GET", f"/orders/{order_id}")["refund"] == "pending"
    assert payment in admin.get("/transfers").text
    admin.send(f"/transfers/{payment}/returned")
    assert applicant.ask("GET", f"/payments/{payment}")["state"] == "refunded"
    assert applicant.ask("GET", f"/orders/{order_id}")["refund"] == "done"


def test_of_two_clerks_at_once_one_decides(admin: Clerk, waiting: tuple[Person, str], inside: Service) -> None:
    person, order_id = waiting
    token, answers = admin.token(), []

    def press(button: str) -> None:
        answers.append(admin.send(f"/orders/{order_id}/{button}", token, choice="证件已过有效期").status_code)

    threads = [threading.Thread(target=press, args=(button,)) for button in ("approve", "reject", "approve", "reject")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 409, 409, 409]
    with inside.store.read() as session:
        rows = session.scalars(select(AuditRow.action).where(AuditRow.subject == f"order:{order_id}"))
        decisions = [action for action in rows if action in ("order.approved", "order.rejected")]
        assert first_broken(session) is None
    assert len(decisions) == 1
    assert person.ask("GET", f"/orders/{order_id}")["state"] == decisions[0].removeprefix("order.")


def test_strangers_and_forged_forms_are_kept_out(
    admin: Clerk, reviewed: AuthorityProcess, waiting: tuple[Person, str]
) -> None:
    person, order_id = waiting
    with httpx.Client(base_url=reviewed.url, trust_env=False) as stranger:
        for path in ("", "/audit", "/settings", f"/orders/{order_id}", f"/orders/{order_id}/form.pdf"):
            assert stranger.get(f"/console{path}").status_code == 303
        guess = {"name": "nobody", "password": "guess"}
        assert stranger.post("/console/login", data=guess).status_code == 401
        for forged in ("admin|2999-01-01T00:00:00+00:00|" + "0" * 64, "admin|soon|x", "|||", "admin", "admin|é|é"):
            headers = [(b"Cookie", b"console=" + forged.encode())]
            assert stranger.get("/console", headers=headers).status_code == 303
    for token in ("0" * 64, "é"):
        assert admin.send(f"/orders/{order_id}/approve", token).url.path == "/console/login"
    assert person.ask("GET", f"/orders/{order_id}")["state"] == "reviewing"


def test_each_role_does_its_own(admin: Clerk, waiting: tuple[Person, str]) -> None:
    person, order_id = waiting
    clerk, reviewer = admin.add("kefu", "clerk"), admin.add("shenhe", "reviewer")
    assert clerk.get(f"/orders/{order_id}").status_code == 200
    refused = clerk.send(f"/orders/{order_id}/approve")
    assert (refused.status_code, "您的角色无权" in refused.text) == (403, True)
    for path in ("/settings", "/prices", "/platforms", "/staff", "/audit"):
        assert reviewer.get(path).status_code == 403
        assert f'"/console{path}"' not in reviewer.get().text
    assert reviewer.send("/settings", sms_per_hour="1").status_code == 403
    assert reviewer.send(f"/orders/{order_id}/approve").status_code == 200
    assert person.ask("GET", f"/orders/{order_id}")["state"] == "approved"

    admin.send("/staff/shenhe", role="reviewer")  # without `active`: switched off
    assert reviewer.get().url.path == "/console/login", "at once, not when the session ends"
    admin.send("/staff/kefu/password", password="Other-2026-test")
    assert clerk.get().url.path == "/console/login"
    assert clerk.sign_in("kefu", STAFF_PASSWORD).status_code == 401
    last = admin.send("/staff/admin", role="clerk", active="true")
    assert (last.status_code, "至少要保留一位" in last.text) == (422, True)
    clerk.close()
    reviewer.close()


def test_guessing_a_password_locks_the_account(admin: Clerk, inside: Service) -> None:
    admin.add("suoding", "clerk").close()
    guesser = Clerk(str(admin.http.base_url))
    for _ in range(5):
        assert guesser.sign_in("suoding", "guess").status_code == 401
    assert guesser.sign_in("suoding", STAFF_PASSWORD).status_code == 401
    assert "已锁定" in admin.get("/staff").text
    admin.send("/staff/suoding/password", password=STAFF_PASSWORD)
    assert guesser.sign_in("suoding", STAFF_PASSWORD).status_code == 200
    wrong = guesser.send("/password", old="guess", new="Another-2026")
    assert (wrong.status_code, "原密码不正确" in wrong.text) == (422, True)
    assert guesser.send("/password", old=STAFF_PASSWORD, new="Another-2026").url.path == "/console/login"
    assert guesser.sign_in("suoding", "Another-2026").status_code == 200
    copied = guesser.http.cookies["console"]
    guesser.send("/logout")
    assert guesser.get().url.path == "/console/login"
    guesser.http.cookies.set("console", copied, path="/console")
    assert guesser.get().url.path == "/console/login", "who copied the cookie is signed out as well"
    guesser.close()
    ahead = inside.clock() + timedelta(days=2)
    for _ in range(5):
        assert not staff.verify(inside, "suoding", "guess", ahead)
    assert not staff.verify(inside, "suoding", "Another-2026", ahead)
    assert staff.verify(inside, "suoding", "Another-2026", inside.clock()), "the clock was put back"


def test_who_guesses_passwords_keeps_nobody_from_writing(
    admin: Clerk, applicant: Person, inside: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hashing takes a while; meanwhile another person's change is made, which no open transaction delays."""
    matches, written = staff._matches, []

    def slowly(clerk: staff.ClerkRow | None, password: str) -> bool:
        written.append(applicant.ask("POST", "/captchas")["id"])
        return matches(clerk, password)

    monkeypatch.setattr(staff, "_matches", slowly)
    assert not staff.verify(inside, "admin", "guess", inside.clock())
    assert not staff.verify(inside, "nobody", "guess", inside.clock())
    assert len(written) == 2


def test_a_setting_is_checked_audited_and_in_force_at_once(admin: Clerk, applicant: Person, inside: Service) -> None:
    assert 'name="auto_approve_seconds" value=""' in admin.get("/settings").text
    for field, bad in (("sms_per_hour", "0"), ("payment_minutes", "ten"), ("auto_approve_seconds", "-1")):
        wrong: dict[str, str | list[str]] = {"captcha_seconds": "99", field: bad}
        refused = admin.send("/settings", **wrong)
        assert refused.status_code == 422
        assert f'name="{field}" value="{bad}"' in refused.text, "what was typed is still there"
    assert applicant.ask("POST", "/captchas")["expires_in"] == 120, "all or none"
    try:
        assert "已保存" in admin.send("/settings", auto_approve_seconds="0", captcha_seconds="60").text
        assert applicant.ask("POST", "/captchas")["expires_in"] == 60
        order_id = applicant.approved_order()
        assert applicant.ask("GET", f"/orders/{order_id}")["state"] == "approved"
    finally:
        admin.send("/settings", auto_approve_seconds="", captcha_seconds="120")
    order_id = applicant.approved_order()
    assert applicant.ask("GET", f"/orders/{order_id}")["state"] == "reviewing"
    with inside.store.read() as session:
        rows = session.scalars(select(AuditRow).where(AuditRow.action == "setting.changed").order_by(AuditRow.number))
        told = [(row.actor, row.subject, row.details) for row in rows]
    assert ("clerk:admin", "setting:captcha_seconds", {"from": 120, "to": 60}) in told
    assert ("clerk:admin", "setting:auto_approve_seconds", {"from": 0, "to": None}) in told


def test_prices_hold_for_new_orders(admin: Clerk, applicant: Person) -> None:
    before = applicant.new_order()
    path = "/prices/personal_certificate_new"
    fields: dict[str, str | list[str]] = {"ca-house": "300.00", "ca-mutual": "320", "seal": "100", "default_years": "2"}
    for field, bad in (("seal", "1e3"), ("ca-house", "-5"), ("seal", "0.001"), ("default_years", "7")):
        assert admin.send(path, **{**fields, field: bad}).status_code == 422
    assert admin.send("/prices/nothing", **fields).status_code == 404
    try:
        assert "已保存" in admin.send(path, **{**fields, "ca-house": "0.01"}).text
        assert applicant.new_order()["total_fen"] == (1 + 10000) * 2
        assert applicant.ask("GET", f"/orders/{before['id']}")["total_fen"] == before["total_fen"] == 80000
    finally:
        admin.send(path, **fields)
    assert applicant.new_order()["total_fen"] == 80000


def test_what_was_free_may_cost_and_of_a_platform_that_is_gone(admin: Clerk, waiting: tuple[Person, str]) -> None:
    """注销 is paid where the console says so, and possible where the platform is offered no more."""
    person, order_id = waiting
    admin.send(f"/orders/{order_id}/approve")
    old = person.certificate(order_id, new_key("sm2"))["certificate_id"]
    person.install(order_id, old)
    revoking, path = "personal_certificate_revoke", f"/certificates/{old}/quotes"
    fields: dict[str, str | list[str]] = {"ca-house": "1", "ca-mutual": "1", "seal": "0", "default_years": "1"}
    public: dict[str, str | list[str]] = {
        "id": "public-resources",
        "name": "公共资源交易中心（体验）",
        "region": "全国",
    }
    try:
        admin.send("/platforms", **public, ca=["mutual"])
        assert person.ask("GET", f"/orders/{order_id}")["ca"] == "体验环境 CA", "a CA that the platform no longer takes"
        assert person.ask("GET", "/certificates")["items"][0]["ca"] == "体验环境 CA"
        assert person.ask("GET", path, params={"business": revoking})["options"][0]["total_fen"] == 0
        admin.send(f"/prices/{revoking}", **fields)
        (option,) = person.ask("GET", path, params={"business": revoking})["options"]
        assert [(item["label"]["zh"], item["amount_fen"]) for item in option["items"]] == [("数字证书服务费", 100)]
        gone = person.send("GET", path, params={"business": "personal_certificate_renew"})
        assert (gone.status_code, gone.json()["code"]) == (409, "ORD-008"), "no new validity for it"
        assert "公共资源交易中心" in gone.json()["cause"]["zh"]
    finally:
        admin.send("/platforms", offered="true", **public, ca=["house", "mutual"])
        admin.send(f"/prices/{revoking}", **{**fields, "ca-house": "0", "ca-mutual": "0"})


def test_platforms_come_and_go(admin: Clerk, applicant: Person) -> None:
    order = applicant.new_order()
    fields: dict[str, str | list[str]] = {"name": "港口工程交易平台", "region": "福建", "ca": ["house", "mutual"]}
    assert admin.send("/platforms", id="Port 1", new="true", **fields).status_code == 422
    assert admin.send("/platforms", id="port", **fields).status_code == 404
    assert (
        admin.send("/platforms", id="port", new="true", offered="true", name="港口", region="福建").status_code == 422
    )
    assert "已保存" in admin.send("/platforms", id="port", new="true", offered="true", **fields).text
    (found,) = applicant.ask("GET", "/platforms", params={"query": "港口"})["items"]
    assert [ca["id"] for ca in found["cas"]] == ["house", "mutual"]
    admin.send("/platforms", id="port", **fields)
    assert applicant.ask("GET", "/platforms", params={"query": "港口"})["items"] == []
    public: dict[str, str | list[str]] = {
        "id": "public-resources",
        "name": "公共资源交易中心（体验）",
        "region": "全国",
        "ca": ["house", "mutual"],
    }
    try:
        admin.send("/platforms", **public)
        assert applicant.ask("GET", f"/orders/{order['id']}")["platform"] == "公共资源交易中心（体验）"
    finally:
        admin.send("/platforms", offered="true", **public)


def test_a_certificate_is_revoked_with_its_reason(admin: Clerk, waiting: tuple[Person, str]) -> None:
    person, order_id = waiting
    admin.send(f"/orders/{order_id}/approve")
    pair = person.certificate(order_id, new_key("sm2"))["certificate_id"]
    person.install(order_id, pair)
    (certificate,) = person.ask("GET", "/certificates")["items"]
    listed = admin.get(f"/certificates?serial={certificate['serial_hex'][:12].upper()}").text
    assert certificate["serial_hex"] in listed
    assert NAME not in listed
    assert admin.send(f"/certificates/{pair}/revoke", reason="because").status_code == 422
    assert "已注销" in admin.send(f"/certificates/{pair}/revoke", reason="key_compromise").text
    assert admin.send(f"/certificates/{pair}/revoke", reason="key_compromise").status_code == 409
    (revoked,) = person.ask("GET", "/certificates")["items"]
    assert (revoked["state"], revoked["allowed"]) == ("revoked", [])
    assert [seal["state"] for seal in person.ask("GET", "/seals")["items"]] == ["revoked"]
    assert "密钥泄露" in person.ask("GET", "/notifications")["items"][0]["text"]


def test_people_are_found_by_whole_numbers_only(admin: Clerk, applicant: Person, inside: Service) -> None:
    masked = f"{applicant.phone[:3]}****{applicant.phone[-4:]}"
    assert masked in admin.get(f"/people?query={applicant.phone}").text
    assert masked in admin.get(f"/people?query={ID_NUMBER}").text
    assert masked not in admin.get(f"/people?query={applicant.phone[:-1]}").text
    account = applicant.ask("GET", "/me")["account"]["id"]
    page = admin.get(f"/people/{account}").text
    assert NAME in page
    assert ID_NUMBER not in page
    with inside.store.read() as session:
        about = select(AuditRow.action).where(AuditRow.subject == f"account:{account}").order_by(AuditRow.number)
        viewed = session.scalars(about).all()
    assert viewed[-1] == "person.viewed"
    assert admin.get("/people/nobody").status_code == 404


def test_the_invoice_comes_with_the_payment(waiting: tuple[Person, str]) -> None:
    person, order_id = waiting
    sheet = person.send("GET", f"/orders/{order_id}/invoice.pdf").content
    with pymupdf.open(stream=sheet, filetype="pdf") as document:
        text = document[0].get_text()
    assert NAME in text
    assert f"¥{person.ask('GET', f'/orders/{order_id}')['total_fen'] / 100:.2f}" in text
    mails = person.ask("GET", "/sandbox/messages", params={"phone": "li@example.com"})["items"]
    assert {mail["kind"] for mail in mails} == {"mail"}
    unpaid = person.new_order()["id"]
    assert person.send("GET", f"/orders/{unpaid}/invoice.pdf").status_code == 404
