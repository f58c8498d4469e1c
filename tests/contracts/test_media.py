"""The contract of media, run for every kind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.credentials.medium import Medium
from core.credentials.software import SoftwareMedium
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.devices.ble import BleProvider
from core.devices.pcsc import PcscProvider
from core.devices.pkcs11 import Pkcs11Provider
from core.devices.skf import SkfProvider
from core.devices.skf.profile import STANDARD
from tests.contracts.medium_contract import MediumContract, Rig
from tests.core.credentials.test_software import PIN, install, open_store
from tests.simulators.ble.virtual_radio import KEY_ADDRESS, KeyPeer, VirtualRadio
from tests.simulators.card.piv import PIN as CARD_PIN
from tests.simulators.card.piv import PUK
from tests.simulators.card.reader import VirtualReader
from tests.simulators.skf.soft_skf import FullToken
from tests.softhsm import SO_PIN, SoftHsmToken
from tests.virtual_cards import openpgp_card, piv_card, virtual_card


class _Media:
    """A sink that keeps what arrives."""

    def __init__(self) -> None:
        self.present: dict[str, Medium] = {}

    def arrived(self, medium: Medium) -> None:
        self.present[medium.info.id] = medium

    def changed(self, medium_id: str) -> None:
        assert medium_id in self.present

    def removed(self, medium_id: str) -> None:
        del self.present[medium_id]


class TestSoftwareMedium(MediumContract):
    @pytest.fixture(params=[KeyAlgorithm.SM2, KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_P256])
    async def rig(self, request: pytest.FixtureRequest, tmp_path: Path) -> Rig:
        store = open_store(tmp_path)
        identity = await install(store, request.param)
        return Rig(SoftwareMedium(store, await store.read(identity)), PIN)


class TestPkcs11Medium(MediumContract):
    @pytest.fixture
    async def rig(self, softhsm_token: SoftHsmToken) -> AsyncIterator[Rig]:
        media = _Media()
        provider = Pkcs11Provider([softhsm_token.module])
        await provider.start(media)
        (medium,) = media.present.values()
        yield Rig(
            medium,
            softhsm_token.pin,
            admin_pin=SO_PIN,
            makes=(KeyAlgorithm.RSA_2048, KeyAlgorithm.RSA_3072, KeyAlgorithm.EC_P256),
            keeps_files=True,
        )
        await medium.close()
        await provider.stop()
        assert media.present == {}


class TestSkfMedium(MediumContract):
    @pytest.fixture
    async def rig(self, skf_token: FullToken) -> AsyncIterator[Rig]:
        media = _Media()
        provider = SkfProvider({skf_token.skf.library: STANDARD})
        await provider.start(media)
        (medium,) = media.present.values()
        yield Rig(
            medium,
            skf_token.token.pin,
            refused=frozenset({SignatureScheme.RSA_PSS_SHA256}),
            admin_pin=skf_token.token.admin_pin,
            makes=(KeyAlgorithm.SM2, KeyAlgorithm.RSA_2048),
            keeps_files=True,
        )
        await medium.close()
        await provider.stop()
        assert media.present == {}


class TestCardMedium(MediumContract):
    @pytest.fixture
    async def rig(self, virtual_reader: VirtualReader) -> AsyncIterator[Rig]:
        """PIV in a reader; OpenPGP, the same code over a faster link, is below."""
        media = _Media()
        provider = PcscProvider()
        virtual_reader.insert(virtual_card(piv_card()))
        await provider.start(media)
        async with asyncio.timeout(30):
            while not media.present:
                await asyncio.sleep(0.01)
        (medium,) = media.present.values()
        yield Rig(medium, CARD_PIN, admin_pin=PUK)
        await provider.stop()
        assert media.present == {}


class TestBleMedium(MediumContract):
    @pytest.fixture(params=[piv_card, openpgp_card])
    async def rig(self, request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
        media, radio, peer = _Media(), VirtualRadio(), KeyPeer(virtual_card(request.param()))
        provider = BleProvider(radio, patience=20)
        await radio.start()
        await peer.start(radio.link)
        await provider.start(media)
        await provider.connect(KEY_ADDRESS)
        (medium,) = media.present.values()
        is_openpgp = request.param is openpgp_card
        refused = frozenset({SignatureScheme.RSA_PSS_SHA256} if is_openpgp else ())
        yield Rig(medium, CARD_PIN, refused=refused, admin_pin=PUK)
        await provider.stop()
        assert media.present == {}
