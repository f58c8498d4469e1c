"""A throwaway PostgreSQL cluster for tests: made once per session, one fresh database per wish."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


def binaries() -> Path | None:
    """The folder of PostgreSQL's server programs, newest version first; None when it is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent  # the commands may be links into it
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    return folders[0] if folders else None


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster that listens on a unix socket only."""

    folder: Path
    programs: Path

    def new_database(self) -> str:
        """The SQLAlchemy URL of a fresh, empty database."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        _run([str(self.programs / "createdb"), "-h", str(self.folder), "-U", "postgres", name])
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Start a cluster and remove it afterwards; as root it runs as the user postgres, for it refuses root."""
    programs = binaries()
    if programs is None:
        raise RuntimeError("PostgreSQL's server programs are not installed (Debian: postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    folder.chmod(0o711)
    data = folder / "data"
    try:
        _run([str(programs / "initdb"), "-D", str(data), "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8"])
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c max_connections=200"
        log = str(folder / "log")
        _run([str(programs / "pg_ctl"), "-D", str(data), "-l", log, "-w", "-o", options, "start"])
        try:
            yield Cluster(folder, programs)
        finally:
            _run([str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str]) -> None:
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    # to a file, not a pipe: the server inherits it and would keep a pipe open
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, cwd="/", check=False)
        if done.returncode:
            output.seek(0)
            raise RuntimeError(f"{command} failed: {output.read().decode(errors='replace')}")
