"""The authority's own keys: roots, issuing CAs, OCSP responders, time-stamping units (SM2 and RSA), the seal maker.

The OCSP responders are delegated (RFC 6960 §4.2.2.2). The RSA branch also issues certificates for NIST P-256 keys; its
OCSP responder and time-stamping unit use keys that are fast to sign with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from authority.keyring import Keyring
from authority.pki.models import SigningIdentityRow
from authority.pki.profiles import ROOT_USAGE, SERVICE_USAGE, SIGNING_USAGE, Profile, build_certificate, new_serial
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate
from core.crypto.keys import PrivateKey
from core.secret import Secret

_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class SigningIdentity:
    """A key of the authority with its certificate and issuers (nearest first, root last)."""

    id: str
    certificate: Certificate
    chain: tuple[Certificate, ...]
    sealed_key: bytes
    keyring: Keyring

    @cached_property
    def key(self) -> PrivateKey:
        """Opened at its first use: checking an RSA key takes long, and a root's key is hardly ever needed."""
        with Secret(self.keyring.decrypt(f"pki:{self.id}", self.sealed_key)) as pkcs8:
            return PrivateKey.from_pkcs8(pkcs8)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one identity is made."""

    id: str
    issuer: str | None
    algorithm: KeyAlgorithm
    common_name: str
    profile: Profile
    years: int


def _ca(path_length: int) -> Profile:
    return Profile(usage=ROOT_USAGE, ca_path_length=path_length)


_OCSP = Profile(usage=SERVICE_USAGE, extended_usage=("ocsp_signing",), nocheck=True)
_TSA = Profile(usage=SERVICE_USAGE, extended_usage=("time_stamping",), extended_critical=True)

_PLANS = (
    _Plan("sm2-root", None, KeyAlgorithm.SM2, "体验环境测试根 CA (SM2) TEST ROOT", _ca(1), 20),
    _Plan("sm2", "sm2-root", KeyAlgorithm.SM2, "体验环境测试 CA (SM2) TEST", _ca(0), 10),
    _Plan("sm2-ocsp", "sm2", KeyAlgorithm.SM2, "体验环境测试 OCSP (SM2) TEST", _OCSP, 5),
    _Plan("sm2-tsa", "sm2", KeyAlgorithm.SM2, "体验环境测试时间戳 (SM2) TEST", _TSA, 8),
    _Plan("sm2-seal", "sm2", KeyAlgorithm.SM2, "体验环境测试制章 (SM2) TEST", Profile(usage=SIGNING_USAGE), 10),
    _Plan("rsa-root", None, KeyAlgorithm.RSA_3072, "体验环境测试根 CA (RSA) TEST ROOT", _ca(1), 20),
    _Plan("rsa", "rsa-root", KeyAlgorithm.RSA_3072, "体验环境测试 CA (RSA) TEST", _ca(0), 10),
    _Plan("rsa-ocsp", "rsa", KeyAlgorithm.EC_P256, "体验环境测试 OCSP (RSA) TEST", _OCSP, 5),
    _Plan("rsa-tsa", "rsa", KeyAlgorithm.RSA_2048, "体验环境测试时间戳 (RSA) TEST", _TSA, 8),
)

ISSUING = ("sm2", "rsa")


class Hierarchy:
    """All signing identities, loaded once per process."""

    def __init__(self, identities: dict[str, SigningIdentity], keyring: Keyring) -> None:
        self._identities = identities
        self.keyring = keyring

    def __getitem__(self, identity_id: str) -> SigningIdentity:
        return self._identities[identity_id]

    def issuer_for(self, algorithm: KeyAlgorithm) -> SigningIdentity:
        """The issuing CA for a subject's key."""
        return self["sm2" if algorithm is KeyAlgorithm.SM2 else "rsa"]

    @property
    def roots(self) -> tuple[Certificate, ...]:
        """The trust anchors."""
        return (self["sm2-root"].certificate, self["rsa-root"].certificate)

    def issuers(self) -> tuple[SigningIdentity, ...]:
        """The issuing CAs."""
        return tuple(self[name] for name in ISSUING)


def open_hierarchy(session: Session, keyring: Keyring, now: datetime) -> Hierarchy:
    """Load the identities; those that do not exist are made in the session's transaction.

    The caller holds the start-up lock, so that two processes do not make two roots.
    """
    rows = {row.id: row for row in session.scalars(select(SigningIdentityRow))}
    keys = _make_keys([plan for plan in _PLANS if plan.id not in rows])
    identities: dict[str, SigningIdentity] = {}
    for plan in _PLANS:
        row = rows.get(plan.id)
        if row is None:
            row = _create(plan, keys, identities.get, keyring, now)
            session.add(row)
        identities[plan.id] = _load(row, identities.get(plan.issuer or ""), keyring)
    session.flush()
    return Hierarchy(identities, keyring)


def _make_keys(plans: Sequence[_Plan]) -> dict[str, PrivateKey]:
    """New keys, at the same time: finding the primes of an RSA key takes up to a second."""
    with ThreadPoolExecutor() as pool:
        made = pool.map(PrivateKey.generate, [plan.algorithm for plan in plans])
        return dict(zip((plan.id for plan in plans), made, strict=True))


def _create(
    plan: _Plan,
    keys: Mapping[str, PrivateKey],
    issuer_of: Callable[[str], SigningIdentity | None],
    keyring: Keyring,
    now: datetime,
) -> SigningIdentityRow:
    key = keys[plan.id]
    issuer = issuer_of(plan.issuer) if plan.issuer else None
    certificate = build_certificate(
        subject={"country_name": "CN", "organization_name": "体验环境（测试）", "common_name": plan.common_name},
        public_key=key.public_key,
        issuer=issuer.certificate if issuer else None,
        # one that was just made is not opened and checked again
        issuer_key=(keys.get(issuer.id) or issuer.key) if issuer else key,
        profile=plan.profile,
        not_before=(now - timedelta(minutes=5)).replace(microsecond=0),
        not_after=(now + plan.years * _YEAR).replace(microsecond=0),
        serial=new_serial(),
    )
    with key.to_pkcs8() as pkcs8:
        sealed = keyring.encrypt(f"pki:{plan.id}", pkcs8)
    return SigningIdentityRow(
        id=plan.id, certificate=certificate.der, sealed_key=sealed, created_at=now.astimezone(UTC)
    )


def _load(row: SigningIdentityRow, issuer: SigningIdentity | None, keyring: Keyring) -> SigningIdentity:
    Secret(keyring.decrypt(f"pki:{row.id}", row.sealed_key)).wipe()  # fails here for another master key
    chain = (issuer.certificate, *issuer.chain) if issuer else ()
    return SigningIdentity(row.id, Certificate(row.certificate), chain, row.sealed_key, keyring)
