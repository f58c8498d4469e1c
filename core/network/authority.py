"""The HTTP connection to the authority.

A request that changes something carries an idempotency key; it may therefore be sent again after a lost answer, always
with the same key. An answer that has not the contract's shape is an error, never data.
"""

from __future__ import annotations

import asyncio
import ssl
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from core.errors import AppError, Text
from core.log import Log
from core.network.errors import AuthorityRefused, NotTrusted, RubbishAnswer, ServerBusy, TimedOut, Unreachable
from core.network.timeouts import Timeouts

if TYPE_CHECKING:
    import httpx
    from pydantic import BaseModel

Model = TypeVar("Model", bound="BaseModel")

MAX_ANSWER = 20 * 1024 * 1024
_TRIES = 3
_API = "/api/v1"
_BUSY = frozenset({502, 503, 504})
_AGAIN = (TimedOut, Unreachable, ServerBusy)
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

_log = Log("network")


@dataclass(frozen=True, slots=True)
class _Request:
    """One request, ready to be sent again."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes | None = None
    params: Mapping[str, str | int] | None = None
    files: Mapping[str, tuple[str, bytes, str]] | None = None
    form: Mapping[str, str] | None = None


class _Transport:
    """The HTTP client, made when it is first needed."""

    def __init__(self, timeouts: Timeouts) -> None:
        self._timeouts = timeouts
        self._client: httpx.AsyncClient | None = None
        self._opening = asyncio.Lock()

    async def open(self) -> httpx.AsyncClient:
        """The client; several first requests at once share one."""
        async with self._opening:
            if self._client is None:
                # importing httpx and reading the trust store take longer than a frame
                self._client = await asyncio.to_thread(_new_client, self._timeouts)
            return self._client

    async def close(self) -> None:
        """End all connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None


