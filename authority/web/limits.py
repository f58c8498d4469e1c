"""Limits the size of requests and sets the headers that every answer has."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 11 * 1024 * 1024


class RequestLimits:
    """ASGI middleware; counts what really arrives, so a request without a length is limited too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        said, seen = Headers(scope=scope).get("content-length", "0"), 0

        async def counted() -> Message:
            nonlocal seen
            if not said.isdigit() or int(said) > MAX_BODY:
                raise HTTPException(413)
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > MAX_BODY:
                raise HTTPException(413)  # becomes a problem document: it is raised while a route reads the body
            return message

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["X-Frame-Options"] = "DENY"
                headers["Referrer-Policy"] = "no-referrer"
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, counted, with_headers)
