"""Real tokens."""

from tests.softhsm import softhsm, softhsm_token

__all__ = ["softhsm", "softhsm_token"]
