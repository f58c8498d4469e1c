"""The fields of an interactive form (ISO 32000-2 §12.7), walked without trusting their structure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_MOST = 100_000


@dataclass(frozen=True, slots=True)
class FormField:
    """A field that holds a value, not one that only groups others.

    Attributes:
        name: fully qualified (§12.7.4.2).
        kind: `/Tx`, `/Btn`, `/Ch` or `/Sig`, inherited when it has none of its own; None when nobody says.
        value: its value, inherited likewise; None: none.
        dictionary: the field's own dictionary.
        widgets: the numbers (None: no object of its own) and dictionaries of the annotations that show it.
    """

    name: str
    kind: str | None
    value: Any
    dictionary: Any
    widgets: tuple[tuple[int | None, Any], ...]


def form_fields(handler: Any) -> Iterator[FormField]:
    """All fields of a file or of one of its revisions, as pyHanko reads it."""
    try:
        roots = handler.root["/AcroForm"]["/Fields"]
    except (KeyError, TypeError):
        return
    seen: set[int] = set()
    for index in range(len(roots)):
        yield from _walk(roots.raw_get(index), "", None, None, seen)


def entry(dictionary: Any, key: str, default: Any = None) -> Any:
    """An entry itself, or the default for none and for null; pyHanko's `get` gives references and nulls as they are."""
    value = dictionary.get(key)
    value = value.get_object() if hasattr(value, "get_object") else value
    return default if value is None or _is_null(value) else value


def elements(array: Any) -> list[Any]:
    """The members of an array themselves; pyHanko's own iteration gives references where the file has them."""
    return [array[index] for index in range(len(array))]


def _walk(reference: Any, parent: str, kind: str | None, value: Any, seen: set[int]) -> Iterator[FormField]:
    """The fields in a tree; an object that is met again is passed over, so that no tree goes round in circles."""
    field = reference.get_object() if hasattr(reference, "get_object") else reference
    number = getattr(reference, "idnum", None)
    if number in seen or len(seen) > _MOST or not hasattr(field, "get"):
        return
    if number is not None:
        seen.add(number)
    partial = entry(field, "/T")
    name = ".".join(part for part in (parent, str(partial) if partial is not None else "") if part)
    own_kind = entry(field, "/FT")
    kind = str(own_kind) if own_kind is not None else kind
    own_value = entry(field, "/V")
    value = own_value if own_value is not None else value
    children: Any = entry(field, "/Kids") or ()
    numbered = [(children.raw_get(index), children[index]) for index in range(len(children))]
    if any("/T" in child for _, child in numbered):
        for child_reference, _ in numbered:
            yield from _walk(child_reference, name, kind, value, seen)
        return
    shown = numbered or [(reference, field)]
    yield FormField(name, kind, value, field, tuple((getattr(item, "idnum", None), widget) for item, widget in shown))


def _is_null(value: Any) -> bool:
    from pyhanko.pdf_utils.generic import NullObject

    return isinstance(value, NullObject)
