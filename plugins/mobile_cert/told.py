"""Texts that the authority tells in both languages, in the window's."""

from __future__ import annotations

from collections.abc import Mapping

from core.ui.language import ENGLISH, current_language


def told(text: Mapping[str, str]) -> str:
    """The text in the language of the window."""
    return text["en" if current_language() == ENGLISH else "zh"]
