"""Makes signatures last: proofs in the document security store, and document time stamps over everything.

ETSI EN 319 142-1 §5.4.2 (validation data) and §5.4.3 (document time stamps); ISO 32000-2 §12.8.4.3 and §12.8.5. Used
when signing (B-LT, B-LTA) and for files that were signed before.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.crypto.algorithms import DigestAlgorithm, KeyAlgorithm
from core.crypto.certificates import Certificate
from core.errors import AppError
from core.pdf.drafts import Cancel, Progress, draft_of
from core.pdf.embedded import regular_signatures, seal_signatures, timestamp_signatures
from core.pdf.errors import NothingToProve, PdfBroken, TimestampFailed
from core.pdf.evidence import read_store
from core.pdf.fields import open_reader
from core.pdf.options import CollectMaterial, FetchTimestamp, Level, Material
from core.pdf.protection import update_of
from core.pdf.render import check_header

_CHUNK = 1 << 20
_RESERVED = 2 * 12_000

Proven = tuple[Certificate, tuple[Certificate, ...]]
"""A certificate whose state has to be proven, and what else the file carries beside it."""


async def extend_pdf(
    source: Path,
    target: Path,
    level: Level,
    timestamp: FetchTimestamp,
    material: CollectMaterial,
    *,
    progress: Progress = lambda share: None,
    cancel: Cancel | None = None,
) -> None:
    """Bring all signatures of a file to a level; the source never changes.

    A file that has the level already gets fresh proofs, and for B-LTA a further document time stamp, as is due before
    the last one's certificate or algorithm grows too old.

    Raises:
        NothingToProve: there is no signature.
        ProofsMissing, TimestampFailed, FileNotAccessible, NotAPdf, PdfBroken, PdfEncrypted, PdfTooLarge, StorageFull,
        SourceIsTarget, CancelledByUser.
    """
    loop = asyncio.get_running_loop()
    stop = cancel or Cancel()

    def work() -> None:
        proven = _proven(source)
        if not proven:
            raise NothingToProve(name=source.name)
        sm2 = any(certificate.algorithm is KeyAlgorithm.SM2 for certificate, _ in proven)
        with draft_of(source, target, stop) as draft:
            progress(0.3)
            digest = DigestAlgorithm.SM3 if sm2 else DigestAlgorithm.SHA256
            add_proofs(draft, level, digest, timestamp, material, stop, loop)
            progress(0.9)
        progress(1.0)

    await asyncio.to_thread(work)


def add_proofs(
    draft: Path,
    level: Level,
    digest: DigestAlgorithm,
    timestamp: FetchTimestamp,
    material: CollectMaterial | None,
    cancel: Cancel,
    loop: asyncio.AbstractEventLoop,
) -> None:
    """Bring the signatures of a draft to a level, in place; on a worker thread, `loop` is where the network lives.

    Material is needed for the levels with proofs.
    """
    with _named_errors(draft.name), draft.open("r+b") as file:
        cancel.check()
        if _unstamped(file, draft.name):
            asyncio.run(_stamp(file, draft.name, digest, timestamp, loop))
        if not level.has_proofs or material is None:
            return
        cancel.check()
        file.flush()
        collected = asyncio.run_coroutine_threadsafe(_awaited(material, draft), loop).result()
        _store(file, draft.name, collected)
        cancel.check()
        if level is Level.B_LTA:
            asyncio.run(_stamp(file, draft.name, digest, timestamp, loop))


async def certificates_to_prove(path: Path) -> list[Proven]:
    """Signers and time-stamping services of a file.

    Raises:
        FileNotAccessible, NotAPdf, PdfBroken, PdfEncrypted, PdfTooLarge.
    """
    return await asyncio.to_thread(_proven, path)


def _proven(path: Path) -> list[Proven]:
    check_header(path)
    found: list[Proven] = []
    with _named_errors(path.name), path.open("rb") as file:
        reader = open_reader(file, path.name)
        for signature in regular_signatures(reader):
            found.append(_parties(signature.signed_data))
            found += [_parties(token) for token in _tokens(signature)]
        kept = tuple(Certificate(item.dump()) for item in read_store(reader).certificates)
        found += [(seal.signer, kept) for seal in seal_signatures(reader)]
        if found:
            found += [_parties(stamp.signed_data) for stamp in timestamp_signatures(reader)]
    return list(dict.fromkeys(found))


def _parties(signed_data: Any) -> Proven:
    """The signer of a CMS object and what else it carries."""
    from pyhanko.sign.general import extract_certificate_info

    parties = extract_certificate_info(signed_data)
    others = tuple(Certificate(other.dump()) for other in parties.other_certs)
    return Certificate(parties.signer_cert.dump()), others


def _tokens(signature: Any) -> list[Any]:
    """The signature's own time stamps (RFC 3161 Appendix A)."""
    return [
        token["content"]
        for attribute in signature.signer_info["unsigned_attrs"] or ()
        if attribute["type"].native == "signature_time_stamp_token"
        for token in attribute["values"]
    ]


def _unstamped(file: Any, name: str) -> bool:
    """Some signature is proven by no time stamp, neither its own nor the document's."""
    reader = open_reader(file, name)
    newest = max((stamp.signed_revision for stamp in timestamp_signatures(reader)), default=-1)
    bare = [signature for signature in regular_signatures(reader) if not _tokens(signature)]
    return any(signature.signed_revision > newest for signature in (*bare, *seal_signatures(reader)))


async def _stamp(
    file: Any, name: str, digest: DigestAlgorithm, timestamp: FetchTimestamp, loop: asyncio.AbstractEventLoop
) -> None:
    from pyhanko.sign.signers.pdf_signer import PdfTimeStamper

    from core.pdf.signer import ServiceTimeStamper

    writer = update_of(open_reader(file, name))
    stamper = PdfTimeStamper(ServiceTimeStamper(timestamp, loop))
    await stamper.async_timestamp_pdf(writer, digest.value, bytes_reserved=_RESERVED, in_place=True, chunk_size=_CHUNK)


def _store(file: Any, name: str, material: Material) -> None:
    from asn1crypto import ocsp
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    writer = update_of(open_reader(file, name))
    # no VRI entries: EN 319 142-1 §5.4.2.3 leaves them out where the store alone says everything
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=[certificate.asn1 for certificate in material.certificates],
        ocsps=[ocsp.OCSPResponse.load(response) for response in material.responses],
    )
    writer.write_in_place()


async def _awaited(material: CollectMaterial, draft: Path) -> Material:
    return await material(draft)


@contextmanager
def _named_errors(name: str) -> Iterator[None]:
    """PyHanko raises many types on malformed structures."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.timestamps.common_utils import TimestampRequestError

    try:
        yield
    except AppError:
        raise
    except TimestampRequestError as error:
        raise TimestampFailed from error
    except (
        PdfError,
        SigningError,
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
        IndexError,
        AttributeError,
        AssertionError,
    ) as error:
        raise PdfBroken(name=name) from error
