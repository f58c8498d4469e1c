"""Stands between the client and the real authority and meddles: loses answers, delays, answers rubbish, goes down."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

import httpx

_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding", "host", "date", "server"}


class Lost(Exception):
    """The connection ends without an answer."""


@dataclass(frozen=True)
class Answer:
    """What the client gets."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Exchange:
    """One request; `number` counts from 1, `answer` is there once the authority gave it."""

    number: int
    method: str
    path: str
    body: bytes
    answer: Answer | None = None

    @property
    def name(self) -> str:
        """Method and path, for messages."""
        return f"{self.method} {self.path}"


Meddle = Callable[[Exchange], Answer | None]


def pass_on(exchange: Exchange) -> Answer | None:
    """Meddle with nothing."""
    return None


class MeddlingProxy:
    """Forwards to `target`; `before` and `after` see each request and pass it on (None), answer it or raise `Lost`.

    Attributes:
        seen: all exchanges so far.
    """

    def __init__(self, target: str) -> None:
        self.target = target
        self.before: Meddle = pass_on
        self.after: Meddle = pass_on
        self.seen: list[Exchange] = []
        self._lock = threading.Lock()
        self._server: ThreadingHTTPServer | None = None
        self._port = 0
        self._open: set[socket.socket] = set()
        self._forwarded = threading.Condition()
        self._forwarding = 0

    @property
    def url(self) -> str:
        """Where the client goes."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> Self:
        """Listen; after `stop` on the same port again."""
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *arguments: object) -> None:
                """Say nothing."""

            def setup(self) -> None:
                super().setup()
                proxy._open.add(self.connection)

            def finish(self) -> None:
                proxy._open.discard(self.connection)
                super().finish()

            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                try:
                    answer = proxy._exchange(self.command, self.path, dict(self.headers), body)
                except Lost:
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            do_GET = do_POST = do_PUT = do_DELETE = _serve

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            allow_reuse_address = True

            def handle_error(self, request: object, client_address: object) -> None:
                """A client that went away (killed, timed out) is no event."""

        self._server = Server(("127.0.0.1", self._port), Handler)
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self._http = httpx.Client(trust_env=False, timeout=60)
        return self

    def stop(self) -> None:
        """Go down: open connections end, new ones are refused."""
        with self._forwarded:
            server, self._server = self._server, None
        assert server is not None
        server.shutdown()
        server.server_close()
        for connection in tuple(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        # what was asked before is answered, so that the authority and the connections to it end in peace
        with self._forwarded:
            self._forwarded.wait_for(lambda: self._forwarding == 0, 30)
        self._http.close()

    def forget(self) -> None:
        """Meddle no more and begin counting anew."""
        self.before = self.after = pass_on
        self.seen = []

    def _exchange(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        with self._lock:
            exchange = Exchange(len(self.seen) + 1, method, path, body)
            self.seen.append(exchange)
        meddled = self.before(exchange)
        if meddled is not None:
            return meddled
        sent = {name: value for name, value in headers.items() if name.lower() not in _HOP}
        told = self._forward(method, self.target + path, sent, body)
        kept = {name: value for name, value in told.headers.items() if name.lower() not in _HOP}
        exchange.answer = Answer(told.status_code, told.content, kept)
        return self.after(exchange) or exchange.answer

    def _forward(self, method: str, url: str, headers: dict[str, str], body: bytes) -> httpx.Response:
        with self._forwarded:
            if self._server is None:
                raise Lost
            self._forwarding += 1
        try:
            return self._http.request(method, url, content=body, headers=headers)
        finally:
            with self._forwarded:
                self._forwarding -= 1
                self._forwarded.notify_all()
