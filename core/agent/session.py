"""One program's view of the credentials: slots, sessions, objects, operations (PKCS#11 v2.40 §5).

A medium is a slot, a credential three objects. PINs are asked for by this product, never taken from the other program
(CKF_PROTECTED_AUTHENTICATION_PATH), and each key is given to a program only after the person agreed.
"""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.agent.answers import return_value_of
from core.agent.consents import Consents
from core.agent.cryptoki import (
    CKF_REMOVABLE_DEVICE,
    CKF_RW_SESSION,
    CKF_SERIAL_SESSION,
    CKF_TOKEN_PRESENT,
    CKS_RO_PUBLIC,
    CKS_RO_USER,
    CKU_CONTEXT_SPECIFIC,
    CKU_USER,
    UNAVAILABLE,
    Call,
    Cka,
    Cko,
    Refused,
    Rv,
    TokenFlag,
)
from core.agent.mechanisms import (
    MECHANISMS,
    check_decrypting,
    check_signing,
    hashed,
    hashes_itself,
    mechanism_info,
    signature_size,
    to_cryptoki,
)
from core.agent.objects import Thing, things_of
from core.agent.wire import MAX_MESSAGE, Attribute, AttributeWanted, Mechanism, Request
from core.credentials.credential import Credential
from core.credentials.registry import CredentialRegistry, MediumView
from core.credentials.use import KeyOperation, KeyUse
from core.errors import AppError

_HANDSHAKE = b"PRIVATE-GNOME-KEYRING-PKCS11-PROTOCOL-V-1"
_VENDOR = "Secure Client"
_VERSION = (2, 40)
_NO_VERSION = (0, 0)
_MOST_SESSIONS = 64
_MIN_PIN, _MAX_PIN = 4, 64

Answer = Sequence[Any]


@dataclass(slots=True)
class _Operation:
    """A signature or decryption under way.

    Attributes:
        parts: what came by C_SignUpdate; None before the first part.
    """

    mechanism: Mechanism
    key: Thing
    parts: bytearray | None = None


@dataclass(slots=True)
class _Session:
    slot: int
    flags: int
    found: list[int] | None = None
    signing: _Operation | None = None
    decrypting: _Operation | None = None


