"""From an approved application to certificates on a token, and the renewal of certificates there.

The key is made by the token and stays there. What is under way is written down as soon as the key is there, so that a
token that is pulled out, a lost answer or the end of the program lose nothing: whoever goes on finds what was done, at
the authority by the application's state, on the token by the key. Until something is issued another token may be
taken; the key that then stays on the first one is deleted when that token is next written to.
"""

from __future__ import annotations

import base64
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Literal

from core.credentials.credential import Credential
from core.credentials.errors import CredentialNotFound
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate
from core.crypto.keys import PublicKey
from core.crypto.requests import assemble, to_be_signed
from core.errors import AppError, Text
from core.network.errors import AuthorityRefused
from core.plugin.api import Delivery, Medium, PluginContext
from plugins.self_service import models
from plugins.self_service.service import Holder, SelfServiceService

_UNDER_WAY = "under_way"
_TRIED = "tried"
_UNUSED = "unused"
_OTHER_KEY = "ORD-002"
_REQUESTER = "self_service"


class OnAnotherMedium(AppError):
    """The application's certificates are for a key that this medium does not have."""

    code = "SS-001"
    cause = Text(
        "该申请的证书已签发给另一个介质中的密钥。", "This application's certificates are for a key on another medium."
    )
    remedy = Text(
        "请插入开始安装时使用的介质；介质已遗失或被清空的，请联系单位重新申请。",
        "Insert the medium with which the installation began; if it is lost or erased, have your unit apply anew.",
    )


@dataclass(frozen=True, slots=True)
class UnderWay:
    """An installation that has begun.

    Attributes:
        medium_id: where its key is.
        key_id: the medium's name of the key.
        spki: the public key, base64 DER.
        oaep_hash: with which the medium opens the envelope.
    """

    medium_id: str
    key_id: str
    spki: str
    oaep_hash: Literal["sha1", "sha256"]

    @property
    def public_key(self) -> PublicKey:
        """Of the key."""
        return PublicKey(base64.b64decode(self.spki))


