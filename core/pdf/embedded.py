"""The signatures in a file, one by one: what cannot be read is found as well and hides nothing else.

pyHanko's own lists end at the first structure that they cannot read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.pdf.forms import FormField, entry, form_fields


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """A signature field that holds something.

    Attributes:
        name: the field's name.
        dictionary: the signature dictionary (ISO 32000-2 table 255); empty when there is something else in its place.
        signature: pyHanko's view of it; None when it cannot be read.
        seal: a `SealedSignature` when it is one.
    """

    name: str
    dictionary: Any
    signature: Any
    seal: Any = None

    @property
    def is_timestamp(self) -> bool:
        """A document time stamp (ISO 32000-2 §12.8.5)."""
        return str(entry(self.dictionary, "/Type", "/Sig")) == "/DocTimeStamp"


def find_signatures(reader: Any) -> Iterator[FoundSignature]:
    """Everything that stands where a signature should be, in the order of the form's fields."""
    from pyhanko.sign.fields import enumerate_sig_fields

    for name, value, reference in enumerate_sig_fields(reader):
        if value is None:
            continue
        found = value.get_object()
        dictionary = found if hasattr(found, "get") else {}
        # pyHanko's own string type holds the whole reader
        signature = _read(reader, reference, str(name))
        seal = _read_seal(reader, reference, str(name)) if signature is None else None
        yield FoundSignature(str(name), dictionary, signature, seal)


def removed_signatures(reader: Any) -> list[str]:
    """Names of the fields that held a signature in some revision and hold none now."""
    revisions = (reader.get_historical_resolver(number) for number in range(reader.xrefs.total_revisions))
    held = [field.name for handler in revisions for field in form_fields(handler) if _is_signed(field)]
    now = {found.name for found in find_signatures(reader)}
    return [name for name in dict.fromkeys(held) if name not in now]


def regular_signatures(reader: Any) -> list[Any]:
    """PyHanko's view of all readable signatures that are no document time stamps, earliest first."""
    return _by_revision(found.signature for found in find_signatures(reader) if not found.is_timestamp)


def seal_signatures(reader: Any) -> list[Any]:
    """All readable seals (`SealedSignature`), earliest first."""
    return _by_revision(found.seal for found in find_signatures(reader))


def timestamp_signatures(reader: Any) -> list[Any]:
    """PyHanko's view of all readable document time stamps, earliest first."""
    return _by_revision(found.signature for found in find_signatures(reader) if found.is_timestamp)


def _is_signed(field: FormField) -> bool:
    return field.kind == "/Sig" and hasattr(field.value, "get") and str(entry(field.value, "/Type")) != "/DocTimeStamp"


def _read(reader: Any, reference: Any, name: str) -> Any:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    try:
        signature = EmbeddedPdfSignature(reader, reference.get_object(), name)
        # read now: a certificate that cannot be found is a structure that cannot be read
        _ = signature.signer_cert
    except Exception:
        # whatever the exception, it is the caller's to say that there is something and that it is bad
        return None
    return signature


def _read_seal(reader: Any, reference: Any, name: str) -> Any:
    from core.pdf.sealed import SealedSignature

    try:
        return SealedSignature(reader, reference.get_object(), name)
    except Exception:
        # as above
        return None


def _by_revision(signatures: Iterator[Any]) -> list[Any]:
    readable = (signature for signature in signatures if signature is not None)
    return sorted(readable, key=lambda signature: signature.signed_revision)
