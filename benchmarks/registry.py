"""SM2 signatures through the registry, against bare tongsuopy."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from benchmarks.report import Row
from core.credentials.credential import AuthorisedKey
from core.credentials.registry import CredentialRegistry
from core.credentials.use import KeyOperation, KeyUse
from core.credentials.use_log import UseLog
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.crypto.keys import PrivateKey
from core.storage.database import Database
from tests.core.pdf.documents import signing_key
from tests.simulators.bench_medium import BareMedium, BareProvider

_COUNT = 3000


def measure() -> list[Row]:
    """One row: signatures per second in one authorised use."""
    key = signing_key(KeyAlgorithm.SM2)
    bare = _bare(key.private)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "bench.sqlite3")
        through = asyncio.run(_through(CredentialRegistry(UseLog(database)), BareProvider(BareMedium(key))))
        database.close()
    return [Row("SM2 signatures through the registry", through, bare, "/s", "bare tongsuopy", 1.1)]


def _bare(key: PrivateKey) -> float:
    from core.crypto.sm2_native import NativeEngine

    loaded = NativeEngine().load_private(key.sm2_scalar)
    begin = time.perf_counter()
    for _ in range(_COUNT):
        loaded.sign(b"benchmark")
    return _COUNT / (time.perf_counter() - begin)


async def _through(registry: CredentialRegistry, provider: BareProvider) -> float:
    await registry.add_provider(provider)
    (credential,) = registry.credentials()
    async with credential.authorise(KeyUse(KeyOperation.SIGN, "benchmark", "benchmark", _COUNT)) as key:
        seconds = await _sign_all(key)
    await registry.stop()
    return _COUNT / seconds


async def _sign_all(key: AuthorisedKey) -> float:
    begin = time.perf_counter()
    for _ in range(_COUNT):
        await key.sign(b"benchmark", SignatureScheme.SM2_SM3)
    return time.perf_counter() - begin
