"""The contract of an application on a card. Every method blocks and is called inside the link's transaction."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from core.credentials.errors import MediumLocked
from core.credentials.medium import MediumKey, PinState
from core.crypto.algorithms import SignatureScheme
from core.devices.cards.apdu import Answer, Command, exchange
from core.devices.cards.failures import meaning_of, pin_failure
from core.devices.cards.link import CardLink, PinEntry
from core.secret import Secret


class CardApplication(ABC):
    """One application of one card.

    Another program may select something else between two transactions, so `select` begins each of them.
    """

    name: str
    """Its standard's name, e.g. `PIV`."""
    aid: bytes
    """What SELECT takes (ISO 7816-4 §11.2.2)."""

    def __init__(self, link: CardLink) -> None:
        self.link = link

    def select(self) -> bool:
        """Make it the current application; False when the card has none."""
        return self._send(0xA4, 0x04, 0x00, self.aid, answers=True).ok

    @abstractmethod
    def serial(self) -> str:
        """The card's own number; empty when it has none."""

    @abstractmethod
    def label(self) -> str:
        """A name that a person tells it by."""

    @abstractmethod
    def keys(self) -> Sequence[MediumKey]:
        """See `Medium.keys`."""

    @abstractmethod
    def pin_state(self) -> PinState:
        """See `Medium.pin_state`."""

    @abstractmethod
    def verify(self, pin: Secret | None) -> None:
        """Show the card the PIN, None for the reader's pad; errors as `Medium.unlock`."""

    @abstractmethod
    def forget_pin(self) -> None:
        """End what `verify` allowed."""

    @abstractmethod
    def change_pin(self, old: Secret, new: Secret) -> None:
        """See `Medium.change_pin`."""

    @abstractmethod
    def unblock_pin(self, admin_pin: Secret, new: Secret) -> None:
        """See `Medium.unblock_pin`."""

    @abstractmethod
    def change_admin_pin(self, old: Secret, new: Secret) -> None:
        """See `Medium.change_admin_pin`."""

    @abstractmethod
    def sign_digest(self, key: MediumKey, hashed: bytes, scheme: SignatureScheme, pin: Secret | None) -> bytes:
        """The signature of a hash in the form of X.509; the PIN is shown again where the card wants it."""

    @abstractmethod
    def decrypt(self, key: MediumKey, ciphertext: bytes, pin: Secret | None) -> bytes:
        """See `Medium.decrypt`; the PIN is shown again where the card wants it."""

    def _send(self, ins: int, p1: int, p2: int, data: bytes = b"", *, answers: bool = False) -> Answer:
        return exchange(self.link, Command(ins, p1, p2, data, answers))

    def _ask(self, ins: int, p1: int, p2: int, data: bytes = b"") -> bytes:
        """The data of a command that has to succeed."""
        answer = self._send(ins, p1, p2, data, answers=True)
        if not answer.ok:
            raise meaning_of(answer)
        return answer.data

    def _verify_on_pad(self, entry: PinEntry) -> None:
        if not self.link.pin_pad:
            raise MediumLocked
        status = self.link.verify_on_pad(entry)
        answer = Answer(b"", int.from_bytes(status[-2:], "big"))
        if not answer.ok:
            raise pin_failure(answer)
