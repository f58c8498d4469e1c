"""Real tokens for the contract suites."""

from tests.simulators.skf.soft_skf import skf_token, soft_skf
from tests.softhsm import softhsm, softhsm_token

__all__ = ["skf_token", "soft_skf", "softhsm", "softhsm_token"]
