"""The tender site in real Chromium: the bidder scans what the browser shows."""

from __future__ import annotations

import shutil
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.by import By

from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import Client
from tests.plugins.relying_party.scanning import confirm, scan_picture, there


class Browser:
    """A headless Chromium with a profile of its own."""

    def __init__(self, folder: Path) -> None:
        options = webdriver.ChromeOptions()
        for flag in (
            "--headless=new",
            "--no-sandbox",  # tests run as root in containers
            "--disable-dev-shm-usage",
            "--no-proxy-server",
            "--disable-background-networking",
            "--window-size=1000,1000",
            f"--user-data-dir={folder}",
        ):
            options.add_argument(flag)
        options.binary_location = shutil.which("chromium") or ""
        service = webdriver.ChromeService(shutil.which("chromedriver") or "")
        self.driver = webdriver.Chrome(options, service)

    def wait_for(self, name: str, seconds: float = 20) -> None:
        """Wait until an element is on the page, which renews itself."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                if self.driver.find_element(By.ID, name).is_displayed():
                    return
            except (NoSuchElementException, StaleElementReferenceException):
                pass
            if time.monotonic() > deadline:
                raise TimeoutError(name)
            time.sleep(0.05)

    def picture(self, step: str) -> bytes:
        """What the person sees when a step asks with a code."""
        self.wait_for(f"step-{step}")
        self.wait_for("code")
        loaded = "const c = document.getElementById('code'); return Boolean(c && c.complete && c.naturalWidth)"
        deadline = time.monotonic() + 20
        while not self.driver.execute_script(loaded):
            if time.monotonic() > deadline:
                raise TimeoutError("code")
            time.sleep(0.05)
        return self.driver.get_screenshot_as_png()

    def click(self, name: str) -> None:
        """Press a button of the page."""
        self.wait_for(name)
        self.driver.find_element(By.ID, name).click()


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    browser = Browser(tmp_path / "profile")
    yield browser
    browser.driver.quit()


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.feature("M3.3.9.1", "M3.5.4")
async def test_a_bidder_signs_seals_encrypts_and_opens_a_bid(
    open_client: Callable[..., Awaitable[Client]],
    browser: Browser,
    authority: AuthorityProcess,
    tmp_path: Path,
    artefacts: Path,
) -> None:
    client = await open_client("sm2")
    await there(lambda: browser.driver.get(f"{authority.url}/tender"))

    async def answer(step: str, *, pin: bool = True) -> None:
        picture = await there(lambda: browser.picture(step))
        (artefacts / f"tender-{step}.png").write_bytes(picture)
        await scan_picture(client, picture, tmp_path)
        await confirm(client, pin=pin)

    await answer("login")
    await there(lambda: browser.wait_for("price"))
    assert browser.driver.find_element(By.ID, "bidder").text == "李晓样"
    await there(lambda: browser.driver.find_element(By.ID, "price").send_keys("1280000"))
    await there(lambda: browser.click("write"))
    await answer("sign")
    await answer("seal")
    await answer("encrypt", pin=False)
    await there(lambda: browser.click("opening"))
    await answer("decrypt")
    await there(lambda: browser.wait_for("opened"))
    problems = [entry for entry in browser.driver.get_log("browser") if entry["level"] == "SEVERE"]
    assert [entry for entry in problems if "favicon" not in entry["message"]] == []
