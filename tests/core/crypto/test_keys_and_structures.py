"""Keys, certificates, requests, key delivery: round trips, OpenSSL as judge, garbage."""

import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.crypto.certificates import Certificate
from core.crypto.enveloped import unwrap_key_cms, unwrap_sm2_key, wrap_key_cms, wrap_sm2_key
from core.crypto.errors import AlgorithmNotSupported, BadStructure, DecryptionFailed, SignatureInvalid
from core.crypto.keys import PrivateKey, PublicKey
from core.crypto.requests import build_request, parse_request
from core.errors import AppError

QUICK = [KeyAlgorithm.SM2, KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_P256, KeyAlgorithm.EC_P384]


@pytest.fixture(scope="module", params=QUICK, ids=lambda algorithm: algorithm.value)
def key(request: pytest.FixtureRequest) -> PrivateKey:
    return PrivateKey.generate(request.param)


def test_pkcs8_round_trip_is_read_by_openssl(key: PrivateKey, tmp_path) -> None:
    der = key.to_pkcs8()
    again = PrivateKey.from_pkcs8(der)
    assert again.public_key == key.public_key
    (tmp_path / "key.der").write_bytes(der.reveal_bytes())
    command = ["openssl", "pkey", "-in", "key.der", "-inform", "DER", "-pubout", "-outform", "DER"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout
    assert PublicKey(told).key_identifier() == key.public_key.key_identifier()


def test_signatures_fit_only_their_data_key_and_scheme(key: PrivateKey) -> None:
    scheme = key.algorithm.default_scheme
    signature = key.sign(b"data", scheme)
    key.public_key.verify(signature, b"data", scheme)
    for data, use in ((b"Data", scheme), (b"data", next(s for s in SignatureScheme if s is not scheme))):
        with pytest.raises(SignatureInvalid):
            key.public_key.verify(signature, data, use)
    with pytest.raises(SignatureInvalid):
        PrivateKey.generate(key.algorithm).public_key.verify(signature, b"data", scheme)


def test_requests_are_accepted_by_openssl_and_checked_by_us(key: PrivateKey, tmp_path) -> None:
    der = build_request({"country_name": "CN", "common_name": "林晓样"}, key.public_key, key.sign)
    parsed = parse_request(der)
    assert parsed.public_key == key.public_key
    assert parsed.subject["common_name"] == "林晓样"
    (tmp_path / "request.der").write_bytes(der)
    identity = ["-vfyopt", "distid:1234567812345678"] if key.algorithm is KeyAlgorithm.SM2 else []
    judged = subprocess.run(
        ["openssl", "req", "-inform", "DER", "-in", "request.der", "-verify", "-noout", *identity],
        cwd=tmp_path,
        capture_output=True,
    )
    assert b"verify OK" in judged.stderr + judged.stdout
    changed = bytearray(der)
    changed[-1] ^= 1
    with pytest.raises(AppError):
        parse_request(bytes(changed))


def test_encryption_keys_reach_only_their_receiver(key: PrivateKey) -> None:
    delivered = PrivateKey.generate(key.algorithm)
    stranger = PrivateKey.generate(key.algorithm)
    if key.algorithm is KeyAlgorithm.SM2:
        wrap, unwrap = wrap_sm2_key, unwrap_sm2_key
    else:
        wrap, unwrap = wrap_key_cms, unwrap_key_cms
    envelope = wrap(delivered, key.public_key)
    assert unwrap(envelope, key).public_key == delivered.public_key
    with pytest.raises(DecryptionFailed):
        unwrap(envelope, stranger)
    with pytest.raises(BadStructure):
        unwrap(envelope[:-3], key)


@pytest.mark.parametrize("algorithm", [KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_P256], ids=lambda a: a.value)
def test_openssl_opens_our_enveloped_data(algorithm: KeyAlgorithm, tmp_path) -> None:
    receiver, delivered = PrivateKey.generate(algorithm), PrivateKey.generate(algorithm)
    (tmp_path / "envelope").write_bytes(wrap_key_cms(delivered, receiver.public_key))
    (tmp_path / "key").write_bytes(receiver.to_pkcs8().reveal_bytes())
    command = ["openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", "envelope"]
    opened = subprocess.run(
        [*command, "-inkey", "key", "-keyform", "DER"], cwd=tmp_path, capture_output=True, check=True
    ).stdout
    assert PrivateKey.from_pkcs8(opened).public_key == delivered.public_key


@settings(max_examples=80, deadline=None)
@given(junk=st.binary(max_size=300))
def test_garbage_is_a_clear_error_everywhere(junk: bytes) -> None:
    receiver = PrivateKey.from_sm2_scalar(7)
    for parse in (Certificate.from_bytes, PublicKey, PrivateKey.from_pkcs8, parse_request):
        with pytest.raises(AppError):
            parse(junk)
    with pytest.raises(AppError):
        unwrap_sm2_key(junk, receiver)
    with pytest.raises(AppError):
        unwrap_key_cms(junk, receiver)


def test_weak_and_unknown_keys_are_not_supported() -> None:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    weak = rsa.generate_private_key(65537, 1024)  # noqa: S505 that is the point
    for loaded in (weak, ec.generate_private_key(ec.SECP256K1())):
        spki = loaded.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        with pytest.raises(AlgorithmNotSupported):
            PublicKey(spki)


def test_an_error_about_a_private_key_does_not_quote_it() -> None:
    der = bytearray(PrivateKey.generate(KeyAlgorithm.SM2).to_pkcs8().reveal_bytes())
    secret = bytes(der[36:68]).hex()
    der[1] ^= 1
    with pytest.raises(BadStructure) as caught:
        PrivateKey.from_pkcs8(bytes(der))
    assert secret not in repr(caught.value)
    assert caught.value.__cause__ is None


def test_what_is_wrong_is_named_in_both_languages() -> None:
    with pytest.raises(BadStructure) as raised:
        Certificate(b"\x30\x00")
    assert raised.value.cause_in("zh") == "数据不是有效的证书。"
    assert raised.value.cause_in("en") == "The data is not a valid certificate."
