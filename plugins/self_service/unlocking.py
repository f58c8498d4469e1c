"""密码解锁 after an SMS code (M3.5.8.1): the authority keeps a token's administrator's PIN for its owner.

The PIN travels encrypted for a key that is made for one answer, is used once, and is replaced on the token in the same
breath. Nobody sees it, and it is never kept on this machine.
"""

from __future__ import annotations

import asyncio
import base64
import secrets

from core.credentials.errors import WrongAdminPin
from core.credentials.registry import CredentialRegistry
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.crypto.keys import PrivateKey
from core.plugin.api import Secret
from plugins.self_service import models
from plugins.self_service.service import SelfServiceService

_PURPOSE = b"secure-client token-unlock answer\0"
_DIGITS = 8  # what every kind of medium takes: PIV's PUK has six to eight, OpenPGP's PW3 at least eight


class TokenUnlocking:
    """Setting it up with the administrator's PIN, and using it without."""

    def __init__(self, registry: CredentialRegistry, service: SelfServiceService) -> None:
        self._registry = registry
        self._service = service

    async def set_up(self, medium_id: str, serial: str, admin_pin: Secret) -> None:
        """登记解锁: a new random administrator's PIN for the token, kept by the authority. Wipes the given one.

        Raises:
            WrongAdminPin, AdminPinLocked: the token keeps the PIN that it has.
        """
        with _new_pin() as new:
            await self._service.deposit(serial, new)
            try:
                await self._registry.change_admin_pin(medium_id, admin_pin, _copy(new))
            except WrongAdminPin:
                await self._service.withdraw_deposit(serial)
                raise
        await self._service.confirm_deposit(serial)

    async def unlock(self, medium_id: str, serial: str, new_pin: Secret) -> None:
        """Set a new user PIN with the kept administrator's PIN, then replace that. Wipes the given one.

        Raises:
            AuthorityRefused: nothing is kept for this token and phone.
            WrongAdminPin: somebody else changed the administrator's PIN.
            PinNotAccepted: the medium's rules refuse the new PIN.
        """
        with new_pin, _new_pin() as following:
            for admin_pin in await self._delivered(serial, following):
                with admin_pin:
                    try:
                        await self._registry.unblock_pin(medium_id, _copy(admin_pin), _copy(new_pin))
                    except WrongAdminPin as error:
                        if error.tries_left is not None and error.tries_left <= 1:
                            raise
                        continue
                    await self._registry.change_admin_pin(medium_id, _copy(admin_pin), _copy(following))
                break
            else:
                raise WrongAdminPin
        await self._service.confirm_deposit(serial)

    async def _delivered(self, serial: str, following: Secret) -> list[Secret]:
        challenge = await self._service.challenge(serial)
        key = await asyncio.to_thread(PrivateKey.generate, KeyAlgorithm.SM2)
        signed = _PURPOSE + serial.encode() + b"\0" + base64.b64decode(challenge.nonce)
        answer = models.UnlockAnswer(
            public_key=base64.b64encode(key.public_key.spki).decode(),
            signature=base64.b64encode(key.sign(signed, SignatureScheme.SM2_SM3)).decode(),
            next_pin=following.reveal_text(),
        )
        delivered = await self._service.answer(serial, challenge.id, answer)
        return [Secret(key.decrypt(base64.b64decode(pin))) for pin in delivered.pins]


def _new_pin() -> Secret:
    return Secret(f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}")


def _copy(secret: Secret) -> Secret:
    """The registry wipes what it is given."""
    return Secret(secret.reveal_bytes())
