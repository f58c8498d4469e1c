"""Sign-in by biometrics (M3.3.3): the finger or face unlocks a key of this device, which answers the authority.

No password is stored. The key lies in the vault of this device and is used only after the system recognised the
person; the authority forgets it when the password is reset.
"""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import Callable
from dataclasses import dataclass

from core.biometrics.interface import BiometricKind, Biometrics, Hint
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.crypto.keys import PrivateKey
from core.network.errors import AuthorityRefused
from core.plugin.api import PluginContext, Secret
from plugins.mobile_cert import models
from plugins.mobile_cert.service import MobileService

_REGISTER = b"secure-client login-key register\0"
_ANSWER = b"secure-client login-key answer\0"
_KEY = "login-key"
_PHONE = "login-key-phone"
_SETTING = "login_key"
_NOT_BEFORE = "login_key_offer_not_before"
_QUIET_SECONDS = 15 * 24 * 3600
_GONE = "AUTH-016"


@dataclass(frozen=True, slots=True)
class EnabledLogin:
    """Sign-in by biometrics is on for an account on this device."""

    key_id: str
    account_id: str
    phone_masked: str


class LoginKey:
    """The device-bound key and what switches it."""

    def __init__(self, context: PluginContext, service: MobileService, biometrics: Biometrics) -> None:
        self._context = context
        self._service = service
        self._biometrics = biometrics

    async def kind(self) -> BiometricKind | None:
        """What this machine recognises now."""
        return await self._biometrics.kind()

    async def enabled(self) -> EnabledLogin | None:
        """The account that signs in by biometrics here, if one does."""
        stored = await self._context.settings.get(_SETTING)
        if not isinstance(stored, dict):
            return None
        return EnabledLogin(**{name: str(stored[name]) for name in ("key_id", "account_id", "phone_masked")})

    async def should_offer(self) -> bool:
        """Offer after a sign-in: a sensor is there, it is not on yet, and the person did not ask for quiet."""
        if await self.enabled() is not None or await self.kind() is None:
            return False
        return time.time() >= float(await self._context.settings.get(_NOT_BEFORE, 0))

    async def be_quiet(self) -> None:
        """15天内不显示."""
        await self._context.settings.put(_NOT_BEFORE, time.time() + _QUIET_SECONDS)

    async def switch_on(self, reason: str, hint: Callable[[Hint], None]) -> None:
        """Ask for the finger or face, make the key and register it for the account that is signed in.

        Raises:
            The errors of `core.biometrics` and of the network; then nothing is switched on.
        """
        session = self._service.session
        if session is None:
            return
        account = session.view.account
        await self._biometrics.verify(reason, hint)
        key = await asyncio.to_thread(PrivateKey.generate, KeyAlgorithm.SM2)
        text = _REGISTER + f"{account.id}\0{await self._context.authority.device_id()}".encode()
        proof = key.sign(text, SignatureScheme.SM2_SM3)
        # the key first: a key that the authority knows and this device lost would be an error at the next sign-in
        await self._context.vault.put(_KEY, key.to_pkcs8())
        await self._context.vault.put(_PHONE, Secret(self._service.phone))
        registered = await self._service.register_login_key(key.public_key.spki, proof)
        stored = {"key_id": registered, "account_id": account.id, "phone_masked": account.phone_masked}
        await self._context.settings.put(_SETTING, stored)

    async def phone_changed(self) -> None:
        """The account that is signed in has another number; its key on this device goes on signing in."""
        enabled, session = await self.enabled(), self._service.session
        if enabled is None or session is None or session.view.account.id != enabled.account_id:
            return
        await self._context.vault.put(_PHONE, Secret(self._service.phone))
        masked = session.view.account.phone_masked
        stored = {"key_id": enabled.key_id, "account_id": enabled.account_id, "phone_masked": masked}
        await self._context.settings.put(_SETTING, stored)

    async def switch_off(self) -> None:
        """Forget the key here, and at the authority when its account is signed in."""
        enabled, session = await self.enabled(), self._service.session
        if enabled is not None and session is not None and session.view.account.id == enabled.account_id:
            await self._service.forget_login_key()
        await self.forget()

    async def forget(self) -> None:
        """Forget the key on this device."""
        await self._context.settings.put(_SETTING, None)
        await self._context.vault.delete(_KEY)
        await self._context.vault.delete(_PHONE)

    async def sign_in(self, reason: str, hint: Callable[[Hint], None]) -> None:
        """Ask for the finger or face, then answer the authority's challenge.

        Raises:
            The errors of `core.biometrics` and of the network. A key that the authority no longer accepts is
            forgotten here, so that the account sign-in is offered from then on.
        """
        enabled = await self.enabled()
        key, phone = await self._context.vault.get(_KEY), await self._context.vault.get(_PHONE)
        if enabled is None or key is None or phone is None:
            await self.forget()
            return
        with key, phone:
            await self._biometrics.verify(reason, hint)
            try:
                challenge = await self._service.login_challenge(enabled.key_id)
                signature = await self._answer(PrivateKey.from_pkcs8(key), challenge)
                await self._service.answer_challenge(challenge.id, signature, phone.reveal_text())
            except AuthorityRefused as error:
                if error.server_code == _GONE:
                    await self.forget()
                raise

    async def _answer(self, key: PrivateKey, challenge: models.LoginChallenge) -> bytes:
        device = await self._context.authority.device_id()
        text = _ANSWER + f"{challenge.id}\0{device}\0".encode() + base64.b64decode(challenge.nonce)
        return key.sign(text, SignatureScheme.SM2_SM3)
