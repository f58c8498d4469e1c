"""A client process that installs a certificate with the real services and may be killed with SIGKILL at any step."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

_spawner = multiprocessing.get_context("forkserver")
_spawner.set_forkserver_preload(
    [
        "core.services",
        "core.credentials.software",
        "core.storage.tables",
        "core.crypto.enveloped",
        "plugins.mobile_cert.installation",
        "plugins.mobile_cert.module",
        "httpx",
        "alembic.command",
        "argon2",
    ]
)

_CHANGES = {"open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir"}
PIN = "246810"


@dataclass(frozen=True)
class Job:
    """What to install, and at which change of the client's files to die (0: never)."""

    data: Path
    url: str
    token: str
    order_id: str
    die_at: int = 0


class MortalClient:
    """One run of the client."""

    def __init__(self, job: Job) -> None:
        self._receiver, sender = _spawner.Pipe(duplex=False)
        self._process: BaseProcess = _spawner.Process(target=_run, args=(job, sender), daemon=True)
        self._process.start()
        sender.close()

    def kill(self) -> None:
        """No time to say good-bye."""
        assert self._process.pid is not None
        os.kill(self._process.pid, signal.SIGKILL)

    def result(self) -> tuple[int, Any]:
        """The exit code (−9 when it was killed) and what it said: how many files it changed, and a failure or None."""
        self._process.join(60)
        said = None
        try:
            if self._receiver.poll():
                said = self._receiver.recv()
        except EOFError:
            pass
        self._receiver.close()
        assert self._process.exitcode is not None
        return self._process.exitcode, said


def _run(job: Job, sender: Any) -> None:
    counted = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal counted
        if event not in _CHANGES or not str(arguments[0]).startswith(str(job.data)):
            return
        if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR):
            return
        counted += 1
        if counted == job.die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    failure = asyncio.run(_install(job))
    sender.send((counted, failure))


async def _install(job: Job) -> str | None:
    from core.errors import AppError
    from core.plugin.manifest import read_manifest
    from core.secret import Secret
    from core.services import Options, Services
    from core.storage.paths import find_paths
    from plugins.mobile_cert.installation import install_certificate
    from plugins.mobile_cert.module import Module

    services = Services(find_paths(job.data), Options(server=job.url))
    manifest = read_manifest(Path(__file__).resolve().parents[3] / "plugins" / "mobile_cert" / "plugin.toml")
    module = Module(services._context(manifest))
    services.authority.use_token(job.token)
    try:
        with Secret(PIN) as pin:
            await install_certificate(module.service, module.store, job.order_id, pin)
    except AppError as error:
        return str(error)
    finally:
        await services.stop()
    return None
