"""OpenPGP cards (functional specification of the OpenPGP application on ISO smart card operating systems, 3.4)."""

from __future__ import annotations

from collections.abc import Sequence

from core.credentials.errors import DriverFailure, OperationNotSupported, PinNotAccepted, WrongAdminPin, WrongPin
from core.credentials.medium import MediumKey, PinState
from core.crypto.algorithms import SignatureScheme
from core.crypto.digest_info import digest_info
from core.devices.cards.apdu import Answer
from core.devices.cards.application import CardApplication
from core.devices.cards.failures import new_pin_failure, pin_failure
from core.devices.cards.link import PinEntry
from core.devices.cards.tlv import objects, tlv
from core.devices.stored_certificates import chain_of, read_certificate
from core.errors import AppError
from core.secret import Secret

# PW1 has two doors, one of them for signatures alone; PW3 is the administrator's (§4.3)
_SIGNING, _OTHER, _ADMIN = 0x81, 0x82, 0x83
_LEAST, _LEAST_ADMIN = 6, 8
_AID, _CERTIFICATE, _PASSWORDS, _HOLDER, _NAME = 0x4F, 0x7F21, 0xC4, 0x65, 0x5B
# the occurrences of the certificate's data object, as SELECT DATA counts them (§7.2.5)
_AUTHENTICATION, _DECRYPTION, _SIGNATURE = "aut", "dec", "sig"
_OCCURRENCES = (_AUTHENTICATION, _DECRYPTION, _SIGNATURE)