@dataclass(slots=True)
class Session:
    """The state of one connection.

    Attributes:
        registry: all credentials.
        program: who asks, as the person sees it.
        consents: what the person allowed which program.
    """

    registry: CredentialRegistry
    program: str
    consents: Consents
    _initialized: bool = False
    _slots: dict[str, int] = field(default_factory=dict)
    _sessions: dict[int, _Session] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _logged_in: set[int] = field(default_factory=set)
    _handles: dict[tuple[str, Cko], int] = field(default_factory=dict)

    async def answer(self, request: Request) -> tuple[Call, Answer]:
        """The answer to a request: the call with its values, or `Call.ERROR` with a return value."""
        if request.call not in (Call.INITIALIZE, Call.GET_INFO) and not self._initialized:
            return Call.ERROR, (int(Rv.CRYPTOKI_NOT_INITIALIZED),)
        try:
            return request.call, await _CALLS[request.call](self, *request.arguments)
        except Refused as refused:
            return Call.ERROR, (int(refused.rv),)
        except AppError as error:
            return Call.ERROR, (int(return_value_of(error)),)

    # --- general and slots

    async def _initialize(self, handshake: bytes | int | None, *_: Any) -> Answer:
        if handshake != _HANDSHAKE:
            raise Refused(Rv.ARGUMENTS_BAD)
        self._initialized = True
        return ()

    async def _finalize(self) -> Answer:
        self._initialized = False
        self._sessions.clear()
        self._logged_in.clear()
        return ()

    async def _get_info(self) -> Answer:
        return _VERSION, _padded(_VENDOR, 32), 0, _padded("Secure Client agent", 32), (1, 0)

    async def _get_slot_list(self, token_present: int, room: int) -> Answer:
        # a medium that is not there is no slot either
        return (_fitting([self._slot_of(view) for view in self.registry.media()], room),)

    async def _get_slot_info(self, slot: int) -> Answer:
        info = self._view(slot).info
        flags = CKF_TOKEN_PRESENT | CKF_REMOVABLE_DEVICE
        return _padded(info.label, 64), _padded(info.manufacturer or _VENDOR, 32), flags, _NO_VERSION, _NO_VERSION

    async def _get_token_info(self, slot: int) -> Answer:
        view = self._view(slot)
        info, state = view.info, await self.registry.pin_state(view.info.id)
        flags = (
            TokenFlag.WRITE_PROTECTED
            | TokenFlag.LOGIN_REQUIRED
            | TokenFlag.USER_PIN_INITIALIZED
            | TokenFlag.TOKEN_INITIALIZED
            | TokenFlag.PROTECTED_AUTHENTICATION_PATH
        )
        flags |= TokenFlag.USER_PIN_LOCKED if state.locked else TokenFlag(0)
        flags |= TokenFlag.USER_PIN_FINAL_TRY if state.final_try else TokenFlag(0)
        texts = (
            _padded(info.label, 32),
            _padded(info.manufacturer or _VENDOR, 32),
            _padded(info.model, 16),
            _padded(info.serial, 16),
        )
        open_here = sum(session.slot == slot for session in self._sessions.values())
        counts = (_MOST_SESSIONS, open_here, 0, 0, _MAX_PIN, _MIN_PIN, *(UNAVAILABLE,) * 4)
        return *texts, int(flags), *counts, _NO_VERSION, _NO_VERSION, _padded("", 16)

    async def _get_mechanism_list(self, slot: int, room: int) -> Answer:
        self._view(slot)
        return (_fitting([int(mechanism) for mechanism in MECHANISMS], room),)

    async def _get_mechanism_info(self, slot: int, kind: int) -> Answer:
        self._view(slot)
        return mechanism_info(kind)

    # --- sessions

    async def _open_session(self, slot: int, flags: int) -> Answer:
        self._view(slot)
        if not flags & CKF_SERIAL_SESSION:
            raise Refused(Rv.SESSION_PARALLEL_NOT_SUPPORTED)
        if flags & CKF_RW_SESSION:
            raise Refused(Rv.TOKEN_WRITE_PROTECTED)
        if len(self._sessions) >= _MOST_SESSIONS:
            raise Refused(Rv.SESSION_COUNT)
        number = next(self._numbers)
        self._sessions[number] = _Session(slot, flags)
        return (number,)

    async def _close_session(self, number: int) -> Answer:
        slot = self._session(number).slot
        del self._sessions[number]
        if all(session.slot != slot for session in self._sessions.values()):
            self._logged_in.discard(slot)
        return ()

    async def _close_all_sessions(self, slot: int) -> Answer:
        self._sessions = {number: session for number, session in self._sessions.items() if session.slot != slot}
        self._logged_in.discard(slot)
        return ()

    async def _get_session_info(self, number: int) -> Answer:
        session = self._session(number)
        state = CKS_RO_USER if session.slot in self._logged_in else CKS_RO_PUBLIC
        return session.slot, state, session.flags, 0

    async def _login(self, number: int, user: int, pin: bytes | int | None) -> Answer:
        """The PIN itself is asked for when a key is used; a program that brings one is told that none is taken."""
        session = self._session(number)
        if user == CKU_CONTEXT_SPECIFIC:
            return ()
        if user != CKU_USER:
            raise Refused(Rv.USER_TYPE_INVALID)
        if pin:
            raise Refused(Rv.ARGUMENTS_BAD)
        if session.slot in self._logged_in:
            raise Refused(Rv.USER_ALREADY_LOGGED_IN)
        self._logged_in.add(session.slot)
        return ()

    async def _logout(self, number: int) -> Answer:
        session = self._session(number)
        if session.slot not in self._logged_in:
            raise Refused(Rv.USER_NOT_LOGGED_IN)
        self._logged_in.discard(session.slot)
        return ()

    # --- objects

    async def _find_objects_init(self, number: int, template: Sequence[Attribute]) -> Answer:
        session = self._session(number)
        if session.found is not None:
            raise Refused(Rv.OPERATION_ACTIVE)
        session.found = [
            self._handle(thing)
            for thing in self._things(session.slot)
            if (thing.kind is not Cko.PRIVATE_KEY or session.slot in self._logged_in) and thing.matches(template)
        ]
        return ()

    async def _find_objects(self, number: int, room: int) -> Answer:
        session = self._session(number)
        if session.found is None:
            raise Refused(Rv.OPERATION_NOT_INITIALIZED)
        given, session.found = session.found[:room], session.found[room:]
        return (given,)

    async def _find_objects_final(self, number: int) -> Answer:
        session = self._session(number)
        if session.found is None:
            raise Refused(Rv.OPERATION_NOT_INITIALIZED)
        session.found = None
        return ()

    async def _get_attribute_value(self, number: int, handle: int, wanted: Sequence[AttributeWanted]) -> Answer:
        thing = self._thing(self._session(number).slot, handle)
        values = [Attribute(item.type, thing.attributes.get(item.type)) for item in wanted]
        whole = all(value.value is not None for value in values)
        return values, int(Rv.OK if whole else Rv.ATTRIBUTE_TYPE_INVALID)

    # --- operations

    async def _sign_init(self, number: int, mechanism: Mechanism | None, handle: int) -> Answer:
        session = self._session(number)
        if mechanism is None:
            session.signing = None
            return ()
        if session.signing is not None:
            raise Refused(Rv.OPERATION_ACTIVE)
        key = self._private_key(session.slot, handle, Cka.SIGN)
        check_signing(mechanism, key.credential.certificate.algorithm)
        session.signing = _Operation(mechanism, key)
        return ()

    async def _sign(self, number: int, data: bytes | int | None, room: int) -> Answer:
        session = self._session(number)
        operation = _active(session.signing)
        size = signature_size(operation.key.credential.certificate.algorithm)
        if room < size:
            return (size,)
        session.signing = None
        if not isinstance(data, bytes) or operation.parts is not None:
            raise Refused(Rv.ARGUMENTS_BAD)
        return (await self._signature(operation, data),)

    async def _sign_update(self, number: int, data: bytes | int | None) -> Answer:
        session = self._session(number)
        operation = _active(session.signing)
        operation.parts = operation.parts or bytearray()
        if not isinstance(data, bytes) or len(operation.parts) + len(data) > 64 * MAX_MESSAGE:
            session.signing = None
            raise Refused(Rv.DATA_LEN_RANGE)
        operation.parts += data
        return ()

    async def _sign_final(self, number: int, room: int) -> Answer:
        session = self._session(number)
        operation = _active(session.signing)
        size = signature_size(operation.key.credential.certificate.algorithm)
        if room < size:
            return (size,)
        session.signing = None
        return (await self._signature(operation, bytes(operation.parts or b"")),)

    async def _signature(self, operation: _Operation, data: bytes) -> bytes:
        credential = operation.key.credential
        wanted = hashed(operation.mechanism, data)
        async with credential.authorise(self._use(credential, KeyOperation.SIGN)) as key:
            self.consents.add(self.program, credential.id)
            if hashes_itself(operation.mechanism):
                signature = await key.sign(data, wanted.scheme)
            else:
                signature = await key.sign_digest(wanted.value, wanted.scheme)
        return to_cryptoki(signature, credential.certificate.algorithm)

    async def _decrypt_init(self, number: int, mechanism: Mechanism | None, handle: int) -> Answer:
        session = self._session(number)
        if mechanism is None:
            session.decrypting = None
            return ()
        if session.decrypting is not None:
            raise Refused(Rv.OPERATION_ACTIVE)
        key = self._private_key(session.slot, handle, Cka.DECRYPT)
        check_decrypting(mechanism, key.credential.certificate.algorithm)
        session.decrypting = _Operation(mechanism, key)
        return ()

    async def _decrypt(self, number: int, data: bytes | int | None, room: int) -> Answer:
        session = self._session(number)
        operation = _active(session.decrypting)
        credential = operation.key.credential
        size = credential.certificate.algorithm.bits // 8
        if room == 0:
            return (size,)
        session.decrypting = None
        if not isinstance(data, bytes) or len(data) != size:
            raise Refused(Rv.DATA_LEN_RANGE)
        async with credential.authorise(self._use(credential, KeyOperation.DECRYPT)) as key:
            self.consents.add(self.program, credential.id)
            return (await key.decrypt(data),)

    def _use(self, credential: Credential, operation: KeyOperation) -> KeyUse:
        agreed = self.consents.has(self.program, credential.id)
        return KeyUse(operation, self.program, self.program, needs_consent=not agreed)

    # --- looking up

    def _slot_of(self, view: MediumView) -> int:
        return self._slots.setdefault(view.info.id, len(self._slots) + 1)

    def _view(self, slot: int) -> MediumView:
        for view in self.registry.media():
            if self._slot_of(view) == slot:
                return view
        raise Refused(Rv.TOKEN_NOT_PRESENT if slot in self._slots.values() else Rv.SLOT_ID_INVALID)

    def _session(self, number: int) -> _Session:
        if number not in self._sessions:
            raise Refused(Rv.SESSION_HANDLE_INVALID)
        return self._sessions[number]

    def _things(self, slot: int) -> list[Thing]:
        return [thing for credential in self._view(slot).credentials for thing in things_of(credential)]

    def _handle(self, thing: Thing) -> int:
        return self._handles.setdefault(thing.identity, len(self._handles) + 1)

    def _thing(self, slot: int, handle: int) -> Thing:
        for thing in self._things(slot):
            if self._handles.get(thing.identity) == handle:
                return thing
        raise Refused(Rv.OBJECT_HANDLE_INVALID)

    def _private_key(self, slot: int, handle: int, function: Cka) -> Thing:
        if slot not in self._logged_in:
            raise Refused(Rv.USER_NOT_LOGGED_IN)
        thing = self._thing(slot, handle)
        if thing.kind is not Cko.PRIVATE_KEY:
            raise Refused(Rv.KEY_HANDLE_INVALID)
        if not thing.attributes[function]:
            raise Refused(Rv.KEY_FUNCTION_NOT_PERMITTED)
        return thing


