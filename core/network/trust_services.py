"""What the authority publishes for everybody: roots, issuers, states of certificates, time stamps.

Only the configured authority is asked, by the paths of its own certificates; addresses that foreign certificates name
are never visited, so that opening a document tells nobody about it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from core.crypto.algorithms import DigestAlgorithm
from core.crypto.certificates import Certificate
from core.errors import AppError
from core.network.authority import AuthorityConnection
from core.pdf.errors import TimestampFailed

_PEM_END = b"-----END CERTIFICATE-----"
_OURS = "/pki/"
_LONGEST_CHAIN = 8


@dataclass(frozen=True, slots=True)
class TrustServices:
    """The authority's public services; what was fetched once is kept."""

    authority: AuthorityConnection
    _issuers: dict[str, Certificate | None] = field(default_factory=dict)

    async def roots(self) -> tuple[Certificate, ...]:
        """The authority's trust anchors; none without a connection."""
        return await self._certificates("/pki/roots.pem")

    async def issuers(self) -> tuple[Certificate, ...]:
        """The authority's issuing CAs; none without a connection."""
        return await self._certificates("/pki/issuers.pem")

    async def chain(self, certificate: Certificate, known: tuple[Certificate, ...]) -> tuple[Certificate, ...]:
        """The issuers of a certificate, nearest first, from those that are known and those that the authority has."""
        chain: list[Certificate] = []
        current = certificate
        while not current.is_self_issued and len(chain) < _LONGEST_CHAIN:
            issuer = next((other for other in known if other.subject_der == current.issuer_der), None)
            issuer = issuer or await self._issuer(current)
            if issuer is None:
                break
            chain.append(issuer)
            current = issuer
        return tuple(chain)

    async def ocsp(self, certificate: Certificate, known: tuple[Certificate, ...]) -> bytes | None:
        """The responder's answer (RFC 6960) on a certificate of the authority, None when it cannot be had."""
        issuer = next((other for other in known if other.subject_der == certificate.issuer_der), None)
        if issuer is None or not certificate.ocsp_urls:
            return None
        try:
            request = await asyncio.to_thread(_ocsp_request, certificate, issuer)
            answer = await self.authority.post_bytes("/pki/ocsp", request, "application/ocsp-request")
            await asyncio.to_thread(_check_ocsp_answer, answer)
        except (AppError, ValueError, TypeError):
            return None
        return answer

    async def revocation_list(self, certificate: Certificate) -> bytes | None:
        """The CRL (RFC 5280 §5) of a certificate of the authority, None when it cannot be had."""
        for url in certificate.crl_urls:
            path = urlsplit(url).path
            if path.startswith(_OURS):
                try:
                    return await self.authority.fetch_bytes(path)
                except AppError:
                    continue
        return None

    async def timestamp(self, request: bytes) -> bytes:
        """The answer to a DER TimeStampReq (RFC 3161 §3.4).

        Raises:
            TimestampFailed: there was none.
        """
        try:
            return await self.authority.post_bytes("/pki/tsa", request, "application/timestamp-query")
        except AppError as error:
            raise TimestampFailed from error

    async def check_timestamp(self, digest: DigestAlgorithm) -> None:
        """Have a time stamp made, so that a service that fails is known before the person types a PIN.

        Raises:
            TimestampFailed: it is not there, too slow, or its answer is no granted token.
        """
        from core.pdf.timestamp_check import check_timestamp_answer, probe_request

        request = await asyncio.to_thread(probe_request, digest)
        answer = await self.timestamp(request)
        await asyncio.to_thread(check_timestamp_answer, answer, request)

    async def _certificates(self, path: str) -> tuple[Certificate, ...]:
        try:
            pem = await self.authority.fetch_bytes(path)
            parts = [part + _PEM_END for part in pem.split(_PEM_END) if part.strip()]
            return tuple(Certificate.from_bytes(part) for part in parts)
        except AppError:
            return ()

    async def _issuer(self, certificate: Certificate) -> Certificate | None:
        for url in certificate.issuer_urls:
            path = urlsplit(url).path
            if not path.startswith(_OURS):
                continue
            if path not in self._issuers:
                self._issuers[path] = await self._fetch(path)
            issuer = self._issuers[path]
            if issuer is not None and issuer.subject_der == certificate.issuer_der:
                return issuer
        return None

    async def _fetch(self, path: str) -> Certificate | None:
        try:
            return Certificate.from_bytes(await self.authority.fetch_bytes(path))
        except AppError:
            return None


def _ocsp_request(certificate: Certificate, issuer: Certificate) -> bytes:
    """A DER OCSPRequest (RFC 6960 §4.1) for one certificate."""
    import hashlib

    from asn1crypto import core, ocsp

    wanted = {
        "hash_algorithm": {"algorithm": "sha256"},
        "issuer_name_hash": hashlib.sha256(issuer.subject_der).digest(),
        "issuer_key_hash": hashlib.sha256(bytes(issuer.asn1.public_key["public_key"])).digest(),
        "serial_number": core.Integer(certificate.serial_number),
    }
    request = ocsp.OCSPRequest({"tbs_request": {"request_list": [{"req_cert": wanted}]}})
    der: bytes = request.dump()
    return der


def _check_ocsp_answer(answer: bytes) -> None:
    """Raise ValueError when it is no OCSPResponse."""
    from asn1crypto import ocsp

    ocsp.OCSPResponse.load(answer, strict=True)["response_status"].native  # noqa: B018 forces the parse
