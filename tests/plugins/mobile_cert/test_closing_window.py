"""注销账号 in the real window for people in organisations: told what follows, or why the account has to stay."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from authority.adjustment import adjust
from authority.service import Service
from tests.authority.organising import Member
from tests.authority.person import PASSWORD
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import Client

Open = Callable[..., Awaitable[Client]]


@pytest.mark.feature("M3.3.16")
async def test_closing_tells_what_becomes_of_organisations(
    open_client: Open, authority: AuthorityProcess, service: Service
) -> None:
    """An administrator whom others need (case 3), then, when those have gone, case 6 with both warnings."""
    person, employer, worker = (Member(authority.url, service) for _ in range(3))
    own, other = person.found(service), employer.found(service)
    person.act_as("natural_person")
    assert employer.decide(person.join(other, employer), "approve") == "active"
    membership = worker.join(own, person)
    person.act_as("administrator")
    assert person.decide(membership, "approve") == "active"
    client = await open_client(authority.url)
    client.sign_in(person)
    page = await client.go("mobile_cert.closing")
    assert page.hindrance == "当前账号存在机构管理员身份，需要转让管理员后才能注销账号。"
    assert not client.driver.is_shown("requestClosing")
    await client.driver.screenshot("closing-hindered")
    for hours, said in ((36.5, "申请提交 36.5 小时后生效"), (0, "申请提交后随即生效"), (24, "申请提交 24 小时后生效")):
        with service.store.write() as session:
            adjust(service, session, {"closing_hours": hours}, "staff:test", service.clock())
        page.refresh()
        await client.settled()
        assert page.effects[-1].startswith(said)
    assert worker.decide_own(membership, "leave") == "left"
    page.refresh()
    await client.settled()
    assert page.hindrance == ""
    await client.driver.type("password", PASSWORD)
    await client.press("requestClosing")
    question = client.application.window.dialogs.current["text"]
    represented = f"当前账号存在机构法人身份，注销后同时清除机构数据，包括证书（{own['name']}）"
    assert represented in question
    assert f"当前账号存在员工身份，注销后将自动退出机构（{other['name']}）。" in question
    await client.driver.screenshot("closing-sure")
    await client.accept()
    assert page.dueText != ""
    assert person.ask("GET", "/me/closing")["due_at"] is not None
    await client.press("withdrawClosing")
    assert person.ask("GET", "/me/closing")["due_at"] is None
    # somebody joins between the look at the page and the button: the authority refuses
    again = worker.join(own, person)
    person.act_as("administrator")
    assert person.decide(again, "approve") == "active"
    await client.driver.type("password", PASSWORD)
    await client.press("requestClosing")
    await client.accept()
    assert "需要转让管理员" in page.errorCause
    for member in (person, employer, worker):
        member.http.close()
