"""Full collections look at little: what was there when the window had started is out of their sight."""

from __future__ import annotations

import gc
import sys
import types
import weakref
from collections.abc import Iterator

import pytest

from core.ui.garbage import ShortCollections


@pytest.fixture
def collections() -> Iterator[ShortCollections]:
    collections = ShortCollections()
    collections.start()
    yield collections
    collections.stop()
    gc.unfreeze()


def test_what_an_import_made_is_looked_at_once(collections: ShortCollections, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [[number] for number in range(5000)]
    monkeypatch.setitem(sys.modules, "a_library", types.ModuleType("a_library"))
    before = gc.get_freeze_count()
    gc.collect()
    assert gc.get_freeze_count() >= before + len(kept)
    more = [[number] for number in range(5000)]
    frozen = gc.get_freeze_count()
    gc.collect()
    assert gc.get_freeze_count() <= frozen, "nothing was imported: what is made from now on may become garbage"
    assert len(gc.get_objects(generation=2)) >= len(more)


def test_cycles_that_come_later_are_freed(collections: ShortCollections) -> None:
    class Node:
        other: object = None

    gone: list[str] = []
    node = Node()
    node.other = node
    weakref.finalize(node, gone.append, "gone")
    del node
    gc.collect()
    assert gone == ["gone"]


def test_after_its_end_nothing_is_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    collections = ShortCollections()
    collections.stop()
    collections.start()
    collections.stop()
    gc.unfreeze()
    monkeypatch.setitem(sys.modules, "a_library", types.ModuleType("a_library"))
    kept = [[number] for number in range(5000)]
    gc.collect()
    # CPython 3.12 takes its own immortal objects out of sight
    assert gc.get_freeze_count() < len(kept)
