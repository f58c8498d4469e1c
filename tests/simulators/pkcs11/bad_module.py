"""A PKCS#11 module that fails on demand, in front of SoftHSM2."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from tests.simulators.compiled import compile_library
from tests.softhsm import SoftHsm, SoftHsmToken, make_token

_SOURCE = Path(__file__).with_name("bad_module.c")


@cache
def build() -> Path:
    """Compile the module; once per process."""
    folder = tempfile.mkdtemp(prefix="bad-pkcs11-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    library = Path(folder) / "libbadpkcs11.so"
    compile_library(library, [_SOURCE], ["-Wno-cast-function-type", "-ldl"])
    return library


@dataclass(frozen=True)
class BadToken:
    """A token behind the failing module.

    Attributes:
        token: what SoftHSM2 holds; its module is the failing one.
        faults: what fails.
    """

    token: SoftHsmToken
    faults: Path

    def fault(self, *lines: str) -> None:
        """What goes wrong from now on: see bad_module.c; nothing without lines."""
        following = self.faults.with_suffix(".next")
        following.write_text("".join(f"{line}\n" for line in lines))
        following.rename(self.faults)


@pytest.fixture
def bad_token(softhsm: SoftHsm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BadToken:
    token = make_token(softhsm, "坏介质")
    faults = tmp_path / "pkcs11-faults"
    faults.touch()
    monkeypatch.setenv("BAD_PKCS11_MODULE", str(softhsm.module))
    monkeypatch.setenv("BAD_PKCS11_FAULTS", str(faults))
    return BadToken(replace(token, hsm=replace(softhsm, module=build())), faults)
