"""The first frame waits for nothing that it does not show (docs/benchmarks.md: start)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.services import Options, Services
from core.storage.paths import find_paths

_START = """
import linecache, os, sys
import core.app
import core.ui.imports
core.ui.imports.read_no_sources()
from core.ui.application import Application

def first_frame(self):
    print(len(linecache.cache), self.window.navigator.pageId, *sorted(sys.modules), flush=True)
    os._exit(0)

Application._first_frame = first_frame
core.app.main(["--data-dir", sys.argv[1]])
"""
# each of them costs more than the home page
_LATER = frozenset(
    {
        "alembic", "asn1crypto", "cryptography", "cv2", "fontTools", "httpx", "keyring", "numpy", "onnxruntime",
        "pkcs11", "pydantic", "pyhanko", "pymupdf", "rapidocr", "rich", "sqlalchemy", "structlog", "tongsuopy", "tuf",
        "typer", "zxingcpp", "importlib.metadata",
    }
)  # fmt: skip


@pytest.mark.parametrize("agreed", [True, False])
async def test_the_first_frame_is_drawn_before_anything_heavy_is_imported(tmp_path: Path, agreed: bool) -> None:
    if agreed:
        services = Services(find_paths(tmp_path), Options())
        await services.privacy.agree()
        services.database.close()
    environment = {"QT_QPA_PLATFORM": "offscreen"} | dict(os.environ)
    done = subprocess.run(
        [sys.executable, "-c", _START, str(tmp_path)], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    sources, page, *modules = done.stdout.split()
    assert int(sources) < 20, "PySide reads the sources of what is imported after it"
    assert page == ("core.home" if agreed else "core.consent")
    assert sorted(_LATER & set(modules)) == []
