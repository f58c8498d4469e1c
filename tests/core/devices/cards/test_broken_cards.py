"""Cards that answer nonsense: an error with a name, and nothing else is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from core.credentials.errors import CredentialNotFound, DriverFailure, MediumAccessDenied, MediumFull, MediumLocked
from core.credentials.errors import OperationNotSupported as Unsupported
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme, digest
from core.crypto.errors import DecryptionFailed
from core.crypto.keys import PrivateKey
from core.devices.cards import OpenPgpApplication, PivApplication
from core.devices.cards.apdu import Answer, Command, exchange
from core.devices.cards.failures import meaning_of, pin_failure
from core.devices.cards.link import PinEntry
from core.devices.cards.rsa_padding import padded, unpadded
from core.devices.cards.tlv import objects, tlv
from core.errors import AppError
from tests.simulators.card.iso7816 import VirtualCard
from tests.simulators.card.keys import CardKey
from tests.virtual_cards import card_key, openpgp_card, piv_card


class Direct:
    """A link without a reader; `script` answers come before the card's."""

    pin_pad = False

    def __init__(self, card: VirtualCard, *script: bytes) -> None:
        self.card = card
        self.script = list(script)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        yield

    def transmit(self, command: bytes) -> bytes:
        return self.script.pop(0) if self.script else self.card.process(command)

    def verify_on_pad(self, entry: PinEntry) -> bytes:
        raise AssertionError

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (0x6982, MediumLocked),
        (0x6A82, CredentialNotFound),
        (0x6A84, MediumFull),
        (0x6985, MediumAccessDenied),
        (0x6D00, Unsupported),
        (0x6700, DriverFailure),
        (0x6F00, DriverFailure),
    ],
)
def test_a_status_word_has_one_meaning_and_is_no_wrong_pin(status: int, error: type[AppError]) -> None:
    for meaning in (meaning_of(Answer(b"", status)), pin_failure(Answer(b"", status))):
        assert type(meaning) is error


def test_an_object_of_nonsense_does_not_hide_the_other_certificates() -> None:
    certificate = card_key(KeyAlgorithm.EC_P256).certificate.der
    nonsense = {
        0x5FC105: b"\x70\x82\xff",
        0x5FC10B: tlv(0x70, b"\x1f\x8b no gzip") + tlv(0x71, b"\x01"),
        0x5FC101: tlv(0x70, certificate[:-1]) + tlv(0x71, b"\x00"),
    }
    application = PivApplication(Direct(VirtualCard((piv_card(raw=nonsense),))))
    application.select()
    keys = application.keys()
    assert [key.key_id for key in keys] == ["9c", "82"]


@pytest.mark.parametrize("data", [b"\x70", b"\x70\x05abc", b"\x7f", b"\x7f\x21\x83\x01"])
def test_cut_off_objects_are_refused(data: bytes) -> None:
    with pytest.raises(DriverFailure):
        objects(data)


def test_an_answer_without_end_or_without_status_is_refused() -> None:
    class Endless(Direct):
        def transmit(self, command: bytes) -> bytes:
            return bytes(255) + b"\x61\xff"

    with pytest.raises(DriverFailure):
        exchange(Endless(VirtualCard(())), Command(0xCB, 0x3F, 0xFF, answers=True))
    with pytest.raises(DriverFailure):
        exchange(Direct(VirtualCard(()), b"\x90"), Command(0xCB, 0x3F, 0xFF))


def test_a_card_that_wants_its_own_le_gets_it() -> None:
    link = Direct(VirtualCard(()), b"\x6c\x03", b"abc\x90\x00")
    assert exchange(link, Command(0xCA, 0, 0, answers=True)) == Answer(b"abc", 0x9000)


def test_passwords_cut_off_are_a_drivers_failure() -> None:
    application = OpenPgpApplication(Direct(VirtualCard((openpgp_card(),)), b"\x90\x00"))
    with pytest.raises(DriverFailure):
        application.pin_state()


def test_paddings_agree_with_the_library() -> None:
    key = PrivateKey.generate(KeyAlgorithm.RSA_2048)
    bare = CardKey(key, card_key(KeyAlgorithm.RSA_2048).certificate)
    for scheme in (
        SignatureScheme.RSA_PKCS1_SHA256,
        SignatureScheme.RSA_PKCS1_SHA512,
        SignatureScheme.RSA_PSS_SHA256,
    ):
        hashed = digest(scheme.digest, b"data")
        key.public_key.verify(bare.rsa(padded(hashed, scheme, 2048)), b"data", scheme)
    assert unpadded(bare.rsa(key.public_key.encrypt(b"session key"))) == b"session key"
    with pytest.raises(DecryptionFailed):
        unpadded(b"\x00\x01" + b"\xff" * 254)


def test_a_pin_is_not_shown_by_a_command() -> None:
    assert "246810" not in repr(Command(0x20, 0, 0x80, b"246810"))
