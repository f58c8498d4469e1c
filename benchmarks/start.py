"""From process start to a usable home page, against a bare PySide6 QML window."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.report import Row, paired_medians

_BARE = """
import sys
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
window.frameSwapped.connect(app.quit)
app.exec()
"""
_OURS = """
import asyncio, sys
from pathlib import Path
from core.services import Options
from core.ui.application import Application
import qasync
application = Application(Options(), Path(sys.argv[1]))
loop = qasync.QEventLoop(application.application)
asyncio.set_event_loop(loop)
application.open()
assert application.window.navigator.pageId == "core.home"
application.window.window.frameSwapped.connect(application.application.quit)
application.application.exec()
import os
os._exit(0)
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
    subprocess.run([sys.executable, "-c", code, folder], check=True, cwd=Path(__file__).parents[1])
