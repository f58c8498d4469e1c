"""Verifies the signatures of a PDF (ISO 32000-2 §12.8, ETSI EN 319 102-1) and says what was changed after signing.

Whatever cannot be read counts as invalid, never as absent. Runs in a worker thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.crypto.algorithms import SignatureScheme
from core.crypto.certificates import Certificate
from core.errors import AppError
from core.pdf.errors import PdfBroken
from core.pdf.fields import certification_level, open_reader
from core.pdf.render import check_header
from core.pdf.report import Coverage, Report, Revocation, SignatureReport, Verdict
from core.pdf.trust import TrustRoots

_SUPPORTED = frozenset({"/adbe.pkcs7.detached", "/ETSI.CAdES.detached"})


async def validate_pdf(path: Path, trust: TrustRoots, revocation_data: tuple[bytes, ...] = ()) -> Report:
    """Verify all signatures.

    Args:
        path: the file.
        trust: anchors.
        revocation_data: DER OCSP responses that were fetched for the certificates in it.

    Raises:
        FileNotAccessible, NotAPdf, PdfBroken, PdfEncrypted, PdfTooLarge.
    """
    return await asyncio.to_thread(_validate, path, trust, revocation_data)


async def signer_certificates(path: Path) -> list[tuple[Certificate, tuple[Certificate, ...]]]:
    """The signers' certificates with what else their signatures carry, for asking about their state."""
    return await asyncio.to_thread(_signer_certificates, path)


def _validate(path: Path, trust: TrustRoots, revocation_data: tuple[bytes, ...]) -> Report:
    check_header(path)
    with path.open("rb") as file:
        reader = open_reader(file, path.name)
        try:
            reports = tuple(_each(reader, trust, revocation_data))
            level = certification_level(reader)
        except AppError:
            raise
        except Exception as error:
            # pyHanko raises many types on malformed structures
            raise PdfBroken(name=path.name) from error
    return Report(path.name, datetime.now(UTC), reports, level)


def _each(reader: Any, trust: TrustRoots, revocation_data: tuple[bytes, ...]) -> Iterator[SignatureReport]:
    from pyhanko.sign.fields import enumerate_sig_fields
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    for raw_name, value, reference in enumerate_sig_fields(reader):
        if value is None:
            continue
        name = str(raw_name)  # pyHanko's own string type holds the whole reader
        value = value.get_object()
        sub_filter = str(value.get("/SubFilter", ""))
        if str(value.get("/Type", "/Sig")) == "/DocTimeStamp":
            continue
        if sub_filter not in _SUPPORTED:
            yield SignatureReport(name, Verdict.UNSUPPORTED, "format")
            continue
        try:
            signature = EmbeddedPdfSignature(reader, reference.get_object(), name)
            signer = signature.signer_cert
        except Exception:
            # a structure that cannot be read, whatever the exception, is an invalid signature
            yield SignatureReport(name, Verdict.UNSUPPORTED if _is_seal(value) else Verdict.INVALID, "unreadable")
            continue
        try:
            status, revocation = asyncio.run(_status(signature, trust, revocation_data))
            yield _report(name, signature, status, revocation, trust)
        except Exception:
            # as above: no verdict is a bad verdict
            yield replace(_described(name, signer, signature), verdict=Verdict.INVALID, reason="unreadable")


async def _status(signature: Any, trust: TrustRoots, responses: tuple[bytes, ...]) -> tuple[Any, Revocation]:
    """PyHanko's word, and what the OCSP responses say when they are valid themselves.

    First with the rule that the signer's certificate must have a valid response; when none counts, without that rule.
    """
    if responses and Certificate(signature.signer_cert.dump()).signature_scheme is SignatureScheme.SM2_SM3:
        status = await _validated(signature, _context(signature, trust, (), required=False))
        return status, _sm2_revocation(signature, status, responses)
    if responses:
        strict = await _validated(signature, _context(signature, trust, responses, required=True))
        if strict.revoked:
            return strict, Revocation.REVOKED
        if strict.trusted:
            return strict, Revocation.GOOD
    return await _validated(signature, _context(signature, trust, (), required=False)), Revocation.UNKNOWN


def _sm2_revocation(signature: Any, status: Any, responses: tuple[bytes, ...]) -> Revocation:
    """As `core.crypto.ocsp_status`, because pyHanko cannot judge SM2 responders."""
    from core.crypto.ocsp_status import OcspStatus, ocsp_status

    # anchor first, signer last
    path = [Certificate(certificate.dump()) for certificate in status.validation_path or ()]
    if len(path) < 2:
        return Revocation.UNKNOWN
    known = ocsp_status(responses, Certificate(signature.signer_cert.dump()), path[-2], datetime.now(UTC))
    verdicts = {OcspStatus.GOOD: Revocation.GOOD, OcspStatus.REVOKED: Revocation.REVOKED}
    return verdicts.get(known, Revocation.UNKNOWN)


