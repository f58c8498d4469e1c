"""Verifies the signatures of a PDF (ISO 32000-2 §12.8, ETSI EN 319 102-1) and says what was changed after signing.

Whatever cannot be read counts as invalid, never as absent. Runs in a worker thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from core.crypto.certificates import Certificate
from core.crypto.ocsp_status import OcspStatus, ocsp_status
from core.errors import AppError
from core.pdf.changes import with_changes
from core.pdf.embedded import FoundSignature, find_signatures, regular_signatures, removed_signatures, seal_signatures
from core.pdf.errors import PdfBroken
from core.pdf.evidence import Evidence, read_evidence, read_store
from core.pdf.fields import certification_level, open_reader
from core.pdf.forms import entry
from core.pdf.judgement import Judged, describe, name_of, report_of
from core.pdf.render import check_header
from core.pdf.report import Report, Revocation, SignatureReport, TimestampReport, Verdict
from core.pdf.seal_judgement import seal_report
from core.pdf.trust import TrustRoots

_SUPPORTED = frozenset({"/adbe.pkcs7.detached", "/ETSI.CAdES.detached"})
_REVOCATION = {OcspStatus.GOOD: Revocation.GOOD, OcspStatus.REVOKED: Revocation.REVOKED}


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
    """The certificates of signers and seal makers with what else the file carries, for asking about their state.

    Issuers that are found on this occasion belong into `TrustRoots.intermediates`: seals carry none.
    """
    return await asyncio.to_thread(_signer_certificates, path)


@dataclass(frozen=True, slots=True)
class _Examination:
    """What the verdicts on one file rest on."""

    trust: TrustRoots
    fresh: tuple[bytes, ...]
    evidence: Evidence
    now: datetime

    async def status(self, signature: Any, moment: datetime) -> Any:
        """PyHanko's word on a signature, with certificates judged at a moment."""
        from pyhanko.sign.validation import async_validate_pdf_signature
        from pyhanko.sign.validation.settings import KeyUsageConstraints

        from core.pdf.filling import filling_policy

        # GM/T 0015 and RFC 5280 signing certificates carry digitalSignature, nonRepudiation or both
        usage = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
        proven = self.evidence.proven_at(signature.signed_revision, self.now)
        return await async_validate_pdf_signature(
            signature,
            signer_validation_context=_context(signature, self.trust, self.evidence, moment),
            ts_validation_context=_context(signature, self.trust, self.evidence, proven),
            key_usage_settings=usage,
            diff_policy=filling_policy(),
        )

    def revocation(self, status: Any, signed_at: datetime, responses: tuple[bytes, ...]) -> Revocation:
        """The state of the signer's certificate when it signed, by OCSP responses of then or later."""
        # anchor first, signer last
        path = [Certificate(certificate.dump()) for certificate in status.validation_path or ()]
        if len(path) < 2:
            return Revocation.UNKNOWN
        known = ocsp_status(responses, path[-1], path[-2], signed_at, known_until=self.now)
        return _REVOCATION.get(known, Revocation.UNKNOWN)

    async def judge(self, signature: Any) -> Judged:
        """All there is to say about one signature.

        Certificates are first looked at now. When they do not hold now but a time stamp proves that the signature
        is older, they are looked at as of that time (ETSI EN 319 102-1 §5.6).
        """
        proven = self.evidence.proven_at(signature.signed_revision, self.now)
        status = await self.status(signature, proven)
        stamp = status.timestamp_validity
        own = stamp is not None and bool(stamp.intact and stamp.valid and stamp.trusted)
        signed_at = stamp.timestamp.astimezone(UTC) if own else proven
        if own and not status.trusted:
            status = await self.status(signature, signed_at)
        known = self.revocation(status, signed_at, (*self.fresh, *self.evidence.responses))
        return Judged(
            status,
            known,
            signed_at=signed_at,
            stamped_by=name_of(stamp.signing_cert) if own else self.evidence.prover(signature.signed_revision),
            carries_proof=self.revocation(status, signed_at, self.evidence.responses) is Revocation.GOOD,
            proof_archived=self.revocation(status, signed_at, self.evidence.archived) is Revocation.GOOD,
        )

    def judge_seal(self, path: Path, reader: Any, found: FoundSignature) -> SignatureReport:
        """All there is to say about an electronic seal."""
        responses = (*self.fresh, *self.evidence.responses)
        try:
            report = seal_report(found.name, found.seal, self.trust, self.evidence, responses, self.now)
            return with_changes(path, reader, found.seal, report)
        except Exception:
            # no verdict, whatever the exception, is a bad verdict
            return SignatureReport(found.name, Verdict.INVALID, "unreadable", signer=found.seal.signer.subject_name)


