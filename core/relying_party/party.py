"""For relying parties: make requests, show their code, check answers. Needs `core.crypto` and httpx only.

A site keeps each `SignedRequest` until it expires and takes its answer once: mark it as answered in the transaction
that uses the answer. `docs/relying-party.md` shows a whole site.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from core.crypto.certificates import Certificate
from core.crypto.keys import PrivateKey
from core.errors import AppError
from core.relying_party.addresses import RequestCode
from core.relying_party.answer import CheckedAnswer, check_answer
from core.relying_party.errors import AnswerInvalid
from core.relying_party.request import Document, Operation, SignedRequest, new_request

if TYPE_CHECKING:
    from core.crypto.path import RevocationData

_MAX_LIST = 20 * 1024 * 1024

Revocation = Callable[[Certificate], "RevocationData"]
"""Fetches what is known about the revocation of a certificate; `fetch_lists` over HTTP."""


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """One registered relying party.

    Attributes:
        id: as registered at the authority.
        key: SM2 or RSA; its public half is registered.
        roots: the authority's trust anchors.
        revocation: where revocation is looked up.
    """

    id: str
    key: PrivateKey
    roots: tuple[Certificate, ...]
    revocation: Revocation

    def ask(
        self,
        operation: Operation,
        title: str,
        callback: str,
        *,
        document: Document | None = None,
        life: timedelta = timedelta(minutes=5),
        request_id: str = "",
    ) -> SignedRequest:
        """A new request; keep it, and serve its `jws` at the address that the code names."""
        return new_request(
            self.id, operation, title, callback, self.key, document=document, life=life, request_id=request_id
        )

    def code(self, request_url: str) -> str:
        """The text of the QR code for the address of a request."""
        return RequestCode(self.id, request_url).text

    def check(self, signed: SignedRequest, body: bytes, now: datetime | None = None) -> CheckedAnswer:
        """Check an answer wholly: time, request, signature, certification path, revocation. Blocks; use a thread.

        Raises:
            RequestExpired: it comes too late.
            AnswerInvalid: anything else that is wrong with it.
        """
        moment = now or datetime.now(UTC)
        signed.request.check_time(moment)
        answer = check_answer(signed, body)
        self._check_trust(answer.certificate, answer.chain, moment)
        return answer

    def _check_trust(self, certificate: Certificate, chain: Sequence[Certificate], moment: datetime) -> None:
        from core.crypto.path import validate_path

        try:
            validate_path(certificate, chain, self.roots, moment, self.revocation(certificate))
        except AppError as error:
            raise AnswerInvalid(reason=f"certificate {error.code}") from error


def fetch_lists(certificate: Certificate) -> RevocationData:
    """The CRLs that a certificate names, over HTTP (RFC 5280 §4.2.1.13).

    Raises:
        AnswerInvalid: none can be had; an answer is not taken without.
    """
    import httpx

    from core.crypto.path import RevocationData

    for url in certificate.crl_urls:
        try:
            answer = httpx.get(url, timeout=10, follow_redirects=False)
            if answer.is_success and len(answer.content) <= _MAX_LIST:
                return RevocationData(crls=(answer.content,))
        except httpx.HTTPError:
            continue
    raise AnswerInvalid(reason="revocation")
