"""Field locks: which form fields a signature freezes (FieldMDP, ISO 32000-2 §12.8.2.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.pdf.forms import elements, entry, form_fields


def is_signed(reader: Any) -> bool:
    """Whether a signature field holds a signature or a document time stamp."""
    from pyhanko.sign.fields import enumerate_sig_fields

    return any(value is not None for _, value, _ in enumerate_sig_fields(reader))


def is_locked(reader: Any, name: str) -> bool:
    """Whether an earlier signature locked the field: filling it now would break that signature."""
    return any(spec.is_locked(name) for spec in _locks(reader))


def form_field_names(reader: Any) -> list[str]:
    """The fully qualified names of all fields that are no signature fields."""
    return [field.name for field in form_fields(reader) if field.name and field.kind not in (None, "/Sig")]


def lock_existing(writer: Any, field_name: str | None, locked: list[str]) -> None:
    """Give an existing signature field a lock dictionary (ISO 32000-2 §12.7.5.5) unless its maker gave it one."""
    from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, enumerate_sig_fields

    for name, _, reference in enumerate_sig_fields(writer):
        field = reference.get_object()
        if name == field_name and "/Lock" not in field:
            spec = FieldMDPSpec(FieldMDPAction.INCLUDE, locked)
            lock = spec.as_pdf_object()
            field["/Lock"] = writer.add_object(lock)
            writer.mark_update(reference)


def _locks(reader: Any) -> Iterator[Any]:
    from pyhanko.sign.fields import FieldMDPSpec, enumerate_sig_fields

    for _, value, _ in enumerate_sig_fields(reader):
        signature = value.get_object() if value is not None else {}
        for reference in elements(entry(signature, "/Reference", ())):
            if entry(reference, "/TransformMethod") == "/FieldMDP":
                yield FieldMDPSpec.from_pdf_object(reference["/TransformParams"])
