"""Signs PDFs: PAdES B-B to B-LTA (ETSI EN 319 142-1) with any key of the registry, in a draft beside the target."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import AppError
from core.pdf.appearance import Appearance, draw
from core.pdf.drafts import Cancel, Progress, check_target, draft_of
from core.pdf.errors import (
    AlreadySigned,
    FieldLocked,
    FieldNotFree,
    FormFieldInvalid,
    NewFieldForbidden,
    PdfBroken,
    TimestampFailed,
)
from core.pdf.fields import (
    certification_level,
    check_may_sign,
    field_box,
    open_reader,
    signature_fields,
)
from core.pdf.locks import form_field_names, is_locked, is_signed, lock_existing
from core.pdf.options import Certification, Level, NewField, SigningOptions
from core.pdf.pages import Page, Rectangle, page_at, prepare_annotations
from core.pdf.protection import permission_of, update_of

if TYPE_CHECKING:
    from core.credentials.credential import AuthorisedKey
    from core.pdf.signer import KeySigner

__all__ = [
    "Cancel",
    "Certification",
    "Level",
    "NewField",
    "Progress",
    "SigningOptions",
    "check_target",
    "sign_pdf",
]

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Work:
    """One file being signed on a worker thread; `loop` is where key and network live."""

    name: str
    key: AuthorisedKey
    options: SigningOptions
    progress: Progress
    cancel: Cancel
    loop: asyncio.AbstractEventLoop


@dataclass(frozen=True, slots=True)
class _Place:
    """The field: the spec of a new one (None: it exists), and the size and rotation of what will be seen."""

    spec: Any
    size: tuple[float, float] | None = None
    rotation: int = 0


async def sign_pdf(
    source: Path,
    target: Path,
    key: AuthorisedKey,
    options: SigningOptions,
    *,
    progress: Progress = lambda share: None,
    cancel: Cancel | None = None,
) -> None:
    """Sign `source` into `target`, which may be replaced; the source never changes.

    Raises:
        FileNotAccessible, NotAPdf, PdfBroken, PdfEncrypted, PdfTooLarge, NoChangesAllowed, NewFieldForbidden,
        FieldNotFree, FieldLocked, FieldOffPage, AlreadySigned, TimestampFailed, ProofsMissing, StorageFull,
        SigningNotPermitted, SourceIsTarget, CancelledByUser, the errors of the key, and for an electronic seal
        BadStructure and SealNotValid.
    """
    loop = asyncio.get_running_loop()
    work = _Work(source.name, key, options, progress, cancel or Cancel(), loop)
    await asyncio.to_thread(_sign_file, source, target, work)


def _sign_file(source: Path, target: Path, work: _Work) -> None:
    with draft_of(source, target, work.cancel) as draft:
        work.progress(0.2)
        work.cancel.check()
        with draft.open("r+b") as file:
            asyncio.run(_sign_in_place(file, work))
        if work.options.level.has_proofs or (work.options.electronic_seal and work.options.level.has_timestamp):
            _prove(draft, work)
        work.progress(0.9)
    work.progress(1.0)


def _prove(draft: Path, work: _Work) -> None:
    from core.pdf.longterm import add_proofs

    options = work.options
    assert options.material is not None or not options.level.has_proofs  # noqa: S101 the caller's duty
    assert options.timestamp is not None  # noqa: S101
    work.progress(0.7)
    digest = work.key.certificate.algorithm.default_scheme.digest
    add_proofs(draft, options.level, digest, options.timestamp, options.material, work.cancel, work.loop)


async def _sign_in_place(file: Any, work: _Work) -> None:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers.pdf_signer import PdfSigner
    from pyhanko.sign.timestamps.common_utils import TimestampRequestError

    from core.pdf.signer import ServiceTimeStamper

    options = work.options
    reader = open_reader(file, work.name)
    try:
        _check(reader, options)
        place = _place(reader, options)
        signer, reserved = _signer(work)
        stamper = None
        if not options.electronic_seal and options.level.has_timestamp and options.timestamp is not None:
            stamper = ServiceTimeStamper(options.timestamp, work.loop)
        work.progress(0.4)
        work.cancel.check()
        writer = update_of(reader)
        if options.imprints:
            from core.pdf.imprint import draw_imprints

            draw_imprints(writer, options.imprints, options.appearance.picture)
        if options.electronic_seal:
            from core.pdf.seal_signing import keep_issuers

            keep_issuers(writer, work.key)
        if place.spec is not None:
            prepare_annotations(writer, place.spec.on_page, signed=is_signed(reader))
        pdf_signer = PdfSigner(
            _metadata(options, place.spec, signer.digest_name),
            signer=signer,
            timestamper=stamper,
            stamp_style=_stamp(options.appearance, place),
            new_field_spec=place.spec,
        )
        if options.lock_form and place.spec is None:
            lock_existing(writer, options.field_name, form_field_names(reader))
        await pdf_signer.async_sign_pdf(
            writer,
            existing_fields_only=place.spec is None,
            bytes_reserved=reserved,
            in_place=True,
            chunk_size=_CHUNK,
        )
    except AppError:
        raise
    except TimestampRequestError as error:
        # an OSError by its base, but nothing is wrong with the file: the token answers another request
        raise TimestampFailed from error
    except SigningError as error:
        raise _signing_problem(error, options) from error
    except (
        PdfError,
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
        IndexError,
        AttributeError,
        AssertionError,
    ) as error:
        raise PdfBroken(name=work.name) from error


def _signer(work: _Work) -> tuple[KeySigner, int]:
    """PyHanko's view of the key, and how many hex digits its signature may take."""
    from core.pdf.signer import KeySigner, reserved_size

    options = work.options
    if not options.electronic_seal:
        with_timestamp = options.level.has_timestamp and options.timestamp is not None
        return KeySigner(work.key, work.loop), reserved_size(work.key, with_timestamp)
    from core.pdf.seal_signing import SealSigner, open_seal, reserved_seal_size

    seal = open_seal(options.electronic_seal, work.key.certificate)
    return SealSigner(work.key, work.loop, seal), reserved_seal_size(work.key, seal)