async def _validated(signature: Any, context: Any) -> Any:
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    # GM/T 0015 and RFC 5280 signing certificates carry digitalSignature, nonRepudiation or both
    usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
    return await async_validate_pdf_signature(
        signature, signer_validation_context=context, ts_validation_context=context, key_usage_settings=usage
    )


def _context(signature: Any, trust: TrustRoots, responses: tuple[bytes, ...], *, required: bool) -> Any:
    from asn1crypto.ocsp import OCSPResponse
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.policy_decl import (
        CertRevTrustPolicy,
        RevocationCheckingPolicy,
        RevocationCheckingRule,
    )

    from core.crypto.path import Sm2SignatureValidator

    rule = RevocationCheckingRule.OCSP_REQUIRED if required else RevocationCheckingRule.NO_CHECK
    policy = RevocationCheckingPolicy(rule, intermediate_ca_cert_rule=RevocationCheckingRule.NO_CHECK)
    return ValidationContext(
        trust_roots=[root.asn1 for root in trust.everything],
        other_certs=list(signature.other_embedded_certs),
        ocsps=[OCSPResponse.load(der) for der in responses],
        allow_fetching=False,
        revinfo_policy=CertRevTrustPolicy(policy),
        signature_validator=Sm2SignatureValidator(),
    )


def _report(name: str, signature: Any, status: Any, revocation: Revocation, trust: TrustRoots) -> SignatureReport:
    described = _described(name, signature.signer_cert, signature)
    stamp = status.timestamp_validity
    verdict, reason = _verdict(status)
    if verdict is Verdict.VALID and revocation is Revocation.REVOKED:
        verdict, reason = Verdict.INVALID, "revoked"
    root = _root(status)
    return replace(
        described,
        verdict=verdict,
        reason=reason,
        intact=bool(status.intact and status.valid),
        timestamp=stamp.timestamp if stamp is not None and stamp.intact and stamp.trusted else None,
        timestamp_by=_name(stamp.signing_cert) if stamp is not None and stamp.intact and stamp.trusted else "",
        coverage=_coverage(status),
        changes=_changes(signature, status),
        trusted_by=root.subject_name if root is not None else "",
        test_trust=root in trust.test,
        revocation=revocation,
        level="B-T" if stamp is not None and stamp.intact else "B-B",
    )


def _described(name: str, signer: Any, signature: Any) -> SignatureReport:
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


def _verdict(status: Any) -> tuple[Verdict, str]:
    """Judged by the bottom line; the single flags only explain it."""
    from pyhanko.sign.diff_analysis import ModificationLevel

    if not (status.intact and status.valid):
        return Verdict.INVALID, "tampered"
    if status.modification_level is ModificationLevel.OTHER or not status.docmdp_ok:
        return Verdict.CHANGED, "changed"
    if status.revoked:
        return Verdict.INVALID, "revoked"
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


def _coverage(status: Any) -> Coverage:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Coverage.WHOLE_FILE
    if status.coverage is SignatureCoverageLevel.ENTIRE_REVISION:
        return Coverage.EARLIER_REVISION
    return Coverage.PARTIAL


def _changes(signature: Any, status: Any) -> tuple[str, ...]:
    from pyhanko.sign.diff_analysis import ModificationLevel

    if _coverage(status) is Coverage.WHOLE_FILE:
        return ()
    names = {
        ModificationLevel.LTA_UPDATES: "archive",
        ModificationLevel.FORM_FILLING: "form_filling",
        ModificationLevel.ANNOTATIONS: "annotations",
        ModificationLevel.OTHER: "other",
    }
    found = [names[status.modification_level]] if status.modification_level in names else []
    signed_after = any(
        other.signed_revision > signature.signed_revision for other in signature.reader.embedded_regular_signatures
    )
    if signed_after:
        found = ["new_signatures", *(code for code in found if code in ("other", "annotations"))]
    return tuple(found)


def _root(status: Any) -> Certificate | None:
    if not status.trusted or status.validation_path is None:
        return None
    anchor = status.validation_path.trust_anchor.certificate
    return Certificate(anchor.dump()) if anchor is not None else None


def _name(certificate: Any) -> str:
    return Certificate(certificate.dump()).subject_name


def _is_seal(value: Any) -> bool:
    """An electronic seal (GB/T 38540) in place of a CMS object: SEQUENCE of SEQUENCE with an integer version first."""
    try:
        from asn1crypto.core import Sequence

        content = value.raw_get("/Contents")
        outer = Sequence.load(bytes(content).rstrip(b"\0"))
        return bool(outer[0].native) and not isinstance(outer[0].native, str)
    except Exception:
        # only a hint for the report
        return False


def _signer_certificates(path: Path) -> list[tuple[Certificate, tuple[Certificate, ...]]]:
    found = []
    with path.open("rb") as file:
        reader = open_reader(file, path.name)
        try:
            for signature in reader.embedded_regular_signatures:
                others = tuple(Certificate(other.dump()) for other in signature.other_embedded_certs)
                found.append((Certificate(signature.signer_cert.dump()), others))
        except Exception:
            # the verdict on unreadable signatures is `_each`'s business
            return found
    return found
