"""Text of strangers (codes, certificates), made fit to be read: nothing in it hides or turns what stands beside it."""

from __future__ import annotations

import unicodedata

_LONGEST = 2000  # characters; a QR code holds up to 7,089 digits, nobody reads them
_KEPT = frozenset("\n\t")


def readable(text: str, longest: int = _LONGEST) -> str:
    """The text with control, format (UAX #9 overrides, zero-width) and private characters spelled out, cut if long."""
    shown = "".join(_spelled(letter) for letter in text[:longest])
    return shown + "…" if len(text) > longest else shown


def in_a_line(text: str, longest: int = 200) -> str:
    """A name or title: as `readable`, and nothing in it begins a line that seems to be ours."""
    return readable(" ".join(text.split()), longest)


def _spelled(letter: str) -> str:
    # Cc, Cf, Cs, Co, Cn: invisible, reordering or without a meaning
    if letter in _KEPT or not unicodedata.category(letter).startswith("C"):
        return letter
    return f"⟨U+{ord(letter):04X}⟩"
