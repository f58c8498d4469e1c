"""Tokens that come and go while the app runs, on a real SoftHSM2."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable

import pytest

from core.credentials.registry import CredentialRegistry
from core.credentials.use import KeyOperation, KeyUse
from core.crypto.algorithms import SignatureScheme
from core.crypto.certificates import KeyPurpose
from core.devices.pkcs11 import Pkcs11Provider
from tests.core.credentials.test_registry import Audit, Person
from tests.softhsm import PIN, SoftHsm, make_token


@pytest.fixture
async def registry(softhsm: SoftHsm) -> AsyncIterator[CredentialRegistry]:
    registry = CredentialRegistry(Audit(), Person(PIN, PIN))
    await registry.add_provider(Pkcs11Provider([softhsm.module]))
    yield registry
    await registry.stop()


async def until(condition: Callable[[], bool], seconds: float = 30.0) -> float:
    """Wait for a condition on the loop; returns how long it took."""
    start = time.monotonic()
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)
    return time.monotonic() - start


async def test_a_token_appears_and_disappears(registry: CredentialRegistry, softhsm: SoftHsm) -> None:
    assert registry.media() == ()
    await asyncio.to_thread(softhsm.create_token, "新介质")
    await until(lambda: len(registry.media()) == 1)
    assert registry.media()[0].info.label == "新介质"
    await asyncio.to_thread(softhsm.delete_token, "新介质")
    await until(lambda: registry.media() == ())


async def test_certificates_that_are_added_later_appear(registry: CredentialRegistry, softhsm: SoftHsm) -> None:
    token = await asyncio.to_thread(make_token, softhsm, "介质一")
    await until(lambda: len(registry.credentials()) == 2)
    assert {credential.certificate for credential in registry.credentials()} == {token.rsa, token.ec}
    assert [credential.certificate for credential in registry.credentials(KeyPurpose.ENCRYPT)] == [token.rsa]


async def test_two_tokens_are_told_apart_and_both_sign(registry: CredentialRegistry, softhsm: SoftHsm) -> None:
    await asyncio.to_thread(make_token, softhsm, "介质一")
    await asyncio.to_thread(make_token, softhsm, "介质二")
    await until(lambda: len(registry.credentials()) == 4)
    assert len({credential.id for credential in registry.credentials()}) == 4
    for view in registry.media():
        credential = next(item for item in view.credentials if item.certificate.algorithm.is_rsa)
        async with credential.authorise(KeyUse(KeyOperation.SIGN, "签署", "test")) as key:
            await key.sign(b"data", SignatureScheme.RSA_PKCS1_SHA256)
