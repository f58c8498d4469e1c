"""The product's legal texts: Markdown files in Chinese and English, in force under one version."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

VERSION = "2026-11"
"""Raised whenever a text changes in substance; consent given to an older version is asked for again."""

_FOLDER = Path(__file__).parent


class LegalText(StrEnum):
    """Which text; the values are the names of the files."""

    USER_AGREEMENT = "user_agreement"
    PRIVACY_POLICY = "privacy_policy"
    PRIVACY_SUMMARY = "privacy_summary"
    ABOUT = "about"
    REVOCATION = "revocation"


def legal_text(which: LegalText, language: str) -> str:
    """The text as Markdown for a language tag such as `zh_CN` or `en`; Chinese unless English is asked for."""
    suffix = "en" if language.lower().startswith("en") else "zh"
    return (_FOLDER / f"{which.value}.{suffix}.md").read_text("utf-8")
