"""The console in real Chromium: an administrator changes a setting, a reviewer decides, at two widths."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By

from tests.authority.clerk import STAFF_PASSWORD, Clerk
from tests.authority.person import Person, handwriting
from tests.authority.server import AuthorityProcess
from tests.plugins.relying_party.test_browser import Browser

_FITS = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
_BESIDE = """return new Set([".facts", ".documents", ".form"].map(
    name => document.querySelector(name).getBoundingClientRect().left)).size"""
_IN_SIGHT = """return ["approve", "not-approve", "logout"].every(
    name => document.getElementById(name).getBoundingClientRect().bottom <= innerHeight)"""
_LOADED = "return [...document.images].every(image => image.complete && image.naturalWidth > 0)"


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_day_at_the_console(start: Callable[..., AuthorityProcess], tmp_path: Path) -> None:
    process = start(auto_approve_seconds="null")
    service = process.inside()
    person = Person(process.url, "13800000071")
    person.sign_in()
    person.become_real(service)
    person.upload("id_card_front", handwriting())
    first, second = person.approved_order(), person.approved_order()
    admin = Clerk.administrator(process)
    admin.add("shenhe", "reviewer").close()
    admin.close()
    browser = Browser(tmp_path / "profile")
    try:
        _work(browser, process, first, second)
    finally:
        browser.driver.quit()
    assert [person.ask("GET", f"/orders/{order}")["state"] for order in (first, second)] == ["approved", "rejected"]
    assert person.ask("POST", "/captchas")["expires_in"] == 240
    person.http.close()
    service.store.close()


def _work(browser: Browser, process: AuthorityProcess, first: str, second: str) -> None:
    driver = browser.driver
    _sign_in(browser, process, "admin", (process.data / "console-password.txt").read_text().strip())
    driver.get(f"{process.url}/console/settings")
    field = driver.find_element(By.ID, "captcha_seconds")
    field.clear()
    field.send_keys("7")
    browser.click("save")
    browser.wait_for("refused")
    field = driver.find_element(By.ID, "captcha_seconds")
    assert field.get_attribute("value") == "7"
    field.clear()
    field.send_keys("240")
    browser.click("save")
    browser.wait_for("saved")
    pages = ("", "/orders", f"/orders/{first}", "/people", "/certificates", "/settings", "/prices", "/platforms")
    for width in (1280, 800):
        driver.set_window_size(width, 900)
        for page in (*pages, "/staff", "/audit", "/password"):
            driver.get(f"{process.url}/console{page}")
            assert driver.execute_script(_FITS), (width, page)
            assert driver.execute_script(_LOADED), (width, page)
    browser.click("logout")

    _sign_in(browser, process, "shenhe", STAFF_PASSWORD)
    for size in ((1920, 1080), (1280, 860)):
        driver.set_window_size(*size)
        driver.get(f"{process.url}/console/orders/{first}")
        assert driver.execute_script(_FITS), size
        assert driver.execute_script(_BESIDE) == (3 if size[0] == 1920 else 2), size
        assert driver.execute_script(_IN_SIGHT), "the decision and the way out are in sight without scrolling"
    browser.click("approve")
    driver.get(f"{process.url}/console/orders/{second}")
    browser.click("not-approve")
    driver.find_element(By.CSS_SELECTOR, "input[name=choice]").click()
    browser.click("reject")
    driver.get(f"{process.url}/console")
    assert driver.find_elements(By.ID, "approve") == []
    problems = [entry for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    assert [entry for entry in problems if " 422 " not in entry["message"]] == []


def _sign_in(browser: Browser, process: AuthorityProcess, name: str, password: str) -> None:
    browser.driver.get(f"{process.url}/console/login")
    browser.wait_for("name")
    browser.driver.find_element(By.ID, "name").send_keys(name)
    browser.driver.find_element(By.ID, "password").send_keys(password)
    browser.click("login")
    browser.wait_for("logout")
