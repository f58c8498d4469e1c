"""Signs and verifies with the registry's credentials and the authority's services. No window here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from core.credentials.errors import CertificateExpired, CertificateNotYetValid, CertificateRevoked
from core.credentials.issuers import KeyWithIssuers
from core.crypto.certificates import Certificate
from core.network.trust_services import TrustServices
from core.pdf.errors import ProofsMissing
from core.pdf.longterm import certificates_to_prove, extend_pdf
from core.pdf.options import Material
from core.pdf.report import Report
from core.pdf.signing import Cancel, Level, Progress, SigningOptions, check_target, sign_pdf
from core.pdf.trust import TrustRoots
from core.pdf.validation import signer_certificates, validate_pdf
from core.plugin.api import AuthorisedKey, Credential, KeyOperation, KeyUse, Permission, PluginContext


@dataclass(frozen=True, slots=True)
class PdfService:
    """One way to sign and verify for window and command line."""

    context: PluginContext
    services: TrustServices = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "services", TrustServices(self.context.authority))

    async def sign(
        self,
        source: Path,
        target: Path,
        credential: Credential,
        options: SigningOptions,
        title: str,
        *,
        progress: Progress = lambda share: None,
        cancel: Cancel | None = None,
    ) -> None:
        """Sign; the PIN is asked for by the registry, after all that can be known without it was checked.

        The title says what is signed, in the person's language.

        Raises the errors of `sign_pdf`, of `check` and of the credential.
        """
        await asyncio.to_thread(check_target, source, target)
        await self.check(credential, options.level, options.electronic_seal)
        async with self.authorised(credential, title) as key:
            await sign_pdf(source, target, key, self.complete(options), progress=progress, cancel=cancel)

    async def check(self, credential: Credential, level: Level, electronic_seal: bytes = b"") -> None:
        """What would make the signature worthless or impossible, before the person types a PIN.

        Raises:
            CertificateExpired, CertificateNotYetValid, CertificateRevoked, TimestampFailed, and for an electronic seal
            BadStructure and SealNotValid.
        """
        now = datetime.now(UTC)
        if now > credential.certificate.not_after:
            raise CertificateExpired
        if now < credential.certificate.not_before:
            raise CertificateNotYetValid
        if electronic_seal:
            await asyncio.to_thread(_check_seal, electronic_seal, credential.certificate)
        if await self._is_revoked(credential, now):
            raise CertificateRevoked
        if level.has_timestamp:
            await self.services.check_timestamp(credential.certificate.algorithm.default_scheme.digest)

    @asynccontextmanager
    async def authorised(self, credential: Credential, title: str, count: int = 1) -> AsyncIterator[AuthorisedKey]:
        """The key for `count` documents, with one PIN question, and with its issuers even when the medium has none.

        The PIN prompt and the record of key uses show the title.
        """
        chain = await self.services.chain(credential.certificate, credential.chain)
        use = KeyUse(KeyOperation.SIGN, title, self.context.manifest.id, count)
        async with credential.authorise(use) as key:
            yield KeyWithIssuers(key, chain)

    def complete(self, options: SigningOptions) -> SigningOptions:
        """The options with the authority's services where the level needs them."""
        if options.level.has_timestamp and options.timestamp is None:
            options = replace(options, timestamp=self.services.timestamp)
        if options.level.has_proofs and options.material is None:
            options = replace(options, material=self.material)
        return options

    async def extend(
        self,
        source: Path,
        target: Path,
        level: Level,
        *,
        progress: Progress = lambda share: None,
        cancel: Cancel | None = None,
    ) -> None:
        """Bring the signatures of a file to a higher level, without their keys.

        Raises the errors of `extend_pdf`.
        """
        await extend_pdf(
            source, target, level, self.services.timestamp, self.material, progress=progress, cancel=cancel
        )

    async def material(self, path: Path) -> Material:
        """What proves the certificates of a file good, as the authority says now.

        Raises:
            ProofsMissing: nobody proves a signer's certificate; a time-stamping service vouches for itself.
        """
        certificates: list[Certificate] = []
        responses: list[bytes] = []
        for certificate, others in await certificates_to_prove(path):
            chain = await self.services.chain(certificate, others)
            certificates += [certificate, *chain]
            answer = await self.services.ocsp(certificate, chain)
            if answer is not None:
                responses.append(answer)
            elif not certificate.is_timestamping:
                raise ProofsMissing(name=certificate.subject_name)
        return Material(tuple(dict.fromkeys(certificates)), tuple(dict.fromkeys(responses)))

    async def note_file(self, purpose: str, what: str) -> None:
        """Record what is done with which file or how many, in the window's permission ledger."""
        await self.context.privacy.use(Permission.FILES, f"{purpose}：{what}")

    async def verify(self, path: Path) -> Report:
        """Verify all signatures; the state of the signers' certificates is asked for where it can be.

        Without a connection the report says that the state was not checked and that no root is trusted.
        """
        roots, issuers = await self.services.roots(), await self.services.issuers()
        responses = []
        for certificate, others in await signer_certificates(path):
            answer = await self.services.ocsp(certificate, (*others, *issuers, *roots))
            if answer is not None:
                responses.append(answer)
        # an authority's own roots count as test trust; production roots would come with the installation
        return await validate_pdf(path, TrustRoots(test=roots, intermediates=issuers), tuple(responses))

    async def _is_revoked(self, credential: Credential, now: datetime) -> bool:
        """What the responder says; without an answer the certificate counts as good, and the report will tell."""
        from core.crypto.ocsp_status import OcspStatus, ocsp_status

        chain = await self.services.chain(credential.certificate, credential.chain)
        answer = await self.services.ocsp(credential.certificate, chain)
        if answer is None:
            return False
        status = await asyncio.to_thread(ocsp_status, (answer,), credential.certificate, chain[0], now)
        return status is OcspStatus.REVOKED


def _check_seal(der: bytes, signer: Certificate) -> None:
    # loads pyHanko, which takes longer than a frame
    from core.pdf.seal_signing import open_seal

    open_seal(der, signer)
