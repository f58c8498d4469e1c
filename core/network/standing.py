"""Where a certificate stands now: its path to a trusted root, and whether it was revoked."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.crypto.certificates import Certificate
from core.crypto.ocsp_status import OcspStatus, ocsp_status
from core.errors import AppError
from core.network.trust_services import TrustServices


class RevocationSource(StrEnum):
    """Who said so."""

    OCSP = "OCSP"
    CRL = "CRL"
    NOBODY = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a certificate stands.

    Attributes:
        path: issuers that were found, nearest first; the last one is the root when `root` is not empty.
        root: name of the trusted root; empty: no path leads to one.
        problem: why there is no path; None when there is one.
        revocation: whether it was revoked.
        source: by whose word.
    """

    path: tuple[Certificate, ...]
    root: str
    problem: AppError | None
    revocation: OcspStatus
    source: RevocationSource


async def standing_of(
    services: TrustServices, certificate: Certificate, known: tuple[Certificate, ...], now: datetime
) -> Standing:
    """Ask the authority: roots and issuers, then OCSP (RFC 6960), then the CRL where there is no answer.

    Args:
        services: what the authority publishes.
        certificate: an end-entity certificate.
        known: issuers that its medium carries.
        now: aware.
    """
    roots = await services.roots()
    chain = await services.chain(certificate, (*known, *roots))
    path, problem = await asyncio.to_thread(_path, certificate, chain, roots, now)
    state, source = await _revocation(services, certificate, chain, now)
    root = path[-1].subject_name if path else ""
    return Standing(path or chain, root, problem, state, source)


def _path(
    certificate: Certificate, chain: tuple[Certificate, ...], roots: tuple[Certificate, ...], now: datetime
) -> tuple[tuple[Certificate, ...], AppError | None]:
    from core.crypto.path import validate_path

    try:
        return validate_path(certificate, chain, roots, now)[1:], None
    except AppError as error:
        return (), error


async def _revocation(
    services: TrustServices, certificate: Certificate, chain: tuple[Certificate, ...], now: datetime
) -> tuple[OcspStatus, RevocationSource]:
    if not chain:
        return OcspStatus.UNKNOWN, RevocationSource.NOBODY
    answer = await services.ocsp(certificate, chain)
    if answer is not None:
        state = await asyncio.to_thread(_by_responder, answer, certificate, chain[0], now)
        if state is not OcspStatus.UNKNOWN:
            return state, RevocationSource.OCSP
    revoked = await services.revocation_list(certificate)
    if revoked is not None:
        state = await asyncio.to_thread(_by_list, revoked, certificate, chain, now)
        if state is not OcspStatus.UNKNOWN:
            return state, RevocationSource.CRL
    return OcspStatus.UNKNOWN, RevocationSource.NOBODY


def _by_responder(answer: bytes, certificate: Certificate, issuer: Certificate, now: datetime) -> OcspStatus:
    return ocsp_status((answer,), certificate, issuer, now)


def _by_list(answer: bytes, certificate: Certificate, chain: tuple[Certificate, ...], now: datetime) -> OcspStatus:
    from core.crypto.errors import CertificateRevoked
    from core.crypto.path import RevocationData, validate_path

    try:
        validate_path(certificate, chain[:-1], chain[-1:], now, RevocationData(crls=(answer,)))
    except CertificateRevoked:
        return OcspStatus.REVOKED
    except AppError:
        return OcspStatus.UNKNOWN
    return OcspStatus.GOOD
