"""OpenSC judges the simulated cards: what our own driver says of them would prove nothing."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from tests.simulators.card.iso7816 import VirtualCard
from tests.simulators.card.piv import PIN
from tests.simulators.card.reader import VirtualReader
from tests.virtual_cards import card_key, openpgp_card, piv_card, virtual_card


def opensc(reader: VirtualReader, *command: str) -> str:
    done = subprocess.run(
        command, env=os.environ | reader.environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def see(reader: VirtualReader, card: VirtualCard) -> None:
    """Insert a card and wait until the service sees it."""
    reader.insert(card)
    deadline = time.monotonic() + 20
    while " Yes " not in opensc(reader, "opensc-tool", "--list-readers"):
        assert time.monotonic() < deadline
    assert card.atr.hex(":") in opensc(reader, "opensc-tool", "--atr")


def test_opensc_reads_a_piv_card_and_signs_with_it(virtual_reader: VirtualReader, tmp_path: Path) -> None:
    see(virtual_reader, virtual_card(piv_card()))
    assert "Personal Identity Verification" in opensc(virtual_reader, "opensc-tool", "--name")
    data, signature = tmp_path / "data", tmp_path / "signature"
    data.write_bytes(b"data")
    files = ("--input-file", str(data), "--output-file", str(signature))
    tool = ("pkcs11-tool", "--login", "--pin", PIN, "--sign", *files)
    opensc(virtual_reader, *tool, "--id", "02", "--mechanism", "SHA256-RSA-PKCS")
    key = card_key(KeyAlgorithm.RSA_2048).certificate.public_key
    key.verify(signature.read_bytes(), b"data", SignatureScheme.RSA_PKCS1_SHA256)
    opensc(virtual_reader, *tool, "--id", "01", "--mechanism", "ECDSA-SHA256", "--signature-format", "openssl")
    key = card_key(KeyAlgorithm.EC_P256).certificate.public_key
    key.verify(signature.read_bytes(), b"data", SignatureScheme.ECDSA_SHA256)


@pytest.mark.parametrize("compressed", [False, True])
def test_piv_tool_reads_the_certificate(virtual_reader: VirtualReader, tmp_path: Path, compressed: bool) -> None:
    see(virtual_reader, virtual_card(piv_card(compressed=compressed)))
    printed = opensc(virtual_reader, "pkcs15-tool", "--read-certificate", "01")
    path = tmp_path / "certificate.pem"
    path.write_text(printed)
    text = subprocess.run(
        ("openssl", "x509", "-in", str(path), "-outform", "DER"), capture_output=True, check=True
    ).stdout
    assert text == card_key(KeyAlgorithm.EC_P256).certificate.der


def test_opensc_reads_an_openpgp_card_and_signs_with_it(virtual_reader: VirtualReader, tmp_path: Path) -> None:
    see(virtual_reader, virtual_card(openpgp_card()))
    assert "Li Xiaoyang" in opensc(virtual_reader, "openpgp-tool", "--user-info")
    data, signature = tmp_path / "data", tmp_path / "signature"
    data.write_bytes(b"data")
    files = ("--input-file", str(data), "--output-file", str(signature))
    opensc(
        virtual_reader,
        *("pkcs11-tool", "--slot-index", "1", "--login", "--pin", PIN, "--sign", *files),
        *("--id", "01", "--mechanism", "SHA256-RSA-PKCS"),
    )
    key = card_key(KeyAlgorithm.RSA_2048).certificate.public_key
    key.verify(signature.read_bytes(), b"data", SignatureScheme.RSA_PKCS1_SHA256)
