"""Encrypted messages: opened by OpenSSL, refused when damaged."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from asn1crypto import cms, pem

from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate, KeyPurpose
from core.crypto.errors import AlgorithmNotSupported, BadStructure, DecryptionFailed
from core.crypto.keys import PrivateKey
from core.crypto.message import encrypt_message, parse_message
from tests.core.credentials.issued import issue

TEXT = "投标报价 1,280,000 元".encode() * 100


def holder(algorithm: KeyAlgorithm, serial: int = 1) -> tuple[PrivateKey, Certificate]:
    key = PrivateKey.generate(algorithm)
    return key, issue(key.public_key, PrivateKey.generate(KeyAlgorithm.SM2), KeyPurpose.ENCRYPT, serial=serial)


def pem_key(key: PrivateKey, path: Path) -> Path:
    with key.to_pkcs8() as pkcs8:
        path.write_bytes(pem.armor("PRIVATE KEY", pkcs8.reveal_bytes()))
    return path


@pytest.mark.parametrize("algorithm", [KeyAlgorithm.SM2, KeyAlgorithm.RSA_2048])
def test_its_holder_opens_it(algorithm: KeyAlgorithm) -> None:
    key, certificate = holder(algorithm)
    message = parse_message(encrypt_message(TEXT, certificate))
    assert message.is_for(certificate)
    assert message.open(key.decrypt(message.encrypted_key)) == TEXT
    assert encrypt_message(TEXT, certificate) != encrypt_message(TEXT, certificate)


def test_openssl_opens_what_an_rsa_key_gets(tmp_path: Path) -> None:
    key, certificate = holder(KeyAlgorithm.RSA_2048)
    (tmp_path / "message.der").write_bytes(encrypt_message(TEXT, certificate))
    (tmp_path / "certificate.pem").write_bytes(certificate.to_pem())
    command = ["openssl", "cms", "-decrypt", "-inform", "DER", "-in", str(tmp_path / "message.der"), "-binary"]
    command += ["-recip", str(tmp_path / "certificate.pem"), "-inkey", str(pem_key(key, tmp_path / "key.pem"))]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, TEXT), done.stderr


def test_openssl_opens_what_an_sm2_key_gets(tmp_path: Path) -> None:
    key, certificate = holder(KeyAlgorithm.SM2)
    data = cms.ContentInfo.load(encrypt_message(TEXT, certificate))["content"]
    (tmp_path / "wrapped").write_bytes(data["recipient_infos"][0].chosen["encrypted_key"].native)
    command = ["openssl", "pkeyutl", "-decrypt", "-inkey", str(pem_key(key, tmp_path / "key.pem"))]
    opened = subprocess.run([*command, "-in", str(tmp_path / "wrapped")], capture_output=True, check=True)
    info = data["encrypted_content_info"]
    iv = info["content_encryption_algorithm"]["parameters"].native
    command = ["openssl", "enc", "-d", "-sm4-cbc", "-K", opened.stdout.hex(), "-iv", iv.hex()]
    done = subprocess.run(command, input=info["encrypted_content"].native, capture_output=True, check=True)
    assert done.stdout == TEXT


def test_others_do_not_open_it() -> None:
    _, certificate = holder(KeyAlgorithm.SM2)
    other, other_certificate = holder(KeyAlgorithm.SM2, serial=2)
    message = parse_message(encrypt_message(TEXT, certificate))
    assert not message.is_for(other_certificate)
    with pytest.raises(DecryptionFailed):
        other.decrypt(message.encrypted_key)
    for wrong in (b"", b"short", b"k" * 32):
        with pytest.raises(DecryptionFailed):
            message.open(wrong)


@pytest.mark.parametrize("damage", [b"", b"\x30\x00", b"%PDF-1.7", TEXT])
def test_what_is_no_message_is_refused(damage: bytes) -> None:
    with pytest.raises(BadStructure):
        parse_message(damage)


def test_cut_and_lengthened_messages_are_refused() -> None:
    _, certificate = holder(KeyAlgorithm.SM2)
    der = encrypt_message(TEXT, certificate)
    for damaged in (der[:-1], der + b"\x00", der[:40]):
        with pytest.raises(BadStructure):
            parse_message(damaged)


def test_a_key_that_cannot_encrypt_is_named() -> None:
    _, certificate = holder(KeyAlgorithm.EC_P256)
    with pytest.raises(AlgorithmNotSupported):
        encrypt_message(TEXT, certificate)
