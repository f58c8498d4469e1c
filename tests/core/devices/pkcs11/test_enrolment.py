"""A key made on a PKCS#11 token, its request judged by openssl, certificates and the delivered key by pkcs11-tool."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.credentials.errors import CertificateNotOfKey, OperationNotSupported
from core.credentials.medium import Delivery, Medium, NewKey
from core.crypto import requests
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate, KeyPurpose
from core.crypto.enveloped import wrap_key_cms
from core.crypto.errors import BadStructure, DecryptionFailed
from core.crypto.keys import PrivateKey
from core.devices.pkcs11 import Pkcs11Provider
from core.secret import Secret
from tests.contracts.test_media import _Media
from tests.core.credentials.issued import issue
from tests.softhsm import PIN, SoftHsm

ISSUER = PrivateKey.generate(KeyAlgorithm.EC_P256)
KINDS = (KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_P256)


@pytest.fixture
async def token(softhsm: SoftHsm) -> AsyncIterator[Medium]:
    """An empty token, logged in."""
    softhsm.create_token("empty")
    media, provider = _Media(), Pkcs11Provider([softhsm.module])
    await provider.start(media)
    (medium,) = media.present.values()
    await medium.unlock(Secret(PIN))
    yield medium
    await provider.stop()


def deliver(made: NewKey, encryption_key: PrivateKey, serial: int = 1) -> Delivery:
    """What the authority makes for a key."""
    signing = issue(made.public_key, ISSUER, KeyPurpose.SIGN, name="张三", serial=serial)
    encryption = issue(encryption_key.public_key, ISSUER, KeyPurpose.ENCRYPT, name="张三", serial=serial + 1)
    envelope = wrap_key_cms(encryption_key, made.public_key, made.oaep_hash)
    return Delivery(signing, encryption, envelope, (issue(ISSUER.public_key, ISSUER, name="CA", serial=9),))


def listed(softhsm: SoftHsm, *options: str) -> str:
    """What pkcs11-tool finds."""
    command = ["pkcs11-tool", "--module", str(softhsm.module), "--login", "--pin", PIN, "--list-objects", *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("algorithm", KINDS)
async def test_request_certificates_and_the_delivered_key(
    token: Medium, softhsm: SoftHsm, tmp_path: Path, algorithm: KeyAlgorithm
) -> None:
    made, scheme = await token.create_key(algorithm), algorithm.default_scheme
    info = requests.to_be_signed({"common_name": "张三"}, made.public_key)
    (tmp_path / "r.der").write_bytes(requests.assemble(info, scheme, await token.sign(made.key_id, info, scheme)))
    judge = ["openssl", "req", "-inform", "DER", "-in", str(tmp_path / "r.der"), "-noout", "-verify"]
    judged = subprocess.run(judge, capture_output=True, text=True, check=True)
    assert "verify OK" in judged.stderr + judged.stdout

    encryption_key = PrivateKey.generate(algorithm)
    delivery = deliver(made, encryption_key)
    await token.install(made.key_id, delivery)
    await token.install(made.key_id, delivery)
    keys = {key.certificate.der: key.key_id for key in await token.keys()}
    assert delivery.encryption is not None
    assert keys.keys() >= {delivery.signing.der, delivery.encryption.der}
    private = listed(softhsm, "--type", "privkey")
    assert private.count("Private Key Object") == 2
    assert private.count("never extractable, local") == 1, "the signing key was made there and never left"
    assert "extractable" not in private.replace("never extractable", "")
    assert private.count("sensitive") >= 2
    assert listed(softhsm, "--type", "cert").count("Certificate Object") == 3
    if algorithm.is_rsa:
        sealed = _pkcs1(delivery.encryption, b"a secret", tmp_path)
        assert await token.decrypt(keys[delivery.encryption.der], sealed) == b"a secret"


def _pkcs1(certificate: Certificate, secret: bytes, folder: Path) -> bytes:
    """RSA key transport by openssl."""
    (folder / "c.pem").write_bytes(certificate.to_pem())
    command = ["openssl", "pkeyutl", "-encrypt", "-certin", "-inkey", str(folder / "c.pem")]
    return subprocess.run(command, input=secret, check=True, capture_output=True).stdout


@pytest.mark.parametrize("algorithm", KINDS)
async def test_later_certificates_of_the_same_keys_take_the_place_of_the_earlier(
    token: Medium, algorithm: KeyAlgorithm
) -> None:
    made, encryption_key = await token.create_key(algorithm), PrivateKey.generate(algorithm)
    await token.install(made.key_id, deliver(made, encryption_key))
    later = deliver(made, encryption_key, serial=20)
    await token.install(made.key_id, Delivery(later.signing, later.encryption))
    assert later.encryption is not None
    assert {key.certificate.der for key in await token.keys() if key.certificate.subject_name == "张三"} == {
        later.signing.der,
        later.encryption.der,
    }
    scheme = algorithm.default_scheme
    later.signing.public_key.verify(await token.sign(made.key_id, b"data", scheme), b"data", scheme)
    other = deliver(made, PrivateKey.generate(algorithm), serial=30)
    with pytest.raises(CertificateNotOfKey):
        await token.install(made.key_id, Delivery(other.signing, other.encryption))


async def test_what_does_not_belong_together_changes_nothing(token: Medium) -> None:
    made = await token.create_key(KeyAlgorithm.EC_P256)
    key, foreign = PrivateKey.generate(KeyAlgorithm.EC_P256), PrivateKey.generate(KeyAlgorithm.EC_P256)
    right = deliver(made, key)
    for_other = wrap_key_cms(key, foreign.public_key)
    for wrong, failure in (
        (Delivery(issue(foreign.public_key, ISSUER)), CertificateNotOfKey),
        (Delivery(right.signing, issue(foreign.public_key, ISSUER), right.encryption_key), CertificateNotOfKey),
        (Delivery(right.signing, right.encryption, b"rubbish"), BadStructure),
        (Delivery(right.signing, right.encryption, for_other), DecryptionFailed),
    ):
        with pytest.raises(failure):
            await token.install(made.key_id, wrong)
        assert await token.keys() == ()
    await token.install(made.key_id, right)
    with pytest.raises(OperationNotSupported):
        await token.discard_key(made.key_id)
