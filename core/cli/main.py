"""Runs one command: those of the product and those that plugins contribute."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from core.cli.credentials import add_commands
from core.cli.interaction import TerminalInteraction
from core.errors import AppError, as_app_error
from core.logging import configure
from core.services import Options, Services
from core.storage.paths import find_paths

EXIT_OK, EXIT_NEGATIVE, EXIT_USAGE, EXIT_ERROR = 0, 1, 2, 3
"""Done; done, and the answer is no (a signature that is not valid); wrong arguments; an error with a code."""


def run_command(arguments: list[str], options: Options, data_dir: Path | None) -> int:
    """Run a command and return the exit code; errors go to standard error with code, cause and remedy."""
    configure()
    if arguments[0] == "authority":
        return _authority(arguments[1:], data_dir)
    if arguments[0] == "demo":
        from core.demo.run import run_demo

        return run_demo(arguments[1:])
    services = Services(find_paths(data_dir), options)
    services.credentials.interaction = TerminalInteraction()
    services.plugins.load()
    try:
        return _dispatch(arguments, services)
    except Exception as failure:
        if options.developer_mode and not isinstance(failure, AppError):
            raise
        # texts of foreign exceptions may carry what was typed, so a defect is told by its kind
        error = as_app_error(failure)
        told = f"{error.cause_in('zh')}{error.remedy_in('zh')} {error.cause_in('en')}"
        print(f"{error.told_code}: {told}", file=sys.stderr)
        return EXIT_ERROR
    finally:
        services.database.close()


def _dispatch(arguments: list[str], services: Services) -> int:
    import typer

    name = arguments[0]
    if name == "plugins":
        from core.cli.plugins import build_plugins

        return _run(build_plugins(services), arguments[1:])
    if name in ("credentials", "media"):
        app = typer.Typer()
        add_commands(app, lambda: services)
        return _run(app, arguments)
    if name == "agent":
        from core.cli.agent import add_agent

        app = typer.Typer()
        app.callback()(lambda: None)
        add_agent(app, lambda: services)
        return _run(app, arguments)
    if name == "diagnose":
        from core.cli.diagnose import add_diagnose

        app = typer.Typer()
        app.callback()(lambda: None)
        add_diagnose(app, lambda: services)
        return _run(app, arguments)
    if name == "skf":
        from core.cli.skf import build_skf

        return _run(build_skf(), arguments[1:])
    groups = [group for _, group in services.plugins.collect("commands")]
    if name in ("help", "--help", "-h"):
        return _help([command for group in groups for command in group.commands or (group.name,)])
    for group in groups:
        if name in group.commands or (group.name and name == group.name):
            app = group.build()
            assert isinstance(app, typer.Typer)  # noqa: S101 the hook's contract
            wanted = arguments if name in group.commands else arguments[1:]
            # a group with one command alone would swallow the command's name
            app.callback()(lambda: None)
            return _run(app, wanted)
    print(f"没有命令“{name}”（no such command）。secure-client help", file=sys.stderr)
    return EXIT_USAGE


def _run(app: Any, arguments: list[str]) -> int:
    try:
        result = app(arguments, standalone_mode=True, prog_name="secure-client")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else EXIT_OK
    return result if isinstance(result, int) else EXIT_OK


def _authority(arguments: list[str], data_dir: Path | None) -> int:
    """The authority is a program of its own; without --data it gets its folder below the person's data."""
    command = [sys.executable, "-m", "authority", *arguments]
    if arguments and arguments[0] in ("serve", "audit") and "--data" not in arguments:
        command += ["--data", str(find_paths(data_dir).authority)]
    try:
        return subprocess.run(command, cwd=Path(__file__).resolve().parents[2], check=False).returncode
    except KeyboardInterrupt:
        return EXIT_OK


def _help(commands: list[str]) -> int:
    names = sorted(
        {*commands, "agent", "authority", "credentials", "demo", "diagnose", "media", "plugins", "run", "skf"}
    )
    print("secure-client [--data-dir DIR] [--server URL] [--developer-mode] [--kiosk] [COMMAND]")
    print("COMMAND: " + " ".join(names))
    return EXIT_OK
