"""Signs PDFs: PAdES B-B and B-T (ETSI EN 319 142-1) with any key of the registry.

The source is copied beside the target and signed in place in the copy, which is then renamed: a crash or a full disk
leaves the source untouched and no half-written target.
"""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.credentials.credential import AuthorisedKey
from core.errors import AppError, CancelledByUser, FileNotAccessible, StorageFull
from core.pdf.appearance import Appearance, draw
from core.pdf.errors import FieldNotFree, FormFieldInvalid, PdfBroken, SourceIsTarget, TimestampFailed
from core.pdf.fields import Rectangle, check_may_sign, open_reader, to_pdf_box
from core.pdf.render import check_header

if TYPE_CHECKING:
    from core.pdf.signer import FetchTimestamp

_CHUNK = 1 << 20
_ROOM = 256 * 1024
"""What a signature adds to a file, generously."""
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Level(StrEnum):
    """How far the signature carries (ETSI EN 319 142-1 §6)."""

    B_B = "B-B"
    B_T = "B-T"

    @property
    def has_timestamp(self) -> bool:
        """A time-stamping service takes part."""
        return self is not Level.B_B


@dataclass(frozen=True, slots=True)
class NewField:
    """Where a new signature field is placed."""

    page: int
    place: Rectangle


@dataclass(frozen=True, slots=True)
class SigningOptions:
    """What to sign and how it looks.

    Attributes:
        field_name: an existing free field, or the name for `new_field`; None with neither: an invisible signature.
        new_field: place a new field.
        level: B-T asks `timestamp` for a token.
        timestamp: the time-stamping service.
        appearance: what a visible signature shows.
        reason: goes into the signature dictionary.
        location: goes into the signature dictionary.
    """

    field_name: str | None = None
    new_field: NewField | None = None
    level: Level = Level.B_B
    timestamp: FetchTimestamp | None = None
    appearance: Appearance = field(default_factory=Appearance)
    reason: str = ""
    location: str = ""


class Cancel:
    """Asks running work to stop; may be set from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Stop at the next opportunity."""
        self._event.set()

    def check(self) -> None:
        """Raise `CancelledByUser` when it is set."""
        if self._event.is_set():
            raise CancelledByUser


