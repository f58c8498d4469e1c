"""Bluetooth keys: PIV signatures through the registry against bare messages over the link, on a virtual radio.

Radio and key run on the same event loop as the client: what is compared is our part above the radio.
"""

from __future__ import annotations

import asyncio
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.report import Row
from benchmarks.signatures import DATA, Typist, credential_of, rates
from core.credentials.registry import CredentialRegistry
from core.credentials.use_log import UseLog
from core.crypto.algorithms import DigestAlgorithm, digest
from core.devices.ble import BleProvider
from core.devices.ble.frames import Assembler, Kind, Message, fragments
from core.devices.ble.radio import GattConnection
from core.devices.cards.tlv import tlv
from core.storage.database import Database
from tests.core.credentials.issued import NOW
from tests.simulators.ble.virtual_radio import KEY_ADDRESS, KeyPeer, VirtualRadio
from tests.simulators.card.piv import PIN
from tests.virtual_cards import piv_card, virtual_card

_COUNT = 40
_KEY = 0x9A  # ECDSA P-256


def measure() -> list[Row]:
    """One row: signatures per second in one authorised use."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "bench.sqlite3")
        row = asyncio.run(_measure(CredentialRegistry(UseLog(database), Typist(PIN), now=lambda: NOW)))
        database.close()
    return [row]


async def _measure(registry: CredentialRegistry) -> Row:
    provider = BleProvider(await _radio_with_key())
    await registry.add_provider(provider)
    listed = asyncio.Event()
    registry.subscribe(lambda event: listed.set())
    await provider.connect(KEY_ADDRESS)
    await listed.wait()
    certificate = piv_card().keys[_KEY].certificate
    credential = credential_of(registry, certificate)
    scheme = certificate.algorithm.default_scheme
    bare = BareKey()
    await bare.connect(await _radio_with_key())
    await bare.ask(bytes([0x00, 0xA4, 0x04, 0x00, 9]) + piv_card().aid[:9] + b"\x00")
    await bare.ask(bytes([0x00, 0x20, 0x00, 0x80, 8]) + PIN.encode().ljust(8, b"\xff"))
    pair = await rates(credential, scheme, lambda: partial(bare.sign, scheme.digest), _COUNT)
    await registry.stop()
    return Row("Bluetooth key signatures, ECDSA P-256 (PIV)", *pair, "/s", "bare link", 1.1)


async def _radio_with_key() -> VirtualRadio:
    radio = VirtualRadio()
    await radio.start()
    await KeyPeer(virtual_card(piv_card())).start(radio.link)
    return radio


class BareKey:
    """Asks a key over a connection, and nothing more."""

    def __init__(self) -> None:
        self._connection: GattConnection
        self._assembler = Assembler()
        self._answers: asyncio.Queue[Message] = asyncio.Queue()

    async def connect(self, radio: VirtualRadio) -> None:
        """Connect to the key of that radio."""
        self._connection = await radio.connect(KEY_ADDRESS, self._heard, lambda: None)

    async def ask(self, command: bytes) -> bytes:
        """The data of the answer to an APDU."""
        for fragment in fragments(Message(Kind.MESSAGE, command), self._connection.fragment_size):
            await self._connection.write(fragment)
        answer = (await self._answers.get()).payload
        if not answer.endswith(b"\x90\x00"):
            raise RuntimeError(f"the virtual key answers {answer[-2:].hex()}")
        return answer[:-2]

    async def sign(self, algorithm: DigestAlgorithm) -> bytes:
        """GENERAL AUTHENTICATE with the digest; the PIN was shown before."""
        template = tlv(0x7C, tlv(0x82, b"") + tlv(0x81, digest(algorithm, DATA)))
        return await self.ask(bytes([0x00, 0x87, 0x11, _KEY, len(template)]) + template + b"\x00")

    def _heard(self, fragment: bytes) -> None:
        message = self._assembler.feed(fragment)
        if message is not None:
            self._answers.put_nowait(message)
