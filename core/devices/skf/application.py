"""One application on a device (GM/T 0016-2012 §5.2): its PINs, containers and files. Every method blocks.

An application is what a person calls a token: it has PINs of its own. Containers hold up to two keys, one to sign and
one to encrypt, and their certificates.
"""

from __future__ import annotations

import ctypes
import uuid
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from enum import IntEnum

from core.credentials.errors import DriverFailure, MediumRemoved, OperationNotSupported, PinNotAccepted
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.keys import PublicKey
from core.devices.skf.failures import SkfReturn, file_failure, pin_failure
from core.devices.skf.library import Handle, SkfLibrary
from core.devices.skf.profile import Decrypt, KeyFlag
from core.devices.skf.return_codes import Sar
from core.errors import AppError
from core.secret import Secret

MIN_PIN, MAX_PIN = 6, 16  # characters (§6.3)
_LONGEST_FILE_NAME, _LONGEST_CONTAINER_NAME = 32, 64  # bytes (§6.3, §7.5)
_ANYONE, _USER = 0xFF, 0x10  # rights (§6.3)
_RSA_MOST = 256  # bytes of a modulus (§6.4.3)


class PinType(IntEnum):
    """Whose PIN (§6.3)."""

    ADMIN = 0
    USER = 1


class ContainerType(IntEnum):
    """What kind of keys a container holds (§7.5.6)."""

    EMPTY = 0
    RSA = 1
    ECC = 2


@dataclass(frozen=True, slots=True)
class PinTries:
    """A PIN's retry counter."""

    most: int
    left: int


