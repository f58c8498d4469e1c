"""What differs between a file as it was signed and as it is now: pages that look different, fields with other values.

A change can be allowed (a form was filled) and still turn the meaning of what was signed, so it is shown in any case.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.pdf.report import Coverage, Difference, DifferenceKind, SignatureReport

_SCALE = 0.75
_MOST_PAGES = 200
_MOST_FIELDS = 100
_MAX_DEPTH = 32


def find_changes(path: Path, reader: Any, signature: Any, report: SignatureReport) -> tuple[Difference, ...]:
    """The differences since one signature; none when it covers the whole file.

    At most 200 pages are compared; a file with more is compared in its first 200.
    """
    if report.coverage is Coverage.WHOLE_FILE:
        return ()
    start, first, second, length = (int(number) for number in signature.byte_range)
    signed = path.read_bytes()[: second + length] if start == 0 and first > 0 else b""
    return (*_pages(signed, path), *_values(reader, signature.signed_revision))


def _pages(signed: bytes, path: Path) -> list[Difference]:
    """Pages whose picture is another one, pages that came and went."""
    import pymupdf

    try:
        before, now = pymupdf.open(stream=signed, filetype="pdf"), pymupdf.open(path, filetype="pdf")
    except (RuntimeError, ValueError):
        # what was signed cannot be shown any more: that is for the verdict to say
        return []
    with before, now:
        common = min(before.page_count, now.page_count)
        found = [
            Difference(DifferenceKind.PAGE_LOOKS_DIFFERENT, str(number + 1))
            for number in range(min(common, _MOST_PAGES))
            if _picture(before, number) != _picture(now, number)
        ]
        added = range(common, min(now.page_count, common + _MOST_PAGES))
        removed = range(common, min(before.page_count, common + _MOST_PAGES))
        found += [Difference(DifferenceKind.PAGE_ADDED, str(number + 1)) for number in added]
        found += [Difference(DifferenceKind.PAGE_REMOVED, str(number + 1)) for number in removed]
    return found


def _picture(document: Any, number: int) -> bytes:
    import pymupdf

    try:
        pixels = document.load_page(number).get_pixmap(matrix=pymupdf.Matrix(_SCALE, _SCALE), alpha=False)
        return bytes(pixels.samples)
    except (RuntimeError, ValueError):
        return b""


def _values(reader: Any, revision: int) -> list[Difference]:
    """Form fields whose value is another one than in the signed revision."""
    before = _form(reader.get_historical_resolver(revision).root)
    now = _form(reader.root)
    changed = [name for name in now if before.get(name, "") != now[name]]
    gone = [name for name in before if name not in now]
    return [
        Difference(DifferenceKind.FIELD_VALUE, name, before.get(name, ""), now.get(name, ""))
        for name in (*changed, *gone)[:_MOST_FIELDS]
    ]


def _form(root: Any) -> dict[str, str]:
    """Values of all fields but signatures, by fully qualified name (ISO 32000-2 §12.7.4.2)."""
    values: dict[str, str] = {}
    try:
        fields = root["/AcroForm"]["/Fields"]
    except (KeyError, TypeError):
        return values
    for index in range(len(fields)):
        _collect(fields[index], "", None, values, 0)
    return values


def _collect(node: Any, parent: str, kind: Any, values: dict[str, str], depth: int) -> None:
    if depth > _MAX_DEPTH or not hasattr(node, "get"):
        return
    partial = node.get("/T")
    name = ".".join(part for part in (parent, str(partial) if partial is not None else "") if part)
    kind = node.get("/FT", kind)
    value = node.get("/V")
    if kind is not None and kind != "/Sig" and value is not None and name:
        values[name] = str(value)
    children = node.get("/Kids") or ()
    for index in range(len(children)):
        _collect(children[index], name, kind, values, depth + 1)
