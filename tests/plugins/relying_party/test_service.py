"""What the client refuses: forged, altered, expired and foreign requests, sites that misbehave."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from authority.relying_party import registration
from authority.service import Service
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.keys import PrivateKey
from core.errors import AppError
from core.plugin.api import PluginContext, ScannedCode
from core.relying_party.addresses import RequestCode
from core.relying_party.errors import (
    AnswerRefused,
    DocumentAltered,
    ForeignAddress,
    PartyNotRegistered,
    RequestAltered,
    RequestExpired,
    SiteUnreachable,
)
from core.relying_party.request import MAX_REQUEST, Document, Operation, new_request
from core.services import Options, Services
from core.storage.paths import find_paths
from plugins.relying_party import handle_scan
from plugins.relying_party.service import RelyingPartyService
from tests.authority.server import AuthorityProcess
from tests.simulators.relying_site import RelyingSite, Reply

KEY = PrivateKey.generate(KeyAlgorithm.SM2)
CONTENT = b"the document"


@pytest.fixture
async def context(authority: AuthorityProcess, tmp_path: Path) -> AsyncIterator[PluginContext]:
    services = Services(find_paths(tmp_path), Options(server=authority.url))
    services.plugins.load()
    plugin = services.plugins.find("relying_party")
    assert plugin is not None
    assert plugin.context is not None
    yield plugin.context
    await services.stop()


@pytest.fixture
def party(service: Service, other_site: RelyingSite) -> str:
    """A relying party whose site is the test's."""
    party_id = f"site-{other_site.url.rpartition(':')[2]}"
    with service.store.write() as session:
        now = service.clock()
        registration.register(session, now, party_id, "某网站", "某公司", KEY.public_key, [other_site.url])
    return party_id


@pytest.fixture
def offer(other_site: RelyingSite, party: str) -> Callable[..., RequestCode]:
    """Puts a request on the site; changes make it a bad one."""

    def put(
        operation: Operation = Operation.LOGIN,
        *,
        key: PrivateKey = KEY,
        signer: str = party,
        callback: str = f"{other_site.url}/answer",
        document: Document | None = None,
        now: datetime | None = None,
        alter: Callable[[str], str] = str,
    ) -> RequestCode:
        signed = new_request(signer, operation, "登录某网站", callback, key, document=document, now=now)
        other_site.replies["/request"] = Reply(alter(signed.jws).encode())
        return RequestCode(party, f"{other_site.url}/request")

    return put


def file_at(url: str, **changed: object) -> Document:
    """The document of a request."""
    values = {
        "name": "合同.pdf",
        "media_type": "application/pdf",
        "size": len(CONTENT),
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
        "url": url,
        **changed,
    }
    return Document.model_validate(values)


async def refusal(context: PluginContext, code: RequestCode, now: datetime | None = None) -> type[AppError]:
    """Why a code is refused."""
    service = RelyingPartyService(context, lambda: now or datetime.now(UTC))
    with pytest.raises(AppError) as caught:
        await service.look(code)
    return type(caught.value)


async def test_a_genuine_request_is_understood(context: PluginContext, offer: Callable[..., RequestCode]) -> None:
    asked = await RelyingPartyService(context).look(offer())
    assert (asked.party.name, asked.request.title) == ("某网站", "登录某网站")


async def test_a_party_that_is_not_registered(context: PluginContext, other_site: RelyingSite) -> None:
    code = RequestCode("nobody", f"{other_site.url}/request")
    assert await refusal(context, code) is PartyNotRegistered
    assert other_site.asked == []


async def test_a_code_that_leads_elsewhere_makes_no_connection(
    context: PluginContext, party: str, other_site: RelyingSite
) -> None:
    stranger = RelyingSite().start()
    try:
        assert await refusal(context, RequestCode(party, f"{stranger.url}/request")) is ForeignAddress
        assert await refusal(context, RequestCode(party, other_site.url.replace("http", "https"))) is ForeignAddress
        assert stranger.asked == other_site.asked == []
    finally:
        stranger.stop()


async def test_a_redirection_is_not_followed(
    context: PluginContext, party: str, other_site: RelyingSite, offer: Callable[..., RequestCode]
) -> None:
    code = offer()
    other_site.replies["/moved"] = Reply(b"", 302, {"Location": "/request"})
    assert await refusal(context, RequestCode(party, f"{other_site.url}/moved")) is SiteUnreachable
    assert other_site.asked == ["/moved"]
    assert (await RelyingPartyService(context).look(code)).request.party == party


