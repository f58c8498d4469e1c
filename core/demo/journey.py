"""One person's whole way through the real window, step by step, as a person does it."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl

from core.demo.driver import WindowDriver
from core.ui.application import Application
from resources.specimens import people

PASSWORD, PIN = "Journey#2026", "135790"
_SLOW = 40.0


class FirstJourney:
    """Drives an `Application`; each method is a chapter."""

    def __init__(self, application: Application, driver: WindowDriver) -> None:
        self.application = application
        self.driver = driver
        self.person = people()[0]

    async def agree(self) -> None:
        """Read and accept the privacy summary."""
        await self.driver.wait_for("agree")
        await self.driver.screenshot("01-consent")
        await self.driver.click("agree")
        await self.driver.wait_for("tile_mobile_cert.home")
        await self.driver.screenshot("02-home")

    async def register(self) -> None:
        """Register by phone, picture code, SMS code; set a password."""
        driver = self.driver
        await self._settle()
        await driver.click("tile_mobile_cert.home")
        await self._shown("mobile_cert.home")
        await driver.screenshot("03-mobile")
        await driver.click("goLogin")
        await self._shown("mobile_cert.login")
        await driver.type("phone", self.person.phone)
        await self._sms_code("04-login")
        await driver.click("agreementBox")
        await driver.click("login")
        await self._shown("mobile_cert.password")
        await driver.type("password", PASSWORD)
        await driver.type("repeated", PASSWORD)
        await driver.screenshot("05-password")
        await self._until_toasts_are_gone()
        await driver.click("confirmPassword")
        await driver.wait_for("realName", _SLOW)
        await driver.screenshot("06-signed-in")

    async def verify_real_name(self) -> None:
        """Real-name authentication with the specimen card."""
        driver = self.driver
        await driver.click("realName")
        await self._shown("mobile_cert.real_name")
        await driver.click("beginRealName")
        await driver.click("useSpecimen")
        current = self._current()
        await driver.wait_until(lambda: current.backSource.toString() != "" and not current.reading, _SLOW, "OCR")
        await driver.wait_until(lambda: current.fullName.text == self.person.name, _SLOW, "name read")
        await self._sms_code("07-real-name")
        await self._until_toasts_are_gone()
        await driver.click("submitRealName")
        await driver.wait_for("realNameDone", _SLOW)
        await driver.screenshot("08-verified")
        await driver.click("finishRealName")
        await self._shown("mobile_cert.home")

    async def order(self) -> None:
        """Order a personal certificate, up to the payment."""
        driver = self.driver
        await driver.click("apply")
        await self._shown("mobile_cert.apply")
        await driver.click("platform0", _SLOW)
        await driver.wait_for("total", _SLOW)
        await driver.screenshot("09-platform")
        await self._until_toasts_are_gone()
        await driver.click("wizardNext")
        await self._step("agreement")
        await driver.screenshot("10-agreement")
        await self._until_toasts_are_gone()
        await driver.click("wizardNext", _SLOW)
        await self._step("signature")
        await driver.wait_until(lambda: self._current().signature.form.pages.count > 0, _SLOW, "form")
        await driver.screenshot("11-form")
        await driver.click("startSigning")
        await driver.draw(
            "handwritingItem", [(0.2, 0.6), (0.3, 0.3), (0.4, 0.7), (0.55, 0.35), (0.7, 0.65), (0.8, 0.4)]
        )
        await driver.screenshot("12-handwriting")
        await driver.click("handwritingSave")
        await driver.wait_until(lambda: self._current().signature.signed, _SLOW, "signed form")
        await driver.screenshot("13-signed-form")
        await self._until_toasts_are_gone()
        await driver.click("wizardNext", _SLOW)
        await self._step("invoice")
        await driver.type("invoiceTitle", self.person.name)
        await driver.type("email", "specimen@example.com")
        await driver.click("invoiceAgreed")
        await driver.screenshot("14-invoice")
        await self._until_toasts_are_gone()
        await driver.click("wizardNext")
        await self._step("authorisation")
        await self._sms_code("15-authorisation")
        await self._until_toasts_are_gone()
        await driver.click("wizardNext")
        await self._step("payment")
        await driver.click("payWechat")
        await driver.click("goPay")
        await driver.wait_for("openCashier", _SLOW)
        await driver.screenshot("16-payment")
        await self._ask(self._current().payment.pay_url + "/pay", post=True)
        await driver.wait_for("paid", _SLOW)
        await self._until_toasts_are_gone()
        await driver.click("wizardNext")
        await self._shown("mobile_cert.orders")
        await driver.screenshot("17-reviewing")

    async def install(self) -> None:
        """Install the certificate when the order is approved."""
        driver = self.driver

        for _ in range(60):
            await driver.click("tab3")
            await driver.wait_until(lambda: not self._current().busy, _SLOW)
            if driver.is_shown("orderAction0"):
                break
            await driver.click("tab0")
            await driver.wait_until(lambda: not self._current().busy, _SLOW)
        await driver.screenshot("18-approved")
        await driver.click("orderAction0", _SLOW)
        await self._shown("mobile_cert.install")
        await driver.type("pin", PIN)
        await driver.type("repeatedPin", PIN)
        await driver.screenshot("19-install")
        await self._until_toasts_are_gone()
        await driver.click("install")
        await driver.wait_for("installed", _SLOW)
        await driver.screenshot("20-installed")
        await driver.click("showCertificates")
        await driver.wait_for("certificate0", _SLOW)
        await driver.screenshot("21-certificates")

    async def see_seal(self) -> None:
        """Look at the seals."""
        self.application.window.navigator.drop_to(1)
        await self.driver.click("tile_seal.home")
        await self.driver.screenshot("22-seals")

    async def sign(self, source: Path, target: Path) -> None:
        """The file dialogs are the system's; what they return is given to the page instead."""
        driver = self.driver
        self.application.window.navigator.drop_to(1)
        await self._settle()
        await driver.click("tile_pdf_sign.sign")
        await self._shown("pdf_sign.sign")
        self._current().choose(QUrl.fromLocalFile(str(source)))
        await driver.wait_for("pdfView", _SLOW)
        await driver.wait_until(lambda: self._current().canSign, _SLOW, "credential")
        await self._settle()
        await driver.screenshot("23-sign")
        self._current().sign(QUrl.fromLocalFile(str(target)))
        await driver.wait_for("pinField", _SLOW)
        await self._settle()
        await driver.type("pinField", PIN)
        await driver.screenshot("24-pin")
        await driver.click("dialogAccept")
        await self._shown("pdf_sign.verify")

    async def verify(self) -> Any:
        """The report after signing."""
        await self.driver.wait_until(lambda: self._current().checked, _SLOW, "report")
        await self._settle()
        await self.driver.screenshot("25-verified")
        return self._current().report_shown

    # helpers

    def _current(self) -> Any:
        return self.application.window.navigator.current

    async def _shown(self, page_id: str) -> None:
        await self.driver.wait_until(lambda: self.application.window.navigator.pageId == page_id, _SLOW, page_id)
        await self._settle()

    async def _until_toasts_are_gone(self) -> None:
        """A toast at the bottom may lie over a button; a person waits for it to go."""
        await self.driver.wait_until(lambda: not self.driver.is_shown("toast"), _SLOW, "toast gone")

    async def _settle(self) -> None:
        """Wait for the page's transition to end, so that a click meets what it aims at."""
        for _ in range(60):
            await self.driver.turn()

    async def _step(self, name: str) -> None:
        await self.driver.wait_until(lambda: self._current().step.id == name, _SLOW, name)
        await self._settle()

    async def _sms_code(self, picture: str) -> None:
        """Read the picture code and the message as the sandbox shows them, and type both."""
        driver = self.driver
        await driver.wait_until(
            lambda: bool(self._current().codes.captcha_id) and not self._current().busy, _SLOW, "captcha"
        )
        before = {item["id"] for item in await self._messages()}
        captcha = await self._ask(f"{await self._url()}/api/v1/sandbox/captchas/{self._current().codes.captcha_id}")
        await driver.type("pictureCode", json.loads(captcha)["text"])
        await driver.click("sendSms")
        await driver.wait_until(lambda: self._current().codes.secondsLeft > 0, _SLOW, "SMS")
        (message,) = [item for item in await self._messages() if item["id"] not in before and item["kind"] == "sms"]
        digits = "".join(letter if letter.isdigit() else " " for letter in message["text"]).split()
        await driver.type("smsCode", next(word for word in digits if len(word) == 6))
        await driver.screenshot(picture)

    async def _messages(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = json.loads(await self._ask(f"{await self._url()}/api/v1/sandbox/messages"))[
            "items"
        ]
        return items

    async def _url(self) -> str:
        return await self.application.services.authority.base_url()

    async def _ask(self, url: str, *, post: bool = False) -> bytes:
        import asyncio

        def ask() -> bytes:
            request = urllib.request.Request(url, data=b"" if post else None)  # noqa: S310 loopback
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 loopback
                content: bytes = answer.read()
                return content

        return await asyncio.to_thread(ask)
