"""Marks texts for the translators, for code that must not need Qt."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark a text for the translators; `QCoreApplication.translate(context, text)` shows it later.

    Qt's own function of this name, which lupdate looks for, has no useful type.
    """
    del context
    return text
