"""PINs that are typed on a reader's own keys (PC/SC part 10)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from core.credentials.errors import DriverFailure, MediumLocked, WrongPin
from core.credentials.medium import MediumKind
from core.devices.cards import CardApplication, CardMedium, OpenPgpApplication, PivApplication
from core.devices.cards.link import PinEntry
from core.devices.cards.medium import card_info
from core.devices.driver_thread import DriverThread
from core.devices.pcsc.pin_pad import FEATURE_VERIFY_PIN_DIRECT, features, verify_structure
from tests.simulators.card.iso7816 import VirtualCard
from tests.virtual_cards import openpgp_card, piv_card


class PadReader:
    """A reader with keys: it makes the command of the structure and of what is typed, as part 10 says."""

    def __init__(self, card: VirtualCard, typed: str | None) -> None:
        self.card = card
        self.typed = typed
        self.asked = 0

    pin_pad = True

    @contextmanager
    def transaction(self) -> Iterator[None]:
        yield

    def transmit(self, command: bytes) -> bytes:
        return self.card.process(command)

    def verify_on_pad(self, entry: PinEntry) -> bytes:
        self.asked += 1
        structure = verify_structure(entry)
        head = struct.unpack_from("<BBBBBHBBHB3sI", structure)
        block_format, extra, length = head[3], head[5], head[11]
        command = structure[19:]
        assert len(command) == length
        if self.typed is None:
            return b"\x64\x01"
        assert extra >> 8 <= len(self.typed) <= extra & 0xFF
        pin = self.typed.encode()
        size = block_format & 0x0F
        body = command[5:]
        body = pin + body[len(pin) :] if size else pin
        return self.card.process(command[:4] + bytes([len(body)]) + body)

    def close(self) -> None:
        pass


async def opened(kind: type[CardApplication], reader: PadReader) -> CardMedium:
    application = kind(reader)
    assert application.select()
    return CardMedium(application, DriverThread("pad"), card_info(application, MediumKind.SMART_CARD, "reader"))


@pytest.mark.parametrize("kind", [PivApplication, OpenPgpApplication])
async def test_the_pin_is_asked_on_the_pad_again_for_every_signature_that_needs_it(
    kind: type[CardApplication],
) -> None:
    piv = kind is PivApplication
    reader = PadReader(VirtualCard((piv_card(),) if piv else (openpgp_card(several=True),)), "246810")
    medium = await opened(kind, reader)
    assert (await medium.pin_state()).pin_pad
    await medium.unlock(None)
    asked = reader.asked
    for key in await medium.keys():
        if key.certificate.purpose.can_sign:
            scheme = key.certificate.algorithm.default_scheme
            key.certificate.public_key.verify(await medium.sign(key.key_id, b"data", scheme), b"data", scheme)
    assert reader.asked == asked + int(piv)


async def test_a_wrong_pin_on_the_pad_is_counted_and_a_cancelled_entry_is_no_wrong_pin() -> None:
    reader = PadReader(VirtualCard((piv_card(),)), "000000")
    medium = await opened(PivApplication, reader)
    with pytest.raises(WrongPin) as wrong:
        await medium.unlock(None)
    assert wrong.value.tries_left == 2
    reader.typed = None
    with pytest.raises(DriverFailure, match="6401"):
        await medium.unlock(None)


async def test_a_reader_without_keys_needs_the_pin() -> None:
    reader = PadReader(VirtualCard((piv_card(),)), None)
    reader.pin_pad = False
    medium = await opened(PivApplication, reader)
    with pytest.raises(MediumLocked):
        await medium.unlock(None)


def test_what_a_reader_announces() -> None:
    answer = bytes.fromhex("060442330006" + "070442330007")
    assert features(answer) == {FEATURE_VERIFY_PIN_DIRECT: 0x42330006, 0x07: 0x42330007}
    assert features(answer[:9]) == {FEATURE_VERIFY_PIN_DIRECT: 0x42330006}
    assert features(b"") == {}
