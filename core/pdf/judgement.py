"""From pyHanko's status of one signature to the plain report on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from core.crypto.certificates import Certificate
from core.pdf.coverage import has_loose_objects, leaves_gap
from core.pdf.embedded import regular_signatures, seal_signatures
from core.pdf.report import Coverage, Revocation, SignatureReport, Verdict
from core.pdf.trust import TrustRoots


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found out about one signature.

    Attributes:
        status: pyHanko's.
        revocation: the signer's certificate at the time of signing.
        signed_at: proven time of the signature; the time of verification when nothing proves an earlier one.
        stamped_by: whose valid time stamp proves that time, its own or the document's; empty: none does.
        carries_proof: the file itself proves that the certificate was good (PAdES B-LT).
        proof_archived: a document time stamp covers that proof (PAdES B-LTA).
    """

    status: Any
    revocation: Revocation
    signed_at: datetime
    stamped_by: str
    carries_proof: bool
    proof_archived: bool

    @property
    def level(self) -> str:
        """The PAdES level that was found (ETSI EN 319 142-1 §6)."""
        if not self.stamped_by:
            return "B-B"
        if not self.carries_proof:
            return "B-T"
        return "B-LTA" if self.proof_archived else "B-LT"


def report_of(name: str, signature: Any, judged: Judged, trust: TrustRoots) -> SignatureReport:
    """The report, without the differences between then and now."""
    status = judged.status
    coverage = coverage_of(signature, status)
    verdict, reason = _verdict(status, coverage)
    signer = Certificate(signature.signer_cert.dump())
    if verdict is Verdict.VALID and judged.revocation is Revocation.REVOKED:
        verdict, reason = Verdict.INVALID, "revoked"
    if verdict is Verdict.VALID and not signer.valid_at(judged.signed_at):
        verdict, reason = Verdict.INVALID, "expired" if judged.signed_at > signer.not_after else "not_yet_valid"
    root = _root(status)
    return replace(
        describe(name, signature.signer_cert, signature),
        verdict=verdict,
        reason=reason,
        intact=bool(status.intact and status.valid),
        timestamp=judged.signed_at if judged.stamped_by else None,
        timestamp_by=judged.stamped_by,
        coverage=coverage,
        changes=changes_of(signature, status, coverage),
        trusted_by=root.subject_name if root is not None else "",
        test_trust=root in trust.test,
        revocation=judged.revocation,
        level=judged.level,
    )


def describe(name: str, signer: Any, signature: Any) -> SignatureReport:
    """What the signature claims, before anything is judged."""
    certificate = Certificate(signer.dump())
    claimed = signature.self_reported_timestamp
    return SignatureReport(
        name,
        Verdict.INVALID,
        signer=certificate.subject_name,
        issuer=certificate.issuer_name,
        serial=certificate.serial_hex,
        algorithm=str(signature.signer_info["signature_algorithm"]["algorithm"].native),
        claimed_time=claimed.astimezone(UTC) if claimed is not None else None,
    )


def name_of(certificate: Any) -> str:
    """The name in an asn1crypto certificate."""
    return Certificate(certificate.dump()).subject_name


def _verdict(status: Any, coverage: Coverage) -> tuple[Verdict, str]:
    """Judged by the bottom line; the single flags only explain it."""
    from pyhanko.sign.diff_analysis import ModificationLevel

    if not (status.intact and status.valid):
        return Verdict.INVALID, "tampered"
    if coverage is Coverage.PARTIAL or status.modification_level is ModificationLevel.OTHER or not status.docmdp_ok:
        return Verdict.CHANGED, change_reason(coverage, status.diff_result)
    problem = status.trust_problem_indic.name if status.trust_problem_indic is not None else ""
    if not status.trusted:
        return _untrusted(problem)
    if status.bottom_line:
        return Verdict.VALID, ""
    stamp = status.timestamp_validity
    if stamp is not None and not (stamp.intact and stamp.valid and stamp.trusted):
        return Verdict.INVALID, "timestamp"
    return Verdict.CHANGED, "changed"


def _untrusted(problem: str) -> tuple[Verdict, str]:
    """Why there is no trusted path, from the sub-indications of ETSI EN 319 102-1 §5.1.3."""
    if problem.startswith(("EXPIRED", "OUT_OF_BOUNDS")):
        return Verdict.INVALID, "expired"
    if problem.startswith("NOT_YET_VALID"):
        return Verdict.INVALID, "not_yet_valid"
    if problem.startswith("CHAIN_CONSTRAINTS"):
        return Verdict.INVALID, "not_for_signing"
    return Verdict.UNTRUSTED, "untrusted"


def coverage_of(signature: Any, status: Any) -> Coverage:
    """How much of the file the signature covers, by pyHanko's status and by what the byte range leaves out."""
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if leaves_gap(signature):
        return Coverage.PARTIAL
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Coverage.WHOLE_FILE
    if status.coverage is SignatureCoverageLevel.ENTIRE_REVISION and not has_loose_objects(signature.reader):
        return Coverage.EARLIER_REVISION
    return Coverage.PARTIAL


def change_reason(coverage: Coverage, compared: Any) -> str:
    """Why changes are not allowed: they go too far, or nobody can tell; `compared` is pyHanko's result."""
    from core.pdf.filling import NotComparable

    lost = coverage is not Coverage.PARTIAL and isinstance(compared, NotComparable)
    return "not_comparable" if lost else "changed"


def changes_of(signature: Any, status: Any, coverage: Coverage) -> tuple[str, ...]:
    """Codes of what came after the signature; see `SignatureReport.changes`."""
    from pyhanko.sign.diff_analysis import ModificationLevel

    if coverage is Coverage.WHOLE_FILE:
        return ()
    names = {
        ModificationLevel.LTA_UPDATES: "archive",
        ModificationLevel.FORM_FILLING: "form_filling",
        ModificationLevel.ANNOTATIONS: "annotations",
        ModificationLevel.OTHER: "other",
    }
    found = [names[status.modification_level]] if status.modification_level in names else []
    if coverage is Coverage.PARTIAL:
        found = ["other"]
    signed_after = any(
        other.signed_revision > signature.signed_revision
        for other in (*regular_signatures(signature.reader), *seal_signatures(signature.reader))
    )
    if signed_after:
        found = ["new_signatures", *(code for code in found if code in ("other", "annotations"))]
    return tuple(found)


def _root(status: Any) -> Certificate | None:
    if not status.trusted or status.validation_path is None:
        return None
    anchor = status.validation_path.trust_anchor.certificate
    return Certificate(anchor.dump()) if anchor is not None else None
