"""The fields of an interactive form (ISO 32000-2 §12.7), walked without trusting their structure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_MAX_DEPTH = 32


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
    for index in range(len(roots)):
        yield from _walk(roots.raw_get(index), "", None, None, 0)


def elements(array: Any) -> list[Any]:
    """The members of an array themselves; pyHanko's own iteration gives references where the file has them."""
    return [array[index] for index in range(len(array))]


def _walk(reference: Any, parent: str, kind: str | None, value: Any, depth: int) -> Iterator[FormField]:
    field = reference.get_object() if hasattr(reference, "get_object") else reference
    if depth > _MAX_DEPTH or not hasattr(field, "get"):
        return
    partial = _entry(field, "/T")
    name = ".".join(part for part in (parent, str(partial) if partial is not None else "") if part)
    own_kind = _entry(field, "/FT")
    kind = str(own_kind) if own_kind is not None else kind
    own_value = _entry(field, "/V")
    value = own_value if own_value is not None else value
    children: Any = _entry(field, "/Kids") or ()
    numbered = [(children.raw_get(index), children[index]) for index in range(len(children))]
    if any("/T" in child for _, child in numbered):
        for child_reference, _ in numbered:
            yield from _walk(child_reference, name, kind, value, depth + 1)
        return
    shown = numbered or [(reference, field)]
    yield FormField(name, kind, value, field, tuple((getattr(item, "idnum", None), widget) for item, widget in shown))


def _entry(dictionary: Any, key: str) -> Any:
    """An entry itself: in older revisions pyHanko's `get` gives the reference to it."""
    value = dictionary.get(key)
    return value.get_object() if hasattr(value, "get_object") else value
