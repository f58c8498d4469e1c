"""From process start to a usable home page, against a bare PySide6 QML window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.report import Row, paired_medians

_BARE = """
import os, sys
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
app = QGuiApplication(sys.argv)
engine = QQmlApplicationEngine()
engine.loadData(b'''
import QtQuick
import QtQuick.Controls.Basic
ApplicationWindow { visible: true; width: 800; height: 600; Button { text: "hello" } }
''')
window = engine.rootObjects()[0]
window.frameSwapped.connect(lambda: os._exit(0))
app.exec()
"""
# the product's own way of a start up to the first frame, which must be the home page
_OURS = """
import os, sys
import core.app
from core.ui.application import Application

def first_frame(self):
    os._exit(self.window.navigator.pageId != "core.home")

Application._first_frame = first_frame
core.app.main(["--data-dir", sys.argv[1]])
"""
_AGREE = """
import asyncio, sys
from pathlib import Path
from core.services import Options, Services
from core.storage.paths import find_paths
services = Services(find_paths(Path(sys.argv[1])), Options())
asyncio.run(services.privacy.agree())
services.database.close()
"""


def measure() -> list[Row]:
    """One row; a data folder in which consent was given."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _python(_AGREE, folder)
        ours, bare = paired_medians(lambda: _python(_OURS, folder), lambda: _python(_BARE, folder), 7)
    return [Row("start to usable home", ours * 1000, bare * 1000, "ms", "bare QML window", 1.5)]


def _python(code: str, folder: str) -> None:
    # compiled as an installed program is, whatever this shell says; kept apart from the checkout
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
    subprocess.run([sys.executable, "-c", code, folder], check=True, cwd=Path(__file__).parents[1], env=environment)
