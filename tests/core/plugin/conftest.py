"""A drop-in folder per test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core.plugin.folders import DropIn, clean_imports


@pytest.fixture
def drop_in(tmp_path: Path) -> Iterator[DropIn]:
    with clean_imports():
        yield DropIn(tmp_path)
