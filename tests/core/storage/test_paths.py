"""The folders of a person are nobody else's."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from core.storage.paths import Paths


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_all_folders_are_the_owners_alone_also_those_that_were_there(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "share" / "data", tmp_path / "cache", tmp_path / "log")
    paths.cache.mkdir(mode=0o755)
    paths.ready()
    modes = [stat.S_IMODE(folder.stat().st_mode) for folder in (paths.data, paths.cache, paths.log)]
    assert modes == [0o700] * 3
