"""A certificate authority on a database file, without its HTTP service."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import ocsp

from authority.database import Base, Store
from authority.keyring import Keyring
from authority.pki import issuance, revocation_list
from authority.pki import ocsp as responder
from authority.pki.hierarchy import Hierarchy, open_hierarchy
from core.crypto.algorithms import DigestAlgorithm, KeyAlgorithm, digest
from core.crypto.keys import PrivateKey
from core.crypto.requests import build_request

NOW = datetime.now(UTC)
ID_NUMBER = "11010519491231002X"


@dataclass
class Ca:
    """A certificate authority on a database file."""

    store: Store
    hierarchy: Hierarchy

    def issue(self, algorithm: KeyAlgorithm) -> tuple[PrivateKey, issuance.IssuedPair]:
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
                now=NOW,
            )
        return key, pair

    def activate(self, pair: issuance.IssuedPair) -> None:
        with self.store.write() as session:
            issuance.activate_pair(session, pair.pair_id, NOW)

    def revoke(self, pair: issuance.IssuedPair) -> None:
        with self.store.write() as session:
            issuance.revoke_pair(session, pair.pair_id, "key_compromise", NOW)

    def crl(self, pair: issuance.IssuedPair, now: datetime = NOW) -> bytes:
        with self.store.write() as session:
            return revocation_list.current_list(session, self.hierarchy, self._issuer(pair), now)

    def ocsp(self, pair: issuance.IssuedPair, nonce: bytes | None = None) -> bytes:
        with self.store.read() as session:
            return responder.respond(session, self.hierarchy, ocsp_request(pair, nonce), NOW)

    def _issuer(self, pair: issuance.IssuedPair) -> str:
        return next(issuer.id for issuer in self.hierarchy.issuers() if issuer.certificate == pair.chain[0])


def open_ca(folder: Path) -> Ca:
    """With a new hierarchy; the caller closes its store."""
    store = Store(f"sqlite:///{folder / 'pki.sqlite3'}")
    Base.metadata.create_all(store.engine)
    with store.write() as session:
        hierarchy = open_hierarchy(session, Keyring(os.urandom(32)), NOW)
    return Ca(store, hierarchy)


def ocsp_request(pair: issuance.IssuedPair, nonce: bytes | None) -> bytes:
    issuer = pair.chain[0]
    key_bits = bytes(issuer.asn1.public_key["public_key"])
    cert_id = {
        "hash_algorithm": {"algorithm": "sha256"},
        "issuer_name_hash": digest(DigestAlgorithm.SHA256, issuer.subject_der),
        "issuer_key_hash": digest(DigestAlgorithm.SHA256, key_bits),
        "serial_number": pair.signing.serial_number,
    }
    tbs: dict[str, object] = {"request_list": [{"req_cert": cert_id}]}
    if nonce is not None:
        tbs["request_extensions"] = [{"extn_id": "nonce", "critical": False, "extn_value": nonce}]
    der: bytes = ocsp.OCSPRequest({"tbs_request": tbs}).dump()
    return der
