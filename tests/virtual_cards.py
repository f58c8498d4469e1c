"""Cards in a virtual reader that the real PC/SC service of the tests sees."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import KeyPurpose
from core.crypto.keys import PrivateKey
from tests.core.credentials.issued import issue
from tests.simulators.card.iso7816 import VirtualCard
from tests.simulators.card.keys import CardKey
from tests.simulators.card.openpgp import OpenPgpCard
from tests.simulators.card.piv import PivCard
from tests.simulators.card.reader import VirtualReader


@pytest.fixture(scope="session")
def pcsc_service() -> Iterator[VirtualReader]:
    reader = VirtualReader()
    place = Path(os.environ["PCSCLITE_CSOCK_NAME"])
    reader.start(place)
    yield reader
    reader.stop()
    place.unlink()


@pytest.fixture
def virtual_reader(pcsc_service: VirtualReader) -> Iterator[VirtualReader]:
    """An empty reader with two slots."""
    yield pcsc_service
    pcsc_service.empty()


@cache
def card_key(algorithm: KeyAlgorithm, purpose: KeyPurpose = KeyPurpose.SIGN, name: str = "李晓样") -> CardKey:
    """A key pair with its certificate, the same one in a whole run."""
    key = PrivateKey.generate(algorithm)
    return CardKey(key, issue(key.public_key, PrivateKey.generate(KeyAlgorithm.EC_P256), purpose, name=name))


def piv_card(**options: object) -> PivCard:
    """RSA and P-256 for signing, RSA for decryption, one retired P-384 key."""
    keys = {
        0x9A: card_key(KeyAlgorithm.EC_P256),
        0x9C: card_key(KeyAlgorithm.RSA_2048),
        0x9D: card_key(KeyAlgorithm.RSA_2048, KeyPurpose.ENCRYPT),
        0x82: card_key(KeyAlgorithm.EC_P384, name="王小样"),
    }
    return PivCard(keys, **options)  # type: ignore[arg-type]


def openpgp_card(**options: object) -> OpenPgpCard:
    """RSA for signing and decryption, P-256 for authentication."""
    keys = {
        "sig": card_key(KeyAlgorithm.RSA_2048),
        "dec": card_key(KeyAlgorithm.RSA_2048, KeyPurpose.ENCRYPT),
        "aut": card_key(KeyAlgorithm.EC_P256),
    }
    return OpenPgpCard(keys, **options)  # type: ignore[arg-type]


def virtual_card(*applications: PivCard | OpenPgpCard) -> VirtualCard:
    return VirtualCard(applications)
