"""What counts as an allowed change after signing: pyHanko's rules, and forms with widgets apart from their field.

ISO 32000-2 §12.7.4.1 lets a field have several widgets in `Kids`, as radio buttons always do; pyHanko's own rules know
only the field whose dictionary is its widget too, and call every other filled form suspicious.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    DiffResult,
    FieldComparisonContext,
    FieldComparisonSpec,
    FormUpdate,
    FormUpdatingRule,
    GenericFieldModificationRule,
    ModificationLevel,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm

from core.pdf.field_creation import FieldCreationRule
from core.pdf.forms import entry


class FillingRule(GenericFieldModificationRule):
    """What may change in a field when it is filled may change in its widgets too; what did not change is no update.

    The latter because pyHanko's rule also speaks of pictures that are older than the signature, as if they were new: a
    locked field that nobody touched would break its lock.
    """

    def check_form_field(
        self, fq_name: str, spec: FieldComparisonSpec, context: FieldComparisonContext
    ) -> Iterable[tuple[ModificationLevel, FormUpdate]]:
        """See pyHanko's `BaseFieldModificationRule`."""
        last_change = context.old.reader.xrefs.get_last_change
        for part in (spec, *_widgets(spec)):
            for level, update in super().check_form_field(fq_name, part, context):
                if last_change(update.updated_ref) > context.old.revision:
                    yield level, update


class NotComparable(SuspiciousModification):
    """A file so far from the standard that nobody can tell what was changed in it."""


class ChangePolicy(StandardDiffPolicy):
    """What cannot be compared is not allowed; it says nothing against the signature itself."""

    def apply(
        self,
        old: HistoricalResolver,
        new: HistoricalResolver,
        field_mdp_spec: FieldMDPSpec | None = None,
        doc_mdp: MDPPerm | None = None,
    ) -> DiffResult:
        """See pyHanko's `StandardDiffPolicy`."""
        try:
            return super().apply(old, new, field_mdp_spec, doc_mdp)
        except SuspiciousModification:
            raise
        except Exception as error:
            # pyHanko raises many types on malformed structures
            raise NotComparable(str(error)) from error


@cache
def filling_policy() -> StandardDiffPolicy:
    """PyHanko's default policy with the product's rules in place of its own."""
    return ChangePolicy(
        global_rules=DEFAULT_DIFF_POLICY.global_rules,
        form_rule=FormUpdatingRule(field_rules=[FieldCreationRule(), SigFieldModificationRule(), FillingRule()]),
    )


def _widgets(spec: FieldComparisonSpec) -> Iterator[FieldComparisonSpec]:
    """Each widget in `Kids`, compared like a field; none when widgets came or went, which no rule allows."""
    before, now = _kids(spec.old_field), _kids(spec.new_field)
    if [item.idnum for item in before] != [item.idnum for item in now]:
        return
    for index, (old, new) in enumerate(zip(before, now, strict=True)):
        path = spec.old_canonical_path + "/Kids" + index if spec.old_canonical_path is not None else None
        yield FieldComparisonSpec(
            field_type=spec.field_type,
            old_field_ref=old.reference,
            new_field_ref=new.reference,
            old_canonical_path=path,
        )


def _kids(field: Any) -> list[Any]:
    """References to the widgets that are no fields of their own."""
    children: Any = entry(field, "/Kids", ()) if field is not None else ()
    found = [children.raw_get(index) for index in range(len(children))]
    return [item for item in found if hasattr(item, "idnum") and "/T" not in item.get_object()]
