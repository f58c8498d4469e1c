"""What a signature's byte range leaves out, and what stands in the file without belonging to any revision.

ISO 32000-2 §12.8.1: the range is the whole file (or revision) but for the value of `Contents`.
"""

from __future__ import annotations

import os
import re
from typing import Any

_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")
_CHUNK = 1 << 20
_OVERLAP = 64


def leaves_gap(signature: Any) -> bool:
    """The bytes between the ranges are something else than the signature in hexadecimal, or something is before them.

    A gap that is merely as long as the signature is not enough: a signature in another notation is half as long, and
    a gap that was moved leaves bytes before it.
    """
    numbers = [int(number) for number in signature.byte_range]
    if len(numbers) != 4 or numbers[0] != 0:
        return True
    _, begin, end, _ = numbers
    stream = signature.reader.stream
    stream.seek(begin)
    left_out = stream.read(end - begin) if end > begin >= 0 else b""
    if left_out[:1] != b"<" or left_out[-1:] != b">":
        return True
    try:
        return bytes.fromhex(left_out[1:-1].decode("ascii")) != bytes(signature.pkcs7_content)
    except ValueError:
        return True


def has_loose_objects(reader: Any) -> bool:
    """Objects behind the last cross-reference table: readers ignore them, but one that repairs files shows them."""
    last = reader.xrefs.total_revisions - 1
    stream = reader.stream
    position = int(reader.xrefs.get_xref_container_info(last).end_location)
    size = stream.seek(0, os.SEEK_END)
    while position < size:
        stream.seek(position)
        if _OBJECT.search(stream.read(_CHUNK + _OVERLAP)):
            return True
        position += _CHUNK
    return False
