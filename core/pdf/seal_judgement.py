"""The plain report on an electronic seal in a PDF: the rules of GB/T 38540-2020 §7.3, and those for PDF signatures."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from core.crypto.certificates import Certificate
from core.crypto.errors import (
    SEAL_DOCUMENT,
    SEAL_PERIOD,
    SEAL_SIGNER,
    SEAL_USAGE,
    CertificateNotInForce,
    CertificateNotTrusted,
    CertificateOutOfDate,
    SealNotValid,
    SignatureInvalid,
)
from core.crypto.ocsp_status import OcspStatus, ocsp_status
from core.crypto.seal_validation import SealTrust, verify_seal_signature
from core.foreign_text import in_a_line
from core.pdf.evidence import Evidence
from core.pdf.judgement import change_reason, changes_of, coverage_of
from core.pdf.report import Coverage, Revocation, SignatureReport, Verdict
from core.pdf.trust import TrustRoots

_REVOCATION = {OcspStatus.GOOD: Revocation.GOOD, OcspStatus.REVOKED: Revocation.REVOKED}
_REASONS: dict[object, str] = {
    SEAL_DOCUMENT: "tampered",
    SEAL_PERIOD: "seal_period",
    SEAL_SIGNER: "seal_signer",
    SEAL_USAGE: "not_for_signing",
}


@dataclass(frozen=True, slots=True)
class _Integrity:
    """What pyHanko says of the file around a signature."""

    coverage: Any
    docmdp_ok: bool
    modification_level: Any
    compared: Any


def seal_report(
    name: str,
    sealed: Any,
    trust: TrustRoots,
    evidence: Evidence,
    responses: tuple[bytes, ...],
    now: datetime,
) -> SignatureReport:
    """All there is to say, without the differences between then and now.

    Args:
        name: the field's.
        sealed: a `SealedSignature`.
        trust: anchors of seal makers and signers, and issuers that were found elsewhere.
        evidence: what the file carries: issuers, and time stamps that prove when the seal was there.
        responses: DER OCSP responses.
        now: the time of verification.
    """
    integrity, read = _integrity(sealed), sealed.seal
    coverage = coverage_of(sealed, integrity)
    signed_at = evidence.proven_at(sealed.signed_revision, now)
    issuers = (*trust.intermediates, *(Certificate(item.dump()) for item in evidence.certificates))
    whom = SealTrust(trust.everything, issuers)
    verdict, reason, path = _judge(sealed, whom, signed_at)
    revocation = Revocation.UNKNOWN
    if len(path) > 1:
        known = ocsp_status(responses, path[0], path[1], signed_at, known_until=now)
        revocation = _REVOCATION.get(known, Revocation.UNKNOWN)
    intact = _intact(sealed)
    if intact and _changed(integrity, coverage):
        verdict, reason = Verdict.CHANGED, change_reason(coverage, integrity.compared)
    if verdict is Verdict.VALID and revocation is Revocation.REVOKED:
        verdict, reason = Verdict.INVALID, "revoked"
    prover = evidence.prover(sealed.signed_revision)
    return SignatureReport(
        name,
        verdict,
        reason,
        signer=sealed.signer.subject_name,
        issuer=sealed.signer.issuer_name,
        serial=sealed.signer.serial_hex,
        algorithm=read.signed.scheme.x509_name,
        claimed_time=read.time.astimezone(UTC) if read.time is not None else None,
        timestamp=signed_at if prover else None,
        timestamp_by=prover,
        intact=intact,
        coverage=coverage,
        changes=changes_of(sealed, integrity, coverage),
        trusted_by=path[-1].subject_name if path else "",
        test_trust=bool(path) and path[-1] in trust.test,
        revocation=revocation,
        level=f"GB/T 38540 V{read.version}",
        seal=in_a_line(read.seal.content.name),
        seal_maker=sealed.maker.subject_name,
    )


def _integrity(sealed: Any) -> _Integrity:
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel

    from core.pdf.filling import filling_policy

    sealed.compute_integrity_info(diff_policy=filling_policy())
    told = sealed.summarise_integrity_info()
    result = told["diff_result"]
    level = result.modification_level if isinstance(result, DiffResult) else ModificationLevel.OTHER
    return _Integrity(told["coverage"], bool(told["docmdp_ok"]), level, result)


def _changed(integrity: _Integrity, coverage: Coverage) -> bool:
    from pyhanko.sign.diff_analysis import ModificationLevel

    other = integrity.modification_level is ModificationLevel.OTHER
    return coverage is Coverage.PARTIAL or other or not integrity.docmdp_ok


def _judge(sealed: Any, trust: SealTrust, moment: datetime) -> tuple[Verdict, str, tuple[Certificate, ...]]:
    """Verdict, reason, and the path of the signer's certificate when there is one that is trusted."""
    from core.crypto.path import validate_path

    try:
        verify_seal_signature(sealed.seal, sealed.compute_digest(), trust, moment)
    except SignatureInvalid:
        return Verdict.INVALID, "tampered", ()
    except SealNotValid as error:
        return Verdict.INVALID, _REASONS[error.details["reason"]], ()
    except CertificateNotInForce:
        return Verdict.INVALID, _of_whom("not_yet_valid", sealed, trust), ()
    except CertificateOutOfDate:
        return Verdict.INVALID, _of_whom("expired", sealed, trust), ()
    except CertificateNotTrusted:
        return Verdict.UNTRUSTED, _of_whom("untrusted", sealed, trust), ()
    return Verdict.VALID, "", validate_path(sealed.signer, trust.intermediates, trust.roots, moment)


def _of_whom(problem: str, sealed: Any, trust: SealTrust) -> str:
    """The reason for a certificate's problem: the seal maker's certificate is looked at first, then the signer's."""
    from core.crypto.path import validate_path

    try:
        validate_path(sealed.maker, trust.intermediates, trust.roots, sealed.seal.seal.content.created)
    except (CertificateOutOfDate, CertificateNotTrusted):
        return f"maker_{problem}"
    return problem


def _intact(sealed: Any) -> bool:
    """The signed bytes are unchanged and the signature fits the key; nothing about the seal."""
    try:
        sealed.seal.signed.verify()
    except SignatureInvalid:
        return False
    return hmac.compare_digest(sealed.seal.data_hash, sealed.compute_digest())