class SkfApplication:
    """An opened application."""

    def __init__(self, library: SkfLibrary, device: Handle, name: str, max_buffer: int) -> None:
        self._library = library
        self._max_buffer = max_buffer
        self._handle: Handle | None = library.handle("SKF_OpenApplication", device, name)
        self._containers: dict[str, Handle] = {}
        self.logged_in = False

    @property
    def wants_digest_info(self) -> bool:
        """What an RSA signature is given: see `SkfProfile.rsa_digest_info`."""
        return self._library.profile.rsa_digest_info

    def close(self) -> None:
        """Log out and give the handles back; what a token that is gone refuses is no loss."""
        if self._handle is None:
            return
        with suppress(SkfReturn):
            self.log_out()
        with suppress(SkfReturn):
            self._library.call("SKF_CloseApplication", self._handle)
        self._handle = None

    def tries(self, pin_type: PinType = PinType.USER) -> PinTries:
        """The retry counter of a PIN."""
        most, left, unchanged = ctypes.c_uint64(0), ctypes.c_uint64(0), ctypes.c_uint64(0)
        cells = (ctypes.byref(cell) for cell in (most, left, unchanged))
        self._library.call("SKF_GetPINInfo", self._open, int(pin_type), *cells)
        return PinTries(most.value & 0xFFFFFFFF, left.value & 0xFFFFFFFF)

    def log_in(self, pin: Secret) -> None:
        """Verify the user PIN; raises as `pin_failure` says."""
        self._with_pins("SKF_VerifyPIN", int(PinType.USER), pin)
        self.logged_in = True

    def log_out(self) -> None:
        """Forget that the PIN was verified."""
        self.logged_in = False
        self.close_containers()
        self._library.call("SKF_ClearSecureState", self._open)

    def close_containers(self) -> None:
        """Give the containers' handles back; they are opened again when they are needed."""
        for container in self._containers.values():
            with suppress(SkfReturn):
                self._library.call("SKF_CloseContainer", container)
        self._containers.clear()

    def change_pin(self, old: Secret, new: Secret) -> None:
        """Replace the user PIN."""
        _check_length(new)
        self._with_pins("SKF_ChangePIN", int(PinType.USER), old, new)

    def unblock_pin(self, admin_pin: Secret, new: Secret) -> None:
        """Set the user PIN with the administrator's."""
        _check_length(new)
        self._with_pins("SKF_UnblockPIN", admin_pin, new, admin=True)

    def change_admin_pin(self, old: Secret, new: Secret) -> None:
        """Replace the administrator's PIN."""
        _check_length(new)
        self._with_pins("SKF_ChangePIN", int(PinType.ADMIN), old, new, admin=True)

    def containers(self) -> tuple[str, ...]:
        """Names of all containers, in a steady order."""
        return tuple(sorted(self._library.names("SKF_EnumContainer", self._open)))

    def container_type(self, container: str) -> ContainerType:
        """What kind of keys a container holds."""
        return ContainerType(self._library.number("SKF_GetContainerType", self._container(container)))

    def certificate(self, container: str, *, signing: bool) -> bytes | None:
        """The DER certificate of one of a container's keys, if there is one."""
        try:
            der = self._library.sized("SKF_ExportCertificate", self._container(container), int(signing))
        except SkfReturn as error:
            if error.code == Sar.CERTNOTFOUNTERR:
                return None
            raise
        return der or None

    def create_container(self, name: str = "") -> str:
        """Make an empty container under a name, or one of its own."""
        name = name or uuid.uuid4().hex[:16]
        self._containers[name] = self._library.handle("SKF_CreateContainer", self._open, name)
        return name

    def delete_container(self, container: str) -> None:
        """Delete a container with its keys."""
        opened = self._containers.pop(container, None)
        if opened is not None:
            with suppress(SkfReturn):
                self._library.call("SKF_CloseContainer", opened)
        self._library.call("SKF_DeleteContainer", self._open, container)

    def generate(self, container: str, algorithm: KeyAlgorithm) -> PublicKey:
        """Make the signing key of a container."""
        opened = self._container(container)
        if algorithm is KeyAlgorithm.SM2:
            raw = self._library.structure("SKF_GenECCKeyPair", opened, self._library.profile.sm2_sign_id)
            return self._library.structures.ecc_public_key(raw)
        if algorithm.is_rsa and algorithm.bits <= 8 * _RSA_MOST:
            return self._library.structures.rsa_public_key(
                self._library.structure("SKF_GenRSAKeyPair", opened, algorithm.bits)
            )
        raise OperationNotSupported(what=algorithm.value)

    def public_key(self, container: str, *, signing: bool) -> PublicKey:
        """The public half of one of a container's keys."""
        raw = self._library.sized("SKF_ExportPublicKey", self._container(container), int(signing))
        padded = raw.ljust(self._library.structures.ROOM, b"\0")
        if self.container_type(container) is ContainerType.RSA:
            return self._library.structures.rsa_public_key(padded)
        return self._library.structures.ecc_public_key(padded)

    def import_certificate(self, container: str, der: bytes, *, signing: bool) -> None:
        """Put the certificate beside its key."""
        self._library.call("SKF_ImportCertificate", self._container(container), int(signing), der, len(der))

    def import_key(self, container: str, enveloped: bytes) -> None:
        """Import the encryption key from a DER SM2EnvelopedKey to the container's signing key."""
        blob = self._library.structures.enveloped_key(enveloped)
        self._library.call("SKF_ImportECCKeyPair", self._container(container), blob)

    def sign_sm2(self, container: str, hashed: bytes) -> tuple[int, int]:
        """Sign e = SM3(Z ‖ M); r and s as they come from the device."""
        raw = self._library.structure("SKF_ECCSignData", self._container(container), hashed, len(hashed))
        return self._library.structures.signature(raw)

    def sign_rsa(self, container: str, data: bytes) -> bytes:
        """Pad after PKCS#1 v1.5 and sign."""
        return self._library.sized("SKF_RSASignData", self._container(container), data, len(data), room=_RSA_MOST)

    def decrypt_sm2(self, container: str, ciphertext: bytes) -> bytes:
        """Open a DER SM2Cipher with the encryption key."""
        blob = self._library.structures.cipher(ciphertext)
        head = self._decrypt_head(self._library.profile.ecc_decrypt, container, signing=False)
        return self._library.sized(*head, blob, room=len(ciphertext))

    def decrypt_rsa(self, container: str, ciphertext: bytes, *, signing: bool) -> bytes:
        """Open an RSA ciphertext after PKCS#1 v1.5."""
        head = self._decrypt_head(self._library.profile.rsa_decrypt, container, signing=signing)
        return self._library.sized(*head, ciphertext, len(ciphertext), room=_RSA_MOST)

    def files(self) -> tuple[str, ...]:
        """Names of the application's files."""
        return tuple(sorted(self._library.names("SKF_EnumFiles", self._open)))

    def read_file(self, name: str) -> bytes:
        """A file's whole content."""
        encoded = self._library.encoded_name(name, _LONGEST_FILE_NAME)
        try:
            raw = self._library.structure("SKF_GetFileInfo", self._open, encoded)
            size = self._library.structures.file_info(raw).size
            if size > 1 << 24:
                raise DriverFailure(reason=f"SKF_GetFileInfo {size}")
            content = bytearray()
            while len(content) < size:
                wanted = min(self._max_buffer, size - len(content))
                part = self._library.sized("SKF_ReadFile", self._open, encoded, len(content), wanted, room=wanted)
                if not part:
                    raise DriverFailure(reason="SKF_ReadFile 0")
                content += part
        except SkfReturn as error:
            raise file_failure(error, name) from None
        return bytes(content)

    def write_file(self, name: str, data: bytes) -> None:
        """Create a file that everybody may read and the user may change; what exists is replaced.

        SKF cannot rename, so the old file goes first; it is put back when the new one finds no room.
        """
        old = self.read_file(name) if name in self.files() else None
        if old is not None:
            self.delete_file(name)
        try:
            self._create_file(name, data)
        except AppError:
            with suppress(AppError, SkfReturn):
                self.delete_file(name)
            if old is not None:
                self._create_file(name, old)
            raise

    def _create_file(self, name: str, data: bytes) -> None:
        encoded = self._library.encoded_name(name, _LONGEST_FILE_NAME)
        try:
            self._library.call("SKF_CreateFile", self._open, encoded, len(data), _ANYONE, _USER)
            for offset in range(0, len(data), self._max_buffer):
                part = data[offset : offset + self._max_buffer]
                self._library.call("SKF_WriteFile", self._open, encoded, offset, part, len(part))
        except SkfReturn as error:
            raise file_failure(error, name) from None

    def delete_file(self, name: str) -> None:
        """Delete a file."""
        encoded = self._library.encoded_name(name, _LONGEST_FILE_NAME)
        try:
            self._library.call("SKF_DeleteFile", self._open, encoded)
        except SkfReturn as error:
            raise file_failure(error, name) from None

    @property
    def _open(self) -> Handle:
        if self._handle is None:
            raise MediumRemoved
        return self._handle

    def _container(self, name: str) -> Handle:
        opened = self._containers.get(name)
        if opened is None:
            encoded = self._library.encoded_name(name, _LONGEST_CONTAINER_NAME)
            opened = self._containers[name] = self._library.handle("SKF_OpenContainer", self._open, encoded)
        return opened

    def _decrypt_head(
        self, decrypt: Decrypt, container: str, *, signing: bool
    ) -> tuple[str, Handle] | tuple[str, Handle, int]:
        if not self._library.has(decrypt.function):
            raise OperationNotSupported(what=decrypt.function or "decrypt")
        opened = self._container(container)
        if decrypt.key_flag is KeyFlag.SIGN_FLAG:
            return decrypt.function, opened, int(signing)
        return decrypt.function, opened

    def _with_pins(self, function: str, *arguments: int | Secret, admin: bool = False) -> None:
        left = ctypes.c_uint64(0)
        try:
            with ExitStack() as texts:
                given = [
                    texts.enter_context(self._library.pin(each)) if isinstance(each, Secret) else each
                    for each in arguments
                ]
                self._library.call(function, self._open, *given, ctypes.byref(left))
        except SkfReturn as error:
            raise pin_failure(error, left.value & 0xFFFFFFFF, admin=admin) from None


def _check_length(new: Secret) -> None:
    if not MIN_PIN <= len(new) <= MAX_PIN or b"\0" in new.reveal_bytes():
        raise PinNotAccepted(min=MIN_PIN, max=MAX_PIN)
