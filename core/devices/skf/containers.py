"""What an application's containers hold, as keys with certificates. Every method blocks.

A container holds a key to sign and a key to encrypt with a certificate each; nothing else belongs to it. Issuers lie in
a file of the application, because SKF has no place for them.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from asn1crypto.parser import parse

from core.credentials.errors import (
    BadSignatureFromMedium,
    CertificateNotOfKey,
    CredentialNotFound,
    OperationNotSupported,
)
from core.credentials.medium import Delivery, MediumKey, NewKey
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme, digest
from core.crypto.certificates import Certificate
from core.crypto.digest_info import digest_info
from core.crypto.enveloped import enveloped_public_key
from core.crypto.errors import BadStructure
from core.crypto.keys import PublicKey
from core.crypto.sm2 import decode_signature, encode_signature, message_digest
from core.devices.skf.application import SkfApplication
from core.devices.skf.failures import SkfReturn
from core.devices.skf.return_codes import Sar
from core.devices.stored_certificates import chain_of, read_certificate
from core.errors import AppError

ISSUERS_FILE = "issuers.der"
_SIGN, _ENCRYPT = "sign", "encrypt"


@dataclass(frozen=True, slots=True)
class KeyName:
    """One of a container's two keys."""

    container: str
    signing: bool

    @classmethod
    def parse(cls, key_id: str) -> Self:
        """From `str(name)`; raises `CredentialNotFound`."""
        container, separator, key = key_id.rpartition("/")
        if not separator or key not in (_SIGN, _ENCRYPT):
            raise CredentialNotFound
        return cls(container, key == _SIGN)

    def __str__(self) -> str:
        return f"{self.container}/{_SIGN if self.signing else _ENCRYPT}"