def _active(operation: _Operation | None) -> _Operation:
    if operation is None:
        raise Refused(Rv.OPERATION_NOT_INITIALIZED)
    return operation


def _fitting(values: list[int], room: int) -> list[int] | int:
    """The values, or their number where there is no room for them: the other side then asks again."""
    return values if len(values) <= room and room else len(values)


def _padded(text: str, length: int) -> bytes:
    """A fixed text of PKCS#11: UTF-8, cut between characters, filled with blanks."""
    return text.encode()[:length].decode(errors="ignore").encode().ljust(length)


_CALLS: dict[Call, Callable[..., Awaitable[Answer]]] = {
    Call.INITIALIZE: Session._initialize,
    Call.FINALIZE: Session._finalize,
    Call.GET_INFO: Session._get_info,
    Call.GET_SLOT_LIST: Session._get_slot_list,
    Call.GET_SLOT_INFO: Session._get_slot_info,
    Call.GET_TOKEN_INFO: Session._get_token_info,
    Call.GET_MECHANISM_LIST: Session._get_mechanism_list,
    Call.GET_MECHANISM_INFO: Session._get_mechanism_info,
    Call.OPEN_SESSION: Session._open_session,
    Call.CLOSE_SESSION: Session._close_session,
    Call.CLOSE_ALL_SESSIONS: Session._close_all_sessions,
    Call.GET_SESSION_INFO: Session._get_session_info,
    Call.LOGIN: Session._login,
    Call.LOGOUT: Session._logout,
    Call.GET_ATTRIBUTE_VALUE: Session._get_attribute_value,
    Call.FIND_OBJECTS_INIT: Session._find_objects_init,
    Call.FIND_OBJECTS: Session._find_objects,
    Call.FIND_OBJECTS_FINAL: Session._find_objects_final,
    Call.DECRYPT_INIT: Session._decrypt_init,
    Call.DECRYPT: Session._decrypt,
    Call.SIGN_INIT: Session._sign_init,
    Call.SIGN: Session._sign,
    Call.SIGN_UPDATE: Session._sign_update,
    Call.SIGN_FINAL: Session._sign_final,
}
