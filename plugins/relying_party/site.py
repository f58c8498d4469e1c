"""Talks to a relying party's site: only to registered addresses, never further than they say."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from core.network.timeouts import Timeouts
from core.relying_party.addresses import check_address
from core.relying_party.errors import AnswerRefused, RequestExpired, SiteUnreachable

if TYPE_CHECKING:
    import httpx

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_GONE = frozenset({404, 410})
_MAX_REPLY = 64 * 1024


class Site:
    """One relying party's site.

    Args:
        origins: its registered origins; everything else is refused before a connection is made.
    """

    def __init__(self, origins: tuple[str, ...], timeouts: Timeouts | None = None) -> None:
        self._origins = origins
        self._timeouts = timeouts or Timeouts(silence=10, whole=60)

    async def get(self, url: str, limit: int) -> bytes:
        """Fetch at most `limit` bytes.

        Raises:
            ForeignAddress: not an address of the site.
            RequestExpired: it is not there any more.
            SiteUnreachable: no answer, a redirection, or too much.
        """
        status, content = await self._send("GET", url, None, limit)
        if status in _GONE:
            raise RequestExpired
        if status != 200:
            raise SiteUnreachable(host=_host(url))
        return content

    async def post(self, url: str, body: bytes) -> None:
        """Post an answer.

        Raises:
            ForeignAddress: not an address of the site.
            AnswerRefused: the site said no.
            SiteUnreachable: it is not known whether the answer arrived; sending the same again is safe.
        """
        status, content = await self._send("POST", url, body, _MAX_REPLY)
        if 200 <= status < 300:
            return
        if 400 <= status < 500:
            raise AnswerRefused(reason=_reason(status, content))
        raise SiteUnreachable(host=_host(url))

    async def _send(self, method: str, url: str, body: bytes | None, limit: int) -> tuple[int, bytes]:
        import httpx

        check_address(url, self._origins)
        try:
            async with asyncio.timeout(self._timeouts.whole), self._client() as client:
                headers = {"Content-Type": "application/json"} if body is not None else {}
                async with client.stream(method, url, content=body, headers=headers) as answer:
                    content = bytearray()
                    async for part in answer.aiter_bytes():
                        content += part
                        if len(content) > limit:
                            raise SiteUnreachable(host=_host(url))
                return answer.status_code, bytes(content)
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, TimeoutError) as error:
            raise SiteUnreachable(host=_host(url)) from error

    @asynccontextmanager
    async def _client(self) -> AsyncIterator[httpx.AsyncClient]:
        # reading the trust store takes longer than a frame
        client = await asyncio.to_thread(self._new_client)
        async with client:
            yield client

    def _new_client(self) -> httpx.AsyncClient:
        import httpx

        return httpx.AsyncClient(
            timeout=httpx.Timeout(self._timeouts.silence, connect=self._timeouts.connect),
            follow_redirects=False,
            mounts={f"all://{host}": None for host in _LOOPBACK},
        )


def _host(url: str) -> str:
    return urlsplit(url).hostname or "?"


def _reason(status: int, content: bytes) -> str:
    """The code of a problem document (RFC 9457) when there is one; never free text of the site."""
    try:
        code = json.loads(content)["code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return str(status)
    return code if isinstance(code, str) and code.replace("-", "").isalnum() and len(code) < 20 else str(status)
