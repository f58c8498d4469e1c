"""What a PDF carries to prove its signatures later: the document security store and document time stamps.

ISO 32000-2 §12.8.4.3 and §12.8.5, ETSI EN 319 142-1 §5.4 and §5.5.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from core.pdf.coverage import leaves_gap
from core.pdf.embedded import find_signatures, timestamp_signatures


@dataclass(frozen=True, slots=True)
class ArchiveStamp:
    """A document time stamp.

    Attributes:
        field: its field's name.
        revision: the file's revision that it closes; it proves all earlier ones.
        valid: intact, by a trusted service, and nothing but what is allowed came after it.
        time: what it says; None when it cannot be read.
        by: the service's name.
    """

    field: str
    revision: int
    valid: bool
    time: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that a file carries.

    Attributes:
        certificates: asn1crypto certificates of the store.
        responses: DER OCSP responses of the store.
        stamps: document time stamps, earliest first.
        archived: those responses that the newest valid document time stamp covers.
    """

    certificates: tuple[Any, ...] = ()
    responses: tuple[bytes, ...] = ()
    stamps: tuple[ArchiveStamp, ...] = ()
    archived: tuple[bytes, ...] = ()

    def proven_at(self, revision: int, now: datetime) -> datetime:
        """The earliest time at which a revision is proven to have existed; now without a time stamp over it."""
        times = [
            stamp.time for stamp in self.stamps if stamp.valid and stamp.time is not None and stamp.revision > revision
        ]
        return min(times, default=now)

    def prover(self, revision: int) -> str:
        """Who proves that time; empty when nobody does."""
        covering = [stamp for stamp in self.stamps if stamp.valid and stamp.revision > revision]
        return covering[0].by if covering else ""


Validate = Callable[[Any, datetime, Evidence], Any]


def read_evidence(reader: Any, validate: Validate, name_of: Callable[[Any], str], now: datetime) -> Evidence:
    """All that a file carries; document time stamps are each judged at the time that the next one proves.

    Args:
        reader: the file.
        validate: gives pyHanko's status of an embedded time stamp at a moment, with this evidence; may raise anything.
        name_of: the name in an asn1crypto certificate.
        now: the time of verification.
    """
    store = read_store(reader)
    judged: list[ArchiveStamp] = []
    for embedded in reversed(timestamp_signatures(reader)):
        moment = Evidence(stamps=tuple(judged)).proven_at(embedded.signed_revision, now)
        try:
            judged.append(_judged(embedded, validate(embedded, moment, store), name_of))
        except Exception:
            # a structure that cannot be read, whatever the exception, proves nothing
            judged.append(ArchiveStamp(str(embedded.field_name), embedded.signed_revision, valid=False))
    judged += [
        ArchiveStamp(found.name, -1, valid=False)
        for found in find_signatures(reader)
        if found.is_timestamp and found.signature is None
    ]
    newest = max((stamp.revision for stamp in judged if stamp.valid), default=None)
    archived = read_store(reader.get_historical_resolver(newest)).responses if newest is not None else ()
    return replace(store, stamps=tuple(reversed(judged)), archived=archived)


def read_store(handler: Any) -> Evidence:
    """The document security store of a file or of a revision; an unreadable one counts as none."""
    from pyhanko.sign.validation.dss import DocumentSecurityStore
    from pyhanko.sign.validation.errors import ValidationInfoReadingError

    try:
        store = DocumentSecurityStore.read_dss(handler)
        certificates = tuple(store.load_certs())
        responses = tuple(bytes(reference.get_object().data) for reference in store.ocsps)
    except (ValidationInfoReadingError, ValueError, TypeError, KeyError, AttributeError):
        return Evidence()
    return Evidence(certificates, responses)


def _judged(embedded: Any, status: Any, name_of: Any) -> ArchiveStamp:
    from pyhanko.sign.diff_analysis import ModificationLevel

    untouched = status.modification_level is not ModificationLevel.OTHER and not leaves_gap(embedded)
    return ArchiveStamp(
        str(embedded.field_name),
        embedded.signed_revision,
        valid=bool(status.intact and status.valid and status.trusted and untouched),
        time=status.timestamp.astimezone(UTC),
        by=name_of(status.signing_cert),
    )
