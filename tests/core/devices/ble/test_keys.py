"""Keys on a virtual radio: connected, used, lost, found again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from core.credentials.errors import DriverFailure, MediumBusy, MediumRemoved, WrongPin
from core.credentials.medium import Medium, MediumKind
from core.crypto.algorithms import SignatureScheme
from core.devices.ble import BleProvider, FoundKey
from core.devices.ble.errors import (
    BluetoothDenied,
    BluetoothOff,
    KeyDoesNotAnswer,
    KeyOutOfReach,
    NoBluetooth,
    NotABluetoothKey,
)
from core.secret import Secret
from tests.simulators.ble.virtual_radio import KEY_ADDRESS, KeyPeer, VirtualRadio
from tests.simulators.card.piv import PIN
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

    @property
    def one(self) -> Medium:
        (medium,) = self.present.values()
        return medium


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.005)


@pytest.fixture
async def radio() -> VirtualRadio:
    radio = VirtualRadio()
    await radio.start()
    return radio


@pytest.fixture
def media() -> Media:
    return Media()


@pytest.fixture
async def provider(radio: VirtualRadio, media: Media) -> AsyncIterator[BleProvider]:
    provider = BleProvider(radio, patience=20, first_pause=0.01)
    await provider.start(media)
    yield provider
    await provider.stop()
    assert media.present == {}


async def started(radio: VirtualRadio, peer: KeyPeer) -> KeyPeer:
    await peer.start(radio.link)
    return peer


async def found(provider: BleProvider) -> FoundKey:
    heard: list[FoundKey] = []
    searching = asyncio.create_task(provider.scan(30, heard.append))
    await until(lambda: any(key.name for key in heard))
    searching.cancel()
    await asyncio.gather(searching, return_exceptions=True)
    return next(key for key in heard if key.name)


@pytest.mark.parametrize(("mtu", "length"), [(23, 512), (185, 200), (517, 512), (185, 20)])
async def test_a_key_is_found_connected_and_signs_whatever_fits_into_a_fragment(
    radio: VirtualRadio, provider: BleProvider, media: Media, mtu: int, length: int
) -> None:
    radio.mtu = mtu
    await started(radio, KeyPeer(virtual_card(piv_card()), length=length, keep_alives=2))
    key = await found(provider)
    assert key.name == "蓝牙K1"
    assert media.present == {}
    await provider.connect(key.address)
    assert media.one.info.kind is MediumKind.BLE
    await media.one.unlock(Secret(PIN))
    for medium_key in await media.one.keys():
        if medium_key.certificate.purpose.can_sign:
            scheme = medium_key.certificate.algorithm.default_scheme
            signature = await media.one.sign(medium_key.key_id, b"data", scheme)
            medium_key.certificate.public_key.verify(signature, b"data", scheme)
    await provider.disconnect(key.address)
    assert (media.present, provider.connected) == ({}, ())
    await provider.disconnect(key.address)


async def test_a_connection_that_is_lost_while_signing_is_removed_and_comes_back(
    radio: VirtualRadio, provider: BleProvider, media: Media
) -> None:
    peer = await started(radio, KeyPeer(virtual_card(openpgp_card())))
    key = await found(provider)
    await provider.connect(key.address)
    medium = media.one
    await medium.unlock(Secret(PIN))
    peer.leave = 0x2A
    with pytest.raises(MediumRemoved):
        await medium.sign("sig", b"data", _SCHEME)
    await until(lambda: bool(media.present))
    peer.leave = None
    assert media.one is not medium
    assert media.one.info == medium.info
    assert not media.one.unlocked
    await media.one.unlock(Secret(PIN))
    assert await media.one.sign("sig", b"data", _SCHEME)


async def test_an_answer_with_gaps_and_silence_are_no_answer_and_the_next_question_works(
    radio: VirtualRadio, media: Media
) -> None:
    provider = BleProvider(radio, patience=1.0, first_pause=0.01)
    await provider.start(media)
    peer = await started(radio, KeyPeer(virtual_card(piv_card()), length=20))
    await provider.connect((await found(provider)).address)
    peer.lose = 0xCB
    with pytest.raises(KeyDoesNotAnswer):
        await media.one.keys()
    peer.lose = None
    assert await media.one.keys()
    with pytest.raises(WrongPin):
        await media.one.unlock(Secret("000000"))
    peer.silent = True
    with pytest.raises(KeyDoesNotAnswer):
        await media.one.pin_state()
    peer.silent = False
    assert (await media.one.pin_state()).tries_left == 2
    await provider.stop()


async def test_a_key_that_is_not_there_is_out_of_reach(provider: BleProvider) -> None:
    with pytest.raises(KeyOutOfReach):
        await provider.connect(KEY_ADDRESS)
    assert (provider.connected, provider.reconnecting) == ((), ())


async def test_another_device_is_no_key(radio: VirtualRadio, provider: BleProvider, media: Media) -> None:
    await started(radio, KeyPeer(virtual_card(), is_key=False))
    with pytest.raises(NotABluetoothKey):
        await provider.connect(KEY_ADDRESS)
    assert (provider.connected, media.present) == ((), {})


async def test_what_the_system_refuses_is_told(radio: VirtualRadio, provider: BleProvider) -> None:
    for problem in (BluetoothOff(), NoBluetooth(), BluetoothDenied()):
        radio.problem = problem
        with pytest.raises(type(problem)):
            await provider.scan(1, lambda key: None)
        with pytest.raises(type(problem)):
            await provider.connect(KEY_ADDRESS)


async def test_a_key_without_a_known_application_is_refused(radio: VirtualRadio, provider: BleProvider) -> None:
    await started(radio, KeyPeer(virtual_card()))
    with pytest.raises(NotABluetoothKey):
        await provider.connect((await found(provider)).address)
    assert provider.connected == ()


async def test_an_error_of_the_key_is_told_and_the_next_question_works(
    radio: VirtualRadio, provider: BleProvider, media: Media
) -> None:
    peer = await started(radio, KeyPeer(virtual_card(piv_card())))
    await provider.connect(KEY_ADDRESS)
    peer.refuses = b"\x06"
    with pytest.raises(MediumBusy):
        await media.one.pin_state()
    peer.refuses = b"\x7f"
    with pytest.raises(DriverFailure, match="7f"):
        await media.one.pin_state()
    peer.refuses = b""
    assert (await media.one.pin_state()).tries_left == 3
