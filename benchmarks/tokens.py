"""Token signatures through the registry against bare python-pkcs11, on a SoftHSM2 token of its own."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.report import Row
from core.credentials.interaction import PinRequest
from core.credentials.medium import MediumInfo
from core.credentials.registry import CredentialRegistry
from core.credentials.use import KeyOperation, KeyUse
from core.credentials.use_log import UseLog
from core.crypto.algorithms import SignatureScheme, digest
from core.devices.pkcs11 import Pkcs11Provider, find_modules
from core.secret import Secret
from core.storage.database import Database
from tests.core.credentials.issued import NOW
from tests.softhsm import PIN, SoftHsm, SoftHsmToken, make_token

_ROUNDS, _COUNT = 7, 100
_DATA = b"benchmark"


def measure() -> list[Row]:
    """RSA-2048 and ECDSA P-256: signatures per second in one authorised use."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        token = _token(Path(folder))
        database = Database(Path(folder) / "bench.sqlite3")
        rows = asyncio.run(_measure(token, CredentialRegistry(UseLog(database), now=lambda: NOW)))
        database.close()
    return rows


def _token(folder: Path) -> SoftHsmToken:
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    os.environ["SOFTHSM2_CONF"] = str(configuration)
    (module,) = (path for path in find_modules() if "softhsm" in path.name)
    return make_token(SoftHsm(module, configuration, folder / "tokens"), "bench")


class Typist:
    """Types the PIN."""

    def __init__(self, pin: str) -> None:
        self._pin = pin

    async def ask_pin(self, request: PinRequest) -> Secret:
        """See `Interaction`."""
        return Secret(self._pin)

    async def ask_consent(self, medium: MediumInfo, use: KeyUse) -> None:
        """See `Interaction`."""


async def _measure(token: SoftHsmToken, registry: CredentialRegistry) -> list[Row]:
    registry.interaction = Typist(PIN)
    await registry.add_provider(Pkcs11Provider([token.module]))
    rows = []
    for certificate, key_id, name in ((token.rsa, b"\x01", "RSA-2048"), (token.ec, b"\x02", "ECDSA P-256")):
        (credential,) = (found for found in registry.credentials() if found.certificate == certificate)
        scheme = certificate.public_key.algorithm.default_scheme
        use = KeyUse(KeyOperation.SIGN, "benchmark", "benchmark", _ROUNDS * _COUNT)
        async with credential.authorise(use) as key:
            bare = _bare(token, key_id, scheme)
            ours, theirs = [], []
            for _ in range(_ROUNDS):
                begin = time.perf_counter()
                for _ in range(_COUNT):
                    await key.sign(_DATA, scheme)
                middle = time.perf_counter()
                for _ in range(_COUNT):
                    bare()
                ours.append(middle - begin)
                theirs.append(time.perf_counter() - middle)
        pair = _COUNT / sorted(ours)[_ROUNDS // 2], _COUNT / sorted(theirs)[_ROUNDS // 2]
        rows.append(Row(f"token signatures, {name}", *pair, "/s", "bare python-pkcs11", 1.1))
    await registry.stop()
    return rows


def _bare(token: SoftHsmToken, key_id: bytes, scheme: SignatureScheme) -> Callable[[], bytes]:
    """Hashing and C_Sign in a session of its own; the login is one for all sessions of a process."""
    import pkcs11

    library = pkcs11.lib(str(token.module))
    session = library.get_token(token_label=token.label).open()
    wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY, pkcs11.Attribute.ID: key_id}
    (key,) = list(session.get_objects(wanted))
    mechanism = pkcs11.Mechanism.ECDSA if scheme.value.startswith("ecdsa_") else pkcs11.Mechanism.RSA_PKCS
    prefix = b"" if scheme.value.startswith("ecdsa_") else bytes.fromhex("3031300d060960864801650304020105000420")
    return lambda: bytes(key.sign(prefix + digest(scheme.digest, _DATA), mechanism=mechanism))
