"""PDFs written object by object: what no tool of ours would make, and other producers do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

PAGES = 2
"""Number of the root of the page tree; the pages follow it."""


def written_pdf(
    path: Path, pages: Sequence[bytes], more: Mapping[int, bytes] | None = None, tree: bytes = b"", catalog: bytes = b""
) -> Path:
    """A file with these pages.

    Args:
        path: where.
        pages: the entries of each page's dictionary.
        more: further objects by number, from 100 on; or others in place of those that would be written.
        tree: entries of the page tree's root, which pages inherit.
        catalog: further entries of the catalogue.
    """
    numbers = range(PAGES + 1, PAGES + 1 + len(pages))
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        PAGES: b"<</Type/Pages/Kids[" + kids + b"]/Count %d" % len(pages) + tree + b">>",
        **{
            number: b"<</Type/Page/Parent 2 0 R" + entries + b">>"
            for number, entries in zip(numbers, pages, strict=True)
        },
        **(more or {}),
    }
    data, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"xref\n0 1\n0000000000 65535 f \n"
    table += b"".join(b"%d 1\n%010d 00000 n \n" % (number, places[number]) for number in sorted(places))
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, len(data))
    path.write_bytes(data + table + trailer)
    return path


def stream_of(data: bytes) -> bytes:
    """The body of a stream object."""
    return b"<</Length %d>>stream\n" % len(data) + data + b"\nendstream"


def hybrid_pdf(path: Path) -> Path:
    """A page whose form and signature field `Buyer` only readers of object streams find (ISO 32000-2 §7.5.8.4)."""
    form = b"<</Fields[8 0 R]>> "
    field = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Buyer)/Rect[100 100 300 200]/F 4/P 3 0 R>>"
    numbers = b"5 0 8 %d " % len(form)
    compressed = numbers + form + field
    # kind, number of the stream, place in it: for the objects 5 and 8
    entries = bytes([2, 0, 6, 0, 2, 0, 6, 1])
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[8 0 R]>>",
        6: b"<</Type/ObjStm/N 2/First %d/Length %d>>stream\n" % (len(numbers), len(compressed))
        + compressed
        + b"\nendstream",
        7: b"<</Type/XRef/Size 9/W[1 2 1]/Index[5 1 8 1]/Length 8/Root 1 0 R>>stream\n" + entries + b"\nendstream",
    }
    data, places = b"%PDF-1.5\n", {}
    for number, body in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"xref\n0 9\n0000000000 65535 f \n"
    for number in range(1, 9):
        table += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    trailer = b"trailer\n<</Size 9/Root 1 0 R/XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n" % (places[7], len(data))
    path.write_bytes(data + table + trailer)
    return path