class TokenInstallation:
    """What is under way is kept in the plugin's settings, by application: it holds nothing secret."""

    def __init__(self, context: PluginContext, service: SelfServiceService) -> None:
        self._registry = context.credentials
        self._settings = context.settings
        self._service = service

    async def under_way(self, application_id: str) -> UnderWay | None:
        """What has begun for an application on this machine."""
        stored = (await self._all()).get(application_id)
        if stored is None:
            return None
        oaep_hash: Literal["sha1", "sha256"] = "sha1" if stored["oaep_hash"] == "sha1" else "sha256"
        return UnderWay(stored["medium_id"], stored["key_id"], stored["spki"], oaep_hash)

    async def install(
        self, application: models.Application, medium_id: str, algorithm: KeyAlgorithm, title: str
    ) -> models.Application:
        """Make or find the application's key on a medium, have it certified, put both certificates there, confirm.

        Args:
            application: approved or issued.
            medium_id: where to; once something is issued, only where its key is.
            algorithm: of a new key.
            title: what the PIN is asked for, in the person's language.

        Raises:
            OnAnotherMedium, AuthorityRefused, and what a medium raises.
        """
        begun = await self.under_way(application.id)
        here = begun if begun is not None and begun.medium_id == medium_id else None
        if here is None and application.state != "approved":
            raise OnAnotherMedium
        async with self._registry.manage(medium_id, title, _REQUESTER) as medium:
            await self._try_to_discard(medium, medium_id)
            key = here or await self._make_key(application.id, medium, medium_id, algorithm)
            try:
                request = await _request(medium, key, application.number)
            except CredentialNotFound:
                # the token was erased meanwhile: nothing was issued to the lost key, or nobody can use it
                if application.state != "approved":
                    raise OnAnotherMedium from None
                here, key = None, await self._make_key(application.id, medium, medium_id, algorithm)
                request = await _request(medium, key, application.number)
            try:
                return await self._deliver(application, medium, key, request)
            except OnAnotherMedium:
                # issued to the earlier key after all: its installation can go on, this key is for nobody
                if here is None:
                    await medium.discard_key(key.key_id)
                    await self._give_back(application.id, begun, medium_id)
                raise

    async def unused_on(self, medium_ids: Collection[str]) -> list[str]:
        """Which of these media hold keys that were made for a certificate which another medium then got."""
        unused = await self._kept(_UNUSED)
        return [medium_id for medium_id in medium_ids if unused.get(medium_id)]

    async def discard_unused(self, medium_id: str, title: str) -> None:
        """Delete these keys; `title` is what the PIN is asked for, in the person's language."""
        async with self._registry.manage(medium_id, title, _REQUESTER) as medium:
            await self._discard_unused(medium, medium_id)

    async def renew(self, credential: Credential, holder: Holder, title: str) -> models.Application:
        """Have new certificates issued for the keys of a certificate, and put them in the place of the old ones."""
        medium_id, certificate = credential.medium.id, credential.certificate
        spki = base64.b64encode(certificate.public_key.spki).decode()
        key = UnderWay(medium_id, credential.key_id, spki, "sha256")
        async with self._registry.manage(medium_id, title, _REQUESTER) as medium:
            await self._try_to_discard(medium, medium_id)
            request = await _request(medium, key, certificate.serial_hex)
            application = await self._service.renew(request, holder)
            await self._remember(application.id, key)
            return await self._deliver(application, medium, key, request)

    async def _deliver(
        self, application: models.Application, medium: Medium, key: UnderWay, request: bytes
    ) -> models.Application:
        body = models.TokenCertificateRequest(
            signing_request=base64.b64encode(request).decode(), oaep_hash=key.oaep_hash
        )
        try:
            issued = await self._service.issue(application.id, body)
        except AuthorityRefused as error:
            if error.server_code != _OTHER_KEY:
                raise
            raise OnAnotherMedium from error
        envelope = b"" if issued.encryption_key is None else base64.b64decode(issued.encryption_key.data)
        delivery = Delivery(
            _certificate(issued.signing_certificate),
            _certificate(issued.encryption_certificate),
            envelope,
            tuple(_certificate(item) for item in issued.chain),
        )
        await medium.install(key.key_id, delivery)
        done = await self._service.confirm(application.id, issued.certificate_id)
        await self._finish(application.id, key.medium_id)
        return done

    async def _make_key(self, application_id: str, medium: Medium, medium_id: str, algorithm: KeyAlgorithm) -> UnderWay:
        # killed before it is written down, the same key is found again, and the medium that may have it is known
        tried = await self._kept(_TRIED)
        tried[application_id] = sorted({*tried.get(application_id, ()), medium_id})
        await self._settings.put(_TRIED, tried)
        made = await medium.create_key(algorithm, application_id)
        key = UnderWay(medium_id, made.key_id, base64.b64encode(made.public_key.spki).decode(), made.oaep_hash)
        await self._remember(application_id, key)
        return key

    async def _try_to_discard(self, medium: Medium, medium_id: str) -> None:
        # a token that keeps its old key takes the new one all the same
        with suppress(AppError):
            await self._discard_unused(medium, medium_id)

    async def _discard_unused(self, medium: Medium, medium_id: str) -> None:
        unused = await self._kept(_UNUSED)
        if medium_id not in unused:
            return
        for application_id in unused.pop(medium_id):
            await medium.discard_marked(application_id)
        await self._settings.put(_UNUSED, unused)

    async def _finish(self, application_id: str, medium_id: str) -> None:
        """The medium has the certificates; what the others have of this application is for nobody."""
        tried, unused = await self._kept(_TRIED), await self._kept(_UNUSED)
        for other in tried.pop(application_id, []):
            if other != medium_id:
                unused[other] = [*unused.get(other, []), application_id]
        # in this order, so that a medium is rather named twice than forgotten
        await self._settings.put(_UNUSED, unused)
        await self._settings.put(_TRIED, tried)
        await self._forget(application_id)

    async def _give_back(self, application_id: str, begun: UnderWay | None, medium_id: str) -> None:
        """The medium no longer has a key of this application; the installation is where it was before."""
        if begun is not None:
            await self._remember(application_id, begun)
        else:
            await self._forget(application_id)
        tried = await self._kept(_TRIED)
        tried[application_id] = [other for other in tried.get(application_id, []) if other != medium_id]
        await self._settings.put(_TRIED, tried)

    async def _all(self) -> dict[str, dict[str, str]]:
        stored = await self._settings.get(_UNDER_WAY)
        return dict(stored) if isinstance(stored, dict) else {}

    async def _kept(self, name: str) -> dict[str, list[str]]:
        stored = await self._settings.get(name)
        return dict(stored) if isinstance(stored, dict) else {}

    async def _remember(self, application_id: str, key: UnderWay) -> None:
        await self._settings.put(_UNDER_WAY, {**await self._all(), application_id: asdict(key)})

    async def _forget(self, application_id: str) -> None:
        known = await self._all()
        known.pop(application_id, None)
        await self._settings.put(_UNDER_WAY, known)


async def _request(medium: Medium, key: UnderWay, name: str) -> bytes:
    """A PKCS#10 request (RFC 2986) that the medium signs; the authority sets the subject itself."""
    scheme = key.public_key.algorithm.default_scheme
    info = to_be_signed({"country_name": "CN", "common_name": name}, key.public_key)
    return assemble(info, scheme, await medium.sign(key.key_id, info, scheme))


def _certificate(text: str) -> Certificate:
    return Certificate(base64.b64decode(text))
