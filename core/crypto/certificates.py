"""X.509 certificates (RFC 5280, GM/T 0015) as a value that every room can read, SM2 included."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property

from asn1crypto import pem, x509

from core.crypto import registration  # noqa: F401 names of SM2
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.crypto.errors import AlgorithmNotSupported, BadStructure
from core.crypto.keys import PublicKey
from core.errors import Text
from core.foreign_text import in_a_line


class KeyPurpose(StrEnum):
    """What a certificate's key may do: 签名, 加密, or both."""

    SIGN = "sign"
    ENCRYPT = "encrypt"
    SIGN_ENCRYPT = "sign_encrypt"

    @property
    def can_sign(self) -> bool:
        """Signatures are allowed."""
        return self is not KeyPurpose.ENCRYPT

    @property
    def can_encrypt(self) -> bool:
        """Key transport or key agreement is allowed."""
        return self is not KeyPurpose.SIGN


class Certificate:
    """An immutable certificate; equal when its DER is equal."""

    def __init__(self, der: bytes) -> None:
        self.der = der
        try:
            parsed = x509.Certificate.load(der, strict=True)
            # forces the parts that are used below, so that garbage is refused here and nowhere else
            parsed.native  # noqa: B018
            self.serial_number: int = parsed.serial_number
            self.subject_der: bytes = parsed.subject.dump()
            self.issuer_der: bytes = parsed.issuer.dump()
            self.not_before: datetime = parsed.not_valid_before.astimezone(UTC)
            self.not_after: datetime = parsed.not_valid_after.astimezone(UTC)
            parsed.critical_extensions  # noqa: B018
        except AlgorithmNotSupported:
            raise
        except Exception as error:
            # asn1crypto raises many types on malformed input
            raise BadStructure(what=Text("证书", "certificate")) from error
        self._parsed = parsed

    @classmethod
    def from_bytes(cls, data: bytes) -> Certificate:
        """From DER or PEM, whichever it is."""
        if pem.detect(data):
            try:
                _, _, data = pem.unarmor(data)
            except ValueError as error:
                raise BadStructure(what=Text("证书", "certificate")) from error
        return cls(data)

    @cached_property
    def public_key(self) -> PublicKey:
        """The subject's key; raises `AlgorithmNotSupported` for algorithms outside the product's list."""
        return PublicKey(self._parsed.public_key.dump())

    @property
    def algorithm(self) -> KeyAlgorithm:
        """The kind of the subject's key."""
        return self.public_key.algorithm

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the DER, lower-case hex."""
        return hashlib.sha256(self.der).hexdigest()

    @property
    def serial_hex(self) -> str:
        """The serial number as upper-case hex with whole bytes."""
        digits = f"{self.serial_number:X}"
        return digits if len(digits) % 2 == 0 else "0" + digits

    @cached_property
    def subject(self) -> dict[str, str]:
        """Subject fields by readable names (`common_name`, `organization_name`, …); the last value of a field wins."""
        return _name_fields(self._parsed.subject)

    @cached_property
    def issuer(self) -> dict[str, str]:
        """Issuer fields like `subject`."""
        return _name_fields(self._parsed.issuer)

    @property
    def subject_name(self) -> str:
        """What a person calls the subject: common name, else organisation, else the whole name; fit to be shown."""
        return in_a_line(
            self.subject.get("common_name")
            or self.subject.get("organization_name")
            or str(self._parsed.subject.human_friendly)
        )

    @property
    def issuer_name(self) -> str:
        """What a person calls the issuer; fit to be shown."""
        return in_a_line(
            self.issuer.get("common_name") or self.issuer.get("organization_name") or str(self._parsed.issuer.native)
        )

    @cached_property
    def key_usage(self) -> frozenset[str]:
        """Key usage bits by their names in RFC 5280 §4.2.1.3 (snake case); empty when the extension is absent."""
        value = self._parsed.key_usage_value
        return frozenset(value.native) if value is not None else frozenset()

    @property
    def purpose(self) -> KeyPurpose:
        """What the key is for, by key usage; without that extension both."""
        sign = bool(self.key_usage & {"digital_signature", "non_repudiation"})
        encrypt = bool(self.key_usage & {"key_encipherment", "data_encipherment", "key_agreement"})
        if sign and not encrypt:
            return KeyPurpose.SIGN
        return KeyPurpose.ENCRYPT if encrypt and not sign else KeyPurpose.SIGN_ENCRYPT

    @property
    def is_ca(self) -> bool:
        """Basic constraints say CA."""
        constraints = self._parsed.basic_constraints_value
        return bool(constraints is not None and constraints["ca"].native)

    @property
    def is_timestamping(self) -> bool:
        """It belongs to a time-stamping service (RFC 3161 §2.3)."""
        value = self._parsed.extended_key_usage_value
        return value is not None and "time_stamping" in value.native

    @property
    def is_self_issued(self) -> bool:
        """Subject and issuer are the same name."""
        return self.subject_der == self.issuer_der

    @property
    def signature_scheme(self) -> SignatureScheme:
        """The issuer's signature scheme."""
        name = self._parsed["signature_algorithm"]["algorithm"].native
        for scheme in SignatureScheme:
            if scheme.x509_name == name:
                return scheme
        raise AlgorithmNotSupported(name=str(name))

    @property
    def subject_key_identifier(self) -> bytes | None:
        """The extension's value."""
        value: bytes | None = self._parsed.key_identifier
        return value

    @property
    def authority_key_identifier(self) -> bytes | None:
        """The key identifier of the issuer, if the extension has one."""
        value: bytes | None = self._parsed.authority_key_identifier
        return value

    @property
    def ocsp_urls(self) -> tuple[str, ...]:
        """OCSP responders of the authority information access extension."""
        return tuple(self._parsed.ocsp_urls)

    @property
    def issuer_urls(self) -> tuple[str, ...]:
        """Where the issuer's certificate lies, by the authority information access extension (RFC 5280 §4.2.2.1)."""
        access = self._parsed.authority_information_access_value
        return tuple(
            str(entry["access_location"].native)
            for entry in access or ()
            if entry["access_method"].native == "ca_issuers"
            and entry["access_location"].name == "uniform_resource_identifier"
        )

    @property
    def crl_urls(self) -> tuple[str, ...]:
        """HTTP distribution points."""
        return tuple(point.url for point in self._parsed.crl_distribution_points if point.url)

    @property
    def policies(self) -> tuple[str, ...]:
        """Certificate policy OIDs."""
        value = self._parsed.certificate_policies_value
        return tuple(item["policy_identifier"].dotted for item in value) if value is not None else ()

    def valid_at(self, moment: datetime) -> bool:
        """Inside the validity period (RFC 5280 §4.1.2.5); `moment` is aware."""
        return self.not_before <= moment <= self.not_after

    def verify_issued_by(self, issuer: Certificate) -> None:
        """Raise `SignatureInvalid` unless the issuer's key made this certificate's signature (no path rules)."""
        issuer.public_key.verify(
            self._parsed["signature_value"].native, self._parsed["tbs_certificate"].dump(), self.signature_scheme
        )

    @property
    def asn1(self) -> x509.Certificate:
        """The asn1crypto object, for pyHanko and for building structures."""
        return self._parsed

    def to_pem(self) -> bytes:
        """PEM (RFC 7468)."""
        armored: bytes = pem.armor("CERTIFICATE", self.der)
        return armored

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Certificate) and other.der == self.der

    def __hash__(self) -> int:
        return hash(self.der)

    def __repr__(self) -> str:
        return f"Certificate({self.serial_hex})"


def _name_fields(name: x509.Name) -> dict[str, str]:
    return {part["type"].native: str(part["value"].native) for rdn in name.chosen for part in rdn}
