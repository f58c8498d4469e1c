"""A key pair on a card: the bare functions of its chip."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from core.crypto.certificates import Certificate
from core.crypto.keys import PrivateKey
from tests.simulators.card.iso7816 import Refused


@dataclass(frozen=True)
class CardKey:
    key: PrivateKey
    certificate: Certificate

    def rsa(self, message: bytes) -> bytes:
        """The private RSA function by the Chinese remainder (RFC 8017 §5.1.2) on a block as long as the modulus."""
        numbers = self.key.cryptography_key.private_numbers()
        modulus = numbers.public_numbers.n
        size = (modulus.bit_length() + 7) // 8
        value = int.from_bytes(message, "big")
        if len(message) != size or value >= modulus:
            raise Refused(0x6A80)
        first, second = pow(value, numbers.dmp1, numbers.p), pow(value, numbers.dmq1, numbers.q)
        difference = (first - second) * numbers.iqmp % numbers.p
        result: int = second + numbers.q * difference
        return result.to_bytes(size, "big")

    def ecdsa(self, hashed: bytes) -> bytes:
        """DER of the signature of a hash as long as the curve's order."""
        chosen = {32: hashes.SHA256(), 48: hashes.SHA384()}.get(len(hashed))
        if chosen is None or len(hashed) * 8 != self.key.algorithm.bits:
            raise Refused(0x6A80)
        signature: bytes = self.key.cryptography_key.sign(hashed, ec.ECDSA(Prehashed(chosen)))
        return signature
