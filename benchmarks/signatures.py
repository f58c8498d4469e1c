"""Signatures through the registry and bare calls of a library, in turn: a drifting machine hurts both alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable

from core.credentials.credential import Credential
from core.credentials.interaction import PinRequest
from core.credentials.medium import MediumInfo
from core.credentials.registry import CredentialRegistry
from core.credentials.use import KeyOperation, KeyUse
from core.crypto.algorithms import SignatureScheme
from core.crypto.certificates import Certificate
from core.secret import Secret

DATA = b"benchmark"
_ROUNDS = 7


class Typist:
    """Types the PIN."""

    def __init__(self, pin: str) -> None:
        self._pin = pin

    async def ask_pin(self, request: PinRequest) -> Secret:
        """See `Interaction`."""
        return Secret(self._pin)

    async def ask_consent(self, medium: MediumInfo, use: KeyUse) -> None:
        """See `Interaction`."""


def credential_of(registry: CredentialRegistry, certificate: Certificate) -> Credential:
    """The credential with that certificate."""
    (credential,) = (found for found in registry.credentials() if found.certificate == certificate)
    return credential


Call = Callable[[], Awaitable[object]]


async def rates(
    credential: Credential, scheme: SignatureScheme, make_bare: Callable[[], Call], count: int = 100
) -> tuple[float, float]:
    """Signatures per second of `DATA` in one authorised use, and of bare calls; medians of several rounds.

    Args:
        credential: of the registry.
        scheme: of the signatures.
        make_bare: makes the bare call once the use is authorised: a PKCS#11 login is one for all sessions.
        count: signatures in a round.
    """
    ours, theirs = [], []
    async with credential.authorise(KeyUse(KeyOperation.SIGN, "benchmark", "benchmark", _ROUNDS * count)) as key:
        bare = make_bare()
        for _ in range(_ROUNDS):
            begin = time.perf_counter()
            for _ in range(count):
                await key.sign(DATA, scheme)
            middle = time.perf_counter()
            for _ in range(count):
                await bare()
            ours.append(middle - begin)
            theirs.append(time.perf_counter() - middle)
    return count / statistics.median(ours), count / statistics.median(theirs)


def awaitable(call: Callable[[], object]) -> Call:
    """A blocking call for `rates`; the await costs it below a microsecond."""

    async def called() -> object:
        return call()

    return called
