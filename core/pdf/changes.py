"""What differs between a file as it was signed and as it is now: pages that look different, fields with other values.

A change can be allowed (a form was filled) and still turn the meaning of what was signed, so it is shown in any case.
Where nothing that is allowed explains a difference that is seen, the file counts as changed: the appearance of a field
can be replaced without its value (Shadow Attacks, 2021), and files are made that two readers read differently.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from core.pdf.forms import form_fields
from core.pdf.looks import covers_content, differs_outside, pictures_of
from core.pdf.mupdf import failures
from core.pdf.pages import Rectangle, annotation_pages
from core.pdf.report import Coverage, Difference, DifferenceKind, SignatureReport, Verdict

_MOST_PAGES = 200
_MOST_FIELDS = 100

Places = dict[int, list[Rectangle]]
"""Rectangles as they are seen, by page from 0."""


def with_changes(path: Path, reader: Any, signature: Any, report: SignatureReport) -> SignatureReport:
    """The report with the differences since the signature; a signature that covers the whole file has none.

    Of a file with more than 200 pages the first 200 and those that show form fields are compared: elsewhere no change
    of a page's looks is allowed, and each is found by the structure.
    """
    if report.coverage is Coverage.WHOLE_FILE:
        return report
    values = _values(reader, signature.signed_revision)
    signed_later = _signed_later(reader, signature.signed_revision)
    filled = _places(reader, {item.where for item in values})
    stamped = _places(reader, signed_later)
    pages, unexplained = _pages(_signed_bytes(path, signature), path, reader, filled, stamped)
    report = replace(report, differences=(*pages, *values))
    if unexplained and report.verdict in (Verdict.VALID, Verdict.UNTRUSTED):
        return replace(report, verdict=Verdict.CHANGED, reason="appearance")
    return report


def _signed_bytes(path: Path, signature: Any) -> bytes:
    start, first, second, length = (int(number) for number in signature.byte_range)
    return path.read_bytes()[: second + length] if start == 0 and first > 0 else b""


def _pages(signed: bytes, path: Path, reader: Any, filled: Places, stamped: Places) -> tuple[list[Difference], bool]:
    """Pages that look different, came or went; and whether a difference is seen where nothing allowed is."""
    import pymupdf

    try:
        before, now = pymupdf.open(stream=signed, filetype="pdf"), pymupdf.open(path, filetype="pdf")
    except failures():
        # what was signed cannot be shown any more
        return [], True
    found: list[Difference] = []
    unexplained = before.page_count != now.page_count
    with before, now:
        common = min(before.page_count, now.page_count)
        for number in _compared(reader, common):
            then, today = pictures_of(before, now, number)
            if then == today:
                continue
            found.append(Difference(DifferenceKind.PAGE_LOOKS_DIFFERENT, str(number + 1)))
            stamps = stamped.get(number, [])
            unexplained |= differs_outside(then, today, [*filled.get(number, []), *stamps])
            if any(covers_content(then, today, place) for place in stamps):
                found.append(Difference(DifferenceKind.CONTENT_COVERED, str(number + 1)))
        added = range(common, min(now.page_count, common + _MOST_PAGES))
        removed = range(common, min(before.page_count, common + _MOST_PAGES))
        found += [Difference(DifferenceKind.PAGE_ADDED, str(number + 1)) for number in added]
        found += [Difference(DifferenceKind.PAGE_REMOVED, str(number + 1)) for number in removed]
    return found, unexplained


def _compared(reader: Any, count: int) -> list[int]:
    """Numbers of the pages to compare, of so many."""
    if count <= _MOST_PAGES:
        return list(range(count))
    pages = annotation_pages(reader)
    widgets = {number for field in form_fields(reader) for number, _ in field.widgets}
    showing = {page.number for number, page in pages.items() if number in widgets}
    return [number for number in range(count) if number < _MOST_PAGES or number in showing]


def _values(reader: Any, revision: int) -> list[Difference]:
    """Form fields whose value is another one than in the signed revision."""
    before = _form(reader.get_historical_resolver(revision))
    now = _form(reader)
    changed = [name for name in now if before.get(name, "") != now[name]]
    gone = [name for name in before if name not in now]
    return [
        Difference(DifferenceKind.FIELD_VALUE, name, before.get(name, ""), now.get(name, ""))
        for name in (*changed, *gone)[:_MOST_FIELDS]
    ]


def _form(handler: Any) -> dict[str, str]:
    """Values of all fields but signatures, by name."""
    return {
        field.name: str(field.value)
        for field in form_fields(handler)
        if field.name and field.kind not in (None, "/Sig") and field.value is not None
    }


def _signed_later(reader: Any, revision: int) -> set[str]:
    """Names of the signature fields that got their signature after a revision."""

    def holding(handler: Any) -> set[str]:
        return {field.name for field in form_fields(handler) if field.kind == "/Sig" and field.value is not None}

    return holding(reader) - holding(reader.get_historical_resolver(revision))


def _places(reader: Any, names: set[str]) -> Places:
    """Where fields are seen."""
    places: Places = {}
    if not names:
        return places
    pages = annotation_pages(reader)
    for field in form_fields(reader):
        if field.name not in names:
            continue
        for number, widget in field.widgets:
            page = pages.get(number) if number is not None else None
            place = page.seen(widget) if page is not None else None
            if page is not None and place is not None:
                places.setdefault(page.number, []).append(place)
    return places
