"""Whom verification trusts, and how signatures are checked: SM2 by our own engines, the rest by pyHanko's defaults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from pyhanko_certvalidator.sig_validate import DEFAULT_VALIDATION_CONTEXT, DefaultSignatureValidator

from core.crypto import registration
from core.crypto.algorithms import SignatureScheme
from core.crypto.certificates import Certificate
from core.crypto.errors import AlgorithmNotSupported, BadStructure, SignatureInvalid
from core.crypto.keys import PublicKey


@dataclass(frozen=True, slots=True)
class TrustRoots:
    """Trust anchors.

    Attributes:
        production: trusted for everything.
        test: trusted, and marked as test trust in every report (体验环境).
    """

    production: tuple[Certificate, ...] = ()
    test: tuple[Certificate, ...] = ()

    @property
    def everything(self) -> tuple[Certificate, ...]:
        """All anchors."""
        return self.production + self.test


_SM2_NAMES = frozenset({"sm3_sm2", "sm2", registration.OIDS["sm3_sm2"], registration.OIDS["sm2"]})


class Sm2SignatureValidator(DefaultSignatureValidator):
    """pyHanko's validator, with SM2 (GM/T 0009) added."""

    def validate_signature(
        self,
        signature: bytes,
        signed_data: bytes,
        public_key_info: Any,
        signature_algorithm: Any,
        context: Any = DEFAULT_VALIDATION_CONTEXT,
    ) -> None:
        """See pyHanko's `SignatureValidator`."""
        if signature_algorithm["algorithm"].native not in _SM2_NAMES:
            super().validate_signature(signature, signed_data, public_key_info, signature_algorithm, context)
            return
        try:
            PublicKey(public_key_info.dump()).verify(signature, signed_data, SignatureScheme.SM2_SM3)
        except (SignatureInvalid, BadStructure, AlgorithmNotSupported) as error:
            raise InvalidSignature from error