def _validate(path: Path, trust: TrustRoots, revocation_data: tuple[bytes, ...]) -> Report:
    check_header(path)
    with path.open("rb") as file:
        reader = open_reader(file, path.name)
        try:
            now = datetime.now(UTC)
            evidence = read_evidence(reader, partial(_stamp_status, trust), name_of, now)
            examination = _Examination(trust, revocation_data, evidence, now)
            reports = tuple(_each(reader, path, examination))
            level = certification_level(reader)
        except AppError:
            raise
        except Exception as error:
            # pyHanko raises many types on malformed structures
            raise PdfBroken(name=path.name) from error
    timestamps = tuple(TimestampReport(stamp.field, stamp.valid, stamp.time, stamp.by) for stamp in evidence.stamps)
    return Report(path.name, now, reports, level, timestamps)


def _stamp_status(trust: TrustRoots, stamp: Any, moment: datetime, evidence: Evidence) -> Any:
    """PyHanko's word on a document time stamp."""
    from pyhanko.sign.validation import async_validate_pdf_timestamp

    from core.pdf.filling import filling_policy

    context = _context(stamp, trust, evidence, moment)
    return asyncio.run(async_validate_pdf_timestamp(stamp, context, diff_policy=filling_policy()))


def _context(signature: Any, trust: TrustRoots, evidence: Evidence, moment: datetime) -> Any:
    """Paths only: the state of certificates is judged by `ocsp_status`, as pyHanko knows no SM2 responders."""
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.policy_decl import (
        CertRevTrustPolicy,
        RevocationCheckingPolicy,
        RevocationCheckingRule,
    )

    from core.crypto.path import Sm2SignatureValidator

    rule = RevocationCheckingRule.NO_CHECK
    return ValidationContext(
        trust_roots=[root.asn1 for root in trust.everything],
        other_certs=[*signature.other_embedded_certs, *evidence.certificates],
        moment=moment,
        allow_fetching=False,
        revinfo_policy=CertRevTrustPolicy(RevocationCheckingPolicy(rule, intermediate_ca_cert_rule=rule)),
        signature_validator=Sm2SignatureValidator(),
    )


def _each(reader: Any, path: Path, examination: _Examination) -> Iterator[SignatureReport]:
    for found in find_signatures(reader):
        if found.is_timestamp:
            continue
        if found.seal is not None:
            yield examination.judge_seal(path, reader, found)
            continue
        if found.signature is None or str(entry(found.dictionary, "/SubFilter", "")) not in _SUPPORTED:
            yield _not_verified(found)
            continue
        signature = found.signature
        try:
            judged = asyncio.run(examination.judge(signature))
            report = report_of(found.name, signature, judged, examination.trust)
            yield with_changes(path, reader, signature, report)
        except Exception:
            # no verdict, whatever the exception, is a bad verdict
            described = describe(found.name, signature.signer_cert, signature)
            yield replace(described, verdict=Verdict.INVALID, reason="unreadable")
    for name in removed_signatures(reader):
        yield SignatureReport(name, Verdict.INVALID, "removed")


def _not_verified(found: FoundSignature) -> SignatureReport:
    """Foreign kinds of signatures are not supported; everything else that cannot be read is an invalid signature."""
    if _is_seal(found.dictionary):
        return SignatureReport(found.name, Verdict.UNSUPPORTED, "unreadable")
    sub_filter = str(entry(found.dictionary, "/SubFilter", ""))
    if sub_filter and sub_filter not in _SUPPORTED:
        return SignatureReport(found.name, Verdict.UNSUPPORTED, "format")
    return SignatureReport(found.name, Verdict.INVALID, "unreadable")


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
    check_header(path)
    with path.open("rb") as file:
        reader = open_reader(file, path.name)
        try:
            for signature in regular_signatures(reader):
                others = tuple(Certificate(other.dump()) for other in signature.other_embedded_certs)
                found.append((Certificate(signature.signer_cert.dump()), others))
            kept = tuple(Certificate(item.dump()) for item in read_store(reader).certificates)
            for sealed in seal_signatures(reader):
                found += [(sealed.signer, kept), (sealed.maker, kept)]
        except Exception:
            # the verdict on unreadable signatures is `_each`'s business
            return found
    return found
