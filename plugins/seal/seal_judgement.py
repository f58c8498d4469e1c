"""Electronic seals in files (.esl): what they say, and whether to believe it (GB/T 38540-2020 §7.2)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.crypto.certificates import Certificate
from core.crypto.errors import CertificateNotTrusted, CertificateOutOfDate, SealNotValid, SignatureInvalid
from core.crypto.seal import ElectronicSeal
from core.network.trust_services import TrustServices


class SealVerdict(StrEnum):
    """The one-word answer for a seal."""

    VALID = "valid"
    CHANGED = "changed"
    UNTRUSTED = "untrusted"
    MAKER_OUT_OF_DATE = "maker_out_of_date"
    NOT_IN_FORCE = "not_in_force"


@dataclass(frozen=True, slots=True)
class SealReport:
    """What is known of a seal.

    Attributes:
        seal: what it says.
        verdict: whether to believe it, now.
        root: name of the trusted root of its maker; empty when there is none.
    """

    seal: ElectronicSeal
    verdict: SealVerdict
    root: str


async def judge_seal(seal: ElectronicSeal, services: TrustServices, now: datetime) -> SealReport:
    """Verify a seal with the authority's roots; without a connection no maker is trusted."""
    roots = await services.roots()
    chain = await services.chain(seal.made.certificate, (*await services.issuers(), *roots))
    verdict = await asyncio.to_thread(_verdict, seal, chain, roots, now)
    trusted = verdict in (SealVerdict.VALID, SealVerdict.NOT_IN_FORCE)
    return SealReport(seal, verdict, chain[-1].subject_name if trusted and chain else "")


def _verdict(
    seal: ElectronicSeal, chain: tuple[Certificate, ...], roots: tuple[Certificate, ...], now: datetime
) -> SealVerdict:
    from core.crypto.seal_validation import SealTrust, verify_seal

    try:
        verify_seal(seal, SealTrust(roots, chain), now)
    except SignatureInvalid:
        return SealVerdict.CHANGED
    except CertificateOutOfDate:
        return SealVerdict.MAKER_OUT_OF_DATE
    except CertificateNotTrusted:
        return SealVerdict.UNTRUSTED
    except SealNotValid:
        return SealVerdict.NOT_IN_FORCE
    return SealVerdict.VALID
