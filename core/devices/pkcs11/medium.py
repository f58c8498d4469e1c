"""A token behind a PKCS#11 module as a medium."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from core.credentials.errors import (
    AdminPinLocked,
    CredentialNotFound,
    MediumLocked,
    OperationNotSupported,
    PinNotAccepted,
    WrongAdminPin,
    WrongPin,
)
from core.credentials.medium import Delivery, Medium, MediumInfo, MediumKey, MediumKind, NewKey, PinState
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme, digest
from core.crypto.digest_info import digest_info
from core.devices.driver_thread import DriverThread
from core.devices.pkcs11 import data_objects, key_objects
from core.devices.pkcs11.failures import as_app_errors
from core.devices.pkcs11.module import Pkcs11Module, TokenSeen
from core.devices.pkcs11.pin_pad import set_pin_at_pad
from core.devices.stored_certificates import chain_of, read_certificate
from core.secret import Secret

_T = TypeVar("_T")

CALL_SECONDS = 20.0
PIN_PAD_SECONDS = 120.0
KEY_SECONDS = 120.0
_MIN_PIN, _MAX_PIN = 4, 64


class Pkcs11Medium(Medium):
    """One token. Certificates and keys belong together by CKA_ID (PKCS#11 v2.40 §4.6)."""

    def __init__(
        self, module: Pkcs11Module, thread: DriverThread, seen: TokenSeen, patience: float = CALL_SECONDS
    ) -> None:
        self._module = module
        self._thread = thread
        self._seen = seen
        self._patience = patience
        self._session: Any = None
        self._private: dict[str, Any] = {}
        self._info = MediumInfo(
            id=medium_id(seen),
            kind=MediumKind.PKCS11,
            label=seen.label or seen.model,
            manufacturer=seen.manufacturer,
            model=seen.model,
            serial=seen.serial,
        )

    @property
    def info(self) -> MediumInfo:
        """See `Medium`."""
        return self._info

    @property
    def unlocked(self) -> bool:
        """See `Medium`."""
        return self._session is not None

    async def keys(self) -> Sequence[MediumKey]:
        """See `Medium`. Before login a token shows no private keys, so certificates of end entities stand for them."""
        return await self._run(self._read_keys)

    async def pin_state(self) -> PinState:
        """See `Medium`. PKCS#11 has flags, not numbers: the exact count stays unknown except before the last try."""
        return await self._run(self._read_pin_state)

    async def unlock(self, pin: Secret | None) -> None:
        """See `Medium`."""
        await self._run(lambda: self._login(pin), 0 if pin is not None else PIN_PAD_SECONDS)

    async def lock(self) -> None:
        """See `Medium`."""
        if self._session is not None:
            await self._run(self._logout)

    async def change_pin(self, old: Secret | None, new: Secret | None) -> None:
        """See `Medium`."""
        if old is None or new is None:
            await self._run(lambda: self._with_new_pin(self._ask_pad), 2 * PIN_PAD_SECONDS)
            return
        current, wanted = old, new
        await self._run(lambda: self._set_pin(current, wanted))

    async def unblock_pin(self, admin_pin: Secret, new: Secret) -> None:
        """See `Medium`: the security officer sets the user's PIN (C_InitPIN, PKCS#11 v2.40 §5.5)."""
        await self._run(lambda: self._init_pin(admin_pin, new))

    async def change_admin_pin(self, old: Secret, new: Secret) -> None:
        """See `Medium`: the security officer's own PIN (C_SetPIN in an SO session, PKCS#11 v2.40 §5.5)."""
        await self._run(lambda: self._set_admin_pin(old, new))

    async def sign(self, key_id: str, data: bytes, scheme: SignatureScheme) -> bytes:
        """See `Medium`."""
        if self._session is None:
            raise MediumLocked
        return await self._run(lambda: self._sign(key_id, data, scheme))

    async def sign_digest(self, key_id: str, hashed: bytes, scheme: SignatureScheme) -> bytes:
        """See `Medium`."""
        if self._session is None:
            raise MediumLocked
        if scheme is SignatureScheme.SM2_SM3:
            raise OperationNotSupported(what="sign digest")
        return await self._run(lambda: self._sign_digest(key_id, hashed, scheme))

    async def decrypt(self, key_id: str, ciphertext: bytes) -> bytes:
        """See `Medium`."""
        if self._session is None:
            raise MediumLocked
        return await self._run(lambda: self._decrypt(key_id, ciphertext))

    @property
    def new_keys(self) -> tuple[KeyAlgorithm, ...]:
        """See `Medium`."""
        return self._seen.makes

    async def create_key(self, algorithm: KeyAlgorithm, mark: str = "") -> NewKey:
        """See `Medium`. RSA keys take a chip up to a minute."""
        self._check_open()
        if algorithm not in self.new_keys:
            raise OperationNotSupported(what=algorithm.value)
        return await self._run(
            lambda: self._with_session(lambda session: key_objects.create(session, algorithm, mark), True), KEY_SECONDS
        )

    async def install(self, key_id: str, delivery: Delivery) -> None:
        """See `Medium`."""
        self._check_open()
        await self._run(
            lambda: self._with_session(lambda session: key_objects.install(session, key_id, delivery), True)
        )

    async def discard_key(self, key_id: str) -> None:
        """See `Medium`."""
        self._check_open()
        self._private.pop(key_id, None)
        await self._run(lambda: self._with_session(lambda session: key_objects.discard(session, key_id), True))

    async def discard_marked(self, mark: str) -> None:
        """See `Medium`."""
        self._check_open()
        self._private.clear()
        await self._run(lambda: self._with_session(lambda session: key_objects.discard_marked(session, mark), True))

    async def file_names(self) -> Sequence[str]:
        """See `Medium`."""
        return await self._run(lambda: self._with_session(data_objects.names))

    async def read_file(self, name: str) -> bytes:
        """See `Medium`."""
        return await self._run(lambda: self._with_session(lambda session: data_objects.read(session, name)))

    async def write_file(self, name: str, data: bytes) -> None:
        """See `Medium`."""
        self._check_open()
        await self._run(lambda: self._with_session(lambda session: data_objects.write(session, name, data), True))

    async def delete_file(self, name: str) -> None:
        """See `Medium`."""
        self._check_open()
        await self._run(lambda: self._with_session(lambda session: data_objects.delete(session, name), True))

    async def close(self) -> None:
        """See `Medium`."""
        if self._session is not None and not self._thread.hung:
            await self._run(self._logout)

    async def _run(self, call: Callable[[], _T], longer: float = 0) -> _T:
        def translated() -> _T:
            with as_app_errors():
                return call()

        return await self._thread.run(translated, max(self._patience, longer))

    def _check_open(self) -> None:
        if self._session is None:
            raise MediumLocked

    def _with_session(self, call: Callable[[Any], _T], writable: bool = False) -> _T:
        """A session for one call beside the one that holds the login, which counts for all of them (§5.6)."""
        session = self._module.open(self._module.token(self._seen), writable=writable)
        try:
            return call(session)
        finally:
            self._module.close(session)

    def _read_keys(self) -> tuple[MediumKey, ...]:
        import pkcs11

        session = self._module.open(self._module.token(self._seen))
        try:
            wanted = {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
            }
            found = [
                (
                    bytes(item[pkcs11.Attribute.ID] or b""),
                    str(item[pkcs11.Attribute.LABEL] or ""),
                    bytes(item[pkcs11.Attribute.VALUE]),
                )
                for item in session.get_objects(wanted)
            ]
        finally:
            self._module.close(session)
        # tokens list their objects in any order; people expect the same one each time
        found.sort()
        readable = [
            (key_id, label, certificate) for key_id, label, der in found if (certificate := read_certificate(der))
        ]
        issuers = [certificate for _, _, certificate in readable if certificate.is_ca]
        return tuple(
            MediumKey(key_id.hex(), certificate, chain_of(certificate, issuers), label)
            for key_id, label, certificate in readable
            if key_id and not certificate.is_ca
        )

    def _read_pin_state(self) -> PinState:
        from pkcs11 import TokenFlag

        flags = self._module.token(self._seen).flags
        final, pad = TokenFlag.USER_PIN_FINAL_TRY in flags, TokenFlag.PROTECTED_AUTHENTICATION_PATH in flags
        return PinState(
            required=TokenFlag.LOGIN_REQUIRED in flags,
            tries_left=1 if final else None,
            final_try=final,
            locked=TokenFlag.USER_PIN_LOCKED in flags,
            pin_pad=pad,
            changed_at_pad=pad,
            min_length=_MIN_PIN,
            max_length=_MAX_PIN,
        )

    def _login(self, pin: Secret | None) -> None:
        import pkcs11

        if self._session is not None:
            self._logout()
        token = self._module.token(self._seen)
        pad = pkcs11.TokenFlag.PROTECTED_AUTHENTICATION_PATH in token.flags
        if pin is None and not pad and pkcs11.TokenFlag.LOGIN_REQUIRED in token.flags:
            raise MediumLocked
        answer: Any = pin.reveal_text() if pin is not None else (pkcs11.PROTECTED_AUTH if pad else None)
        self._session = self._module.open(token, answer)

    def _logout(self) -> None:
        session, self._session = self._session, None
        self._private.clear()
        if session is not None:
            self._module.close(session)

    def _set_pin(self, old: Secret, new: Secret) -> None:
        if not _MIN_PIN <= len(new) <= _MAX_PIN:
            raise PinNotAccepted(min=_MIN_PIN, max=_MAX_PIN)
        self._with_new_pin(lambda session: session.set_pin(old.reveal_text(), new.reveal_text()))

    def _ask_pad(self, session: Any) -> None:
        set_pin_at_pad(self._module.path, session.handle)

    def _with_new_pin(self, set_new: Callable[[Any], None]) -> None:
        import pkcs11

        self._logout()
        session = self._module.open(self._module.token(self._seen), writable=True)
        try:
            set_new(session)
        except (pkcs11.PinLenRange, pkcs11.PinInvalid, pkcs11.PinTooWeak):
            raise PinNotAccepted(min=_MIN_PIN, max=_MAX_PIN) from None
        except pkcs11.PinIncorrect:
            raise WrongPin from None
        finally:
            self._module.close(session)

    def _init_pin(self, admin_pin: Secret, new: Secret) -> None:
        self._as_officer(admin_pin, new, lambda session: session.init_pin(new.reveal_text()))

    def _set_admin_pin(self, old: Secret, new: Secret) -> None:
        self._as_officer(old, new, lambda session: session.set_pin(old.reveal_text(), new.reveal_text()))

    def _as_officer(self, admin_pin: Secret, new: Secret, set_new: Callable[[Any], None]) -> None:
        import pkcs11

        if not _MIN_PIN <= len(new) <= _MAX_PIN:
            raise PinNotAccepted(min=_MIN_PIN, max=_MAX_PIN)
        self._logout()
        token = self._module.token(self._seen)
        try:
            session = self._module.open(token, writable=True, admin_pin=admin_pin.reveal_text())
        except (pkcs11.PinIncorrect, pkcs11.PinLenRange, pkcs11.PinInvalid):
            raise WrongAdminPin from None
        except pkcs11.PinLocked:
            raise AdminPinLocked from None
        try:
            set_new(session)
        except (pkcs11.PinLenRange, pkcs11.PinInvalid, pkcs11.PinTooWeak):
            raise PinNotAccepted(min=_MIN_PIN, max=_MAX_PIN) from None
        finally:
            self._module.close(session)

    def _key(self, key_id: str) -> Any:
        import pkcs11

        if self._session is None:
            raise MediumLocked
        key = self._private.get(key_id)
        if key is None:
            wanted = {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY,
                pkcs11.Attribute.ID: bytes.fromhex(key_id),
            }
            # taken whole: an iterator left half-way keeps the search open, which blocks the session
            keys = list(self._session.get_objects(wanted))
            if not keys:
                raise CredentialNotFound
            if len(keys) != 1:
                raise OperationNotSupported(what=f"{len(keys)} CKO_PRIVATE_KEY")
            key = self._private[key_id] = keys[0]
        return key

    def _sign(self, key_id: str, data: bytes, scheme: SignatureScheme) -> bytes:
        if scheme is SignatureScheme.SM2_SM3:
            raise OperationNotSupported(what="SM2 PKCS#11")
        return self._sign_digest(key_id, digest(scheme.digest, data), scheme)

    def _sign_digest(self, key_id: str, hashed: bytes, scheme: SignatureScheme) -> bytes:
        from pkcs11 import MGF, Mechanism
        from pkcs11.util.ec import encode_ecdsa_signature

        key = self._key(key_id)
        if scheme.value.startswith("ecdsa_"):
            raw = bytes(key.sign(hashed, mechanism=Mechanism.ECDSA))
            return bytes(encode_ecdsa_signature(raw))
        if scheme is SignatureScheme.RSA_PSS_SHA256:
            parameters = (Mechanism.SHA256, MGF.SHA256, 32)
            return bytes(key.sign(hashed, mechanism=Mechanism.RSA_PKCS_PSS, mechanism_param=parameters))
        return bytes(key.sign(digest_info(scheme.digest, hashed), mechanism=Mechanism.RSA_PKCS))

    def _decrypt(self, key_id: str, ciphertext: bytes) -> bytes:
        import pkcs11
        from pkcs11 import MGF, Mechanism

        key = self._key(key_id)
        if key.key_type is not pkcs11.KeyType.RSA:
            raise OperationNotSupported(what="decrypt")
        try:
            oaep = (Mechanism.SHA256, MGF.SHA256, None)
            return bytes(key.decrypt(ciphertext, mechanism=Mechanism.RSA_PKCS_OAEP, mechanism_param=oaep))
        except (pkcs11.DeviceRemoved, pkcs11.TokenNotPresent, pkcs11.UserNotLoggedIn):
            raise
        except pkcs11.PKCS11Error:
            # no OAEP with SHA-256 here (SoftHSM has SHA-1 only), or the sender used PKCS#1 v1.5
            return bytes(key.decrypt(ciphertext, mechanism=Mechanism.RSA_PKCS))


def medium_id(seen: TokenSeen) -> str:
    """Stable id of a token, also for tokens whose serial numbers are empty or repeated across labels."""
    digest_of = hashlib.sha256("\x00".join(seen.identity).encode()).hexdigest()[:8]
    return f"pkcs11:{seen.serial or 'token'}:{digest_of}"
