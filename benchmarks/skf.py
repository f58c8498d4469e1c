"""SKF tokens: SM2 signatures through the registry against bare calls of the library, and how soon a key is listed.

Both on the soft token of the tests, whose library reads its files at every call.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.report import Row
from benchmarks.signatures import DATA, Call, Typist, awaitable, credential_of, rates
from core.credentials.registry import CredentialRegistry
from core.credentials.use_log import UseLog
from core.crypto.algorithms import SignatureScheme
from core.crypto.sm2 import message_digest
from core.devices.skf import SkfProvider
from core.devices.skf.profile import STANDARD
from core.storage.database import Database
from tests.core.credentials.issued import NOW
from tests.simulators.skf.soft_skf import PIN, FullToken, SoftSkf, build

_ARRIVALS = 9


def measure() -> list[Row]:
    """Signatures per second in one authorised use, and milliseconds from a key's arrival to its certificates."""
    with tempfile.TemporaryDirectory() as folder:
        devices, away = Path(folder) / "devices", Path(folder) / "away"
        devices.mkdir()
        away.mkdir()
        os.environ["SOFT_SKF_DIR"] = str(devices)
        skf = SoftSkf(build(), devices, away)
        token = skf.insert_full()
        database = Database(Path(folder) / "bench.sqlite3")
        rows = asyncio.run(_measure(token, CredentialRegistry(UseLog(database), Typist(PIN), now=lambda: NOW)))
        database.close()
    return rows


async def _measure(token: FullToken, registry: CredentialRegistry) -> list[Row]:
    await registry.add_provider(SkfProvider({token.skf.library: STANDARD}))
    credential = credential_of(registry, token.sm2)
    pair = await rates(credential, SignatureScheme.SM2_SM3, partial(_bare, token))
    rows = [Row("token signatures, SM2 (SKF)", *pair, "/s", "bare SKF_ECCSignData", 1.1)]
    rows.append(Row("an SKF key is listed after its arrival", await _arrival(token, registry), None, "ms"))
    await registry.stop()
    return rows


def _bare(token: FullToken) -> Call:
    """The digest and SKF_ECCSignData with handles of its own."""
    library: Any = ctypes.CDLL(str(token.skf.library))
    device, application, container, left = (ctypes.c_void_p() for _ in range(4))
    library.SKF_ConnectDev(b"KEY1", ctypes.byref(device))
    library.SKF_OpenApplication(device, "测试应用".encode("gbk"), ctypes.byref(application))
    library.SKF_VerifyPIN(application, 1, PIN.encode(), ctypes.byref(left))
    library.SKF_OpenContainer(application, "国密".encode("gbk"), ctypes.byref(container))
    signature, point = ctypes.create_string_buffer(128), token.sm2.public_key.point

    def sign() -> int:
        code: int = library.SKF_ECCSignData(container, message_digest(point, DATA), 32, signature)
        return code

    if sign() != 0:
        raise RuntimeError("the soft token does not sign")
    return awaitable(sign)


async def _arrival(token: FullToken, registry: CredentialRegistry) -> float:
    listed = asyncio.Event()
    end = registry.subscribe(lambda event: listed.set())
    times = []
    for _ in range(_ARRIVALS):
        token.skf.pull()
        await listed.wait()
        listed.clear()
        token.skf.plug()
        begin = time.perf_counter()
        await listed.wait()
        times.append(time.perf_counter() - begin)
        listed.clear()
    end()
    return statistics.median(times) * 1000
