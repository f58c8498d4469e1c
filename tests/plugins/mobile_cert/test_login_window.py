"""Registration, sign-in and their failures in the real window."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from core.ui.language import use_language
from tests.authority.person import PASSWORD, Person
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import Client
from tests.plugins.mobile_cert.conftest import SETTINGS, next_phone

Open = Callable[..., Awaitable[Client]]


async def _to_password(client: Client, url: str, phone: str) -> None:
    await client.go("mobile_cert.home")
    await client.press("goLogin")
    await client.shown("mobile_cert.login")
    await client.to_password(url, phone)


async def _enter(client: Client, *passwords: str) -> None:
    for name, password in zip(("password", "repeated"), passwords, strict=False):
        await client.driver.type(name, password)
    await client.press("confirmPassword")


@pytest.mark.feature("M3.3.2.1", "M3.3.2.2", "M3.3.2.3", "M3.3.2.4")
async def test_register_sign_out_sign_in_and_forget_the_password(
    authority: AuthorityProcess, open_client: Open
) -> None:
    client, phone = await open_client(authority.url), next_phone()
    await _to_password(client, authority.url, phone)
    assert client.current.setting
    await _enter(client, "12345678", "12345678")
    assert "三种" in client.current.problem, "a new password has to keep the rule"
    await _enter(client, PASSWORD, PASSWORD + "x")
    assert client.current.problem == "两次输入的密码不一致"
    await _enter(client, PASSWORD, PASSWORD)
    await client.shown("mobile_cert.home")
    assert client.current.signedIn
    assert client.current.phone == f"{phone[:3]}****{phone[-4:]}"
    await client.press("logout")
    await client.accept()
    assert not client.current.signedIn
    await client.back_to(1)
    await _to_password(client, authority.url, phone)
    assert not client.current.setting, "the number is known"
    await _enter(client, "Wrong-2026")
    assert client.current.problem == "密码不正确，还可尝试 4 次。"
    await _enter(client, PASSWORD)
    await client.shown("mobile_cert.home")
    await client.press("logout")
    await client.accept()
    await client.back_to(1)
    await _to_password(client, authority.url, phone)
    await client.press("forget")
    assert client.current.resetting
    await _enter(client, "Other-2026", "Other-2026")
    await client.shown("mobile_cert.home")
    assert client.current.signedIn


async def test_wrong_codes_are_told_at_their_inputs_in_the_language_of_the_window(
    authority: AuthorityProcess, open_client: Open
) -> None:
    client = await open_client(authority.url)
    await client.go("mobile_cert.login")
    await client.driver.type("phone", next_phone())
    first = client.current.codes.captcha_id
    await client.driver.type("pictureCode", "0000")
    await client.press("sendSms")
    assert client.current.codes.pictureCode.error == "图形验证码不正确或已过期。"
    assert client.current.codes.captcha_id != first, "a wrong picture code is spent"
    code = await client.type_sms_code(authority.url)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    await client.driver.type("smsCode", wrong)
    await client.press("login")
    assert client.page == "mobile_cert.login"
    assert client.driver.is_shown("toast") or not client.current.agreed, "the policy has to be agreed to first"
    await client.driver.click("agreementBox")
    await client.press("login")
    assert client.current.codes.smsCode.error == "短信验证码不正确或已过期。"
    assert client.current.errorCode == ""
    try:
        use_language("en", client.application.window.engine)
        await client.driver.type("smsCode", wrong)
        await client.press("login")
        assert client.current.codes.smsCode.error == "The SMS code is wrong or outdated."
    finally:
        use_language("zh_CN")


async def test_a_locked_account_says_for_how_long_and_the_sms_resets_it(
    authority: AuthorityProcess, open_client: Open, new_person: Callable[[], Person]
) -> None:
    client, person = await open_client(authority.url), new_person()
    await _to_password(client, authority.url, person.phone)
    for left in (4, 3, 2, 1):
        await _enter(client, "Wrong-2026")
        assert client.current.problem == f"密码不正确，还可尝试 {left} 次。"
    await _enter(client, "Wrong-2026")
    assert client.current.errorCause == "密码错误次数过多，账号已暂时锁定。"
    assert "15 分钟" in client.current.errorRemedy
    await client.press("forget")
    await _enter(client, "Other-2026", "Other-2026")
    await client.shown("mobile_cert.home")
    assert client.current.signedIn


async def test_a_session_that_ended_elsewhere_leads_to_the_sign_in_and_back(
    authority: AuthorityProcess, open_client: Open, new_person: Callable[[], Person]
) -> None:
    client, person = await open_client(authority.url), new_person()
    client.sign_in(person)
    await client.go("mobile_cert.home")
    await client.go("mobile_cert.orders")
    assert client.current.errorCode == ""
    person.ask("DELETE", "/sessions/current")
    await client.press("refreshOrders")
    await client.shown("mobile_cert.login")
    assert client.module.service.session is None
    await client.driver.type("phone", person.phone)
    await client.type_sms_code(authority.url)
    await client.driver.click("agreementBox")
    await client.press("login")
    await client.shown("mobile_cert.password")
    await _enter(client, PASSWORD)
    await client.shown("mobile_cert.orders")
    assert client.current.errorCode == "", "the page is loaded anew"
    assert client.current.orders.state == "empty"


@pytest.mark.feature("M3.3.15")
async def test_a_new_password_from_the_settings(
    authority: AuthorityProcess, open_client: Open, new_person: Callable[[], Person]
) -> None:
    client, person = await open_client(authority.url), new_person()
    client.sign_in(person)
    await client.go("mobile_cert.account")
    await client.press("openNewPassword")
    await client.shown("mobile_cert.new_password")
    code = await client.type_sms_code(authority.url)
    await _enter(client, "12345678", "12345678")
    assert "三种" in client.current.problem
    await client.driver.type("smsCode", f"{(int(code) + 1) % 10**6:06}")
    await _enter(client, "Newer-2026", "Newer-2026")
    assert client.current.codes.smsCode.error == "短信验证码不正确或已过期。"
    await client.driver.type("smsCode", code)
    await client.driver.screenshot("new-password")
    await _enter(client, "Newer-2026", "Newer-2026")
    await client.shown("mobile_cert.account")
    assert client.current.errorCode == "", "this session stays"
    body = {"ticket": person.ticket()["ticket"], "password": "Newer-2026"}
    assert person.send("POST", "/sessions/password", body).status_code == 200


@pytest.mark.feature("M3.3.16")
async def test_an_account_is_to_be_closed_and_the_person_stays(
    authority: AuthorityProcess, open_client: Open, new_person: Callable[[], Person]
) -> None:
    client, person = await open_client(authority.url), new_person()
    client.sign_in(person)
    await client.go("mobile_cert.account")
    await client.press("openClosing")
    await client.shown("mobile_cert.closing")
    await client.driver.screenshot("closing")
    await client.driver.type("password", "Wrong-2026")
    await client.press("requestClosing")
    await client.accept()
    assert client.current.problem == "密码不正确，还可尝试 4 次。"
    await client.driver.type("password", PASSWORD)
    await client.press("requestClosing")
    await client.accept()
    assert client.current.dueText != ""
    assert not client.driver.is_shown("requestClosing")
    assert person.ask("GET", "/me/closing")["due_at"] is not None
    await client.press("withdrawClosing")
    assert client.current.dueText == ""
    assert person.ask("GET", "/me/closing")["due_at"] is None


async def test_an_account_that_was_closed_is_signed_out_here(
    tmp_path: Path, open_client: Open, new_person: Callable[[], Person]
) -> None:
    settings = {**SETTINGS, "closing_hours": "0"}
    process = AuthorityProcess(tmp_path / "own", f"sqlite:///{tmp_path / 'own.sqlite3'}", settings).start()
    person = Person(process.url, next_phone())
    try:
        person.sign_in()
        client = await open_client(process.url)
        client.sign_in(person)
        page = await client.go("mobile_cert.closing")
        await client.driver.type("password", PASSWORD)
        await client.press("requestClosing")
        await client.accept()
        for _ in range(40):
            if client.page == "mobile_cert.login":
                break
            page.refresh()
            await client.settled()
        assert client.page == "mobile_cert.login"
        assert client.module.service.session is None
    finally:
        person.http.close()
        process.stop()
