"""A real authority that publishes releases, for the tests of the update client."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.authority.server import AuthorityProcess


def publish(process: AuthorityProcess, path: Path, version: str, platform: str) -> None:
    """Publish a file as a release, as the operator does."""
    command = [sys.executable, "-m", "authority", "publish", "--data", str(process.data)]
    command += ["--database", process.database_url, "--release", version, "--platform", platform, str(path)]
    subprocess.run(command, check=True)
