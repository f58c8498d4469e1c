"""Octets in bodies: base64 (RFC 4648 §4) without anything else in it."""

from __future__ import annotations

import base64

from authority.problems import NotValid


def octets(text: str, field: str) -> bytes:
    """What the text stands for, or `NotValid`."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:  # also text outside ASCII
        raise NotValid(field=field) from error
