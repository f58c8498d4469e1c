"""A whole public-key infrastructure that can act at any time, also long ago."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from authority.database import Base, Store
from authority.keyring import Keyring
from authority.pki import issuance, timestamp
from authority.pki import ocsp as responder
from authority.pki.hierarchy import Hierarchy, open_hierarchy
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.keys import PrivateKey
from core.crypto.requests import build_request
from core.pdf.options import Level, Material, SigningOptions
from core.pdf.trust import TrustRoots
from tests.authority.pki.ca import ID_NUMBER, ocsp_request
from tests.core.pdf.documents import BareKey


@dataclass(frozen=True)
class Pki:
    """The authority's own hierarchy, responder and time stamps; `now` is its clock."""

    store: Store
    hierarchy: Hierarchy
    now: datetime

    def at(self, now: datetime) -> Pki:
        """The same at another time."""
        return replace(self, now=now)

    @property
    def trust(self) -> TrustRoots:
        return TrustRoots(test=self.hierarchy.roots)

    def issue(self, algorithm: KeyAlgorithm) -> tuple[BareKey, issuance.IssuedPair]:
        """A key with a good certificate for a year."""
        key = PrivateKey.generate(algorithm)
        request = build_request({"common_name": "张三"}, key.public_key, key.sign)
        with self.store.write() as session:
            pair = issuance.issue_pair(
                session,
                self.hierarchy,
                subject=issuance.Subject({"common_name": "张三"}, ID_NUMBER),
                request_der=request,
                algorithm=algorithm,
                years=1,
                public_url="http://127.0.0.1:1",
                now=self.now,
            )
            issuance.activate_pair(session, pair.pair_id, self.now)
        return BareKey(key, pair.signing, pair.chain), pair

    def revoke(self, pair: issuance.IssuedPair) -> None:
        with self.store.write() as session:
            issuance.revoke_pair(session, pair.pair_id, "key_compromise", self.now)

    def ocsp(self, pair: issuance.IssuedPair) -> bytes:
        with self.store.read() as session:
            return responder.respond(session, self.hierarchy, ocsp_request(pair, None), self.now)

    async def timestamp(self, request: bytes) -> bytes:
        return timestamp.stamp(self.hierarchy, request, self.now)

    def options(self, options: SigningOptions, level: Level, pair: issuance.IssuedPair) -> SigningOptions:
        """The options with the services of this infrastructure."""

        async def material(path: Path) -> Material:
            return self.material(pair)

        return replace(options, level=level, timestamp=self.timestamp, material=material)

    def material(self, pair: issuance.IssuedPair) -> Material:
        units = (self.hierarchy["sm2-tsa"], self.hierarchy["rsa-tsa"])
        certificates = [pair.signing, *pair.chain]
        for unit in units:
            certificates += [unit.certificate, *unit.chain]
        return Material(tuple(certificates), (self.ocsp(pair),))


def open_pki(folder: Path, age: timedelta = timedelta(minutes=10)) -> Pki:
    """An infrastructure that was made `age` ago; the caller closes its store."""
    store = Store(f"sqlite:///{folder / 'pki.sqlite3'}")
    Base.metadata.create_all(store.engine)
    began = datetime.now(UTC) - age
    with store.write() as session:
        hierarchy = open_hierarchy(session, Keyring(os.urandom(32)), began)
    return Pki(store, hierarchy, began)
