"""The whole application as a process: what was on comes back, and closing its window ends it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.services import POLICY_VERSION, Options, Services
from core.storage.paths import find_paths

ROOT = Path(__file__).resolve().parents[3]

RUN = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from core.services import Options
from core.ui.application import Application

kiosk = sys.argv[2] == "kiosk"
app = Application(Options(server="http://127.0.0.1:9", kiosk=kiosk), Path(sys.argv[1]))
told = {}

def look():
    if app.services.log_file.on and (app.ball.shown or kiosk):
        entries = app.window.shell.entries
        told.update(ball=app.ball.shown, entries=[entry.pageId for entry in entries.items])
        timer.stop()
        app.window.window.close()

timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
code = app.run()
print(json.dumps({**told, "ball_left": app.ball.window is not None}))
sys.exit(code)
"""


@pytest.fixture
async def data(tmp_path: Path) -> Path:
    """The data of a person who agreed, and left the ball and the log on."""
    services = Services(find_paths(tmp_path), Options(server="http://127.0.0.1:9"))
    assert services.privacy.policy_version == POLICY_VERSION
    await services.privacy.agree()
    await services.settings.put("floating_ball", {"on": True, "x": 40, "y": 50})
    await services.switch_log(True)
    await services.stop()
    assert not services.log_file.on
    return tmp_path


def run(data: Path, kind: str, script: str = RUN) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    command = [sys.executable, "-c", script, str(data), kind]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=100)


def test_ball_and_log_come_back_and_closing_the_window_ends_it_all(data: Path) -> None:
    told = run(data, "desktop")
    assert told.returncode == 0, told.stderr
    values = json.loads(told.stdout.splitlines()[-1])
    assert values["ball"] is True
    assert values["ball_left"] is False
    assert "core.settings" in values["entries"]
    assert "Traceback" not in told.stderr
    assert '"event": "started"' in (data / "log" / "client.log").read_text("utf-8")


def test_a_visitor_of_a_public_terminal_finds_no_settings_and_no_ball(data: Path) -> None:
    told = run(data, "kiosk")
    assert told.returncode == 0, told.stderr
    values = json.loads(told.stdout.splitlines()[-1])
    assert values["ball"] is False
    assert values["ball_left"] is False
    assert "core.about" in values["entries"]
    assert not {"core.settings", "core.plugins"} & set(values["entries"])


SWITCH = """
import asyncio, json, sys
from pathlib import Path
from core.services import Options
from core.ui.application import Application

app = Application(Options(server="http://127.0.0.1:9"), Path(sys.argv[1]))
seen = []

def has_tile():
    return "seal.home" in [tile.pageId for tile in app.window.shell.tiles.items]

async def until(holds):
    async with asyncio.timeout(30):
        while not holds():
            await asyncio.sleep(0.01)

async def switch():
    plugins, seals = app.services.plugins, app.services.credentials.seals
    plugin = plugins.find("seal")
    await until(lambda: app.services.log_file.on and has_tile())
    plugins.disable(plugin)
    await until(lambda: not has_tile())
    seen.append(app.window.navigator.knows("seal.home"))
    plugins.enable(plugin)
    await until(has_tile)
    seen.append(app.window.navigator.knows("seal.home"))
    app.window.window.close()

begin = app.open
def opened(*given):
    begin(*given)
    app.start(switch())
app.open = opened
code = app.run()
print(json.dumps(seen))
sys.exit(code)
"""


def test_a_plugin_goes_and_comes_back_while_the_window_is_open(data: Path) -> None:
    told = run(data, "desktop", SWITCH)
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout.splitlines()[-1]) == [False, True]
    assert "Traceback" not in told.stderr
