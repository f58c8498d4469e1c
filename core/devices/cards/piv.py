"""PIV cards (NIST SP 800-73-4 part 2, algorithms of SP 800-78-5)."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from core.credentials.errors import DriverFailure, OperationNotSupported, PinNotAccepted, WrongPin
from core.credentials.medium import MediumKey, PinState
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.devices.cards.application import CardApplication
from core.devices.cards.failures import new_pin_failure, pin_failure, tries_in
from core.devices.cards.link import PinEntry
from core.devices.cards.rsa_padding import padded, unpadded
from core.devices.cards.tlv import objects, only, tlv
from core.devices.stored_certificates import chain_of, read_certificate
from core.secret import Secret

_PIN, _PUK = 0x80, 0x81  # key references of the PIN and the PIN unblocking key (SP 800-73-4 part 1 table 6)
_LEAST, _MOST = 6, 8  # characters of a PIN (§2.4.3)
_CHUID, _KEY_HISTORY = 0x5FC102, 0x5FC10C
# key references and the data objects of their certificates (part 1 table 3); retired keys follow as a row
_CERTIFICATES = {0x9A: 0x5FC105, 0x9C: 0x5FC10A, 0x9D: 0x5FC10B, 0x9E: 0x5FC101}
_RETIRED_KEY, _RETIRED_CERTIFICATE, _MOST_RETIRED = 0x82, 0x5FC10D, 20
_PIN_ENTRY = PinEntry(_PIN, _LEAST, _MOST, padded_to=_MOST)
_SIGNATURE_KEY = 0x9C  # asks for the PIN before every signature
_COMPRESSED = 0x01  # CertInfo's bit (part 1 appendix A)
_LARGEST_CERTIFICATE = 65536
_ALGORITHMS = {
    KeyAlgorithm.RSA_2048: 0x07,
    KeyAlgorithm.RSA_3072: 0x05,
    KeyAlgorithm.EC_P256: 0x11,
    KeyAlgorithm.EC_P384: 0x14,
}


class PivApplication(CardApplication):
    """See `CardApplication`."""

    name = "PIV"
    aid = bytes.fromhex("A000000308000010000100")

    def serial(self) -> str:
        """The GUID of the Card Holder Unique Identifier."""
        chuid = self._object(_CHUID)
        guid = objects(chuid).get(0x34, b"") if chuid else b""
        return guid.hex() if guid.strip(b"\x00") else ""

    def label(self) -> str:
        """PIV cards carry no name; the end of the GUID tells two of them apart."""
        return f"PIV {self.serial()[-8:].upper()}".strip()

    def keys(self) -> Sequence[MediumKey]:
        """See `CardApplication`: the four keys and as many retired ones as the card says it has."""
        places = dict(_CERTIFICATES)
        for number in range(self._retired_keys()):
            places[_RETIRED_KEY + number] = _RETIRED_CERTIFICATE + number
        found = {}
        for reference, tag in places.items():
            content = self._object(tag)
            certificate = read_certificate(_certificate(content)) if content else None
            if certificate is not None:
                found[reference] = certificate
        issuers = [certificate for certificate in found.values() if certificate.is_ca]
        return tuple(
            MediumKey(f"{reference:02x}", certificate, chain_of(certificate, issuers))
            for reference, certificate in found.items()
            if not certificate.is_ca
        )

    def pin_state(self) -> PinState:
        """See `CardApplication`: a VERIFY without data tells the counter and costs no try (part 2 §3.2.1)."""
        tries = tries_in(self._send(0x20, 0x00, _PIN))
        return PinState(
            required=True,
            tries_left=tries,
            final_try=tries == 1,
            locked=tries == 0,
            pin_pad=self.link.pin_pad,
            min_length=_LEAST,
            max_length=_MOST,
        )

    def verify(self, pin: Secret | None) -> None:
        """See `CardApplication`."""
        if pin is None:
            self._verify_on_pad(_PIN_ENTRY)
            return
        if not _LEAST <= len(pin) <= _MOST:
            # it cannot be the right one: the card is not asked, so that no try is lost
            raise WrongPin(self.pin_state().tries_left)
        answer = self._send(0x20, 0x00, _PIN, _block(pin))
        if not answer.ok:
            raise pin_failure(answer)

    def forget_pin(self) -> None:
        """See `CardApplication`: VERIFY with P1 FF (part 2 §3.2.1); older cards forget when they lose power."""
        self._send(0x20, 0xFF, _PIN)

    def change_pin(self, old: Secret, new: Secret) -> None:
        """See `CardApplication`: CHANGE REFERENCE DATA (part 2 §3.2.2)."""
        _check_new(new)
        if not _LEAST <= len(old) <= _MOST:
            raise WrongPin(self.pin_state().tries_left)
        answer = self._send(0x24, 0x00, _PIN, _block(old) + _block(new))
        if not answer.ok:
            raise new_pin_failure(answer, _LEAST, _MOST)

    def unblock_pin(self, admin_pin: Secret, new: Secret) -> None:
        """See `CardApplication`: RESET RETRY COUNTER with the PUK (part 2 §3.2.3)."""
        _check_new(new)
        answer = self._send(0x2C, 0x00, _PIN, _block(admin_pin) + _block(new))
        if not answer.ok:
            raise new_pin_failure(answer, _LEAST, _MOST, admin=True)

    def change_admin_pin(self, old: Secret, new: Secret) -> None:
        """See `CardApplication`: CHANGE REFERENCE DATA of the PUK (part 2 §3.2.2)."""
        _check_new(new)
        answer = self._send(0x24, 0x00, _PUK, _block(old) + _block(new))
        if not answer.ok:
            raise new_pin_failure(answer, _LEAST, _MOST, admin=True)

    def sign_digest(self, key: MediumKey, hashed: bytes, scheme: SignatureScheme, pin: Secret | None) -> bytes:
        """See `CardApplication`. The card computes on an encoded message (RSA) or a hash (ECDSA)."""
        algorithm = key.certificate.algorithm
        message = padded(hashed, scheme, algorithm.bits) if algorithm.is_rsa else hashed
        return self._authenticate(key, message, pin)

    def decrypt(self, key: MediumKey, ciphertext: bytes, pin: Secret | None) -> bytes:
        """See `CardApplication`."""
        if not key.certificate.algorithm.is_rsa:
            raise OperationNotSupported(what="decrypt")
        return unpadded(self._authenticate(key, ciphertext, pin))

    def _authenticate(self, key: MediumKey, message: bytes, pin: Secret | None) -> bytes:
        """GENERAL AUTHENTICATE (part 2 §3.2.4): the private key's bare function on a message."""
        algorithm = _ALGORITHMS.get(key.certificate.algorithm)
        if algorithm is None:
            raise OperationNotSupported(what=key.certificate.algorithm.value)
        reference = int(key.key_id, 16)
        if pin is not None:
            self.verify(pin)
        elif reference == _SIGNATURE_KEY:
            self._verify_on_pad(_PIN_ENTRY)
        template = tlv(0x7C, tlv(0x82, b"") + tlv(0x81, message))
        return only(self._ask(0x87, algorithm, reference, template), 0x7C, 0x82)

    def _object(self, tag: int) -> bytes:
        """GET DATA (part 2 §3.1.2); empty for what is not on the card."""
        answer = self._send(0xCB, 0x3F, 0xFF, tlv(0x5C, tag.to_bytes(3, "big")), answers=True)
        return objects(answer.data).get(0x53, b"") if answer.ok else b""

    def _retired_keys(self) -> int:
        history = self._object(_KEY_HISTORY)
        counts = objects(history) if history else {}
        return min(_MOST_RETIRED, int.from_bytes(counts.get(0xC1, b""), "big"))


def _certificate(content: bytes) -> bytes:
    """The DER in a certificate's data object (part 1 appendix A table 10); empty for what is none."""
    try:
        found = objects(content)
        der = found.get(0x70, b"")
        if found.get(0x71, b"\x00")[:1] != bytes([_COMPRESSED]):
            return der
        # a bounded decompression: the card is not trusted with the size of our memory
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(der, _LARGEST_CERTIFICATE)
    except (DriverFailure, zlib.error):
        return b""


def _block(pin: Secret) -> bytes:
    return pin.reveal_bytes().ljust(_MOST, b"\xff")


def _check_new(pin: Secret) -> None:
    if not (_LEAST <= len(pin) <= _MOST and pin.reveal_bytes().isdigit()):
        raise PinNotAccepted(min=_LEAST, max=_MOST)
