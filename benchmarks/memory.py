"""Peak memory of signing a 50 MB PDF, each side in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.pdf import document, plain, plain_signer
from benchmarks.report import Row
from core.crypto.algorithms import KeyAlgorithm
from core.pdf.signing import SigningOptions, sign_pdf
from tests.core.pdf.documents import signing_key

_MEGABYTES = 50


def measure() -> list[Row]:
    """One row; empty where the system has no /proc to ask."""
    if not Path("/proc/self/status").exists():
        return []
    with tempfile.TemporaryDirectory() as name:
        document(Path(name) / "source.pdf", _MEGABYTES)
        ours, theirs = (_peak(side, Path(name)) for side in ("ours", "theirs"))
    return [Row(f"peak memory, sign {_MEGABYTES} MB", ours, theirs, "MB", "plain pyHanko", 1.1)]


def _peak(side: str, folder: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.memory", side, str(folder)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    return float(done.stdout)


def _main(side: str, folder: Path) -> None:
    import asyncio

    key = signing_key(KeyAlgorithm.RSA_2048)
    source, target = folder / "source.pdf", folder / f"{side}.pdf"
    if side == "ours":
        asyncio.run(sign_pdf(source, target, key, SigningOptions()))
    else:
        plain(plain_signer(key, folder), source, target)
    # not getrusage: what it calls the peak begins with the peak of the process that started this one
    status = Path("/proc/self/status").read_text("ascii")
    peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(int(peak) / 1024)


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
