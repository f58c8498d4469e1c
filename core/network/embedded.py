"""Runs the embedded authority: an own process on loopback, for those who have no server configured (体验环境)."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from core.network.errors import AuthorityNotReady

_START_SECONDS = 60.0
_POLL = 0.02


class EmbeddedAuthority:
    """Starts in the background; `url` waits until it listens. It ends when this process ends, however it ends."""

    def __init__(self, data: Path, settings: Mapping[str, str] | None = None) -> None:
        self._data = data
        self._settings = dict(settings or {})
        self._process: subprocess.Popen[bytes] | None = None
        self._ready: asyncio.Task[str] | None = None

    def start(self) -> None:
        """Begin to start; returns at once. Needs a running event loop."""
        if self._ready is None:
            self._ready = asyncio.get_running_loop().create_task(self._start())

    async def url(self) -> str:
        """The address, once the service listens; a process that died is started again.

        Raises:
            AuthorityNotReady: it ended or did not listen in time.
        """
        if self._ready is not None and self._ready.done() and (self._ready.exception() or self._died()):
            self._ready = None
        self.start()
        assert self._ready is not None  # noqa: S101 set by start
        return await asyncio.shield(self._ready)

    async def stop(self) -> None:
        """End the process gently; harmless when there is none."""
        if self._ready is not None:
            self._ready.cancel()
            await asyncio.wait({self._ready})
        process, self._process, self._ready = self._process, None, None
        if process is not None:
            await asyncio.to_thread(_end, process)

    def _died(self) -> bool:
        return self._process is None or self._process.poll() is not None

    async def _start(self) -> str:
        import json
        import shutil
        import tempfile

        # one that died, or that did not listen in time and still runs
        previous, self._process = self._process, None
        if previous is not None:
            await asyncio.to_thread(_end, previous)
        # where to look for readiness: a file of this start alone, so that an old one is never believed
        folder = Path(tempfile.mkdtemp(prefix="authority-"))
        ready = folder / "ready.json"
        try:
            launch = asyncio.get_running_loop().create_task(asyncio.to_thread(self._launch, ready))
            try:
                self._process = await asyncio.shield(launch)
            except asyncio.CancelledError:
                # the thread goes on, and what it starts has to be ended
                self._process = await launch
                raise
            except OSError as error:
                raise AuthorityNotReady from error
            deadline = asyncio.get_running_loop().time() + _START_SECONDS
            while not ready.exists():
                if self._process.poll() is not None or asyncio.get_running_loop().time() > deadline:
                    raise AuthorityNotReady
                await asyncio.sleep(_POLL)
            return str(json.loads(ready.read_text("utf-8"))["url"])
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    def _launch(self, ready: Path) -> subprocess.Popen[bytes]:
        self._data.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "authority", "serve", "--data", str(self._data)]
        command += ["--ready-file", str(ready), "--exit-with-parent"]
        for name, value in self._settings.items():
            command += ["--setting", f"{name}={value}"]
        with (self._data / "service.log").open("ab") as log:
            return subprocess.Popen(
                command,
                stdin=subprocess.PIPE,  # closed by the system when this process dies
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
                cwd=Path(__file__).resolve().parents[2],
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(8)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
