"""A PKCS#11 module that fails in the ways of real life."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from core.credentials.errors import (
    BadSignatureFromMedium,
    DriverFailure,
    DriverHung,
    MediumBusy,
    MediumRemoved,
    WrongPin,
)
from core.credentials.registry import CredentialRegistry
from core.credentials.use import KeyOperation, KeyUse
from core.crypto.algorithms import SignatureScheme
from core.devices.pkcs11 import Pkcs11Provider
from core.errors import AppError
from tests.core.credentials.test_registry import Audit, Person
from tests.simulators.pkcs11.bad_module import BadToken
from tests.softhsm import PIN

USE = KeyUse(KeyOperation.SIGN, "签署", "test")


@pytest.fixture
async def registry(bad_token: BadToken) -> AsyncIterator[CredentialRegistry]:
    registry = CredentialRegistry(Audit(), Person(*[PIN] * 8))
    await registry.add_provider(Pkcs11Provider([bad_token.token.module], patience=3.0))
    yield registry
    bad_token.fault()
    await registry.stop()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.01)


async def sign(registry: CredentialRegistry, token: BadToken) -> bytes:
    credential = next(item for item in registry.credentials() if item.certificate == token.token.rsa)
    async with credential.authorise(USE) as key:
        return await key.sign(b"data", SignatureScheme.RSA_PKCS1_SHA256)


@pytest.mark.parametrize(
    ("fault", "meaning"),
    [
        ("C_Sign zero", BadSignatureFromMedium),
        ("C_Sign 0x6", DriverFailure),
        ("C_Sign 0x30", DriverFailure),
        ("C_Sign 0x32", MediumRemoved),
        ("C_Login 0x5", DriverFailure),
        ("C_Login 0xB1", MediumBusy),
    ],
)
async def test_failures_are_called_what_they_are(
    registry: CredentialRegistry, bad_token: BadToken, fault: str, meaning: type[AppError]
) -> None:
    bad_token.fault(fault)
    with pytest.raises(AppError) as failed:
        await sign(registry, bad_token)
    assert type(failed.value) is meaning
    assert not isinstance(failed.value, WrongPin)
    bad_token.fault()
    assert await sign(registry, bad_token)


async def test_a_module_that_hangs_is_left_behind_and_asked_again_when_it_comes_back(
    registry: CredentialRegistry, bad_token: BadToken
) -> None:
    bad_token.fault("C_Sign hang")
    with pytest.raises((DriverHung, MediumRemoved)):
        await sign(registry, bad_token)
    await until(lambda: registry.media() == ())
    (problem,) = registry.problems.values()
    assert isinstance(problem, DriverHung)
    bad_token.fault()
    await until(lambda: len(registry.credentials()) == 2)
    assert registry.problems == {}
    assert await sign(registry, bad_token)