def _check(reader: Any, options: SigningOptions) -> None:
    """What earlier signatures forbid."""
    changes = options.field_name is None or options.new_field is not None or bool(options.imprints)
    check_may_sign(certification_level(reader), permission_of(reader), changes=changes)
    if (options.certify is not None or options.imprints) and is_signed(reader):
        raise AlreadySigned
    if options.field_name is not None and is_locked(reader, options.field_name):
        raise FieldLocked(field=options.field_name)
    if options.new_field is not None and certification_level(reader) is not None:
        raise NewFieldForbidden


def _place(reader: Any, options: SigningOptions) -> _Place:
    from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, SigFieldSpec, enumerate_sig_fields

    known = {name: value for name, value, _ in enumerate_sig_fields(reader)}
    if options.new_field is None and options.field_name is not None:
        if options.field_name not in known or known[options.field_name] is not None:
            raise FieldNotFree(field=options.field_name)
        seen = next((item for item in signature_fields(reader) if item.name == options.field_name), None)
        if seen is None or seen.page is None or seen.rectangle is None:
            return _Place(None)
        return _Place(None, *_turned(page_at(reader, seen.page), seen.rectangle))
    name = options.field_name or _free_name(set(known))
    if name in known:
        raise FieldNotFree(field=name)
    lock = FieldMDPSpec(FieldMDPAction.INCLUDE, form_field_names(reader)) if options.lock_form else None
    if options.new_field is None:
        return _Place(SigFieldSpec(name, on_page=0, field_mdp_spec=lock))
    page, place = page_at(reader, options.new_field.page), options.new_field.place
    spec = SigFieldSpec(name, on_page=page.number, box=field_box(page, place), field_mdp_spec=lock)
    return _Place(spec, *_turned(page, place))


def _turned(page: Page, place: Rectangle) -> tuple[tuple[float, float], int]:
    """Width and height of a seen place in the page's own directions, in points, and the page's rotation."""
    if page.rotation in (90, 270):
        return (place.height, place.width), page.rotation
    return (place.width, place.height), page.rotation


def _free_name(taken: set[str]) -> str:
    number = 1
    while f"Signature{number}" in taken:
        number += 1
    return f"Signature{number}"


def _metadata(options: SigningOptions, spec: Any, digest_name: str) -> Any:
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata

    allowed = options.certify or Certification.FORMS_AND_SIGNATURES
    return PdfSignatureMetadata(
        field_name=spec.sig_field_name if spec is not None else options.field_name,
        md_algorithm=digest_name,
        subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED if options.electronic_seal else SigSeedSubFilter.PADES,
        reason=options.reason or None,
        location=options.location or None,
        certify=options.certify is not None,
        docmdp_permissions=MDPPerm(allowed.value),
    )


def _stamp(appearance: Appearance, place: _Place) -> Any:
    from core.pdf.stamp import empty_style, stamp_style

    if place.size is None or not (appearance.picture or appearance.lines):
        # without any style pyHanko would put words of its own into an existing field
        return empty_style()
    return stamp_style(draw(appearance, *place.size, place.rotation))


def _signing_problem(error: Exception, options: SigningOptions) -> AppError:
    text = str(error)
    if "XFA" in text or ("field" in text.lower() and options.field_name is None):
        return FormFieldInvalid()
    if "field" in text.lower():
        return FieldNotFree(field=options.field_name or "")
    return PdfBroken(name="PDF")
