"""What carries APDUs to a card: a PC/SC reader, a BLE key's GATT connection. Every method blocks."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PinEntry:
    """A VERIFY (ISO 7816-4 §11.5.6) whose PIN is typed on the reader.

    Attributes:
        reference: P2 of the command.
        min_length: in characters.
        max_length: in characters.
        padded_to: bytes of the PIN block, filled up with FF; 0 for a PIN of its own length.
    """

    reference: int
    min_length: int
    max_length: int
    padded_to: int = 0


class CardLink(Protocol):
    """A card that is reached. Errors are those of `core.credentials.errors`: removed, busy, driver failure."""

    @property
    def pin_pad(self) -> bool:
        """PINs can be typed on the reader itself."""

    def transaction(self) -> AbstractContextManager[None]:
        """No other program speaks to the card in the block."""

    def transmit(self, command: bytes) -> bytes:
        """The answer to a command APDU, status word included."""

    def verify_on_pad(self, entry: PinEntry) -> bytes:
        """Ask for the PIN on the reader; returns the card's status word."""

    def close(self) -> None:
        """Let go of the card; harmless when it is gone."""
