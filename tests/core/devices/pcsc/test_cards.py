"""Cards in a real PC/SC service: they come, sign, lock and go."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from core.credentials.errors import (
    AdminPinLocked,
    MediumRemoved,
    PinLocked,
    PinNotAccepted,
    WrongAdminPin,
    WrongPin,
)
from core.credentials.medium import Medium, MediumKind
from core.credentials.registry import CredentialRegistry
from core.credentials.use import KeyOperation, KeyUse
from core.crypto.algorithms import SignatureScheme
from core.devices.pcsc import PcscProvider
from core.devices.pkcs11 import Pkcs11Provider, find_modules
from core.secret import Secret
from tests.core.credentials.test_registry import Audit, Person
from tests.simulators.card.openpgp import OpenPgpCard
from tests.simulators.card.piv import PIN, PUK, PivCard
from tests.simulators.card.reader import VirtualReader
from tests.virtual_cards import openpgp_card, piv_card, virtual_card

_SCHEME = SignatureScheme.RSA_PKCS1_SHA256


class Media:
    """A sink that keeps what arrives."""

    def __init__(self) -> None:
        self.present: dict[str, Medium] = {}

    def arrived(self, medium: Medium) -> None:
        self.present[medium.info.id] = medium

    def changed(self, medium_id: str) -> None:
        assert medium_id in self.present

    def removed(self, medium_id: str) -> None:
        del self.present[medium_id]

    async def one(self) -> Medium:
        await until(lambda: len(self.present) == 1)
        return next(iter(self.present.values()))


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.fixture
async def media(virtual_reader: VirtualReader) -> AsyncIterator[Media]:
    media = Media()
    provider = PcscProvider()
    await provider.start(media)
    yield media
    await provider.stop()
    assert media.present == {}


async def test_a_card_arrives_leaves_and_is_the_same_again(virtual_reader: VirtualReader, media: Media) -> None:
    card = virtual_card(piv_card())
    inserted = virtual_reader.insert(card)
    info = (await media.one()).info
    assert (info.kind, info.serial) == (MediumKind.SMART_CARD, "0123456789abcdef0123456789abcdef")
    inserted.pull()
    await until(lambda: not media.present)
    virtual_reader.insert(card, slot=1)
    assert (await media.one()).info == info


async def test_a_card_with_two_applications_is_two_media(virtual_reader: VirtualReader, media: Media) -> None:
    virtual_reader.insert(virtual_card(piv_card(), openpgp_card()))
    await until(lambda: len(media.present) == 2)
    for medium in media.present.values():
        await medium.unlock(Secret(PIN))
    for medium in media.present.values():
        for key in await medium.keys():
            if key.certificate.purpose.can_sign:
                scheme = key.certificate.algorithm.default_scheme
                key.certificate.public_key.verify(await medium.sign(key.key_id, b"data", scheme), b"data", scheme)


@pytest.mark.parametrize(("make", "instruction", "key_id"), [(piv_card, 0x87, "9c"), (openpgp_card, 0x2A, "sig")])
async def test_a_card_that_is_pulled_while_it_signs_is_called_removed(
    virtual_reader: VirtualReader,
    media: Media,
    make: Callable[[], PivCard | OpenPgpCard],
    instruction: int,
    key_id: str,
) -> None:
    inserted = virtual_reader.insert(virtual_card(make()))
    medium = await media.one()
    await medium.unlock(Secret(PIN))
    inserted.pull_when(instruction)
    with pytest.raises(MediumRemoved):
        await medium.sign(key_id, b"data", _SCHEME)
    await until(lambda: not media.present)
    virtual_reader.insert(virtual_card(make()))
    medium = await media.one()
    await medium.unlock(Secret(PIN))
    assert await medium.sign(key_id, b"data", _SCHEME)


@pytest.mark.parametrize("make", [piv_card, openpgp_card, lambda: openpgp_card(vague=True)])
async def test_a_pin_is_counted_blocked_and_unblocked(
    virtual_reader: VirtualReader, media: Media, make: Callable[[], PivCard | OpenPgpCard]
) -> None:
    virtual_reader.insert(virtual_card(make()))
    medium = await media.one()
    for left in (2, 1):
        with pytest.raises(WrongPin) as wrong:
            await medium.unlock(Secret("000000"))
        assert wrong.value.tries_left == left
    assert (await medium.pin_state()).final_try
    with pytest.raises(PinLocked):
        await medium.unlock(Secret("000000"))
    assert (await medium.pin_state()).locked
    with pytest.raises(PinLocked):
        await medium.unlock(Secret(PIN))
    with pytest.raises(WrongAdminPin) as refused:
        await medium.unblock_pin(Secret("00000000"), Secret("975310"))
    assert refused.value.tries_left == 2
    with pytest.raises(PinNotAccepted):
        await medium.unblock_pin(Secret(PUK), Secret("12"))
    await medium.unblock_pin(Secret(PUK), Secret("975310"))
    await medium.unlock(Secret("975310"))


@pytest.mark.parametrize("make", [piv_card, openpgp_card])
async def test_the_administrators_pin_locks_too(
    virtual_reader: VirtualReader, media: Media, make: Callable[[], PivCard | OpenPgpCard]
) -> None:
    virtual_reader.insert(virtual_card(make()))
    medium = await media.one()
    for _ in range(2):
        with pytest.raises(WrongAdminPin):
            await medium.unblock_pin(Secret("00000000"), Secret("975310"))
    with pytest.raises(AdminPinLocked):
        await medium.unblock_pin(Secret("00000000"), Secret("975310"))


async def test_a_pin_that_cannot_be_right_costs_no_try(virtual_reader: VirtualReader, media: Media) -> None:
    card = piv_card()
    virtual_reader.insert(virtual_card(card))
    medium = await media.one()
    with pytest.raises(WrongPin) as wrong:
        await medium.unlock(Secret("12"))
    assert (wrong.value.tries_left, card.pin.left) == (3, 3)


async def test_a_pin_that_was_changed_elsewhere_costs_one_try_only(virtual_reader: VirtualReader, media: Media) -> None:
    card = piv_card()
    virtual_reader.insert(virtual_card(card))
    medium = await media.one()
    await medium.unlock(Secret(PIN))
    card.pin.replace(b"975310\xff\xff")
    card.verified = False
    with pytest.raises(WrongPin):
        await medium.sign("9c", b"data", _SCHEME)
    assert (medium.unlocked, card.pin.left) == (False, 2)


async def test_locking_makes_the_card_forget_the_pin(virtual_reader: VirtualReader, media: Media) -> None:
    card = piv_card()
    virtual_reader.insert(virtual_card(card))
    medium = await media.one()
    await medium.unlock(Secret(PIN))
    assert card.verified
    await medium.lock()
    assert not card.verified


async def test_a_card_that_opensc_shows_too_is_listed_once_and_signs(virtual_reader: VirtualReader) -> None:
    opensc = [module for module in find_modules() if "opensc" in module.name]
    assert opensc
    registry = CredentialRegistry(Audit(), Person(PIN))
    cards = PcscProvider()
    await registry.add_provider(cards)
    await registry.add_provider(Pkcs11Provider(opensc, elsewhere=cards.serves))
    try:
        virtual_reader.insert(virtual_card(piv_card()))
        await until(lambda: {view.info.kind for view in registry.media()} == {MediumKind.SMART_CARD})
        (view,) = registry.media()
        credential = next(item for item in view.credentials if item.certificate.algorithm.is_rsa)
        async with credential.authorise(KeyUse(KeyOperation.SIGN, "签署", "test")) as key:
            assert await key.sign(b"data", _SCHEME)
        virtual_reader.empty()
        await until(lambda: not registry.media())
    finally:
        await registry.stop()


async def test_a_service_that_does_not_run_is_named_and_found_when_it_starts(virtual_reader: VirtualReader) -> None:
    media, provider = Media(), PcscProvider()
    place = Path(os.environ["PCSCLITE_CSOCK_NAME"])
    service = place.readlink()
    place.unlink()
    try:
        await provider.start(media)
        assert [problem.code for problem in provider.problems.values()] == ["MED-016"]
        virtual_reader.insert(virtual_card(openpgp_card()))
    finally:
        place.symlink_to(service)
    await media.one()
    assert provider.problems == {}
    await provider.stop()
