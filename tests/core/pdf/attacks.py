"""Writes into signed PDFs as attackers do: by hand, past every library that would keep the file consistent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pymupdf


@dataclass(frozen=True)
class SignedFile:
    """A signed file taken apart: `data` is first + `<contents>` + rest, as its only signature covers it."""

    data: bytes

    @property
    def byte_range(self) -> tuple[int, int, int, int]:
        found = re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]", self.data)
        assert found is not None
        a, b, c, d = (int(number) for number in found.groups())
        return a, b, c, d

    @property
    def contents(self) -> bytes:
        """The hexadecimal signature with its brackets."""
        _, b, c, _ = self.byte_range
        return self.data[b:c]

    @property
    def start(self) -> int:
        """Where the last cross-reference table is."""
        return int(self.data.rsplit(b"startxref", 1)[1].split()[0])

    @property
    def size(self) -> int:
        """The number of objects, as the last trailer says."""
        return int(re.findall(rb"/Size (\d+)", self.data)[-1])

    @property
    def root(self) -> bytes:
        """The reference to the catalog."""
        return re.findall(rb"/Root (\d+ \d+ R)", self.data)[-1]

    def object(self, number: int) -> bytes:
        """The latest text of an object, between `obj` and `endobj`."""
        return re.findall(rb"(?:^|\n)%d 0 obj\s(.*?)\sendobj" % number, self.data, re.DOTALL)[-1]

    @property
    def signature(self) -> int:
        """The number of the signature dictionary's object."""
        before = self.data[: self.byte_range[1]]
        return int(re.findall(rb"(?:^|\n)(\d+) 0 obj", before)[-1])

    def page(self, number: int = 0) -> int:
        """The object number of a page."""
        with pymupdf.open(stream=self.data, filetype="pdf") as document:
            return int(document.page_xref(number))

    def content(self, number: int = 0) -> int:
        """The object number of a page's content."""
        with pymupdf.open(stream=self.data, filetype="pdf") as document:
            return int(document[number].get_contents()[0])

    def field(self, name: str) -> int:
        """The object number of a form field's dictionary."""
        found = re.findall(rb"\n(\d+) 0 obj\s<<[^\n]*/T\s*\(%s\)" % name.encode(), self.data)
        return int(found[-1])


def bodies(objects: Mapping[int, bytes]) -> bytes:
    """Objects one after the other."""
    return b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, text) for number, text in objects.items())


def table(positions: Mapping[int, int | None]) -> bytes:
    """A cross-reference table (ISO 32000-2 §7.5.4); None frees an object."""
    lines = [b"xref\n0 1\n0000000000 65535 f \n"]
    for number, position in sorted(positions.items()):
        entry = b"%010d 00000 n \n" % position if position is not None else b"0000000000 00001 f \n"
        lines.append(b"%d 1\n" % number + entry)
    return b"".join(lines)


def updated(
    signed: SignedFile, objects: Mapping[int, bytes], freed: tuple[int, ...] = (), trailer: bytes = b""
) -> bytes:
    """An incremental update (ISO 32000-2 §7.5.6) with these objects."""
    data = signed.data
    positions: dict[int, int | None] = dict.fromkeys(freed)
    for number, text in objects.items():
        positions[number] = len(data)
        data += bodies({number: text})
    size = max(signed.size, *(number + 1 for number in positions), 0)
    end = b"trailer\n<< /Size %d /Root %s /Prev %d %s >>\nstartxref\n%d\n%%%%EOF\n"
    return data + table(positions) + end % (size, signed.root, signed.start, trailer, len(data))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object's text."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


TEXT = b"BT /F0 30 Tf 72 600 Td (Pay 9,999,999) Tj ET"
PAINT = b"q 0.9 0.2 0.2 rg 60 560 400 120 re f Q"
"""Something that is seen without any font."""
