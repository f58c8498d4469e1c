"""A batch of 100 PDFs with one authorised key, against pyHanko: its command line for each file, and one process."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.pdf import plain, plain_signer
from benchmarks.report import Row
from core.crypto.algorithms import KeyAlgorithm
from core.pdf.signing import SigningOptions, sign_pdf
from tests.core.pdf.documents import plain_pdf, signing_key

_FILES = 100


def measure() -> list[Row]:
    """Files per second; each side signs all the files once, after one file that is not counted."""
    key = signing_key(KeyAlgorithm.RSA_2048)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        signer = plain_signer(key, folder)
        sources = [plain_pdf(folder / f"{number}.pdf") for number in range(_FILES)]

        async def ours(files: list[Path]) -> None:
            for source in files:
                await sign_pdf(source, source.with_suffix(".ours"), key, SigningOptions())

        def one_process(files: list[Path]) -> None:
            for source in files:
                plain(signer, source, source.with_suffix(".theirs"))

        def command_line(files: list[Path]) -> None:
            for source in files:
                _command(folder, source)

        ours_rate = _rate(lambda files: asyncio.run(ours(files)), sources)
        baselines = {"one pyHanko process": one_process, "pyHanko's command line": command_line}
        return [
            Row(f"batch of {_FILES} PDFs (RSA)", ours_rate, _rate(work, sources), "files/s", against, 1.1)
            for against, work in baselines.items()
        ]


def _rate(work: Callable[[list[Path]], None], sources: list[Path]) -> float:
    work(sources[:1])
    begin = time.perf_counter()
    work(sources)
    return len(sources) / (time.perf_counter() - begin)


def _command(folder: Path, source: Path) -> None:
    command = [Path(sys.executable).with_name("pyhanko"), "sign", "addsig", "--field", "Signature1", "--use-pades"]
    command += ["pemder", "--key", "key.pem", "--cert", "certificate.pem", "--no-pass"]
    subprocess.run([*command, source, source.with_suffix(".command")], cwd=folder, check=True, capture_output=True)
