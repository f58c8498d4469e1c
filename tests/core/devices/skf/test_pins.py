"""Retry counters of the user and the administrator, as the token keeps them."""

from __future__ import annotations

import pytest

from core.credentials.errors import (
    AdminPinLocked,
    MediumLocked,
    PinLocked,
    PinNotAccepted,
    WrongAdminPin,
    WrongPin,
)
from core.credentials.medium import Medium
from core.secret import Secret
from tests.simulators.skf.soft_skf import ADMIN_PIN, PIN, FullToken

WRONG = "999999"


async def test_the_counter_is_told_and_the_last_try_locks(medium: Medium, skf_token: FullToken) -> None:
    for left in (5, 4, 3, 2, 1):
        with pytest.raises(WrongPin) as wrong:
            await medium.unlock(Secret(WRONG))
        assert wrong.value.tries_left == left
        assert skf_token.token.tries_left() == left
    assert (await medium.pin_state()).final_try
    with pytest.raises(PinLocked):
        await medium.unlock(Secret(WRONG))
    with pytest.raises(PinLocked):
        await medium.unlock(Secret(PIN))
    assert (await medium.pin_state()).locked


async def test_the_right_pin_restores_the_counter(medium: Medium, skf_token: FullToken) -> None:
    with pytest.raises(WrongPin):
        await medium.unlock(Secret(WRONG))
    await medium.unlock(Secret(PIN))
    assert skf_token.token.tries_left() == 6


async def test_the_administrator_unlocks(medium: Medium, skf_token: FullToken) -> None:
    skf_token.token.set_pin("user", PIN, left=0)
    await medium.unblock_pin(Secret(ADMIN_PIN), Secret("112233"))
    await medium.unlock(Secret("112233"))
    assert medium.unlocked


async def test_the_administrators_counter_is_another(medium: Medium, skf_token: FullToken) -> None:
    skf_token.token.set_pin("admin", ADMIN_PIN, left=2)
    with pytest.raises(WrongAdminPin) as wrong:
        await medium.unblock_pin(Secret(WRONG), Secret("112233"))
    assert wrong.value.tries_left == 1
    with pytest.raises(AdminPinLocked):
        await medium.unblock_pin(Secret(WRONG), Secret("112233"))
    assert skf_token.token.tries_left() == 6
    await medium.unlock(Secret(PIN))


@pytest.mark.parametrize("new", ["12345", "1" * 17, ""])
async def test_a_new_pin_outside_of_the_rules_costs_no_try(medium: Medium, skf_token: FullToken, new: str) -> None:
    with pytest.raises(PinNotAccepted):
        await medium.change_pin(Secret(WRONG), Secret(new))
    with pytest.raises(PinNotAccepted):
        await medium.unblock_pin(Secret(WRONG), Secret(new))
    assert skf_token.token.tries_left("user") == skf_token.token.tries_left("admin") == 6


@pytest.mark.parametrize("pin", ["123", "1" * 40, "246810\x00tail"])
async def test_a_pin_that_cannot_be_right_is_a_wrong_one_and_costs_no_try(
    medium: Medium, skf_token: FullToken, pin: str
) -> None:
    with pytest.raises(WrongPin):
        await medium.unlock(Secret(pin))
    assert skf_token.token.tries_left() == 6
    assert not medium.unlocked


async def test_no_pin_at_all_asks_for_one(medium: Medium) -> None:
    with pytest.raises(MediumLocked):
        await medium.unlock(None)
