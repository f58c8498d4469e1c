"""From a scanned code to the answer: who asks, is it genuine, which keys serve, the work itself. No window here."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel

from core.credentials.issuers import KeyWithIssuers
from core.credentials.seals import Seal
from core.crypto.certificates import Certificate, KeyPurpose
from core.crypto.keys import PublicKey
from core.crypto.message import encrypt_message, parse_message
from core.network.errors import AuthorityRefused
from core.network.trust_services import TrustServices
from core.pdf.appearance import Appearance
from core.pdf.pages import Rectangle
from core.pdf.signing import Level, NewField, SigningOptions, sign_pdf
from core.plugin.api import AuthorisedKey, Credential, KeyOperation, KeyUse, PluginContext
from core.relying_party.addresses import RequestCode, check_address
from core.relying_party.answer import build_answer, state, to_sign
from core.relying_party.errors import DocumentAltered, PartyNotRegistered, RequestAltered, RequestUsed
from core.relying_party.request import (
    MAX_DOCUMENT,
    MAX_REQUEST,
    Operation,
    Request,
    SealPlace,
    SignedRequest,
    read_request,
)
from plugins.relying_party.site import Site

_USED = "used"
_NOT_FOUND = 404
_PLACE = SealPlace(page=0, left=380, top=650, width=160, height=110)


class PartyView(BaseModel):
    """A relying party as the authority has registered it."""

    id: str
    name: str
    operator: str
    key: str
    origins: list[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A genuine request: signed by a registered party, in time, not used, leading to registered addresses only."""

    party: PartyView
    signed: SignedRequest
    site: Site

    @property
    def request(self) -> Request:
        """What is asked for."""
        return self.signed.request


