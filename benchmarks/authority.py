"""The authority alone: its start, certificates issued per second with audit and fsync on, OCSP answers per second."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import ocsp
from sqlalchemy.orm import Session

from authority.audit import record
from authority.database import Store
from authority.keyring import Keyring
from authority.migration import migrate
from authority.pki import ocsp as responder
from authority.pki.hierarchy import Hierarchy, open_hierarchy
from authority.pki.issuance import IssuedPair, Subject, issue_pair
from benchmarks.report import Row
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.keys import PrivateKey
from core.crypto.requests import build_request
from core.network.embedded import EmbeddedAuthority

_PAIRS, _ANSWERS, _STARTS = 100, 500, 5


def measure() -> list[Row]:
    """Plain figures: there is nothing to compare them with in the same run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = Store(f"sqlite:///{folder / 'bench.sqlite3'}")
        migrate(store)
        with store.write() as session:
            hierarchy = open_hierarchy(session, Keyring.open(folder / "key"), datetime.now(UTC))
        key = PrivateKey.generate(KeyAlgorithm.SM2)
        request = build_request({"common_name": "bench"}, key.public_key, key.sign)
        begin = time.perf_counter()
        for _ in range(_PAIRS):
            pair = _issue(store, hierarchy, request)
        issued = 2 * _PAIRS / (time.perf_counter() - begin)
        asked = _request(hierarchy, pair)
        begin = time.perf_counter()
        with store.read() as session:
            for _ in range(_ANSWERS):
                responder.respond(session, hierarchy, asked, datetime.now(UTC))
        answered = _ANSWERS / (time.perf_counter() - begin)
        store.close()
    return [
        *_starts(),
        Row("certificates issued (SM2, audit, fsync)", issued, None, "/s"),
        Row("OCSP answers (SM2, one core)", answered, None, "/s"),
    ]


def _starts() -> list[Row]:
    """From the start of its process until it listens; the first one makes the database and all keys."""
    first, again = [], []
    for _ in range(_STARTS):
        with tempfile.TemporaryDirectory() as data:
            first.append(_start(Path(data)))
            again.append(_start(Path(data)))
    return [
        Row("the authority listens, new data folder", statistics.median(first) * 1000, None, "ms"),
        Row("the authority listens", statistics.median(again) * 1000, None, "ms"),
    ]


def _start(data: Path) -> float:
    async def until_it_listens() -> float:
        authority = EmbeddedAuthority(data)
        begin = time.perf_counter()
        await authority.url()
        taken = time.perf_counter() - begin
        await authority.stop()
        return taken

    return asyncio.run(until_it_listens())


def _issue(store: Store, hierarchy: Hierarchy, request: bytes) -> IssuedPair:
    now = datetime.now(UTC)

    def work(session: Session) -> IssuedPair:
        pair = issue_pair(
            session,
            hierarchy,
            subject=Subject({"common_name": "bench"}, "99010119920618002X"),
            request_der=request,
            algorithm=KeyAlgorithm.SM2,
            years=1,
            public_url="http://127.0.0.1",
            now=now,
        )
        record(session, now, "benchmark", "certificate.issued", f"pair:{pair.pair_id}")
        return pair

    with store.write() as session:
        return work(session)


def _request(hierarchy: Hierarchy, pair: IssuedPair) -> bytes:
    import hashlib

    issuer = hierarchy["sm2"].certificate
    wanted = {
        "hash_algorithm": {"algorithm": "sha256"},
        "issuer_name_hash": hashlib.sha256(issuer.subject_der).digest(),
        "issuer_key_hash": hashlib.sha256(bytes(issuer.asn1.public_key["public_key"])).digest(),
        "serial_number": pair.signing.serial_number,
    }
    der: bytes = ocsp.OCSPRequest({"tbs_request": {"request_list": [{"req_cert": wanted}]}}).dump()
    return der
