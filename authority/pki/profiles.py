"""Certificate profiles after RFC 5280 §4 and GM/T 0015, built with asn1crypto for every key algorithm alike."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import core, keys, x509

from core.crypto import registration  # noqa: F401 names of SM2
from core.crypto.certificates import Certificate
from core.crypto.keys import PrivateKey, PublicKey

# A policy arc for private use under the UUID arc (ITU-T X.667): certificates that carry it are for testing only.
TEST_POLICY = "2.25.260338203414118457431822514096253213459"
# The subject's ID number as a keyed hash, so that relying parties can match it without reading it.
PERSON_IDENTIFIER = "2.25.260338203414118457431822514096253213460"

SIGNING_USAGE = frozenset({"digital_signature", "non_repudiation"})
ENCRYPTION_USAGE = frozenset({"key_encipherment", "data_encipherment", "key_agreement"})
ROOT_USAGE = frozenset({"key_cert_sign", "crl_sign"})
SERVICE_USAGE = frozenset({"digital_signature"})


@dataclass(frozen=True, slots=True)
class Profile:
    """What distinguishes one kind of certificate from another.

    Attributes:
        usage: key usage bits.
        ca_path_length: None for end entities; number of CAs allowed below otherwise.
        extended_usage: extended key usages by asn1crypto's names; critical when `extended_critical`.
        nocheck: id-pkix-ocsp-nocheck (RFC 6960 §4.2.2.2.1).
        policies: certificate policy OIDs.
        ocsp_url: in authority information access.
        issuer_url: CA issuers in authority information access.
        crl_url: distribution point.
        private: further non-critical extensions by OID, as DER.
    """

    usage: frozenset[str]
    ca_path_length: int | None = None
    extended_usage: Sequence[str] = ()
    extended_critical: bool = False
    nocheck: bool = False
    policies: Sequence[str] = (TEST_POLICY,)
    ocsp_url: str = ""
    issuer_url: str = ""
    crl_url: str = ""
    private: Mapping[str, bytes] = field(default_factory=dict)


def new_serial() -> int:
    """A serial number of 127 random bits, positive and at most 16 octets (RFC 5280 §4.1.2.2)."""
    return secrets.randbits(126) | 1 << 126


def build_certificate(
    *,
    subject: Mapping[str, str],
    public_key: PublicKey,
    issuer: Certificate | None,
    issuer_key: PrivateKey,
    profile: Profile,
    not_before: datetime,
    not_after: datetime,
    serial: int,
) -> Certificate:
    """Sign one certificate; without an issuer it is self-signed."""
    scheme = issuer_key.algorithm.default_scheme
    name = x509.Name.build(dict(subject))
    algorithm = {"algorithm": scheme.x509_name}
    tbs = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": serial,
            "signature": algorithm,
            "issuer": issuer.asn1.subject if issuer else name,
            "validity": {"not_before": _time(not_before), "not_after": _time(not_after)},
            "subject": name,
            "subject_public_key_info": keys.PublicKeyInfo.load(public_key.spki),
            "extensions": _extensions(public_key, issuer, issuer_key, profile),
        }
    )
    signature = issuer_key.sign(tbs.dump(), scheme)
    certificate = x509.Certificate(
        {"tbs_certificate": tbs, "signature_algorithm": algorithm, "signature_value": signature}
    )
    return Certificate(certificate.dump())


def person_identifier(id_number: str, key: bytes) -> bytes:
    """DER value of the PERSON_IDENTIFIER extension: a keyed BLAKE2 hash of the ID number."""
    value: bytes = core.OctetString(hashlib.blake2s(id_number.encode(), key=key, digest_size=16).digest()).dump()
    return value


def identifier_in(certificate: Certificate) -> bytes | None:
    """The DER value of the PERSON_IDENTIFIER extension; None where there is none."""
    for extension in certificate.asn1["tbs_certificate"]["extensions"]:
        if extension["extn_id"].dotted == PERSON_IDENTIFIER:
            found: bytes = extension["extn_value"].native
            return found
    return None


def _time(moment: datetime) -> x509.Time:
    # UTCTime through 2049, GeneralizedTime after (RFC 5280 §4.1.2.5)
    return x509.Time(name="utc_time" if moment.year < 2050 else "general_time", value=moment)


def _extensions(
    public_key: PublicKey, issuer: Certificate | None, issuer_key: PrivateKey, profile: Profile
) -> list[dict[str, Any]]:
    is_ca = profile.ca_path_length is not None
    authority_id = (issuer.subject_key_identifier if issuer else None) or issuer_key.public_key.key_identifier()
    constraints = {"ca": True, "path_len_constraint": profile.ca_path_length} if is_ca else {"ca": False}
    wanted: list[tuple[str, bool, Any]] = [
        ("basic_constraints", True, constraints),
        ("key_usage", True, set(profile.usage)),
        ("key_identifier", False, public_key.key_identifier()),
        ("authority_key_identifier", False, {"key_identifier": authority_id}),
        ("certificate_policies", False, [{"policy_identifier": oid} for oid in profile.policies]),
    ]
    if profile.extended_usage:
        wanted.append(("extended_key_usage", profile.extended_critical, list(profile.extended_usage)))
    if profile.nocheck:
        wanted.append(("ocsp_no_check", False, core.Null()))
    access = [("ocsp", profile.ocsp_url), ("ca_issuers", profile.issuer_url)]
    if any(url for _, url in access):
        wanted.append(("authority_information_access", False, [_access(kind, url) for kind, url in access if url]))
    if profile.crl_url:
        point = {"distribution_point": x509.DistributionPointName("full_name", [_uri(profile.crl_url)])}
        wanted.append(("crl_distribution_points", False, [point]))
    named = [{"extn_id": name, "critical": critical, "extn_value": value} for name, critical, value in wanted]
    private = [
        {"extn_id": oid, "critical": False, "extn_value": core.ParsableOctetString(der)}
        for oid, der in profile.private.items()
    ]
    return named + private


def _access(kind: str, url: str) -> dict[str, Any]:
    return {"access_method": kind, "access_location": _uri(url)}


def _uri(url: str) -> x509.GeneralName:
    return x509.GeneralName("uniform_resource_identifier", url)