class SkfContainers:
    """The containers of one application."""

    def __init__(self, application: SkfApplication) -> None:
        self._application = application
        self._public: dict[KeyName, PublicKey] = {}

    def keys(self) -> tuple[MediumKey, ...]:
        """The keys that have certificates; readable without a PIN."""
        issuers = self._issuers()
        found = []
        for container in self._application.containers():
            for name in (KeyName(container, True), KeyName(container, False)):
                certificate = self._certificate(name)
                if certificate is not None and not certificate.is_ca:
                    self._public[name] = certificate.public_key
                    found.append(MediumKey(str(name), certificate, chain_of(certificate, issuers)))
        if not self._application.logged_in:
            # another program may delete a container meanwhile
            self._application.close_containers()
        return tuple(found)

    def sign(self, name: KeyName, data: bytes, scheme: SignatureScheme) -> bytes:
        """Sign data; form as in `Medium.sign`. What cannot be a signature is refused here, the registry verifies it."""
        if scheme is not SignatureScheme.SM2_SM3:
            return self.sign_digest(name, digest(scheme.digest, data), scheme)
        public_key = self._signing_key(name, scheme)
        r, s = self._application.sign_sm2(name.container, message_digest(public_key.point, data))
        signature = encode_signature(r, s)
        try:
            # zeros with SAR_OK have been seen
            decode_signature(signature)
        except BadStructure:
            raise BadSignatureFromMedium from None
        return signature

    def sign_digest(self, name: KeyName, hashed: bytes, scheme: SignatureScheme) -> bytes:
        """Sign a SHA-2 digest with an RSA key after PKCS#1 v1.5; SKF has no other padding."""
        public_key = self._signing_key(name, scheme)
        if scheme is SignatureScheme.RSA_PSS_SHA256:
            raise OperationNotSupported(what="RSA-PSS SKF")
        signature = self._application.sign_rsa(name.container, self._rsa_input(hashed, scheme))
        if len(signature) != public_key.algorithm.bits // 8 or not any(signature):
            raise BadSignatureFromMedium
        return signature

    def decrypt(self, name: KeyName, ciphertext: bytes) -> bytes:
        """Decrypt with either key for RSA, with the encryption key for SM2."""
        if self._public_key(name).algorithm is KeyAlgorithm.SM2:
            if name.signing:
                raise OperationNotSupported(what="decrypt")
            return self._application.decrypt_sm2(name.container, ciphertext)
        return self._application.decrypt_rsa(name.container, ciphertext, signing=name.signing)

    def create_key(self, algorithm: KeyAlgorithm, mark: str = "") -> NewKey:
        """Make a container with a signing key, for a mark one at most that waits; nothing is left when that fails."""
        marked = _marked(mark) if mark else ""
        if marked and marked in self._application.containers():
            name = KeyName(marked, True)
            if self._certificate(name) is None:
                waiting = self._waiting(name, algorithm)
                if waiting is not None:
                    return waiting
            else:
                marked = ""
        name = KeyName(self._application.create_container(marked), True)
        try:
            public_key = self._application.generate(name.container, algorithm)
        except Exception:
            with suppress(SkfReturn):
                self._application.delete_container(name.container)
            raise
        self._public[name] = public_key
        return NewKey(str(name), public_key)

    def _waiting(self, name: KeyName, algorithm: KeyAlgorithm) -> NewKey | None:
        """The key that was made before; an empty container, or a key of another algorithm, is cleared away."""
        with suppress(CredentialNotFound, SkfReturn, ValueError):
            public_key = self._public_key(name)
            if public_key.algorithm is algorithm:
                return NewKey(str(name), public_key)
        self._application.delete_container(name.container)
        self._public.pop(name, None)
        return None

    def install(self, name: KeyName, delivery: Delivery) -> None:
        """Certificates and the delivered key; the signing certificate last, because with it the container counts."""
        if not name.signing or delivery.signing.public_key != self._public_key(name):
            raise CertificateNotOfKey
        if delivery.encryption is not None:
            self._install_encryption(name.container, delivery.encryption, delivery.encryption_key)
        self._application.import_certificate(name.container, delivery.signing.der, signing=True)
        self._keep_issuers(delivery.chain)

    def discard(self, name: KeyName) -> None:
        """Delete a container that has no certificate yet."""
        if self._certificate(name) is not None:
            raise OperationNotSupported(what="discard key")
        self._application.delete_container(name.container)
        self._public.pop(name, None)

    def discard_marked(self, mark: str) -> None:
        """Delete the container that waits under the name of a mark, if any."""
        name = KeyName(_marked(mark), True)
        if name.container in self._application.containers() and self._certificate(name) is None:
            self.discard(name)

    def _install_encryption(self, container: str, certificate: Certificate, enveloped: bytes) -> None:
        if certificate.algorithm is not KeyAlgorithm.SM2:
            raise OperationNotSupported(what=f"SKF {certificate.algorithm.value} EnvelopedData")
        name = KeyName(container, False)
        before = self._certificate(name)
        if before == certificate:
            return
        if enveloped:
            if enveloped_public_key(enveloped) != certificate.public_key:
                raise CertificateNotOfKey
            self._application.import_key(container, enveloped)
        elif before is None or before.public_key != certificate.public_key:
            raise CertificateNotOfKey
        self._application.import_certificate(container, certificate.der, signing=False)
        self._public[name] = certificate.public_key

    def _signing_key(self, name: KeyName, scheme: SignatureScheme) -> PublicKey:
        public_key = self._public_key(name)
        if not name.signing or public_key.algorithm.is_rsa != scheme.value.startswith("rsa_"):
            raise OperationNotSupported(what=scheme.value)
        return public_key

    def _public_key(self, name: KeyName) -> PublicKey:
        known = self._public.get(name)
        if known is None:
            try:
                known = self._application.public_key(name.container, signing=name.signing)
            except SkfReturn as error:
                if error.code == Sar.KEYNOTFOUNTERR:
                    raise CredentialNotFound from None
                raise
            self._public[name] = known
        return known

    def _rsa_input(self, hashed: bytes, scheme: SignatureScheme) -> bytes:
        return digest_info(scheme.digest, hashed) if self._application.wants_digest_info else hashed

    def _certificate(self, name: KeyName) -> Certificate | None:
        der = self._application.certificate(name.container, signing=name.signing)
        return read_certificate(der) if der else None

    def _issuers(self) -> tuple[Certificate, ...]:
        # a token without files, or with damaged ones, still has its certificates
        with suppress(AppError, SkfReturn, ValueError):
            return _split(self._application.read_file(ISSUERS_FILE))
        return ()

    def _keep_issuers(self, chain: tuple[Certificate, ...]) -> None:
        known = self._issuers()
        new = tuple(issuer for issuer in chain if issuer not in known)
        if new:
            # the certificates are installed; that their issuers find no room is no failure of that
            with suppress(AppError, SkfReturn):
                self._application.write_file(ISSUERS_FILE, b"".join(issuer.der for issuer in (*known, *new)))


def _marked(mark: str) -> str:
    """The name of a mark's container."""
    return hashlib.sha256(mark.encode()).hexdigest()[:16]


def _split(concatenated: bytes) -> tuple[Certificate, ...]:
    found = []
    while concatenated:
        _, _, _, header, content, trailer = parse(concatenated)
        length = len(header) + len(content) + len(trailer)
        certificate = read_certificate(concatenated[:length])
        if certificate is not None:
            found.append(certificate)
        concatenated = concatenated[length:]
    return tuple(found)
