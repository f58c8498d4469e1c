"""Addresses of relying parties: the text of the QR code, and which hosts a request may lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from core.relying_party.errors import ForeignAddress

_CODE = re.compile(r"secureclient:rp\?party=([a-z0-9][a-z0-9-]{1,39})&request=(https?://[!-~]{1,400})")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class RequestCode:
    """What a QR code says: who asks, and where the signed request lies."""

    party: str
    request_url: str

    @property
    def text(self) -> str:
        """The text for the QR code."""
        return f"secureclient:rp?party={self.party}&request={self.request_url}"


def read_code(text: str) -> RequestCode | None:
    """The code that a text is, None when it is another kind of text."""
    match = _CODE.fullmatch(text)
    return RequestCode(match[1], match[2]) if match else None


def origin(url: str) -> str:
    """Scheme, host and port of an address (RFC 6454 §4); plain HTTP is for this very machine only.

    Raises:
        ForeignAddress: not such an address, or one with a user name in it.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise ForeignAddress(host="?") from error
    allowed = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    if not allowed or not host or "@" in parts.netloc:
        raise ForeignAddress(host=host or "?")
    place = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{place}:{port or _PORTS[parts.scheme]}"


def check_address(url: str, origins: tuple[str, ...]) -> None:
    """Raise `ForeignAddress` unless an address lies on one of the registered origins."""
    if origin(url) not in {origin(known) for known in origins}:
        raise ForeignAddress(host=urlsplit(url).hostname or "?")