async def test_altered_and_foreign_requests(context: PluginContext, offer: Callable[..., RequestCode]) -> None:
    stranger = PrivateKey.generate(KeyAlgorithm.SM2)
    assert await refusal(context, offer(key=stranger)) is RequestAltered
    assert await refusal(context, offer(signer="another-party")) is RequestAltered
    assert await refusal(context, offer(alter=lambda jws: jws[:-1])) is RequestAltered
    assert await refusal(context, offer(alter=lambda jws: jws.replace(".", ".e", 1))) is RequestAltered
    assert await refusal(context, offer(alter=lambda jws: "文" + jws)) is RequestAltered


async def test_a_callback_or_document_at_a_foreign_host(
    context: PluginContext, offer: Callable[..., RequestCode], other_site: RelyingSite
) -> None:
    assert await refusal(context, offer(callback="https://evil.example/answer")) is ForeignAddress
    for url in ("https://evil.example/file", "file:///etc/passwd", other_site.url.replace("127.0.0.1", "127.0.0.2")):
        assert await refusal(context, offer(Operation.SIGN, document=file_at(url))) is ForeignAddress


async def test_a_request_out_of_its_time(context: PluginContext, offer: Callable[..., RequestCode]) -> None:
    now = datetime.now(UTC)
    assert await refusal(context, offer(now=now - timedelta(minutes=10))) is RequestExpired
    assert await refusal(context, offer(now=now + timedelta(minutes=10))) is RequestExpired
    assert await refusal(context, offer(), now + timedelta(minutes=7)) is RequestExpired


async def test_a_site_that_has_forgotten_fails_or_floods(
    context: PluginContext, party: str, other_site: RelyingSite
) -> None:
    code = RequestCode(party, f"{other_site.url}/request")
    assert await refusal(context, code) is RequestExpired
    for reply in (Reply(b"", 500), Reply(b"x" * (MAX_REQUEST + 1))):
        other_site.replies["/request"] = reply
        assert await refusal(context, code) is SiteUnreachable
    other_site.replies["/request"] = Reply(b"\xff\xfe rubbish")
    assert await refusal(context, code) is RequestAltered


async def test_a_document_that_is_another_one(
    context: PluginContext, offer: Callable[..., RequestCode], other_site: RelyingSite
) -> None:
    service = RelyingPartyService(context)
    url = f"{other_site.url}/file"
    other_site.replies["/file"] = Reply(CONTENT)
    asked = await service.look(offer(Operation.SIGN, document=file_at(url)))
    assert await service.document(asked) == CONTENT
    for document in (file_at(url, sha256="0" * 64), file_at(url, size=5)):
        asked = await service.look(offer(Operation.SIGN, document=document))
        with pytest.raises(DocumentAltered):
            await service.document(asked)


async def test_an_answer_that_the_site_refuses_or_may_not_have_got(
    context: PluginContext, offer: Callable[..., RequestCode], other_site: RelyingSite
) -> None:
    service = RelyingPartyService(context)
    asked = await service.look(offer())
    other_site.replies["/answer"] = Reply(b'{"code": "RP-005"}', 409)
    with pytest.raises(AnswerRefused) as refused:
        await service.deliver(asked, b"{}")
    assert refused.value.details == {"reason": "RP-005"}
    # a site's own words reach no screen
    other_site.replies["/answer"] = Reply(b'{"code": "<b>pay at evil.example</b>"}', 400)
    with pytest.raises(AnswerRefused) as refused:
        await service.deliver(asked, b"{}")
    assert refused.value.details == {"reason": "400"}
    other_site.replies["/answer"] = Reply(b"", 503)
    with pytest.raises(SiteUnreachable):
        await service.deliver(asked, b"{}")
    other_site.replies["/answer"] = Reply(b"{}")
    await service.deliver(asked, b"{}")
    assert other_site.posted == [b"{}"] * 4


def test_other_codes_are_left_to_others(context: PluginContext) -> None:
    for text in ("https://example.invalid", "secureclient:rp?party=x", "hello:张三", ""):
        assert handle_scan(context, ScannedCode(text, "camera")) is None