class AuthorityConnection:
    """Asks the authority; usable before the authority is there: requests wait for its address."""

    def __init__(
        self,
        address: Callable[[], Awaitable[str]],
        device_id: Callable[[], Awaitable[str]],
        timeouts: Timeouts | None = None,
    ) -> None:
        self._address = address
        self._device_id = device_id
        self._timeouts = timeouts or Timeouts()
        self._transport = _Transport(self._timeouts)
        self._token = ""

    @property
    def signed_in(self) -> bool:
        """Requests are a person's; otherwise a visitor's."""
        return self._token != ""

    def use_token(self, token: str) -> None:
        """Send this bearer token from now on; empty to stop."""
        self._token = token

    def apart(self) -> AuthorityConnection:
        """The same authority over the same connections, with a bearer token of its own."""
        other = AuthorityConnection(self._address, self._device_id, self._timeouts)
        other._transport = self._transport
        return other

    async def device_id(self) -> str:
        """How this installation names itself to the authority."""
        return await self._device_id()

    async def base_url(self) -> str:
        """The authority's address, without a slash at the end."""
        return await self._address()

    async def get(self, path: str, model: type[Model], params: Mapping[str, str | int] | None = None) -> Model:
        """GET below /api/v1. Raises the errors of `core.network.errors`."""
        return self._parsed(await self._send(_Request("GET", _API + path, {}, params=params)), model)

    async def post(self, path: str, body: BaseModel | None, model: type[Model], key: str | None = None) -> Model:
        """POST below /api/v1, exactly once in effect. A caller that may be killed gives its own stored `key`."""
        return self._parsed(await self._change("POST", path, body, key), model)

    async def put(self, path: str, body: BaseModel, model: type[Model], key: str | None = None) -> Model:
        """PUT like `post`."""
        return self._parsed(await self._change("PUT", path, body, key), model)

    async def delete(self, path: str, model: type[Model]) -> Model:
        """DELETE like `post`."""
        return self._parsed(await self._change("DELETE", path, None, None), model)

    async def upload(
        self, path: str, name: str, content: bytes, content_type: str, kind: str, model: type[Model]
    ) -> Model:
        """POST a file as multipart form data."""
        request = _Request(
            "POST",
            _API + path,
            {"Idempotency-Key": str(uuid.uuid4())},
            files={"file": (name, content, content_type)},
            form={"kind": kind},
        )
        return self._parsed(await self._send(request), model)

    async def fetch_bytes(self, path: str) -> bytes:
        """GET any path of the authority as bytes, at most 20 MB."""
        return await self._send(_Request("GET", path, {}))

    async def post_bytes(self, path: str, body: bytes, content_type: str) -> bytes:
        """POST bytes to any path (OCSP, TSA); sent again after a lost answer, as these change nothing."""
        return await self._send(_Request("POST", path, {"Content-Type": content_type}, body=body))

    async def close(self) -> None:
        """End all connections."""
        await self._transport.close()

    async def _change(self, method: str, path: str, body: BaseModel | None, key: str | None) -> bytes:
        content = None if body is None else body.model_dump_json().encode()
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        if content is not None:
            headers["Content-Type"] = "application/json"
        return await self._send(_Request(method, _API + path, headers, body=content))

    async def _send(self, request: _Request) -> bytes:
        """Up to three tries; what changes something carries its idempotency key in each of them."""
        for attempt in range(1, _TRIES + 1):
            begin = time.monotonic()
            try:
                content = await self._try(request)
            except AppError as error:
                code = error.server_code if isinstance(error, AuthorityRefused) else error.code
                _log.info("request failed", method=request.method, path=request.path, code=code, ms=_since(begin))
                if attempt == _TRIES or not isinstance(error, _AGAIN):
                    raise
            else:
                _log.info("request", method=request.method, path=request.path, ms=_since(begin))
                return content
            await asyncio.sleep(self._timeouts.pause * attempt)
        raise AssertionError("unreachable")

    async def _try(self, request: _Request) -> bytes:
        import httpx

        # asked anew each time, because an embedded authority that died comes back at another port
        url = await self._address()
        headers = {**request.headers, "X-Device-Id": await self._device_id()}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        try:
            async with asyncio.timeout(self._timeouts.whole):
                return await self._once(url, request, headers)
        except (httpx.TimeoutException, TimeoutError) as error:
            raise TimedOut from error
        except httpx.DecodingError as error:
            raise RubbishAnswer from error
        except (httpx.TransportError, httpx.InvalidURL) as error:
            if _is_trust(error):
                raise NotTrusted from error
            raise Unreachable from error

    async def _once(self, url: str, request: _Request, headers: Mapping[str, str]) -> bytes:
        client = await self._transport.open()
        async with client.stream(
            request.method,
            url + request.path,
            params=request.params,
            content=request.body,
            files=request.files,
            data=request.form,
            headers=headers,
        ) as answer:
            content = bytearray()
            async for part in answer.aiter_bytes():
                content += part
                if len(content) > MAX_ANSWER:
                    raise RubbishAnswer
        if answer.is_success:
            return bytes(content)
        raise _refusal(answer.status_code, bytes(content))

    def _parsed(self, content: bytes, model: type[Model]) -> Model:
        from pydantic import ValidationError

        try:
            return model.model_validate_json(content)
        except ValidationError as error:
            raise RubbishAnswer from error


def never_by_proxy() -> dict[str, None]:
    """The `mounts` for httpx that keep the environment's proxy from being used for this very machine."""
    return {f"all://{host}": None for host in _LOOPBACK}


def _new_client(timeouts: Timeouts) -> httpx.AsyncClient:
    import httpx

    return httpx.AsyncClient(
        timeout=httpx.Timeout(timeouts.silence, connect=timeouts.connect),
        follow_redirects=False,
        mounts=never_by_proxy(),
    )


def _since(begin: float) -> int:
    """Milliseconds since a moment of the monotonic clock."""
    return round((time.monotonic() - begin) * 1000)


def _is_trust(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _refusal(status: int, content: bytes) -> AuthorityRefused | RubbishAnswer | ServerBusy:
    import json

    try:
        body: Any = json.loads(content)
        cause, remedy = (Text(str(body[name]["zh"]), str(body[name]["en"])) for name in ("cause", "remedy"))
        details = {str(name): value for name, value in body["details"].items() if isinstance(value, (str, int))}
        return AuthorityRefused(status, str(body["code"]), cause, remedy, details)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ServerBusy() if status in _BUSY else RubbishAnswer()