Progress = Callable[[float], None]
"""Called from a worker thread with a share of the work from 0 to 1."""


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
        FileNotAccessible, NotAPdf, PdfBroken, PdfEncrypted, PdfTooLarge, NoChangesAllowed, FieldNotFree, FieldOffPage,
        TimestampFailed, StorageFull, SourceIsTarget, CancelledByUser, and the errors of the key.
    """
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(_sign_file, source, target, key, options, progress, cancel or Cancel(), loop)


def _sign_file(
    source: Path,
    target: Path,
    key: AuthorisedKey,
    options: SigningOptions,
    progress: Progress,
    cancel: Cancel,
    loop: asyncio.AbstractEventLoop,
) -> None:
    check_target(source, target)
    draft = _draft_beside(target)
    try:
        _copy(source, draft)
        progress(0.2)
        cancel.check()
        with draft.open("r+b") as file:
            asyncio.run(_sign_in_place(file, source.name, key, options, progress, cancel, loop))
            file.flush()
            os.fsync(file.fileno())
        cancel.check()
        draft.replace(target)
        progress(1.0)
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise StorageFull(what=target.name) from error
        raise FileNotAccessible(name=target.name) from error
    finally:
        draft.unlink(missing_ok=True)


def check_target(source: Path, target: Path) -> None:
    """What can be known of both files before anything is asked or made.

    Raises:
        FileNotAccessible: the source cannot be read, or nothing can be written beside the target.
        NotAPdf, PdfTooLarge, SourceIsTarget, StorageFull.
    """
    check_header(source)
    if target.exists() and target.samefile(source):
        raise SourceIsTarget
    _draft_beside(target).unlink()
    if shutil.disk_usage(target.parent).free < source.stat().st_size + _ROOM:
        raise StorageFull(what=target.name)


def _draft_beside(target: Path) -> Path:
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=".part", dir=target.parent)
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise StorageFull(what=target.name) from error
        raise FileNotAccessible(name=target.name) from error
    os.close(handle)
    return Path(name)


def _copy(source: Path, draft: Path) -> None:
    shutil.copyfile(source, draft)
    # the temporary file is private; a document is as readable as files of this person usually are
    mask = os.umask(0)
    os.umask(mask)
    draft.chmod(0o666 & ~mask)


async def _sign_in_place(
    file: Any,
    name: str,
    key: AuthorisedKey,
    options: SigningOptions,
    progress: Progress,
    cancel: Cancel,
    loop: asyncio.AbstractEventLoop,
) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers.pdf_signer import PdfSigner
    from pyhanko.sign.timestamps.common_utils import TimestampRequestError

    from core.pdf.signer import KeySigner, ServiceTimeStamper, reserved_size

    reader = open_reader(file, name)
    check_may_sign(reader)
    spec, box = _field_spec(reader, options)
    signer = KeySigner(key, loop)
    stamper = ServiceTimeStamper(options.timestamp, loop) if options.level is Level.B_T and options.timestamp else None
    progress(0.4)
    cancel.check()
    try:
        writer = IncrementalPdfFileWriter.from_reader(reader)
        pdf_signer = PdfSigner(
            _metadata(options, spec, signer.digest_name),
            signer=signer,
            timestamper=stamper,
            stamp_style=_stamp(options.appearance, box),
            new_field_spec=spec,
        )
        await pdf_signer.async_sign_pdf(
            writer,
            existing_fields_only=spec is None,
            bytes_reserved=reserved_size(key, stamper is not None),
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
    except (PdfError, ValueError, KeyError, TypeError, RecursionError, IndexError, AttributeError) as error:
        raise PdfBroken(name=name) from error
    progress(0.9)


def _field_spec(reader: Any, options: SigningOptions) -> tuple[Any, tuple[float, float] | None]:
    """The spec of a new field (None: an existing one is used) and the size of what will be seen."""
    from pyhanko.sign.fields import SigFieldSpec, enumerate_sig_fields

    known = {name: (value, reference.get_object()) for name, value, reference in enumerate_sig_fields(reader)}
    if options.new_field is None and options.field_name is not None:
        value, widget = known.get(options.field_name, (True, None))
        if value is not None or widget is None:
            raise FieldNotFree(field=options.field_name)
        a, b, c, d = (float(number) for number in widget.get("/Rect", (0, 0, 0, 0)))
        size = abs(c - a), abs(d - b)
        return None, size if min(size) >= 1 else None
    name = options.field_name or _free_name(set(known))
    if name in known:
        raise FieldNotFree(field=name)
    if options.new_field is None:
        return SigFieldSpec(name, on_page=0), None
    box = to_pdf_box(reader, options.new_field.page, options.new_field.place)
    spec = SigFieldSpec(name, on_page=options.new_field.page, box=box)
    return spec, (float(box[2] - box[0]), float(box[3] - box[1]))


def _free_name(taken: set[str]) -> str:
    number = 1
    while f"Signature{number}" in taken:
        number += 1
    return f"Signature{number}"


def _metadata(options: SigningOptions, spec: Any, digest_name: str) -> Any:
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata

    return PdfSignatureMetadata(
        field_name=spec.sig_field_name if spec is not None else options.field_name,
        md_algorithm=digest_name,
        subfilter=SigSeedSubFilter.PADES,
        reason=options.reason or None,
        location=options.location or None,
    )


def _stamp(appearance: Appearance, size: tuple[float, float] | None) -> Any:
    from core.pdf.stamp import stamp_style

    if size is None or not (appearance.picture or appearance.lines):
        return None
    return stamp_style(draw(appearance, *size))


def _signing_problem(error: Exception, options: SigningOptions) -> AppError:
    text = str(error)
    if "XFA" in text or ("field" in text.lower() and options.field_name is None):
        return FormFieldInvalid()
    if "field" in text.lower():
        return FieldNotFree(field=options.field_name or "")
    return PdfBroken(name="PDF")
