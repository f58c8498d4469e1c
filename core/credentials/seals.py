"""Seals 印章 of the person, wherever they come from: pictures that the PDF signature shows, bound to a certificate."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Seal:
    """One seal.

    Attributes:
        id: unique over all sources.
        name: what the person calls it.
        picture_png: PNG with a transparent background.
        width_mm: printed width in millimetres.
        height_mm: printed height in millimetres.
        certificate_fingerprint: SHA-256 (lower-case hex) of the certificate it belongs to; empty: any of the person's.
        valid_from: start of its validity; None for a picture of one's own.
        valid_to: end of its validity; None for a picture of one's own.
        electronic_seal: DER SESeal (GB/T 38540); empty for a mere picture.
        outdated: its certificate names the holder by data that changed since.
        maker: 印章机构; empty for a picture of one's own.
        change_page: id of the page that its source offers to have it changed; empty where it cannot be.
        change_certificate: the certificate that this page is about (its parameter `certificate`).
    """

    id: str
    name: str
    picture_png: bytes
    width_mm: float
    height_mm: float
    certificate_fingerprint: str = ""
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    electronic_seal: bytes = b""
    outdated: bool = False
    maker: str = ""
    change_page: str = ""
    change_certificate: str = ""

    def valid_at(self, moment: datetime) -> bool:
        """Inside its validity; `moment` is aware."""
        return (self.valid_from is None or self.valid_from <= moment) and (
            self.valid_to is None or moment <= self.valid_to
        )


class SealRegistry:
    """The seals of all sources; each source replaces its own as a whole. Used on the event loop only."""

    def __init__(self) -> None:
        self._sources: dict[str, tuple[Seal, ...]] = {}
        self._listeners: list[Callable[[], None]] = []
        self._renewals: dict[str, Callable[[], Awaitable[None]]] = {}

    def renew_with(self, source: str, renewal: Callable[[], Awaitable[None]]) -> None:
        """How a source reads its seals anew and publishes them; it keeps what it has when it cannot."""
        self._renewals[source] = renewal

    async def renew(self) -> None:
        """Have every source look whether its seals are still what they were."""
        for renewal in tuple(self._renewals.values()):
            await renewal()

    def publish(self, source: str, seals: Sequence[Seal]) -> None:
        """Set the seals of a source (a plugin's id); an empty list withdraws them."""
        self._sources[source] = tuple(seals)
        for listener in tuple(self._listeners):
            listener()

    def seals(self, certificate_fingerprint: str | None = None) -> tuple[Seal, ...]:
        """All seals, or those that may stand with a certificate."""
        everything = (seal for seals in self._sources.values() for seal in seals)
        return tuple(
            seal
            for seal in everything
            if certificate_fingerprint is None or seal.certificate_fingerprint in ("", certificate_fingerprint)
        )

    def source_of(self, seal_id: str) -> str | None:
        """Which source published a seal."""
        for source, seals in self._sources.items():
            if any(seal.id == seal_id for seal in seals):
                return source
        return None

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call the listener after each change; returns how to end that."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe
