"""Authorities that are started fast and killed with SIGKILL: each is a process forked from one that imported all."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

_spawner = multiprocessing.get_context("forkserver")
_spawner.set_forkserver_preload(
    ["authority.__main__", "authority.application", "authority.tables", "uvicorn", "psycopg"]
)


def _serve(arguments: list[str], log: str) -> None:
    from authority.__main__ import main

    with Path(log).open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    main(arguments)


class MortalAuthority:
    """`python -m authority serve` in a process that is killed and started again."""

    def __init__(self, data: Path, database_url: str, settings: dict[str, str]) -> None:
        self._data = data
        self._arguments = ["serve", "--data", str(data), "--database", database_url]
        self._arguments += ["--ready-file", str(data / "ready.json")]
        for name, value in settings.items():
            self._arguments += ["--setting", f"{name}={value}"]
        self._process: BaseProcess | None = None
        self.url = ""

    def start(self) -> None:
        """Start and wait until it listens."""
        ready = self._data / "ready.json"
        ready.unlink(missing_ok=True)
        self._process = _spawner.Process(target=_serve, args=(self._arguments, str(self._data / "log")), daemon=True)
        self._process.start()
        deadline = time.monotonic() + 60
        while not ready.exists():
            if not self._process.is_alive() or time.monotonic() > deadline:
                raise RuntimeError((self._data / "log").read_text())
            time.sleep(0.005)
        self.url = json.loads(ready.read_text())["url"]

    def kill(self) -> None:
        """No time to say good-bye."""
        assert self._process is not None
        assert self._process.pid is not None
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.join(20)
