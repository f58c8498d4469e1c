"""Certification paths (RFC 5280 §6) with SM2: building, validating, and revocation by supplied CRLs and OCSP responses.

Importing this module imports pyHanko's certificate validator, which takes a while: import it where it is used.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import crl, ocsp
from cryptography.exceptions import InvalidSignature
from pyhanko_certvalidator import CertificateValidator, ValidationContext, errors
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    RevocationCheckingPolicy,
    RevocationCheckingRule,
)
from pyhanko_certvalidator.sig_validate import DEFAULT_VALIDATION_CONTEXT, DefaultSignatureValidator

from core.crypto import registration
from core.crypto.algorithms import SignatureScheme
from core.crypto.certificates import Certificate
from core.crypto.errors import (
    AlgorithmNotSupported,
    BadStructure,
    CertificateNotInForce,
    CertificateNotTrusted,
    CertificateOutOfDate,
    CertificateRevoked,
    SignatureInvalid,
)
from core.crypto.keys import PublicKey
from core.crypto.ocsp_status import OcspStatus, ocsp_status
from core.errors import Text

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


@dataclass(frozen=True, slots=True)
class RevocationData:
    """Revocation information that was fetched before, DER each."""

    crls: tuple[bytes, ...] = ()
    ocsp_responses: tuple[bytes, ...] = ()


def validate_path(
    leaf: Certificate,
    intermediates: Sequence[Certificate],
    roots: Sequence[Certificate],
    moment: datetime,
    revocation: RevocationData | None = None,
) -> tuple[Certificate, ...]:
    """Build and validate the path of an end-entity certificate at a moment (aware).

    With `revocation` the end-entity certificate must be covered by a valid CRL or OCSP response in it; without, its
    revocation is not looked at. Runs its own event loop: call it from a worker thread, never from a coroutine.

    Returns:
        The path: leaf first, trust anchor last.

    Raises:
        CertificateNotTrusted: no valid path to a root, or the revocation information does not cover the leaf.
        CertificateOutOfDate: a certificate of the path is expired or (CertificateNotInForce) not yet valid.
        CertificateRevoked: the leaf is revoked or on hold.
        BadStructure: the revocation information is not a CRL or an OCSP response.
    """
    if revocation is None or leaf.signature_scheme is not SignatureScheme.SM2_SM3:
        return _validated(leaf, _context(intermediates, roots, moment, revocation))
    # pyHanko cannot judge SM2 responders: path first, then the responses, then the lists when no response counts
    path = _validated(leaf, _context(intermediates, roots, moment, None))
    status = ocsp_status(revocation.ocsp_responses, leaf, path[1], moment) if len(path) > 1 else OcspStatus.UNKNOWN
    if status is OcspStatus.REVOKED:
        raise CertificateRevoked(name=leaf.subject_name)
    if status is OcspStatus.GOOD:
        return path
    return _validated(leaf, _context(intermediates, roots, moment, RevocationData(crls=revocation.crls)))


def _validated(leaf: Certificate, context: ValidationContext) -> tuple[Certificate, ...]:
    validator = CertificateValidator(leaf.asn1, validation_context=context)
    try:
        path = asyncio.run(validator.async_validate_usage(set()))
    except errors.RevokedError as error:
        raise CertificateRevoked(name=leaf.subject_name) from error
    except errors.NotYetValidError as error:
        raise CertificateNotInForce(name=leaf.subject_name) from error
    except errors.ExpiredError as error:
        raise CertificateOutOfDate(name=leaf.subject_name) from error
    except (errors.ValidationError, errors.PathError) as error:
        raise CertificateNotTrusted(name=leaf.subject_name) from error
    return tuple(reversed([Certificate(certificate.dump()) for certificate in path]))


def _context(
    intermediates: Sequence[Certificate],
    roots: Sequence[Certificate],
    moment: datetime,
    revocation: RevocationData | None,
) -> ValidationContext:
    rule = RevocationCheckingRule.CRL_OR_OCSP_REQUIRED if revocation else RevocationCheckingRule.NO_CHECK
    known = revocation or RevocationData()
    policy = RevocationCheckingPolicy(rule, intermediate_ca_cert_rule=RevocationCheckingRule.NO_CHECK)
    return ValidationContext(
        trust_roots=[root.asn1 for root in roots],
        other_certs=[certificate.asn1 for certificate in intermediates],
        moment=moment,
        allow_fetching=False,
        crls=[_load(crl.CertificateList, der, Text("吊销列表", "revocation list")) for der in known.crls],
        ocsps=[_load(ocsp.OCSPResponse, der, Text("OCSP 应答", "OCSP response")) for der in known.ocsp_responses],
        revinfo_policy=CertRevTrustPolicy(policy),
        signature_validator=Sm2SignatureValidator(),
    )


def _load(kind: Any, der: bytes, what: Text) -> Any:
    try:
        loaded = kind.load(der, strict=True)
        loaded.native  # noqa: B018 forces the parse
    except Exception as error:
        # asn1crypto raises many types on malformed input
        raise BadStructure(what=what) from error
    return loaded
