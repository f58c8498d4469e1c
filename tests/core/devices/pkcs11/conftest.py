"""Real tokens, and one behind a module that fails."""

from tests.simulators.pkcs11.bad_module import bad_token
from tests.softhsm import softhsm, softhsm_token

__all__ = ["bad_token", "softhsm", "softhsm_token"]
