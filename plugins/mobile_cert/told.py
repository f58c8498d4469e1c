"""Texts that the authority tells in both languages, in the window's."""

from __future__ import annotations

from core.ui.language import ENGLISH, current_language
from plugins.mobile_cert.models import Bilingual


def told(text: Bilingual) -> str:
    """The text in the language of the window."""
    return text["en" if current_language() == ENGLISH else "zh"]
