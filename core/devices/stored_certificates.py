"""Certificates as they lie on tokens: some unreadable, issuers among them."""

from __future__ import annotations

from collections.abc import Sequence

from core.crypto.certificates import Certificate
from core.crypto.errors import AlgorithmNotSupported, BadStructure


def read_certificate(der: bytes) -> Certificate | None:
    """The certificate, or None for what is none: one unreadable object must not hide the others."""
    try:
        return Certificate(der)
    except (BadStructure, AlgorithmNotSupported):
        return None


def chain_of(leaf: Certificate, issuers: Sequence[Certificate]) -> tuple[Certificate, ...]:
    """The issuers that lead from the leaf upwards, by name; whoever trusts them checks their signatures."""
    chain: list[Certificate] = []
    current = leaf
    while not current.is_self_issued:
        issuer = next((known for known in issuers if known.subject_der == current.issuer_der), None)
        if issuer is None or issuer in chain:
            break
        chain.append(issuer)
        current = issuer
    return tuple(chain)
