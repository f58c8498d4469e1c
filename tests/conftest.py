"""What holds for every test."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import settings

from tests.virtual_cards import pcsc_service, virtual_reader

__all__ = ["pcsc_service", "virtual_reader"]

# no test touches this machine's own readers; tests/simulators/card puts a service here (libpcsclite reads this once)
os.environ["PCSCLITE_CSOCK_NAME"] = str(Path(tempfile.gettempdir()) / f"pcscd-of-tests-{os.getpid()}.comm")

# the same examples in every run: a run that fails can be repeated; machines differ in speed
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
