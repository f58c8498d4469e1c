"""The real application in a window against the real authority, with shortcuts to where a test begins."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx

from core.demo.driver import WindowDriver
from core.network.timeouts import Timeouts
from core.services import Options
from core.ui.application import Application
from plugins.mobile_cert import models, module_of
from plugins.mobile_cert.module import Module
from tests.authority.person import Person

# a busy machine is slow; lost answers are lost by closed connections
PATIENT = Timeouts(connect=5.0, silence=20.0, whole=60.0, pause=0.01)
HASTY = Timeouts(connect=5.0, silence=20.0, whole=0.6, pause=0.01)
SLOW = 20.0


class Client:
    """One application; `server` is the authority or the proxy before it."""

    def __init__(self, server: str, data: Path, artefacts: Path) -> None:
        self.application = Application(Options(server=server), data)
        self.server = server
        self.be_hasty(False)
        self.driver: WindowDriver
        self._artefacts = artefacts
        self._closed = False

    def be_hasty(self, hasty: bool) -> None:
        """Wait for answers for a moment only, in tests of servers that give none."""
        self.application.services.authority._timeouts = HASTY if hasty else PATIENT

    async def open(self, size: str = "desktop") -> None:
        """Show the window; the privacy summary is agreed to already."""
        services = self.application.services
        await services.privacy.agree()
        self.application.window.appearance.setReducedMotion(True)
        self.application.open()
        self.driver = WindowDriver(self.application.window, self._artefacts, on_qt_loop=True)
        self.driver.resize(size)
        await self.driver.wait_for("tile_mobile_cert.home")
        await self.driver.wait_until(self.application._preloaded.is_set, SLOW, "preloaded")

    async def close(self) -> None:
        """End everything; once is enough. Of two at once each would initialise the same PKCS#11 modules."""
        if not self._closed:
            self._closed = True
            await self.application.close()

    @property
    def module(self) -> Module:
        """The plugin's services."""
        plugin = self.application.services.plugins.find("mobile_cert")
        assert plugin is not None
        assert plugin.context is not None
        return module_of(plugin.context)

    @property
    def current(self) -> Any:
        """The view model in front."""
        return self.application.window.navigator.current

    @property
    def page(self) -> str:
        """The page in front."""
        return self.application.window.navigator.pageId

    def sign_in(self, person: Person, session: dict[str, Any] | None = None) -> None:
        """Be signed in with the session that a person got over HTTP."""
        view = models.SessionView.model_validate(session or person.ask("GET", "/me"))
        self.module.service._opened(view.model_copy(update={"access_token": person.token}))
        self.module.service.phone = person.phone

    async def go(self, page: str, parameters: dict[str, object] | None = None) -> Any:
        """Open a page and wait until it is loaded."""
        opened: Any = self.application.window.navigator.push(page, parameters)
        await self.settled()
        return opened

    async def back_to(self, depth: int) -> None:
        """Leave pages until so many are open, and wait for the transition."""
        self.application.window.navigator.drop_to(depth)
        for _ in range(20):
            await self.driver.turn()
        await self.settled()

    async def settled(self) -> None:
        """Wait until the page in front has nothing under way, or asks something, and stands still."""
        dialogs = self.application.window.dialogs
        await self.driver.wait_until(lambda: not self.current.busy or bool(dialogs.current), SLOW, "busy")
        for _ in range(10):
            await self.driver.turn()

    async def shown(self, page: str) -> None:
        """Wait for a page."""
        await self.driver.wait_until(lambda: self.page == page, SLOW, page)
        await self.settled()

    async def press(self, name: str) -> None:
        """Click, and wait for what it does; a toast that covers it is put away, as by a tap on it."""
        for toast in self.driver.find_all("toast"):
            toast.setProperty("opacity", 0)
        await self.driver.turn()
        await self.driver.click(name, SLOW)
        await self.settled()

    async def accept(self) -> None:
        """Say yes to the question that is open."""
        await self.driver.wait_for("dialogAccept")
        for _ in range(20):
            await self.driver.turn()
        await self.driver.click("dialogAccept")
        await self.settled()

    async def give_pin(self, pin: str) -> None:
        """Answer the PIN question."""
        await self.driver.wait_for("pinField", SLOW)
        for _ in range(20):
            await self.driver.turn()
        await self.driver.type("pinField", pin)
        await self.driver.click("dialogAccept", SLOW)
        for _ in range(20):
            await self.driver.turn()

    async def to_password(self, url: str, phone: str) -> None:
        """From the page 登录 to 密码."""
        await self.driver.type("phone", phone)
        await self.type_sms_code(url)
        await self.driver.click("agreementBox")
        await self.press("login")
        await self.shown("mobile_cert.password")

    async def type_sms_code(self, url: str) -> str:
        """Read the picture code and the message as the sandbox shows them, and type both; the code."""
        driver = self.driver
        await driver.wait_until(lambda: bool(self.current.codes.captcha_id) and not self.current.busy, SLOW, "captcha")
        before = {item["id"] for item in await self.messages(url)}
        await driver.type("pictureCode", await self.picture_code(url))
        await self.press("sendSms")
        assert self.current.errorCode == "", self.current.errorCause
        (message,) = [item for item in await self.messages(url) if item["id"] not in before and item["kind"] == "sms"]
        code = self.code_in(message["text"])
        await driver.type("smsCode", code)
        return code

    @staticmethod
    def code_in(text: str) -> str:
        """The code of a text message."""
        found = re.search(r"\d{6}", text)
        assert found
        return found[0]

    async def picture_code(self, url: str) -> str:
        """What the picture shows."""
        answer = json.loads(await self._get(f"{url}/api/v1/sandbox/captchas/{self.current.codes.captcha_id}"))
        return str(answer["text"])

    async def messages(self, url: str) -> list[dict[str, Any]]:
        """The sandbox's newest messages."""
        items: list[dict[str, Any]] = json.loads(await self._get(f"{url}/api/v1/sandbox/messages"))["items"]
        return items

    async def _get(self, url: str) -> bytes:
        async with httpx.AsyncClient(trust_env=False) as http:
            return (await http.get(url)).content
