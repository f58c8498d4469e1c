"""Real tokens and time stamps for the contract suites."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.core.pdf.pki import Pki, open_pki
from tests.simulators.skf.soft_skf import skf_token, soft_skf
from tests.softhsm import softhsm, softhsm_token

__all__ = ["skf_token", "soft_skf", "softhsm", "softhsm_token"]


@pytest.fixture(scope="session")
def time_stamps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pki]:
    """A time-stamping service for SHA-2 and SM3."""
    pki = open_pki(tmp_path_factory.mktemp("time-stamps"))
    yield pki
    pki.store.close()
