"""Markdown of others, made harmless: Qt would fetch its images and understand its HTML."""

from __future__ import annotations


def harmless(markdown: str) -> str:
    """The text with neither images nor HTML; what looked like them is shown as it was written.

    Both need one of two beginnings (CommonMark §6.4 `![`, §4.6 and §6.6 `<`), also where they refer to definitions.
    """
    return markdown.replace("![", "!\\[").replace("<", "&lt;")


def without_title(markdown: str) -> str:
    """The text without the heading of the first level that it begins with, for pages that show a title of their own."""
    first, _, rest = markdown.lstrip().partition("\n")
    return rest.lstrip() if first.startswith("# ") else markdown