class RelyingPartyService:
    """Answers relying parties."""

    def __init__(self, context: PluginContext, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._context = context
        self._services = TrustServices(context.authority)
        self._now = now

    async def look(self, code: RequestCode) -> Asked:
        """Find out who asks for what.

        Raises:
            PartyNotRegistered, ForeignAddress, SiteUnreachable, RequestAltered, RequestExpired, RequestUsed, and the
            errors of the connection to the authority.
        """
        party = await self._party(code.party)
        # before any connection to where the code leads
        check_address(code.request_url, tuple(party.origins))
        site = Site(tuple(party.origins))
        jws = await site.get(code.request_url, MAX_REQUEST)
        request = await asyncio.to_thread(_read, jws, party)
        for url in (request.callback, *([request.document.url] if request.document else [])):
            check_address(url, tuple(party.origins))
        request.check_time(self._now())
        if _name(request) in await self._used():
            raise RequestUsed
        return Asked(party, SignedRequest(request, jws.decode("ascii")), site)

    async def document(self, asked: Asked) -> bytes:
        """The request's document, compared with its digest.

        Raises:
            DocumentAltered: it is another one.
            RequestExpired, SiteUnreachable: it cannot be had.
        """
        wanted = asked.request.document
        if wanted is None:
            return b""
        content = await asked.site.get(wanted.url, MAX_DOCUMENT)
        digest = await asyncio.to_thread(hashlib.sha256, content)
        if len(content) != wanted.size or digest.hexdigest() != wanted.sha256:
            raise DocumentAltered(name=wanted.name)
        return content

    def choices(self, operation: Operation, document: bytes) -> tuple[Credential, ...]:
        """The person's credentials that can do it now."""
        registry = self._context.credentials
        if operation is Operation.DECRYPT:
            message = parse_message(document)
            return tuple(item for item in registry.credentials(KeyPurpose.ENCRYPT) if message.is_for(item.certificate))
        purpose = KeyPurpose.ENCRYPT if operation is Operation.ENCRYPT else KeyPurpose.SIGN
        now = self._now()
        return tuple(item for item in registry.credentials(purpose) if item.certificate.valid_at(now))

    async def perform(self, asked: Asked, document: bytes, credential: Credential, seal: Seal | None) -> bytes:
        """Do what was confirmed; the PIN is asked for by the registry. From here on the request counts as used.

        Returns:
            The body for the callback, to be sent by `deliver`, several times if need be.
        """
        asked.request.check_time(self._now())
        operation = asked.request.operation
        chain = await self._services.chain(credential.certificate, credential.chain)
        if operation is Operation.ENCRYPT:
            result = await asyncio.to_thread(encrypt_message, document, credential.certificate)
            body = build_answer(state(asked.signed, result), credential.certificate, chain, b"", result)
        elif operation is Operation.DECRYPT:
            async with credential.authorise(self._use(asked, KeyOperation.DECRYPT, 1)) as opened:
                body = await _decrypted(asked, document, KeyWithIssuers(opened, chain))
        else:
            count = 2 if operation is Operation.SEAL else 1
            async with credential.authorise(self._use(asked, KeyOperation.SIGN, count)) as opened:
                key = KeyWithIssuers(opened, chain)
                result = await self._sealed(asked, document, key, seal) if operation is Operation.SEAL else b""
                body = await _signed(asked, key, result)
        await self._remember(asked.request)
        return body

    async def deliver(self, asked: Asked, body: bytes) -> None:
        """Send the answer; raises `AnswerRefused`, or `SiteUnreachable` when it may be sent again."""
        await asked.site.post(asked.request.callback, body)

    def _use(self, asked: Asked, operation: KeyOperation, count: int) -> KeyUse:
        # no further consent: the page has just shown who asks for what, and the person pressed its button
        return KeyUse(operation, asked.request.title, asked.party.name, count)

    async def _sealed(self, asked: Asked, document: bytes, key: AuthorisedKey, seal: Seal | None) -> bytes:
        wanted = asked.request.document
        place = (wanted.seal_place if wanted is not None else None) or _PLACE
        options = SigningOptions(
            new_field=NewField(place.page, Rectangle(place.left, place.top, place.width, place.height)),
            level=Level.B_T,
            timestamp=self._services.timestamp,
            appearance=Appearance(
                seal.picture_png if seal is not None else None, () if seal else (key.certificate.subject_name,)
            ),
        )
        with tempfile.TemporaryDirectory(dir=self._context.data_dir) as folder:
            source, target = Path(folder) / "document.pdf", Path(folder) / "sealed.pdf"
            await asyncio.to_thread(source.write_bytes, document)
            await sign_pdf(source, target, key, options)
            return await asyncio.to_thread(target.read_bytes)

    async def _party(self, party_id: str) -> PartyView:
        try:
            return await self._context.authority.get(f"/relying-parties/{party_id}", PartyView)
        except AuthorityRefused as error:
            if error.status == _NOT_FOUND:
                raise PartyNotRegistered from error
            raise

    async def _used(self) -> dict[str, int]:
        used = await self._context.settings.get(_USED, {})
        return {str(name): int(until) for name, until in used.items()} if isinstance(used, dict) else {}

    async def _remember(self, request: Request) -> None:
        now = self._now().timestamp()
        # an expired request is refused for its time; two lives are more than any skew of clocks
        kept = {name: until for name, until in (await self._used()).items() if until > now}
        life = request.expires - request.created
        await self._context.settings.put(_USED, {**kept, _name(request): request.expires + life})


def _name(request: Request) -> str:
    return f"{request.party}:{request.id}"


def _read(jws: bytes, party: PartyView) -> Request:
    try:
        text, key = jws.decode("ascii"), PublicKey(base64.b64decode(party.key, validate=True))
    except ValueError as error:
        raise RequestAltered from error
    return read_request(text, party.id, key)


async def _signed(asked: Asked, key: AuthorisedKey, result: bytes) -> bytes:
    statement = state(asked.signed, result)
    certificate: Certificate = key.certificate
    signature = await key.sign(to_sign(statement), certificate.algorithm.default_scheme)
    return build_answer(statement, certificate, key.chain, signature, result)


async def _decrypted(asked: Asked, document: bytes, key: AuthorisedKey) -> bytes:
    message = parse_message(document)
    content_key = await key.decrypt(message.encrypted_key)
    result = await asyncio.to_thread(message.open, content_key)
    return build_answer(state(asked.signed, result), key.certificate, key.chain, b"", result)
