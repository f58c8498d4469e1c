"""Libraries in C that tests compile for themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest


def compile_library(library: Path, sources: Iterable[Path], options: Iterable[str]) -> None:
    """Compile a shared library; without a compiler the test is skipped, except where all tests have to run."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        if os.environ.get("CI"):
            pytest.fail("no C compiler; `make test` installs gcc and libssl-dev")
        pytest.skip("no C compiler (gcc, libssl-dev)")
    command = [compiler, "-std=gnu11", "-O1", "-fPIC", "-shared", "-fvisibility=hidden", "-Wall", "-Wextra", "-Werror"]
    done = subprocess.run(
        [*command, "-o", str(library), *map(str, sources), *options], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
