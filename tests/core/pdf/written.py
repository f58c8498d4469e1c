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
