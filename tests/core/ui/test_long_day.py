"""A kiosk runs for weeks: whoever opens and leaves every page again and again finds it as large as before."""

from __future__ import annotations

import asyncio
import gc
import weakref
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QObject
from shiboken6 import Shiboken

from core.demo.driver import WindowDriver
from core.demo.journey import FirstJourney
from core.services import Options
from core.ui.application import Application
from core.ui.event_loop import QtEventLoop
from tests.core.pdf.documents import plain_pdf

ROUNDS, SETTLED = 60, 20
"""After so many rounds every cache is full: Qt's of compiled pages, glyphs and pictures, the allocators' own."""
# a leak of one small object per page shows as some ten thousand; what is under way at the moment as some hundred
MOST_NEW_OBJECTS = 4_000
# the allocator keeps for each worker thread what its largest job took, some 20 MB: that comes in steps, and ends
MOST_NEW_MEGABYTES = 120.0
# open only with something that was chosen on the page before
_WITH_PARAMETERS = frozenset(
    {
        "core.capture", "core.ledger", "core.text", "mobile_cert.agreement", "mobile_cert.certificate",
        "mobile_cert.install", "mobile_cert.member", "mobile_cert.order", "mobile_cert.organisation_change",
        "mobile_cert.password", "relying_party.confirm", "self_service.install",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How large the client is.

    Attributes:
        items: objects of Qt in the window and of the open pages.
        objects: Python's, as far as its collector sees them.
        megabytes: resident memory.
    """

    items: int
    objects: int
    megabytes: float


@pytest.mark.campaign
@pytest.mark.timeout(5400)
def test_a_kiosk_does_not_grow_when_every_page_is_opened_and_left(
    qt_warnings: list[str], artefacts: Path, tmp_path: Path
) -> None:
    app = Application(Options(kiosk=True), tmp_path / "data")
    loop = QtEventLoop(app.application)
    asyncio.set_event_loop(loop)
    document = plain_pdf(tmp_path / "contract.pdf")
    with loop:
        settled, late = loop.run_until_complete(_day(app, artefacts, document))
    assert late.items == settled.items
    assert late.objects - settled.objects < MOST_NEW_OBJECTS
    assert late.megabytes - settled.megabytes < MOST_NEW_MEGABYTES


async def _day(app: Application, artefacts: Path, document: Path) -> tuple[Size, Size]:
    app.open()
    try:
        await FirstJourney(app, WindowDriver(app.window, artefacts, on_qt_loop=True)).agree()
        pages = [page for page in app.window.navigator._pages if page not in {"core.home", "core.consent"}]
        assert set(pages) >= _WITH_PARAMETERS
        visited = [page for page in pages if page not in _WITH_PARAMETERS]
        settled = Size(0, 0, 0.0)
        for number in range(1, ROUNDS + 1):
            await _visit_all(app, visited, document)
            app.services.plugins.tell("session_reset")
            if number == SETTLED:
                settled = await _size(app)
        return settled, await _size(app)
    finally:
        await app.close()


async def _visit_all(app: Application, pages: list[str], document: Path) -> None:
    navigator = app.window.navigator
    for page in pages:
        parameters = {"path": str(document)} if page in {"pdf_sign.sign", "pdf_sign.verify"} else {}
        view_model = navigator.push(page, parameters)
        await view_model.settled()
        await asyncio.sleep(0.01)
        navigator.drop_to(1)
        await asyncio.sleep(0.01)


async def _size(app: Application) -> Size:
    """After everything that was given up is gone."""
    for _ in range(50):
        await asyncio.sleep(0.02)
    app.window.engine.collectGarbage()
    await asyncio.sleep(0.1)
    gc.collect()
    window, models = app.window.window, app.window.navigator
    items = len(window.findChildren(QObject)) + len(models.findChildren(QObject))
    objects = sum(1 for found in gc.get_objects() if not _is_husk(found))
    return Size(items, objects, psutil.Process().memory_info().rss / 1e6)


def _is_husk(found: object) -> bool:
    """PySide never gives back its weak reference to the receiver of a signal, nor the wrapper of what QML made."""
    if isinstance(found, weakref.ReferenceType):
        return found() is None
    return isinstance(found, Shiboken.Object) and not Shiboken.isValid(found)
