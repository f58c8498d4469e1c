"""`secure-client agent`: the credentials of all media for other programs, through p11-kit."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from core.agent.consents import Consents
from core.agent.server import serve
from core.cli.interaction import TerminalInteraction
from core.services import Services


def add_agent(app: typer.Typer, open_services: Callable[[], Services]) -> None:
    """Add the command."""

    @app.command()
    def agent(
        socket: Annotated[Path | None, typer.Option("--socket", help="where to listen")] = None,
        allow: Annotated[list[str] | None, typer.Option("--allow", help="program that need not be asked about")] = None,
        pin_fd: Annotated[int, typer.Option("--pin-fd", help="read the PIN from this file descriptor")] = -1,
    ) -> None:
        """Serve all certificates and keys to programs that use PKCS#11, until it is interrupted."""
        services = open_services()
        services.credentials.interaction = TerminalInteraction(pin_fd if pin_fd >= 0 else None)
        path = socket or _default_path(services)
        services.run_command(_serve(services, path, Consents(str(Path(name).resolve()) for name in allow or ())))


async def _serve(services: Services, path: Path, consents: Consents) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    async with serve(services.credentials, path, consents):
        print(f"P11_KIT_SERVER_ADDRESS=unix:path={path}; export P11_KIT_SERVER_ADDRESS", flush=True)
        print("按 Ctrl+C 结束 (Ctrl+C ends)", file=sys.stderr)
        await ended.wait()


def _default_path(services: Services) -> Path:
    """Beside other sockets of this person; the system empties that folder at the end of the session."""
    folder = os.environ.get("XDG_RUNTIME_DIR")
    return Path(folder) / "secure-client-agent.sock" if folder else services.paths.data / "agent.sock"
