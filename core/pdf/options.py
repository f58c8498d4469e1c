"""What to sign, how far the signature carries, and how it looks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from core.pdf.appearance import Appearance
from core.pdf.pages import Rectangle

if TYPE_CHECKING:
    from core.crypto.certificates import Certificate

FetchTimestamp = Callable[[bytes], Awaitable[bytes]]
"""Sends a DER TimeStampReq, gives the DER TimeStampResp (RFC 3161 §3.4)."""


class Level(StrEnum):
    """How far the signature carries (ETSI EN 319 142-1 §6)."""

    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"
    B_LTA = "B-LTA"

    @property
    def has_timestamp(self) -> bool:
        """A time-stamping service takes part."""
        return self is not Level.B_B

    @property
    def has_proofs(self) -> bool:
        """The file carries what proves the certificates good."""
        return self in (Level.B_LT, Level.B_LTA)


class Certification(IntEnum):
    """What a certified document still allows (ISO 32000-2 §12.8.2.2, table 257)."""

    NO_CHANGES = 1
    FORMS_AND_SIGNATURES = 2
    ANNOTATIONS = 3


@dataclass(frozen=True, slots=True)
class Material:
    """What proves certificates good, for the document security store.

    Attributes:
        certificates: issuers of signers and of time-stamping services, and these themselves.
        responses: DER OCSP responses.
    """

    certificates: tuple[Certificate, ...]
    responses: tuple[bytes, ...]


CollectMaterial = Callable[[Path], Awaitable[Material]]
"""Fetches the material for all signatures and time stamps of a file."""


@dataclass(frozen=True, slots=True)
class NewField:
    """Where a new signature field is placed."""

    page: int
    place: Rectangle


@dataclass(frozen=True, slots=True)
class Imprint:
    """A seal's picture on a page, beside the one in the signature field.

    Attributes:
        page: from 0.
        place: where that part of the picture is seen.
        start: left edge of the part that is shown, as a share of the picture's width.
        end: its right edge.
    """

    page: int
    place: Rectangle
    start: float = 0.0
    end: float = 1.0


@dataclass(frozen=True, slots=True)
class SigningOptions:
    """What to sign and how it looks.

    Attributes:
        field_name: an existing free field, or the name for `new_field`; None with neither: an invisible signature.
        new_field: place a new field.
        level: from B-T on `timestamp` is asked for a token, from B-LT on `material` for proofs.
        timestamp: the time-stamping service.
        material: fetches the proofs.
        appearance: what a visible signature shows.
        reason: goes into the signature dictionary.
        location: goes into the signature dictionary.
        certify: certify the document (it has no signature yet), allowing only this.
        lock_form: all form fields that exist now keep their values (FieldMDP, ISO 32000-2 §12.8.2.4).
        imprints: further pictures of the appearance's seal; they become part of the pages.
        electronic_seal: DER SESeal (GB/T 38540) that lists the signer's certificate: the signature is one by this seal
            instead of a PAdES one, and from B-T on document time stamps prove its time. Empty: none.
    """

    field_name: str | None = None
    new_field: NewField | None = None
    level: Level = Level.B_B
    timestamp: FetchTimestamp | None = None
    material: CollectMaterial | None = None
    appearance: Appearance = field(default_factory=Appearance)
    reason: str = ""
    location: str = ""
    certify: Certification | None = None
    lock_form: bool = False
    imprints: tuple[Imprint, ...] = ()
    electronic_seal: bytes = b""
