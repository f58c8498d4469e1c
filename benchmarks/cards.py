"""Cards: PIV signatures through the registry against bare APDUs by pyscard, and how soon a card is listed.

Both on the tests' virtual card in a PC/SC service of their own; the card computes in this process.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.report import Row
from benchmarks.signatures import DATA, Call, Typist, awaitable, credential_of, rates
from core.credentials.registry import CredentialRegistry
from core.credentials.use_log import UseLog
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme, digest
from core.devices.cards.rsa_padding import padded
from core.devices.cards.tlv import tlv
from core.devices.pcsc import PcscProvider
from core.storage.database import Database
from tests.core.credentials.issued import NOW
from tests.simulators.card.iso7816 import VirtualCard
from tests.simulators.card.keys import CardKey
from tests.simulators.card.piv import PIN, PivCard
from tests.simulators.card.reader import NAME, VirtualReader
from tests.virtual_cards import piv_card, virtual_card

_COUNT, _ARRIVALS = 40, 9
_SIGNING_KEYS = (0x9A, 0x9C)  # the second asks for the PIN at each signature (SP 800-73-4 part 1 table 6)


def measure() -> list[Row]:
    """Signatures per second in one authorised use, and milliseconds from a card's arrival to its certificates."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "pcscd.comm"
        os.environ["PCSCLITE_CSOCK_NAME"] = str(place)  # the service's library reads it once, when it is loaded
        reader = VirtualReader()
        reader.start(place)
        database = Database(Path(folder) / "bench.sqlite3")
        try:
            return asyncio.run(_measure(reader, CredentialRegistry(UseLog(database), Typist(PIN), now=lambda: NOW)))
        finally:
            database.close()
            reader.stop()


async def _measure(reader: VirtualReader, registry: CredentialRegistry) -> list[Row]:
    application = piv_card()
    card = virtual_card(application)
    await registry.add_provider(PcscProvider())
    arrival = await _arrival(reader, card, registry)
    rows = [await _signatures(application, reference, registry) for reference in _SIGNING_KEYS]
    await registry.stop()
    return [*rows, Row("a card is listed after its arrival", arrival, None, "ms")]


async def _arrival(reader: VirtualReader, card: VirtualCard, registry: CredentialRegistry) -> float:
    """The card stays in the reader at the end."""
    listed = asyncio.Event()
    end = registry.subscribe(lambda event: listed.set())
    times = []
    for _ in range(_ARRIVALS):
        if registry.media():
            await asyncio.to_thread(reader.empty)
            await listed.wait()
            listed.clear()
        begin = time.perf_counter()
        await asyncio.to_thread(reader.insert, card)
        await listed.wait()
        times.append(time.perf_counter() - begin)
        listed.clear()
    end()
    return statistics.median(times) * 1000


async def _signatures(application: PivCard, reference: int, registry: CredentialRegistry) -> Row:
    key = application.keys[reference]
    algorithm = key.certificate.algorithm
    scheme = algorithm.default_scheme
    credential = credential_of(registry, key.certificate)
    pair = await rates(credential, scheme, partial(_bare, key, reference, scheme), _COUNT)
    name = "RSA-2048" if algorithm is KeyAlgorithm.RSA_2048 else "ECDSA P-256"
    return Row(f"card signatures, {name} (PIV {reference:02X})", *pair, "/s", "bare pyscard", 1.1)


def _bare(key: CardKey, reference: int, scheme: SignatureScheme) -> Call:
    """The digest, VERIFY and GENERAL AUTHENTICATE over a connection of its own to the selected application."""
    from smartcard import scard
    from smartcard.System import readers

    (place,) = (found for found in readers() if NAME in str(found) and str(found).endswith(" 00"))
    connection = place.createConnection()
    connection.connect(disposition=scard.SCARD_LEAVE_CARD)  # without this it takes the power from everybody
    verify = [0x00, 0x20, 0x00, 0x80, 8, *PIN.encode().ljust(8, b"\xff")]
    is_rsa, bits = key.key.algorithm.is_rsa, key.key.algorithm.bits
    algorithm = 0x07 if is_rsa else 0x11  # SP 800-78-5 table 9

    def sign() -> None:
        hashed = digest(scheme.digest, DATA)
        message = padded(hashed, scheme, bits) if is_rsa else hashed
        template = tlv(0x7C, tlv(0x82, b"") + tlv(0x81, message))
        for apdu in (verify, *_commands(algorithm, reference, template)):
            _, sw1, sw2 = connection.transmit(apdu)
            if sw1 == 0x61:
                _, sw1, sw2 = connection.transmit([0x00, 0xC0, 0x00, 0x00, sw2])
            if (sw1, sw2) != (0x90, 0x00):
                raise RuntimeError(f"the virtual card answers {sw1:02X}{sw2:02X}")

    return awaitable(sign)


def _commands(algorithm: int, reference: int, template: bytes) -> list[list[int]]:
    """GENERAL AUTHENTICATE in one command, or chained in two (ISO 7816-4 §5.3.3)."""
    first, rest = template[:255], template[255:]
    if not rest:
        return [[0x00, 0x87, algorithm, reference, len(first), *first, 0x00]]
    chained = [0x10, 0x87, algorithm, reference, len(first), *first]
    return [chained, [0x00, 0x87, algorithm, reference, len(rest), *rest, 0x00]]
