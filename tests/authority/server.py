"""Runs the authority as a process of its own, as it runs in earnest."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from authority.application import open_service
from authority.service import Service
from authority.settings import Settings


@dataclass
class AuthorityProcess:
    """One process of the authority; several may share a database and a master key."""

    data: Path
    database_url: str
    settings: dict[str, str] = field(default_factory=dict)
    url: str = ""
    _process: subprocess.Popen[bytes] | None = None

    @property
    def master_key(self) -> Path:
        """Beside the data, unless the settings name another."""
        return Path(self.settings.get("master_key_file", self.data / "master.key"))

    def start(self) -> Self:
        """Start and wait until it listens."""
        ready = self.data / "ready.json"
        ready.unlink(missing_ok=True)
        self.data.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "authority", "serve", "--data", str(self.data), "--ready-file", str(ready)]
        command += ["--database", self.database_url, "--exit-with-parent"]
        for name, value in self.settings.items():
            command += ["--setting", f"{name}={value}"]
        with (self.data / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while not ready.exists():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.data / "log").read_text())
            time.sleep(0.02)
        self.url = json.loads(ready.read_text())["url"]
        return self

    def stop(self) -> int:
        """Ask it to end and wait; its exit code."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.terminate()
        code = self._process.wait(30)
        self._process.stdin.close()
        return code

    def kill(self) -> None:
        """It dies without a word."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.kill()
        self._process.wait(30)
        self._process.stdin.close()

    def log(self) -> str:
        """What it printed so far."""
        return (self.data / "log").read_text()

    def inside(self) -> Service:
        """The same service opened in this process, beside the running one: to look into the database."""
        values = {"data_dir": self.data, "database_url": self.database_url, "master_key_file": self.master_key}
        return open_service(Settings.model_validate({**values, "public_url": self.url}))
