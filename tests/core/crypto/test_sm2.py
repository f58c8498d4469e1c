"""SM2 and SM3: published vectors, both back-ends against each other, OpenSSL and gmssl as judges."""

import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.crypto import sm2, sm2_curve
from core.crypto.algorithms import sm3
from core.crypto.errors import BadStructure, DecryptionFailed
from core.crypto.keys import PrivateKey
from core.crypto.sm2_curve import N, Point
from core.crypto.sm2_engine import Sm2Engine
from core.crypto.sm2_native import NativeEngine
from core.crypto.sm2_pure import PureEngine

ENGINES = [NativeEngine(), PureEngine()]
SCALAR = 0x128B2FA8BD433C6C068C8D803DFF79792A519A55171B1B650C23661D15897263


def test_sm3_vectors_of_gb_t_32905() -> None:
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm3(b"abcd" * 16).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


def test_key_pair_of_gm_t_0003_5() -> None:
    """GM/T 0003.5 Annex A: the key pair on the recommended curve."""
    scalar = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
    point = sm2.public_point(scalar)
    assert point.x == 0x09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020
    assert point.y == 0xCCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_a_loaded_key_knows_its_public_key(engine: Sm2Engine) -> None:
    for scalar in (1, SCALAR, N - 2):
        assert engine.load_private(scalar).point == sm2.public_point(scalar)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
@pytest.mark.parametrize("scalar", [0, -1, N - 1, N, N + 1])
def test_a_number_that_is_no_private_key_is_refused(engine: Sm2Engine, scalar: int) -> None:
    with pytest.raises(BadStructure):
        engine.load_private(scalar)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_signature_of_gm_t_0003_5_verifies(engine: Sm2Engine) -> None:
    """GM/T 0003.5 Annex A.2: message digest, id 1234567812345678."""
    scalar = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
    signature = sm2.encode_signature(
        0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3,
        0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA,
    )
    assert engine.load_public(sm2.public_point(scalar)).verify(signature, b"message digest")


@pytest.mark.parametrize("signer", ENGINES, ids=lambda engine: engine.name)
@pytest.mark.parametrize("verifier", ENGINES, ids=lambda engine: engine.name)
@settings(max_examples=15, deadline=None)
@given(data=st.binary(max_size=300), scalar=st.integers(1, N - 2))
def test_each_back_end_accepts_the_other(signer: Sm2Engine, verifier: Sm2Engine, data: bytes, scalar: int) -> None:
    public = verifier.load_public(sm2.public_point(scalar))
    signature = signer.load_private(scalar).sign(data)
    assert public.verify(signature, data)
    assert not public.verify(signature, data + b"!")
    plaintext = data or b"x"
    assert signer.load_private(scalar).decrypt(public.encrypt(plaintext)) == plaintext


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
@settings(max_examples=60, deadline=None)
@given(junk=st.binary(max_size=120))
def test_junk_is_refused_calmly(engine: Sm2Engine, junk: bytes) -> None:
    assert not engine.load_public(sm2.public_point(SCALAR)).verify(junk, b"data")
    with pytest.raises(DecryptionFailed):
        engine.load_private(SCALAR).decrypt(junk)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_every_flipped_bit_of_a_ciphertext_is_noticed(engine: Sm2Engine) -> None:
    ciphertext = engine.load_public(sm2.public_point(SCALAR)).encrypt(b"a short secret")
    private = engine.load_private(SCALAR)
    for index in range(len(ciphertext)):
        changed = bytearray(ciphertext)
        changed[index] ^= 1
        with pytest.raises(DecryptionFailed):
            private.decrypt(bytes(changed))


def test_zero_signatures_are_refused() -> None:
    for r, s in ((0, 0), (1, 0), (0, 1), (1, N - 1), (N, 1)):
        with pytest.raises(BadStructure):
            sm2.decode_signature(sm2.encode_signature(r, s))


def test_points_off_the_curve_are_refused() -> None:
    with pytest.raises(BadStructure):
        Point(1, 1)
    with pytest.raises(BadStructure):
        Point.decode(b"\x04" + bytes(64))


@settings(max_examples=20, deadline=None)
@given(a=st.integers(0, N - 1), b=st.integers(0, N - 1))
def test_curve_arithmetic_is_a_group(a: int, b: int) -> None:
    left = sm2_curve.add(sm2_curve.multiply(a, sm2_curve.G), sm2_curve.multiply(b, sm2_curve.G))
    assert left == sm2_curve.multiply((a + b) % N, sm2_curve.G)
    assert left == sm2_curve.combine(a, sm2_curve.G, b, sm2_curve.G)


def test_openssl_accepts_our_signature_and_we_accept_its_own(tmp_path) -> None:
    key = PrivateKey.from_sm2_scalar(SCALAR)
    (tmp_path / "key.der").write_bytes(key.to_pkcs8().reveal_bytes())
    (tmp_path / "data").write_bytes(b"judged by others")
    (tmp_path / "ours").write_bytes(key.sign(b"judged by others"))
    common = ["openssl", "pkeyutl", "-inkey", "key.der", "-keyform", "DER", "-rawin", "-digest", "sm3", "-in", "data"]
    identity = ["-pkeyopt", "distid:1234567812345678"]
    verify = subprocess.run([*common, "-verify", "-sigfile", "ours", *identity], cwd=tmp_path, capture_output=True)
    assert verify.returncode == 0, verify.stderr
    subprocess.run([*common, "-sign", "-out", "theirs", *identity], cwd=tmp_path, check=True, capture_output=True)
    key.public_key.verify((tmp_path / "theirs").read_bytes(), b"judged by others", key.algorithm.default_scheme)


def test_gmssl_accepts_our_signature() -> None:
    from gmssl.sm2 import CryptSM2

    key = PrivateKey.from_sm2_scalar(SCALAR)
    r, s = sm2.decode_signature(key.sign(b"judged by gmssl"))
    judge = CryptSM2(private_key="", public_key="")
    judge.public_key = key.public_key.point.encode()[1:].hex()  # its constructor strips leading zeros and fours
    assert judge.verify_with_sm3(f"{r:064x}{s:064x}", b"judged by gmssl")