class OpenPgpApplication(CardApplication):
    """See `CardApplication`."""

    name = "OpenPGP"
    aid = bytes.fromhex("D27600012401")

    def serial(self) -> str:
        """Manufacturer and serial number out of the application's identifier (§4.2.1)."""
        return self._ask(0xCA, 0x00, _AID)[8:14].hex()

    def label(self) -> str:
        """The holder's name (§4.2.2, DO 5B), else the serial number."""
        holder = self._send(0xCA, 0x00, _HOLDER, answers=True)
        name = objects(objects(holder.data).get(_HOLDER, holder.data)).get(_NAME, b"") if holder.ok else b""
        text = name.decode("utf-8", errors="replace").replace("<<", " ").replace("<", " ").strip()
        return text or f"OpenPGP {self.serial()[-8:].upper()}"

    def keys(self) -> Sequence[MediumKey]:
        """See `CardApplication`. Cards before 3.0 have the first certificate only."""
        found = {}
        for occurrence, key_id in enumerate(_OCCURRENCES):
            choice = tlv(0x60, tlv(0x5C, _CERTIFICATE.to_bytes(2, "big")))
            if not self._send(0xA5, occurrence, 0x04, choice).ok and occurrence:
                break
            answer = self._send(0xCA, _CERTIFICATE >> 8, _CERTIFICATE & 0xFF, answers=True)
            certificate = read_certificate(answer.data) if answer.ok else None
            if certificate is not None and not certificate.is_ca:
                found[key_id] = certificate
        return tuple(MediumKey(key_id, found[key_id], chain_of(found[key_id], ())) for key_id in sorted(found))

    def pin_state(self) -> PinState:
        """See `CardApplication`."""
        status = self._passwords()
        tries = status[4]
        return PinState(
            required=True,
            tries_left=tries,
            final_try=tries == 1,
            locked=tries == 0,
            pin_pad=self.link.pin_pad,
            min_length=_LEAST,
            max_length=status[1] & 0x7F,
        )

    def verify(self, pin: Secret | None) -> None:
        """See `CardApplication`: both doors of PW1, which share one counter."""
        for door in (_SIGNING, _OTHER):
            self._open(door, pin)

    def forget_pin(self) -> None:
        """See `CardApplication`: VERIFY with P1 FF (§7.2.2, since 3.4); older cards forget when they lose power."""
        for door in (_SIGNING, _OTHER):
            self._send(0x20, 0xFF, door)

    def change_pin(self, old: Secret, new: Secret) -> None:
        """See `CardApplication`: CHANGE REFERENCE DATA (§7.2.3)."""
        most = self._check_new(new)
        if len(old) < _LEAST:
            raise WrongPin(self.pin_state().tries_left)
        answer = self._send(0x24, 0x00, _SIGNING, old.reveal_bytes() + new.reveal_bytes())
        if not answer.ok:
            raise new_pin_failure(answer, _LEAST, most)

    def unblock_pin(self, admin_pin: Secret, new: Secret) -> None:
        """See `CardApplication`: PW3, then RESET RETRY COUNTER (§7.2.4)."""
        most = self._check_new(new)
        if len(admin_pin) < _LEAST_ADMIN:
            raise WrongAdminPin(self._passwords()[6])
        shown = self._send(0x20, 0x00, _ADMIN, admin_pin.reveal_bytes())
        if not shown.ok:
            raise self._refusal(shown.status, _ADMIN)
        answer = self._send(0x2C, 0x02, _SIGNING, new.reveal_bytes())
        self._send(0x20, 0xFF, _ADMIN)
        if not answer.ok:
            raise new_pin_failure(answer, _LEAST, most)

    def change_admin_pin(self, old: Secret, new: Secret) -> None:
        """See `CardApplication`: CHANGE REFERENCE DATA of PW3 (§7.2.3)."""
        most = self._passwords()[3]
        if len(old) < _LEAST_ADMIN:
            raise WrongAdminPin(self._passwords()[6])
        if not _LEAST_ADMIN <= len(new) <= most:
            raise PinNotAccepted(min=_LEAST_ADMIN, max=most)
        answer = self._send(0x24, 0x00, _ADMIN, old.reveal_bytes() + new.reveal_bytes())
        if answer.status == 0x6982:
            raise self._refusal(answer.status, _ADMIN)
        if not answer.ok:
            raise new_pin_failure(answer, _LEAST_ADMIN, most, admin=True)

    def sign_digest(self, key: MediumKey, hashed: bytes, scheme: SignatureScheme, pin: Secret | None) -> bytes:
        """See `CardApplication`: COMPUTE DIGITAL SIGNATURE (§7.2.10) or INTERNAL AUTHENTICATE (§7.2.13)."""
        if key.key_id == _DECRYPTION or scheme is SignatureScheme.RSA_PSS_SHA256:
            raise OperationNotSupported(what=f"OpenPGP {scheme.value}")
        is_rsa = key.certificate.algorithm.is_rsa
        message = digest_info(scheme.digest, hashed) if is_rsa else hashed
        signing = key.key_id == _SIGNATURE
        if pin is not None:
            self._open(_SIGNING if signing else _OTHER, pin)
        raw = self._ask(0x2A, 0x9E, 0x9A, message) if signing else self._ask(0x88, 0x00, 0x00, message)
        return raw if is_rsa else _der(raw)

    def decrypt(self, key: MediumKey, ciphertext: bytes, pin: Secret | None) -> bytes:
        """See `CardApplication`: DECIPHER (§7.2.11); the card takes PKCS#1 v1.5 only and removes the padding."""
        if key.key_id != _DECRYPTION or not key.certificate.algorithm.is_rsa:
            raise OperationNotSupported(what="decrypt")
        if pin is not None:
            self._open(_OTHER, pin)
        return self._ask(0x2A, 0x80, 0x86, b"\x00" + ciphertext)

    def _open(self, door: int, pin: Secret | None) -> None:
        if pin is None:
            self._verify_on_pad(PinEntry(door, _LEAST, self.pin_state().max_length))
            return
        if len(pin) < _LEAST:
            # it cannot be the right one: the card is not asked, so that no try is lost
            raise WrongPin(self.pin_state().tries_left)
        answer = self._send(0x20, 0x00, door, pin.reveal_bytes())
        if not answer.ok:
            raise self._refusal(answer.status, door)

    def _refusal(self, status: int, door: int) -> AppError:
        """Many cards answer 6982 to a wrong PIN (§7.2.2); their counters are in another object."""
        admin = door == _ADMIN
        if status == 0x6982:
            tries = self._passwords()[6 if admin else 4]
            status = 0x63C0 | tries if tries else 0x6983
        return pin_failure(Answer(b"", status), admin=admin)

    def _passwords(self) -> bytes:
        """PW status bytes (§4.4.2): validity, three greatest lengths, three counters."""
        status = self._ask(0xCA, 0x00, _PASSWORDS)
        if len(status) < 7:
            raise DriverFailure(reason="PW status bytes cut off")
        return status

    def _check_new(self, pin: Secret) -> int:
        most = self._passwords()[1] & 0x7F
        if not _LEAST <= len(pin) <= most:
            raise PinNotAccepted(min=_LEAST, max=most)
        return most


def _der(raw: bytes) -> bytes:
    """The card's r ∥ s as DER (RFC 3279 §2.2.3)."""
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    half = len(raw) // 2
    return encode_dss_signature(int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big"))
