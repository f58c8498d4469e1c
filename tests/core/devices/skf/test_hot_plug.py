"""Devices that come and go, seen through the registry."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from core.credentials.errors import BadSignatureFromMedium
from core.credentials.registry import CredentialRegistry
from core.credentials.use import KeyOperation, KeyUse
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.crypto.certificates import KeyPurpose
from core.crypto.keys import PrivateKey
from core.devices.skf import SkfProvider
from core.devices.skf.profile import STANDARD
from core.secret import Secret
from tests.core.credentials.test_registry import Audit, Person
from tests.core.devices.skf.conftest import Media
from tests.core.devices.skf.test_bad_token import until
from tests.simulators.skf.soft_skf import ADMIN_PIN, PIN, SoftSkf, fill


@pytest.fixture
async def registry(soft_skf: SoftSkf) -> AsyncIterator[CredentialRegistry]:
    registry = CredentialRegistry(Audit(), Person(*[PIN] * 8))
    await registry.add_provider(SkfProvider({soft_skf.library: STANDARD}))
    yield registry
    await registry.stop()


async def test_a_device_appears_and_disappears_and_is_the_same_again(
    registry: CredentialRegistry, soft_skf: SoftSkf
) -> None:
    assert registry.media() == ()
    soft_skf.insert_full()
    await until(lambda: len(registry.credentials()) == 3)
    (view,) = registry.media()
    soft_skf.pull()
    await until(lambda: registry.media() == ())
    soft_skf.plug()
    await until(lambda: len(registry.credentials()) == 3)
    assert registry.media()[0].info == view.info


async def test_two_devices_are_told_apart_and_both_sign(registry: CredentialRegistry, soft_skf: SoftSkf) -> None:
    soft_skf.insert_full("KEY1", "甲", "1")
    soft_skf.insert_full("KEY2", "乙", "2")
    await until(lambda: len(registry.credentials()) == 6)
    assert {view.info.label for view in registry.media()} == {"甲", "乙"}
    for credential in registry.credentials(KeyPurpose.SIGN):
        async with credential.authorise(KeyUse(KeyOperation.SIGN, "签署", "test")) as key:
            await key.sign(b"data", credential.certificate.algorithm.default_scheme)


async def test_the_registry_manages_what_a_token_holds(registry: CredentialRegistry, soft_skf: SoftSkf) -> None:
    token = soft_skf.insert_full()
    await until(lambda: len(registry.credentials()) == 3)
    (view,) = registry.media()
    async with registry.manage(view.info.id, "写入印章", "test") as medium:
        await medium.write_file("seal", b"picture")
    assert not medium.unlocked
    assert await medium.read_file("seal") == b"picture"
    token.token.set_pin("user", PIN, left=0)
    await registry.unblock_pin(view.info.id, Secret(ADMIN_PIN), Secret(PIN))
    credential = next(item for item in registry.credentials() if item.certificate == token.sm2)
    async with credential.authorise(KeyUse(KeyOperation.SIGN, "签署", "test")) as key:
        await key.sign(b"data", SignatureScheme.SM2_SM3)


async def test_zeros_and_foreign_signatures_never_leave_the_registry(
    registry: CredentialRegistry, soft_skf: SoftSkf
) -> None:
    token = soft_skf.insert_full()
    await until(lambda: len(registry.credentials()) == 3)
    credential = next(item for item in registry.credentials() if item.certificate == token.sm2)
    use = KeyUse(KeyOperation.SIGN, "签署", "test")
    soft_skf.fault("SKF_ECCSignData zero")
    with pytest.raises(BadSignatureFromMedium):
        async with credential.authorise(use) as key:
            await key.sign(b"data", SignatureScheme.SM2_SM3)
    soft_skf.fault()
    other = PrivateKey.generate(KeyAlgorithm.SM2)
    token.token.add("国密", signing=(other, token.sm2))
    with pytest.raises(BadSignatureFromMedium):
        async with credential.authorise(use) as key:
            await key.sign(b"data", SignatureScheme.SM2_SM3)


async def test_applications_of_one_device_are_media_of_their_own_whatever_their_names(
    soft_skf: SoftSkf, media: Media
) -> None:
    soft_skf.insert_full()
    strange = soft_skf.add_application(b"\xff\xfe")
    strange.set_pin("user", "112233")
    other = fill(soft_skf, strange)
    folder = strange.folder / "containers"
    (folder / b"rsa".hex()).rename(folder / b"\xfd\xff".hex())
    provider = SkfProvider({soft_skf.library: STANDARD})
    await provider.start(media)
    try:
        labels = sorted(medium.info.label for medium in media.present.values())
        assert labels == ["测试智能密码钥匙 · ??", "测试智能密码钥匙 · 测试应用"]
        medium = next(medium for medium in media.present.values() if medium.info.label.endswith("?"))
        await medium.unlock(Secret("112233"))
        (key,) = [key for key in await medium.keys() if key.certificate == other.rsa]
        signature = await medium.sign(key.key_id, b"data", SignatureScheme.RSA_PKCS1_SHA256)
        other.rsa.public_key.verify(signature, b"data", SignatureScheme.RSA_PKCS1_SHA256)
        assert not next(each for each in media.present.values() if each is not medium).unlocked
    finally:
        await provider.stop()
