"""One loaded PKCS#11 module; every method runs on the module's own thread, never on the event loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.credentials.errors import MediumRemoved
from core.crypto.algorithms import KeyAlgorithm
from core.devices.pkcs11 import key_objects
from core.devices.pkcs11.failures import as_app_errors

# Software tokens whose module reads the list of tokens once, at C_Initialize.
_LISTS_TOKENS_ONCE = ("SoftHSM",)


@dataclass(frozen=True, slots=True)
class TokenSeen:
    """One look at a token.

    Attributes:
        label: CK_TOKEN_INFO.label.
        manufacturer: CK_TOKEN_INFO.manufacturerID.
        model: CK_TOKEN_INFO.model.
        serial: CK_TOKEN_INFO.serialNumber as text.
        pin_flags: the flags about PINs, as a number, to notice changes.
        certificates: identifiers of the certificate objects; empty for modules where looking costs a card's time.
        makes: algorithms of the keys that it can make.
    """

    label: str
    manufacturer: str
    model: str
    serial: str
    pin_flags: int
    certificates: tuple[bytes, ...] = ()
    makes: tuple[KeyAlgorithm, ...] = ()

    @property
    def identity(self) -> tuple[str, str, str]:
        """What makes it the same token again: slot numbers change when it is put into another port."""
        return self.manufacturer, self.serial, self.label


class Pkcs11Module:
    """A module and the sessions that are open on it."""

    def __init__(self, path: Path, elsewhere: Callable[[str], bool] = lambda slot: False) -> None:
        """Make a module that is not loaded.

        Args:
            path: the library.
            elsewhere: by a slot's description, whether its token is shown by another provider and left out here.
        """
        self.path = path
        self._elsewhere = elsewhere
        self._library: Any = None
        self._sessions: set[Any] = set()
        self._lists_once = False
        self._makes: dict[tuple[str, str, str], tuple[KeyAlgorithm, ...]] = {}

    def load(self) -> None:
        """Load and initialise the library; raises `DriverFailure`."""
        import pkcs11

        with as_app_errors():
            self._library = pkcs11.lib(str(self.path))
            self._lists_once = self._library.manufacturer_id.startswith(_LISTS_TOKENS_ONCE)

    def look(self) -> tuple[TokenSeen, ...]:
        """All initialised tokens of all slots, new ones included."""
        with as_app_errors():
            if self._lists_once and not self._sessions:
                self._library.reinitialize()
            return tuple(self._seen(token) for token in self._tokens())

    def token(self, seen: TokenSeen) -> Any:
        """The token of that identity as it is now; raises `MediumRemoved`."""
        with as_app_errors():
            for token in self._tokens():
                if _identity(token) == seen.identity:
                    return token
        raise MediumRemoved

    def open(self, token: Any, pin: Any = None, *, writable: bool = False, admin_pin: Any = None) -> Any:
        """Open a session, logged in when a PIN is given; as the security officer with the administrator's."""
        try:
            session = token.open(user_pin=pin, so_pin=admin_pin, rw=writable)
        except Exception:
            # the library leaves the session of a failed login open; only the module itself can close it now
            if not self._sessions:
                self._library.reinitialize()
            raise
        self._sessions.add(session)
        return session

    def close(self, session: Any) -> None:
        """Close a session; a token that is gone has no session left to close."""
        import contextlib

        import pkcs11

        self._sessions.discard(session)
        with contextlib.suppress(pkcs11.PKCS11Error):
            session.close()

    def close_all(self) -> None:
        """Close all sessions."""
        for session in tuple(self._sessions):
            self.close(session)

    def unload(self) -> None:
        """Close all sessions and finalise the module; other users in this process may initialise it again."""
        import contextlib

        import pkcs11

        if self._library is None:
            return
        self.close_all()
        with contextlib.suppress(pkcs11.PKCS11Error):
            self._library.finalize()

    def _tokens(self) -> Sequence[Any]:
        import pkcs11

        tokens = []
        for slot in self._library.get_slots(token_present=True):
            if self._elsewhere(slot.slot_description.strip("\x00 ")):
                continue
            try:
                token = slot.get_token()
            except (pkcs11.TokenNotPresent, pkcs11.TokenNotRecognised, pkcs11.DeviceRemoved):
                continue
            if pkcs11.TokenFlag.TOKEN_INITIALIZED in token.flags:
                tokens.append(token)
        return tokens

    def _seen(self, token: Any) -> TokenSeen:
        manufacturer, serial, label = _identity(token)
        return TokenSeen(
            label,
            manufacturer,
            token.model.strip(),
            serial,
            int(token.flags),
            self._certificate_ids(token) if self._lists_once else (),
            self._can_make(token),
        )

    def _can_make(self, token: Any) -> tuple[KeyAlgorithm, ...]:
        """Asked once for each token: it does not change."""
        import pkcs11

        if _identity(token) not in self._makes:
            slot, generator = token.slot, pkcs11.Mechanism.RSA_PKCS_KEY_PAIR_GEN
            mechanisms = slot.get_mechanisms()
            bits = slot.get_mechanism_info(generator).max_key_length if generator in mechanisms else 0
            writable = pkcs11.TokenFlag.WRITE_PROTECTED not in token.flags
            self._makes[_identity(token)] = key_objects.makes(mechanisms, bits) if writable else ()
        return self._makes[_identity(token)]

    def _certificate_ids(self, token: Any) -> tuple[bytes, ...]:
        import pkcs11

        session = token.open()
        try:
            wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}
            return tuple(sorted(item[pkcs11.Attribute.VALUE][-32:] for item in session.get_objects(wanted)))
        finally:
            session.close()


def _identity(token: Any) -> tuple[str, str, str]:
    serial = token.serial.decode("ascii", errors="replace").strip("\x00 ")
    return token.manufacturer_id.strip(), serial, token.label.strip()
