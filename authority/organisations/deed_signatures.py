"""Checks a signed deed: the one that was given, with the seal of the organisation and the signature for it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from authority.organisations.deed import SEAL_FIELD, SIGNATURE_FIELD, places
from authority.organisations.problems import DeedDiffers, DeedNotSigned
from core.errors import AppError
from core.pdf.report import Coverage, DifferenceKind, SignatureReport, Verdict
from core.pdf.trust import TrustRoots

_EXPLAINED = {DifferenceKind.PAGE_LOOKS_DIFFERENT, DifferenceKind.CONTENT_COVERED}
"""The handwriting comes after the seal, over what readers draw into an empty signature field."""
_SEAL, _SIGNATURE = "单位公章", "管理员签名"


@dataclass(frozen=True, slots=True)
class DeedSignatures:
    """What a sound deed bears.

    Attributes:
        certificate: DER of the certificate that signed.
        seal: DER of the electronic seal (GB/T 38540), which the same certificate used.
    """

    certificate: bytes
    seal: bytes


def check_signed_deed(deed: bytes, signed: bytes, trust: TrustRoots) -> DeedSignatures:
    """Verify the signatures; takes a moment of CPU, so outside any transaction.

    Signing only appends to a PDF (ISO 32000-2 §7.5.6), so the signed deed begins with the very bytes that were given.
    What was appended may be nothing but the two signatures: the verification says so for what came after the seal, and
    the page looks as it did, but for the places of both, for what came before it. Whether the certificate and the seal
    are in force is for the caller.

    Raises:
        DeedDiffers: another document was signed, or more was done to it.
        DeedNotSigned: seal or signature are missing or not valid.
    """
    if not signed.startswith(deed) or _looks_different(deed, signed):
        raise DeedDiffers
    with TemporaryDirectory(prefix="deed-") as folder:
        path = Path(folder) / "deed.pdf"
        path.write_bytes(signed)
        return asyncio.run(_check(path, trust))


def _looks_different(deed: bytes, signed: bytes) -> bool:
    import pymupdf

    from core.pdf.looks import differs_outside, pictures_of
    from core.pdf.mupdf import failures

    try:
        with pymupdf.open(stream=deed, filetype="pdf") as given, pymupdf.open(stream=signed, filetype="pdf") as now:
            return given.page_count != now.page_count or differs_outside(*pictures_of(given, now, 0), places())
    except failures():
        return True  # it cannot be shown


async def _check(path: Path, trust: TrustRoots) -> DeedSignatures:
    from core.pdf.validation import validate_pdf

    try:
        report = await validate_pdf(path, trust)
    except AppError as error:
        raise DeedDiffers from error
    found = {item.field: item for item in report.signatures}
    if not set(found) <= {SEAL_FIELD, SIGNATURE_FIELD} or len(found) != len(report.signatures):
        raise DeedDiffers
    _check_one(found.get(SEAL_FIELD), _SEAL)
    _check_one(found.get(SIGNATURE_FIELD), _SIGNATURE)
    # what comes after the seal is the signature, nothing after that
    if found[SIGNATURE_FIELD].coverage is not Coverage.WHOLE_FILE:
        raise DeedDiffers
    return _read(path)


def _check_one(item: SignatureReport | None, name: str) -> None:
    if item is None or item.verdict is not Verdict.VALID or not item.intact:
        raise DeedNotSigned(field=name)
    seen = {difference.kind for difference in item.differences}
    if not seen <= _EXPLAINED or not set(item.changes) <= {"new_signatures"}:
        raise DeedDiffers


def _read(path: Path) -> DeedSignatures:
    from core.pdf.embedded import find_signatures
    from core.pdf.fields import open_reader

    with path.open("rb") as file:
        found = {item.name: item for item in find_signatures(open_reader(file, path.name))}
        sealed, signature = found[SEAL_FIELD].seal, found[SIGNATURE_FIELD].signature
        if sealed is None or signature is None:
            raise DeedNotSigned(field=_SEAL if sealed is None else _SIGNATURE)
        certificate: bytes = signature.signer_cert.dump()
        if sealed.signer.der != certificate:
            raise DeedNotSigned(field=_SEAL)
        return DeedSignatures(certificate, sealed.seal.seal.der)
