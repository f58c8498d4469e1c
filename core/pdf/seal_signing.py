"""Signs a PDF with an electronic seal: `Contents` is an SES_Signature (GB/T 38540-2020 §7.1) over the byte range."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from core.credentials.credential import AuthorisedKey
from core.crypto.algorithms import SignatureScheme
from core.crypto.certificates import Certificate
from core.crypto.errors import SEAL_PERIOD, SEAL_SIGNER, SealNotValid
from core.crypto.seal import ElectronicSeal, parse_seal, sign_with_seal
from core.pdf.signer import KeySigner, signature_size

_PROTECTED = "/ByteRange"
"""The property information (§7.1): what of the document is protected."""


class SealSigner(KeySigner):
    """Signs with an `AuthorisedKey` and a seal that lists its certificate."""

    def __init__(self, key: AuthorisedKey, loop: asyncio.AbstractEventLoop, seal: ElectronicSeal) -> None:
        super().__init__(key, loop)
        self._seal = seal

    async def async_sign(self, data_digest: bytes, digest_algorithm: str, *args: Any, **kwargs: Any) -> Any:
        """See pyHanko's `Signer`; gives DER of an SES_Signature instead of a CMS object."""

        def sign(data: bytes, scheme: SignatureScheme) -> bytes:
            # this thread's own loop has nothing else to do meanwhile
            return asyncio.run_coroutine_threadsafe(self._key.sign(data, scheme), self._loop).result()

        return sign_with_seal(self._seal, data_digest, _PROTECTED, self._key.certificate, sign, datetime.now(UTC))


def open_seal(der: bytes, signer: Certificate) -> ElectronicSeal:
    """The seal, when this signer may use it now.

    Raises:
        BadStructure, AlgorithmNotSupported: it is no seal that can be used.
        SealNotValid: it is not valid now, or does not list the signer's certificate.
    """
    seal = parse_seal(der)
    if not seal.content.valid_from <= datetime.now(UTC) <= seal.content.valid_to:
        raise SealNotValid(reason=SEAL_PERIOD)
    if not seal.content.allows(signer):
        raise SealNotValid(reason=SEAL_SIGNER)
    return seal


def keep_issuers(writer: Any, key: AuthorisedKey) -> None:
    """Put the signer's issuers into the document security store: an SES_Signature has no place for them."""
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=[issuer.asn1 for issuer in key.chain], ocsps=[])


def reserved_seal_size(key: AuthorisedKey, seal: ElectronicSeal) -> int:
    """Hex digits to reserve for the SES_Signature, with room to spare."""
    return 2 * (len(seal.der) + len(key.certificate.der) + signature_size(key.certificate.algorithm) + 512)
