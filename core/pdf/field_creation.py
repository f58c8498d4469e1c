"""What counts as adding a signature field after signing: pyHanko's rules, for all pages that occur.

pyHanko's own walk over the annotations of all pages takes a page for suspicious that it cannot read: one with
annotations that are no objects of their own (many programs write links so), or with a null in their place. A file with
such a page would count as changed as soon as it is signed twice, although nobody touched it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from pyhanko.pdf_utils.reader import RawPdfPath
from pyhanko.sign.diff_analysis import (
    FieldComparisonContext,
    FormUpdate,
    ModificationLevel,
    SigFieldCreationRule,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.commons import compare_dicts
from pyhanko.sign.diff_analysis.rules_api import RelativeContext

from core.pdf.forms import entry
from core.pdf.pages import pages_of

_ANNOTATIONS = "/Annots"


class FieldCreationRule(SigFieldCreationRule):
    """As pyHanko's, but annotations that nobody touched may be of any kind."""

    def __init__(self) -> None:
        super().__init__(approve_widget_bindings=False)  # type: ignore[no-untyped-call]  # pyHanko is partly typed

    def apply(self, context: FieldComparisonContext) -> Iterable[tuple[ModificationLevel, FormUpdate]]:
        """See pyHanko's `FieldMDPRule`."""
        yield from super().apply(context)
        names = dict(_new_widgets(context))
        if not names:
            return
        for old, new in zip_longest(pages_of(context.old), pages_of(context.new)):
            if old is None or new is None or old.reference != new.reference:
                raise SuspiciousModification("Pages were added, removed or replaced.")
            for update in _page_updates(context.old, old.reference, new.reference, names):
                yield ModificationLevel.LTA_UPDATES, update


@dataclass(frozen=True, slots=True)
class _Annotations:
    """A page's annotations: references to objects, and those that stand in the array themselves."""

    array: Any
    references: frozenset[Any]
    direct: list[Any]


def _new_widgets(context: FieldComparisonContext) -> Iterator[tuple[Any, str]]:
    """References to the widgets of new signature fields, with the fields' names."""
    for name, spec in context.field_specs.items():
        if spec.field_type != "/Sig" or spec.old_field_ref is not None:
            continue
        kids = entry(spec.new_field, "/Kids")
        if kids is None:
            yield spec.new_field_ref, name
            continue
        for index in range(len(kids)):
            kid = kids.raw_get(index)
            if hasattr(kid, "reference") and "/T" not in kid.get_object():
                yield kid.reference, name


def _page_updates(history: Any, old_page: Any, new_page: Any, names: dict[Any, str]) -> Iterator[FormUpdate]:
    """What of a page's change is explained by widgets of new fields; raises when there is more to it."""
    before, now = old_page.get_object(), new_page.get_object()
    old, new = _annotations(before), _annotations(now)
    if old.references == new.references and old.direct == new.direct:
        # whatever else changed is found where all changed objects are looked at
        return
    added = new.references - old.references
    if old.references - new.references or old.direct != new.direct or added - names.keys():
        raise SuspiciousModification("Annotations were removed, changed, or added for no new signature field.")
    compare_dicts(before, now, frozenset([_ANNOTATIONS]))
    name = names[next(iter(added))] if len(added) == 1 else None
    locked = name is not None
    yield FormUpdate(new_page.reference, field_name=name, valid_when_locked=locked, context_checked=None)
    if new.array is not None and (new.array == old.array or history.is_ref_unassignable(new.array)):
        where = RelativeContext(old_page.reference, RawPdfPath(_ANNOTATIONS))
        yield FormUpdate(new.array, field_name=name, valid_when_locked=locked, context_checked=where)


def _annotations(page: Any) -> _Annotations:
    value: Any = entry(page, _ANNOTATIONS, ())
    if not hasattr(value, "index"):
        raise SuspiciousModification("Annotations are no array.")
    array = getattr(page.raw_get(_ANNOTATIONS), "reference", None) if _ANNOTATIONS in page else None
    items: list[Any] = [value.raw_get(index) for index in range(len(value))]
    references = frozenset(item.reference for item in items if hasattr(item, "reference"))
    return _Annotations(array, references, [item for item in items if not hasattr(item, "reference")])
