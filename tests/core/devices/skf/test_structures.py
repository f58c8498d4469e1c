"""Structures in every layout, and what libraries may leave in them."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.credentials.errors import DriverFailure
from core.credentials.medium import Medium
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.enveloped import SM2EnvelopedKey, unwrap_sm2_key, wrap_sm2_key
from core.crypto.errors import BadStructure
from core.crypto.keys import PrivateKey
from core.devices.skf.containers import ISSUERS_FILE
from core.devices.skf.profile import STANDARD, Side
from core.devices.skf.structures import Structures, layout_of
from core.secret import Secret
from tests.simulators.skf.soft_skf import PIN, FullToken

LAYOUTS = [(1, 4), (0, 4), (1, 8), (0, 8)]
FORMATS = {(1, 4): "=I", (0, 4): "@I", (1, 8): "=Q", (0, 8): "@Q"}
RECEIVER, KEY = PrivateKey.generate(KeyAlgorithm.SM2), PrivateKey.generate(KeyAlgorithm.SM2)
ENVELOPED = wrap_sm2_key(KEY, RECEIVER.public_key)


def device_info(layout: tuple[int, int], symmetric: int, asymmetric: int, hashes: int) -> bytes:
    order, ulong = FORMATS[layout]
    texts = ["厂商".encode("gbk"), b"", "标签".encode("gbk"), b"SN1"]
    numbers = [symmetric, asymmetric, hashes, 0x401, 65536, 1024, 1024, 2048]
    form = struct.Struct(f"{order}2s64s64s32s32s2s2s8{ulong}64s")
    return form.pack(b"\1\0", *texts, b"\1\0", b"\1\0", *numbers, b"").ljust(Structures.ROOM, b"\0")


@pytest.mark.parametrize("layout", LAYOUTS)
@given(
    symmetric=st.sampled_from([0x101, 0x401, 0x0707, 0x47F]),
    asymmetric=st.sampled_from([0x00010000, 0x00020000, 0x00030700, 0x00020F00]),
    hashes=st.sampled_from([1, 3, 5, 7]),
)
def test_the_layout_is_seen_in_what_the_library_says(
    layout: tuple[int, int], symmetric: int, asymmetric: int, hashes: int
) -> None:
    raw = device_info(layout, symmetric, asymmetric, hashes)
    for pack, ulong_bytes in LAYOUTS:
        profile = layout_of(replace(STANDARD, pack=pack, ulong_bytes=ulong_bytes), raw)
        assert (profile.pack, profile.ulong_bytes) == layout
        info = Structures(profile).device_info(raw)
        assert (info.manufacturer, info.label, info.serial, info.max_buffer) == ("厂商", "标签", "SN1", 2048)


@given(raw=st.binary(min_size=Structures.ROOM, max_size=Structures.ROOM))
def test_any_bytes_are_read_or_are_the_drivers_failure(raw: bytes) -> None:
    structures = Structures(layout_of(STANDARD, raw))
    for read in (structures.device_info, structures.ecc_public_key, structures.rsa_public_key):
        try:
            read(raw)
        except DriverFailure:
            continue
    assert structures.file_info(raw).size >= 0


@given(position=st.integers(0, len(ENVELOPED) - 1), value=st.integers(0, 255), cut=st.booleans())
def test_damaged_envelopes_are_refused_or_still_have_their_form(position: int, value: int, cut: bool) -> None:
    damaged = bytearray(ENVELOPED)
    damaged[position] = value
    given_bytes = bytes(damaged[:position] if cut else damaged)
    try:
        blob = Structures(STANDARD).enveloped_key(given_bytes)
    except BadStructure:
        return
    assert len(blob) >= 12 + 64 + 132 + 164


@pytest.mark.parametrize("side", list(Side))
def test_an_envelope_keeps_its_numbers_on_either_side(side: Side) -> None:
    blob = Structures(replace(STANDARD, numbers=side)).enveloped_key(ENVELOPED)
    structure = SM2EnvelopedKey.load(ENVELOPED)
    at = 0 if side is Side.LEFT else 32
    wrapped = structure["sm2_encrypted_private_key"].native
    assert blob[12 + at : 12 + at + 32] == wrapped
    assert blob[80 + at : 80 + at + 32] == KEY.public_key.point.x.to_bytes(32, "big")
    session = structure["sym_encrypted_key"]
    assert blob[208 + at : 208 + at + 32] == session["x"].native.to_bytes(32, "big")
    assert blob[336:368] == session["hash"].native
    assert blob[372:] == session["ciphertext"].native
    assert unwrap_sm2_key(ENVELOPED, RECEIVER).sm2_scalar == KEY.sm2_scalar


async def test_damaged_issuers_hide_no_certificate(medium: Medium, skf_token: FullToken) -> None:
    before = await medium.keys()
    await medium.unlock(Secret(PIN))
    for rubbish in (b"", b"rubbish", b"\x30\x82\xff\xff", skf_token.sm2.der[:-1]):
        await medium.write_file(ISSUERS_FILE, rubbish)
        assert await medium.keys() == before
