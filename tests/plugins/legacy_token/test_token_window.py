"""数字证书业务 in the real window, with SoftHSM2 tokens that come and go."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from unittest.mock import AsyncMock

import pytest
from PySide6.QtCore import QCoreApplication, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtQuick import QQuickItem

from core.credentials.medium import PinState
from core.credentials.pin_cache import PinCacheDuration
from core.credentials.registry import CredentialRegistry
from core.devices.pkcs11 import Pkcs11Provider
from core.network.authority import AuthorityConnection
from core.plugin.api import PluginContext
from core.secret import Secret
from core.storage.settings import SettingsStore
from core.ui.page import PageSpec
from core.ui.window import MainWindow, make_application
from plugins.legacy_token import register_pages
from plugins.legacy_token.certificate_view_model import CertificateViewModel
from plugins.legacy_token.pin_cache_setting import apply_setting
from plugins.legacy_token.pin_view_model import PinViewModel
from plugins.legacy_token.view_models import TokensViewModel
from tests.core.credentials.test_registry import Audit, Person
from tests.plugins.legacy_token.conftest import Context, nobody, nowhere
from tests.simulators.pkcs11.bad_module import BadToken, bad_token
from tests.softhsm import PIN, SoftHsm, make_token

__all__ = ["bad_token"]


@contextmanager
def shown_window(pages: Sequence[PageSpec], first_page: str) -> Iterator[MainWindow]:
    """The real window with a plugin's pages; a warning of Qt or QML fails the test."""
    messages: list[str] = []

    def note(kind: QtMsgType, place: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and kind is not QtMsgType.QtInfoMsg:
            messages.append(text)

    make_application()
    previous = qInstallMessageHandler(note)
    window = MainWindow()
    window.navigator.add_pages(pages)
    window.show(first_page=first_page)
    yield window
    window.close()
    qInstallMessageHandler(previous)
    assert [text for text in messages if "propagateSizeHints" not in text] == []


@pytest.fixture
def window(context: Context) -> Iterator[MainWindow]:
    with shown_window(register_pages(cast("PluginContext", context)), "legacy_token.home") as window:
        yield window


async def until(condition: Callable[[], bool], seconds: float = 30.0) -> float:
    """Turn both loops until a condition holds; returns how long it took."""
    start = time.monotonic()
    async with asyncio.timeout(seconds):
        while not condition():
            QCoreApplication.processEvents()
            await asyncio.sleep(0.005)
    return time.monotonic() - start


async def shot(window: MainWindow, name: str) -> None:
    """Keep a picture of the window where the run's artefacts go."""
    folder = os.environ.get("SECURE_CLIENT_ARTEFACTS")
    stack = item_named(window, "stack")
    assert stack is not None
    await until(lambda: not stack.property("busy"))
    frames = [0]
    window.window.frameSwapped.connect(lambda: frames.append(0))
    window.window.update()
    await until(lambda: len(frames) > 1)
    picture = window.window.grabWindow()
    assert not picture.isNull()
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        assert picture.save(f"{folder}/{name}.png")


def item_named(window: MainWindow, name: str) -> QQuickItem | None:
    """The item with that objectName; by the visual tree, because pages on a stack are no QObject children."""
    waiting = [window.window.contentItem()]
    while waiting:
        item = waiting.pop()
        if item.objectName() == name:
            return item
        waiting.extend(item.childItems())
    return None


@pytest.mark.feature("M3.5.1", "M3.5.1.3")
async def test_certificates_appear_and_their_details_open(
    window: MainWindow, context: Context, softhsm: SoftHsm
) -> None:
    home = window.navigator.current
    assert isinstance(home, TokensViewModel)
    await until(lambda: item_named(window, "noCertificates") is not None)
    assert "未检测到介质" in home.hint
    await shot(window, "legacy_token_empty")

    await asyncio.to_thread(softhsm.create_token, "新介质")
    await until(lambda: home.media.property("count") == 1)
    await asyncio.to_thread(softhsm.delete_token, "新介质")
    await until(lambda: home.media.property("count") == 0)

    token = await asyncio.to_thread(make_token, softhsm, "张三的介质")
    await until(lambda: home.certificates.property("count") == 2)
    assert home.hint == ""
    await until(lambda: item_named(window, "certificate1") is not None)
    await shot(window, "legacy_token_list")

    credential = next(c for c in context.credentials.credentials() if c.certificate == token.rsa)
    home.open(credential.id)
    details = window.navigator.current
    assert isinstance(details, CertificateViewModel)
    assert (details.subject, details.purpose) == ("李晓样", "签名加密")
    assert token.rsa.fingerprint in [entry["value"] for entry in details.fields]
    assert {"key": "密钥用途 ●", "value": "数字签名，密钥加密"} in details.extensions
    await until(lambda: item_named(window, "certificateFields") is not None)
    await until(lambda: window.navigator.pageId == "legacy_token.details")
    await shot(window, "legacy_token_details")


async def test_a_pin_is_changed_on_the_tokens_own_keys_or_not_here(
    bad_token: BadToken, settings: SettingsStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad_token.fault("pad on", f"PAD_PIN {PIN}", "PAD_NEW 864209")
    registry = CredentialRegistry(Audit(), Person())
    await registry.add_provider(Pkcs11Provider([bad_token.token.module]))
    context = Context(registry, AuthorityConnection(nowhere, nobody), settings, tmp_path)
    with shown_window(register_pages(cast("PluginContext", context)), "legacy_token.pin") as window:
        page = window.navigator.current
        assert isinstance(page, PinViewModel)
        await until(lambda: page.pinPad)
        await until(lambda: item_named(window, "oldPin") is not None)
        seen = [bool(item_named(window, name).property("visible")) for name in ("oldPin", "newPin", "changePin")]
        assert seen == [False, False, True]
        page.change("", "", "")
        await until(lambda: page.done)
        await shot(window, "legacy_token_pad")

        # a reader that only takes the PIN itself, as PC/SC readers with keys are used
        only = PinState(required=True, pin_pad=True)
        monkeypatch.setattr(registry, "pin_state", AsyncMock(return_value=only))
        page.chooseMedium(0)
        await until(lambda: not page.changeable)
        assert not item_named(window, "changePin").property("visible")
        await shot(window, "legacy_token_pad_elsewhere")
    bad_token.fault()
    await registry.stop()


@pytest.mark.feature("M3.5.1.2", "M3.5.8.2")
async def test_the_pin_is_changed_and_the_cache_is_chosen(
    window: MainWindow, context: Context, softhsm: SoftHsm
) -> None:
    await asyncio.to_thread(make_token, softhsm, "张三的介质")
    await until(lambda: len(context.credentials.credentials()) == 2)
    home = window.navigator.current
    assert isinstance(home, TokensViewModel)
    home.managePin("")
    page = window.navigator.current
    assert isinstance(page, PinViewModel)
    await page.settled()
    assert page.media == ["张三的介质"]

    page.change(PIN, "135790", "135791")
    await page.settled()
    assert "不一致" in page.problem
    page.change(PIN, "12", "12")
    await page.settled()
    assert "长度" in page.problem
    page.change("999999", "135790", "135790")
    await page.settled()
    assert page.errorCode == "PIN-001"
    await shot(window, "legacy_token_pin_wrong")
    page.change(PIN, "135790", "135790")
    await page.settled()
    assert page.done
    assert page.errorCode == ""
    await shot(window, "legacy_token_pin_done")
    medium_id = context.credentials.media()[0].info.id
    await context.credentials.change_pin(medium_id, Secret("135790"), Secret(PIN))

    page.chooseCache(2)
    await page.settled()
    assert context.credentials.pin_cache.duration is PinCacheDuration.ONE_HOUR
    await context.credentials.choose_pin_cache(PinCacheDuration.OFF)
    await apply_setting(context.credentials, context.settings)
    assert context.credentials.pin_cache.duration is PinCacheDuration.ONE_HOUR


async def test_details_of_a_certificate_that_is_gone_say_so(window: MainWindow) -> None:
    window.navigator.push("legacy_token.details", {"credential": "pkcs11:gone/0"})
    page = window.navigator.current
    assert page is not None
    assert page.errorCode == "MED-006"
