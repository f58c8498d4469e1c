"""The composition root: decides between window and command line, puts services, plugins and window together."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.options import Options

NO_DISPLAY = """没有可用的显示器（no display）。可运行演示：make demo
或以 VNC 打开窗口（then connect a VNC viewer to port 5900）：QT_QPA_PLATFORM=vnc make run"""


def main(arguments: list[str] | None = None) -> None:
    """Entry point of `secure-client`; ends the process with the command's exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options, data_dir, rest = _split(given)
    if rest and rest[0] != "run":
        from core.cli.main import run_command

        sys.exit(run_command(rest, options, data_dir))
    sys.exit(_run_window(options, data_dir))


def has_display() -> bool:
    """Whether a window can be shown: a chosen Qt platform, X11 or Wayland on Linux, always elsewhere."""
    if os.environ.get("QT_QPA_PLATFORM") or not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _run_window(options: Options, data_dir: Path | None) -> int:
    if not has_display():
        print(NO_DISPLAY, file=sys.stderr)
        return 2
    from core.ui.imports import read_no_sources

    read_no_sources()
    from core.ui.application import Application

    return Application(options, data_dir).run()


def _split(arguments: list[str]) -> tuple[Options, Path | None, list[str]]:
    """The options that stand before the command, and the rest."""
    import argparse

    from core.options import Options

    parser = argparse.ArgumentParser(
        prog="secure-client",
        description="数字证书客户端: the window without a command; `secure-client help` lists the commands.",
        add_help=False,
    )
    parser.add_argument("--data-dir", type=Path, help="keep all data below this folder")
    parser.add_argument("--server", default="", help="address of the authority; without it the embedded one runs")
    parser.add_argument("--developer-mode", action="store_true", help="run unsigned drop-in plugins, visibly")
    parser.add_argument("--kiosk", action="store_true", help="public terminal: full screen, only trusted plugins")
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    given = parser.parse_args(arguments)
    options = Options(server=given.server, developer_mode=given.developer_mode, kiosk=given.kiosk)
    return options, given.data_dir, given.rest
