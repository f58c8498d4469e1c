"""Whatever can be pressed or filled in is reached by the Tab key and says what it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import Client

Open = Callable[..., Awaitable[Client]]

_OPERABLE = frozenset(
    {
        QAccessible.Role.Button,
        QAccessible.Role.CheckBox,
        QAccessible.Role.ComboBox,
        QAccessible.Role.EditableText,
        QAccessible.Role.Link,
        QAccessible.Role.RadioButton,
    }
)
PAGES = {
    "home": ("core.home",),
    "core": (
        "core.about",
        "core.permissions",
        "core.personal_data",
        "core.plugins",
        "core.report",
        "core.scan",
        "core.settings",
        "core.diagnostics",
        "core.update",
    ),
    "mobile_cert": ("mobile_cert.home", "mobile_cert.login"),
    "legacy_token": ("legacy_token.home", "legacy_token.pin", "legacy_token.bluetooth"),
    "pdf_sign": ("pdf_sign.sign", "pdf_sign.verify", "pdf_sign.batch"),
    "seal": ("seal.home", "seal.medium"),
    "self_service": (
        "self_service.home",
        "self_service.phone",
        "self_service.renew",
        "self_service.unlock",
        "self_service.unlock_setup",
    ),
}


def _items(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible() and child.isEnabled():
            yield child
            yield from _items(child)


def _operable(client: Client) -> list[QQuickItem]:
    found = []
    for item in _items(client.application.window.window.contentItem()):
        interface = QAccessible.queryAccessibleInterface(item)
        if interface is None or interface.role() not in _OPERABLE or interface.state().invisible:
            continue
        # a control inside a control (the arrow of a combo box) is operated with it
        if item.width() > 1 and item.height() > 1:
            found.append(item)
    return found


def _spoken(item: QQuickItem) -> str:
    """What a screen reader says of it; Qt keeps the name of a password field to itself."""
    interface = QAccessible.queryAccessibleInterface(item)
    if interface is None:
        return ""
    if interface.state().passwordEdit:
        return interface.text(QAccessible.Text.Description)
    return interface.text(QAccessible.Text.Name)


def _place(item: QQuickItem) -> str:
    corner = item.mapToScene(QPointF(0, 0))
    return f"{item.metaObject().className()} {item.objectName()!r} {_spoken(item)!r} at {corner.toTuple()}"


@pytest.mark.parametrize("part", PAGES)
async def test_tab_reaches_everything(authority: AuthorityProcess, open_client: Open, part: str) -> None:
    client = await open_client(authority.url)
    for page in PAGES[part]:
        if page != "core.home":
            await client.go(page)
        missed, silent = await _walked(client)
        assert (page, missed, silent) == (page, [], [])
        await client.back_to(1)


async def _walked(client: Client) -> tuple[list[str], list[str]]:
    """What the Tab key does not reach, and what has no name."""
    window = client.application.window.window
    reached: list[QQuickItem] = []
    for _ in range(200):
        await client.driver.key(Qt.Key.Key_Tab)
        item = window.activeFocusItem()
        if item in reached:
            break
        reached.append(item)
    missed = [
        _place(item)
        for item in _operable(client)
        if not any(item is one or item.isAncestorOf(one) or one.isAncestorOf(item) for one in reached)
    ]
    return missed, [_place(item) for item in _operable(client) if not _spoken(item)]
