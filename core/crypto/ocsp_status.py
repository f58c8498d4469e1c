"""What an OCSP response (RFC 6960) says of one certificate, for issuers with keys of any of our algorithms.

pyHanko's validator checks a delegated responder's certificate with its built-in algorithms only, so that it cannot
take responses of SM2 responders.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from asn1crypto import ocsp

from core.crypto.algorithms import DigestAlgorithm, SignatureScheme, digest
from core.crypto.certificates import Certificate
from core.crypto.errors import BadStructure
from core.errors import AppError, Text

_CLOCK_TOLERANCE = timedelta(minutes=5)


class OcspStatus(StrEnum):
    """Status of a certificate; on hold counts as revoked, and anything that does not count is unknown."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


def ocsp_status(
    responses: Iterable[bytes],
    leaf: Certificate,
    issuer: Certificate,
    moment: datetime,
    *,
    known_until: datetime | None = None,
) -> OcspStatus:
    """The status of `leaf` at a moment by those responses that count for it; revoked when one says so.

    A response counts when the issuer or its delegate (RFC 6960 §4.2.2.2) signed it and the moment lies in its period.
    A revocation after the moment leaves the certificate good.

    Args:
        responses: DER OCSP responses.
        leaf: the certificate in question.
        issuer: its issuer.
        moment: when its status matters.
        known_until: responses that were made after the moment, up to this time, count too: they know more.
    """
    found = {_status(der, leaf, issuer, moment, known_until or moment) for der in responses}
    for status in (OcspStatus.REVOKED, OcspStatus.GOOD):
        if status in found:
            return status
    return OcspStatus.UNKNOWN


def _status(der: bytes, leaf: Certificate, issuer: Certificate, moment: datetime, known_until: datetime) -> OcspStatus:
    try:
        basic = _authentic(der, issuer, moment)
        singles = list(basic["tbs_response_data"]["responses"]) if basic is not None else []
        return next(
            (_single(item, moment) for item in singles if _names(item, leaf, issuer, moment, known_until)),
            OcspStatus.UNKNOWN,
        )
    except (AppError, ValueError, TypeError, KeyError, AttributeError):
        # a response that cannot be read or was not signed by whom it should does not count
        return OcspStatus.UNKNOWN


def _authentic(der: bytes, issuer: Certificate, moment: datetime) -> Any:
    """The BasicOCSPResponse when the issuer or its delegate signed it, else None."""
    response = ocsp.OCSPResponse.load(der, strict=True)
    if response["response_status"].native != "successful":
        return None
    basic = response.basic_ocsp_response
    name = basic["signature_algorithm"]["algorithm"].native
    scheme = next((scheme for scheme in SignatureScheme if scheme.x509_name == name), None)
    if scheme is None:
        raise BadStructure(what=Text("OCSP 应答", "OCSP response"))
    carried = [Certificate(certificate.dump()) for certificate in basic["certs"] or ()]
    # a delegate has to be valid when it spoke, which may be long after the moment
    moment = max(moment, basic["tbs_response_data"]["produced_at"].native)
    signed, signature = basic["tbs_response_data"].dump(), basic["signature"].native
    for signer in (issuer, *(certificate for certificate in carried if _is_delegate(certificate, issuer, moment))):
        try:
            signer.public_key.verify(signature, signed, scheme)
        except AppError:
            continue
        return basic
    return None


def _is_delegate(certificate: Certificate, issuer: Certificate, moment: datetime) -> bool:
    """Issued by the issuer itself for signing OCSP responses, valid at the moment and exempt from revocation checks."""
    usage = certificate.asn1.extended_key_usage_value
    if usage is None or "ocsp_signing" not in usage.native or certificate.asn1.ocsp_no_check_value is None:
        return False
    if certificate.issuer_der != issuer.subject_der or not certificate.valid_at(moment):
        return False
    try:
        certificate.verify_issued_by(issuer)
    except AppError:
        return False
    return True


def _names(single: Any, leaf: Certificate, issuer: Certificate, moment: datetime, known_until: datetime) -> bool:
    """The single response is about the certificate, and of the moment or, up to what may be known, later."""
    wanted = single["cert_id"]
    name = wanted["hash_algorithm"]["algorithm"].native
    parts = issuer.subject_der, bytes(issuer.asn1.public_key["public_key"])
    if name == "sha1":
        hashes = [hashlib.sha1(part, usedforsecurity=False).digest() for part in parts]
    else:
        hashes = [digest(DigestAlgorithm(name), part) for part in parts]
    same = [wanted["issuer_name_hash"].native, wanted["issuer_key_hash"].native] == hashes
    end = single["next_update"].native
    begins = single["this_update"].native - _CLOCK_TOLERANCE <= known_until
    ends = end is not None and moment <= end + _CLOCK_TOLERANCE
    return bool(same and wanted["serial_number"].native == leaf.serial_number and begins and ends)


def _single(single: Any, moment: datetime) -> OcspStatus:
    status = single["cert_status"]
    if status.name == "good":
        return OcspStatus.GOOD
    if status.name == "revoked":
        return OcspStatus.REVOKED if status.chosen["revocation_time"].native <= moment else OcspStatus.GOOD
    return OcspStatus.UNKNOWN
