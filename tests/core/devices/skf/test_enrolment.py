"""A key made on the token, its request judged by openssl, certificates and the delivered key installed."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from core.credentials.errors import CertificateNotOfKey, MediumFull, MediumLocked, OperationNotSupported
from core.credentials.medium import Delivery, Medium, NewKey
from core.crypto import requests
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import KeyPurpose
from core.crypto.enveloped import wrap_sm2_key
from core.crypto.errors import BadStructure
from core.crypto.keys import PrivateKey
from core.devices.skf.medium import SkfMedium
from core.secret import Secret
from tests.core.credentials.issued import issue
from tests.core.devices.skf.conftest import Media
from tests.simulators.skf.soft_skf import PIN, FullToken

ISSUER = PrivateKey.generate(KeyAlgorithm.SM2)


@pytest.fixture
async def open_medium(medium: Medium) -> Medium:
    await medium.unlock(Secret(PIN))
    return medium


def delivery(made: NewKey, encryption_key: PrivateKey) -> Delivery:
    signing = issue(made.public_key, ISSUER, KeyPurpose.SIGN, name="张三", serial=1)
    encryption = issue(encryption_key.public_key, ISSUER, KeyPurpose.ENCRYPT, name="张三", serial=2)
    return Delivery(signing, encryption, wrap_sm2_key(encryption_key, made.public_key))


async def test_openssl_accepts_the_request(open_medium: Medium, tmp_path: Path) -> None:
    made = await open_medium.create_key(KeyAlgorithm.SM2)
    scheme = KeyAlgorithm.SM2.default_scheme
    info = requests.to_be_signed({"common_name": "张三"}, made.public_key)
    request = requests.assemble(info, scheme, await open_medium.sign(made.key_id, info, scheme))
    assert requests.parse_request(request).public_key == made.public_key
    file = tmp_path / "request.der"
    file.write_bytes(request)
    judged = subprocess.run(
        [
            "openssl",
            "req",
            "-inform",
            "DER",
            "-in",
            str(file),
            "-noout",
            "-verify",
            "-vfyopt",
            "distid:1234567812345678",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "verify OK" in judged.stderr + judged.stdout


async def test_both_certificates_and_the_delivered_key_work(open_medium: Medium, media: Media) -> None:
    made = await open_medium.create_key(KeyAlgorithm.SM2)
    assert made.key_id not in {key.key_id for key in await open_medium.keys()}
    delivered = delivery(made, PrivateKey.generate(KeyAlgorithm.SM2))
    await open_medium.install(made.key_id, delivered)
    assert media.changes == 1
    keys = {key.certificate: key for key in await open_medium.keys()}
    assert keys[delivered.signing].key_id == made.key_id
    encryption = delivered.encryption
    assert encryption is not None
    ciphertext = encryption.public_key.encrypt(b"session key")
    assert await open_medium.decrypt(keys[encryption].key_id, ciphertext) == b"session key"


async def test_an_installation_can_be_repeated(open_medium: Medium) -> None:
    made = await open_medium.create_key(KeyAlgorithm.SM2)
    delivered = delivery(made, PrivateKey.generate(KeyAlgorithm.SM2))
    await open_medium.install(made.key_id, delivered)
    before = await open_medium.keys()
    await open_medium.install(made.key_id, delivered)
    assert await open_medium.keys() == before


async def test_issuers_are_kept_on_the_token(open_medium: Medium) -> None:
    made = await open_medium.create_key(KeyAlgorithm.SM2)
    delivered = delivery(made, PrivateKey.generate(KeyAlgorithm.SM2))
    # `issue` names its issuer 测试签发者: a certificate of that name stands for it
    issuer = issue(ISSUER.public_key, ISSUER, KeyPurpose.SIGN, name="测试签发者", serial=3)
    await open_medium.install(made.key_id, Delivery(delivered.signing, chain=(issuer,)))
    (key,) = [key for key in await open_medium.keys() if key.certificate == delivered.signing]
    assert key.chain == (issuer,)


async def test_what_does_not_fit_is_refused_and_changes_nothing(open_medium: Medium) -> None:
    made, other = await open_medium.create_key(KeyAlgorithm.SM2), PrivateKey.generate(KeyAlgorithm.SM2)
    right = delivery(made, other)
    before = await open_medium.keys()
    foreign = issue(other.public_key, ISSUER, KeyPurpose.SIGN)
    for wrong in (
        Delivery(foreign),
        Delivery(right.signing, foreign, right.encryption_key)
        if foreign.public_key != other.public_key
        else Delivery(right.signing, issue(ISSUER.public_key, ISSUER, KeyPurpose.ENCRYPT), right.encryption_key),
    ):
        with pytest.raises(CertificateNotOfKey):
            await open_medium.install(made.key_id, wrong)
    with pytest.raises(BadStructure):
        await open_medium.install(made.key_id, Delivery(right.signing, right.encryption, b"rubbish"))
    assert await open_medium.keys() == before


async def test_a_waiting_key_can_be_discarded_an_installed_one_not(open_medium: Medium, skf_token: FullToken) -> None:
    made = await open_medium.create_key(KeyAlgorithm.SM2)
    await open_medium.discard_key(made.key_id)
    assert len(skf_token.token.containers()) == 2
    (installed,) = [key for key in await open_medium.keys() if key.certificate == skf_token.sm2]
    with pytest.raises(OperationNotSupported):
        await open_medium.discard_key(installed.key_id)


async def test_a_container_that_a_kill_left_empty_is_no_hindrance(open_medium: Medium, skf_token: FullToken) -> None:
    assert isinstance(open_medium, SkfMedium)
    application, name = open_medium._containers._application, hashlib.sha256(b"order-1").hexdigest()[:16]
    await open_medium._run(lambda: application.create_container(name))
    before = len(skf_token.token.containers())
    made = await open_medium.create_key(KeyAlgorithm.SM2, "order-1")
    assert made == await open_medium.create_key(KeyAlgorithm.SM2, "order-1")
    assert len(skf_token.token.containers()) == before
    await open_medium.install(made.key_id, delivery(made, PrivateKey.generate(KeyAlgorithm.SM2)))
    assert (await open_medium.create_key(KeyAlgorithm.SM2, "order-1")).key_id != made.key_id, "it has its certificate"


async def test_a_full_token_says_so_and_keeps_nothing_half_made(open_medium: Medium, skf_token: FullToken) -> None:
    for _ in range(6):
        await open_medium.create_key(KeyAlgorithm.SM2)
    with pytest.raises(MediumFull):
        await open_medium.create_key(KeyAlgorithm.SM2)
    assert len(skf_token.token.containers()) == 8


async def test_rsa_keys_are_made_up_to_what_skf_has_room_for(open_medium: Medium, skf_token: FullToken) -> None:
    made = await open_medium.create_key(KeyAlgorithm.RSA_2048)
    scheme = KeyAlgorithm.RSA_2048.default_scheme
    made.public_key.verify(await open_medium.sign(made.key_id, b"data", scheme), b"data", scheme)
    with pytest.raises(OperationNotSupported):
        await open_medium.create_key(KeyAlgorithm.RSA_3072)
    assert len(skf_token.token.containers()) == 3


async def test_without_a_pin_nothing_is_made(medium: Medium) -> None:
    with pytest.raises(MediumLocked):
        await medium.create_key(KeyAlgorithm.SM2)
