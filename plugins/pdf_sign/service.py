"""Signs and verifies with the registry's credentials and the authority's services. No window here."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

from asn1crypto import core, ocsp

from core.crypto.certificates import Certificate
from core.crypto.errors import BadStructure
from core.pdf.report import Report
from core.pdf.signing import Cancel, Level, Progress, SigningOptions, sign_pdf
from core.pdf.trust import TrustRoots
from core.pdf.validation import signer_certificates, validate_pdf
from core.plugin.api import AppError, Credential, KeyOperation, KeyUse, Permission, PluginContext

_PEM_END = b"-----END CERTIFICATE-----"


@dataclass(frozen=True, slots=True)
class PdfService:
    """One way to sign and verify for window and command line."""

    context: PluginContext

    async def sign(
        self,
        source: Path,
        target: Path,
        credential: Credential,
        options: SigningOptions,
        *,
        progress: Progress = lambda share: None,
        cancel: Cancel | None = None,
    ) -> None:
        """Sign; the PIN is asked for by the registry. Raises the errors of `sign_pdf` and of the credential."""
        if options.level is Level.B_T and options.timestamp is None:
            options = replace(options, timestamp=self._timestamp)
        use = KeyUse(KeyOperation.SIGN, f"签署 {source.name}", self.context.manifest.id)
        async with credential.authorise(use) as key:
            await sign_pdf(source, target, key, options, progress=progress, cancel=cancel)

    async def note_file(self, purpose: str) -> None:
        """Record that a file is used, in the window's permission ledger."""
        await self.context.privacy.use(Permission.FILES, purpose)

    async def verify(self, path: Path) -> Report:
        """Verify all signatures; the state of the signers' certificates is asked for where it can be.

        Without a connection the report says that the state was not checked and that no root is trusted.
        """
        roots = await self._roots()
        responses = []
        for certificate, others in await signer_certificates(path):
            answer = await self._ocsp(certificate, (*others, *roots))
            if answer is not None:
                responses.append(answer)
        # an authority's own roots count as test trust; production roots would come with the installation
        return await validate_pdf(path, TrustRoots(test=roots), tuple(responses))

    async def _timestamp(self, request: bytes) -> bytes:
        return await self.context.authority.post_bytes("/pki/tsa", request, "application/timestamp-query")

    async def _roots(self) -> tuple[Certificate, ...]:
        try:
            pem = await self.context.authority.fetch_bytes("/pki/roots.pem")
        except AppError:
            return ()
        parts = [part + _PEM_END for part in pem.split(_PEM_END) if part.strip()]
        return tuple(Certificate.from_bytes(part) for part in parts)

    async def _ocsp(self, certificate: Certificate, known: tuple[Certificate, ...]) -> bytes | None:
        """The responder's answer on a certificate of the configured authority, None when it cannot be had."""
        issuer = next((other for other in known if other.subject_der == certificate.issuer_der), None)
        if issuer is None or not certificate.ocsp_urls:
            return None
        try:
            request = await asyncio.to_thread(_ocsp_request, certificate, issuer)
            answer = await self.context.authority.post_bytes("/pki/ocsp", request, "application/ocsp-request")
            ocsp.OCSPResponse.load(answer, strict=True)["response_status"].native  # noqa: B018
        except (AppError, ValueError, TypeError):
            return None
        return answer


def _ocsp_request(certificate: Certificate, issuer: Certificate) -> bytes:
    """A DER OCSPRequest (RFC 6960 §4.1) for one certificate."""
    import hashlib

    key_bits = bytes(issuer.asn1.public_key["public_key"])
    wanted = {
        "hash_algorithm": {"algorithm": "sha256"},
        "issuer_name_hash": hashlib.sha256(issuer.subject_der).digest(),
        "issuer_key_hash": hashlib.sha256(key_bits).digest(),
        "serial_number": core.Integer(certificate.serial_number),
    }
    if not key_bits:
        raise BadStructure(what="certificate")
    request = ocsp.OCSPRequest({"tbs_request": {"request_list": [{"req_cert": wanted}]}})
    der: bytes = request.dump()
    return der
