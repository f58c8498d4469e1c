"""A token with keys of its own: the PIN is typed there for signing and for a new PIN, and nothing is typed here."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from core.credentials.errors import DriverFailure, MediumRemoved, PinNotAccepted, WrongPin
from core.credentials.interaction import PinRequest
from core.credentials.registry import CredentialRegistry
from core.devices.pkcs11 import Pkcs11Provider
from core.errors import AppError, CancelledByUser
from tests.core.credentials.test_registry import Audit, Person
from tests.core.devices.pkcs11.test_bad_module import sign
from tests.simulators.pkcs11.bad_module import BadToken
from tests.softhsm import PIN

PAD, TYPED, NEW = "pad on", f"PAD_PIN {PIN}", "PAD_NEW 864209"


class PersonAtThePad(Person):
    """Types at the token, so the program gets no PIN; gives up after a wrong one."""

    async def ask_pin(self, request: PinRequest) -> None:
        self.asked.append(request)
        assert request.state.pin_pad
        if request.wrong_before:
            raise CancelledByUser


@pytest.fixture
async def registry(bad_token: BadToken) -> AsyncIterator[CredentialRegistry]:
    bad_token.fault(PAD, TYPED, NEW)
    registry = CredentialRegistry(Audit(), PersonAtThePad())
    await registry.add_provider(Pkcs11Provider([bad_token.token.module]))
    yield registry
    bad_token.fault()
    await registry.stop()


def medium_of(registry: CredentialRegistry) -> str:
    (view,) = registry.media()
    return view.info.id


async def test_signing_and_a_new_pin(registry: CredentialRegistry, bad_token: BadToken) -> None:
    state = await registry.pin_state(medium_of(registry))
    assert (state.pin_pad, state.changed_at_pad) == (True, True)
    assert await sign(registry, bad_token)
    await registry.change_pin(medium_of(registry), None, None)
    with pytest.raises(CancelledByUser):
        await sign(registry, bad_token)
    bad_token.fault(PAD, NEW.replace("PAD_NEW", "PAD_PIN"))
    assert await sign(registry, bad_token)


@pytest.mark.parametrize(
    ("fault", "meaning"),
    [
        ("C_SetPIN 0x50", CancelledByUser),
        ("C_SetPIN 0x200", CancelledByUser),
        ("C_SetPIN 0xA0", WrongPin),
        ("C_SetPIN 0xA2", PinNotAccepted),
        ("C_SetPIN 0x32", MediumRemoved),
        ("C_SetPIN 0x6", DriverFailure),
    ],
)
async def test_what_goes_wrong_at_the_pad_is_called_what_it_is(
    registry: CredentialRegistry, bad_token: BadToken, fault: str, meaning: type[AppError]
) -> None:
    bad_token.fault(PAD, TYPED, NEW, fault)
    with pytest.raises(AppError) as failed:
        await registry.change_pin(medium_of(registry), None, None)
    assert type(failed.value) is meaning
    bad_token.fault(PAD, TYPED)
    assert await sign(registry, bad_token)
