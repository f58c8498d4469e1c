"""Verifies seal signatures by all the rules of GB/T 38540-2020 §7.3: the seal, the signer, the document."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.crypto.certificates import Certificate
from core.crypto.errors import SEAL_DOCUMENT, SEAL_PERIOD, SEAL_SIGNER, SEAL_TIME, SEAL_USAGE, SealNotValid
from core.crypto.seal import ElectronicSeal, SealSignature


@dataclass(frozen=True, slots=True)
class SealTrust:
    """Whom to believe.

    Attributes:
        roots: trust anchors of seal makers and signers.
        intermediates: issuing CAs that a seal does not carry itself.
    """

    roots: Sequence[Certificate]
    intermediates: Sequence[Certificate] = ()


def verify_seal(seal: ElectronicSeal, trust: SealTrust, moment: datetime) -> None:
    """Check a seal for use at a moment (aware): the maker's signature, the maker's path when it was made, its validity.

    Raises:
        SignatureInvalid: the seal was changed.
        CertificateNotTrusted, CertificateOutOfDate: the maker's certificate.
        SealNotValid: outside the seal's validity period.
    """
    from core.crypto.path import validate_path  # takes a while to import

    seal.made.verify()
    validate_path(seal.made.certificate, trust.intermediates, trust.roots, seal.content.created)
    if not seal.content.valid_from <= moment <= seal.content.valid_to:
        raise SealNotValid(reason=SEAL_PERIOD)


def verify_seal_signature(
    signature: SealSignature, data_hash: bytes, trust: SealTrust, moment: datetime | None = None
) -> None:
    """Check a seal signature against the document's hash as computed by the caller.

    Args:
        signature: as read by `parse_seal_signature`.
        data_hash: hash of the bytes that the signature protects.
        trust: anchors and intermediates.
        moment: a proven signing time (time stamp); without it the signature's own claim counts.

    Raises:
        SignatureInvalid: seal or signature were changed.
        CertificateNotTrusted, CertificateOutOfDate: the maker's or the signer's certificate.
        SealNotValid: another document, a signer whom the seal does not list, or a seal that was not valid then.
    """
    from core.crypto.path import validate_path  # takes a while to import

    signed_at = moment or signature.time
    if signed_at is None:
        raise SealNotValid(reason=SEAL_TIME)
    signature.signed.verify()
    if not hmac.compare_digest(signature.data_hash, data_hash):
        raise SealNotValid(reason=SEAL_DOCUMENT)
    verify_seal(signature.seal, trust, signed_at)
    signer = signature.signed.certificate
    if not signature.seal.content.allows(signer):
        raise SealNotValid(reason=SEAL_SIGNER)
    if not signer.purpose.can_sign:
        raise SealNotValid(reason=SEAL_USAGE)
    validate_path(signer, trust.intermediates, trust.roots, signed_at)
