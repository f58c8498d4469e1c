"""密码管理 in the whole application: a token that was locked is opened again by its administrator's PIN."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from authority.service import Service
from core.crypto.algorithms import KeyAlgorithm
from core.secret import Secret
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import SLOW, Client
from tests.plugins.pdf_sign.desk import token_key
from tests.softhsm import SO_PIN, SoftHsm

Open = Callable[..., Awaitable[Client]]
NEW = "24680246"


async def _page(client: Client) -> Any:
    registry = client.application.services.credentials
    await client.driver.wait_until(lambda: len(registry.credentials()) == 1, SLOW, "token")
    await client.go("legacy_token.pin")
    return client.current


async def _unblock(client: Client, admin: str, new: str, repeated: str) -> None:
    for name, text in (("adminPin", admin), ("unblockedPin", new), ("repeatedUnblocked", repeated)):
        await client.driver.type(name, text)
    await client.press("unblock")


@pytest.mark.feature("M3.5.8.1")
@pytest.mark.parametrize("size", ["phone", "desktop"])
async def test_a_forgotten_pin_is_replaced_by_the_administrators(
    authority: AuthorityProcess, service: Service, softhsm: SoftHsm, open_client: Open, size: str
) -> None:
    softhsm.create_token("单位介质")
    token_key(service, softhsm, "单位介质", "01", KeyAlgorithm.EC_P256, "李晓样")
    client = await open_client(authority.url, size=size)
    page = await _page(client)
    assert not client.driver.is_shown("unblockCard")
    await client.press("forgotten")
    await _unblock(client, "", NEW, NEW)
    assert page.unblockProblem == "请输入管理员 PIN。"
    await _unblock(client, SO_PIN, NEW, NEW + "1")
    assert page.unblockProblem == "两次输入的新 PIN 不一致。"
    await _unblock(client, "00000000", NEW, NEW)
    assert page.errorCode == "PIN-005", page.errorCause
    assert not page.done
    await client.driver.screenshot(f"unblock-{size}")
    await _unblock(client, SO_PIN, NEW, NEW)
    assert (page.errorCode, page.done) == ("", True), page.errorCause
    registry = client.application.services.credentials
    (view,) = [view for view in registry.media() if view.credentials]
    other = "13579135"
    await registry.change_pin(view.info.id, Secret(NEW), Secret(other))
