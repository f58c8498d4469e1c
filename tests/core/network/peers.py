"""Servers that misbehave, byte by byte, and a proxy that loses answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress

from core.network.authority import AuthorityConnection
from core.network.timeouts import Timeouts

QUICK = Timeouts(connect=2.0, silence=0.25, whole=1.0, pause=0.01)
Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Peer:
    """Answers each request by the next behaviour of its list; the last one stays."""

    def __init__(self, behaviours: Sequence[Behaviour]) -> None:
        self._behaviours = list(behaviours)
        self._serving: set[asyncio.Task[None]] = set()
        self.requests: list[bytes] = []
        self.url = ""

    def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A connection came."""
        task = asyncio.get_running_loop().create_task(self._answer(reader, writer))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            try:
                self.requests.append(await read_message(reader))
                behaviour = self._behaviours.pop(0) if len(self._behaviours) > 1 else self._behaviours[0]
                await behaviour(reader, writer)
            finally:
                writer.close()
                await writer.wait_closed()

    async def stop(self) -> None:
        """Leave every connection."""
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    def header(self, name: str) -> list[str]:
        """A header of every request so far."""
        lines = [line for request in self.requests for line in request.decode("latin-1").split("\r\n")]
        return [line.partition(": ")[2] for line in lines if line.lower().startswith(f"{name.lower()}: ")]


async def read_message(reader: asyncio.StreamReader) -> bytes:
    """A request or answer with its body, by Content-Length or chunks."""
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
    if b"content-length" in fields:
        return head + await reader.readexactly(int(fields[b"content-length"]))
    if fields.get(b"transfer-encoding") == b"chunked":
        return head + await reader.readuntil(b"\r\n0\r\n\r\n")
    return head


def answering(status: str, body: bytes = b"", **headers: str) -> Behaviour:
    """A whole answer."""
    fields = {"Content-Length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 {status}\r\n{head}Connection: close\r\n\r\n".encode() + body)
        await writer.drain()

    return behave


def raw(content: bytes) -> Behaviour:
    """Bytes, then the end of the connection."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(content)
        await writer.drain()

    return behave


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Not a byte, until the client goes."""
    await reader.read()


async def trickling(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A byte now and then, for ever: never silent for long."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while not reader.at_eof() and not writer.is_closing():
        writer.write(b" ")
        await writer.drain()
        with suppress(TimeoutError):
            await asyncio.wait_for(reader.read(1), 0.05)


async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """More and more, as fast as it is taken."""
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    block = b"x" * (1 << 20)
    while not writer.is_closing():
        writer.write(f"{len(block):x}\r\n".encode() + block + b"\r\n")
        await writer.drain()


@asynccontextmanager
async def serving(*behaviours: Behaviour) -> AsyncIterator[Peer]:
    """A peer on a port of the system's choice."""
    peer = Peer(behaviours)
    server = await asyncio.start_server(peer.serve, "127.0.0.1", 0)
    peer.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield peer
    server.close()
    await peer.stop()


@asynccontextmanager
async def losing_answers(target: str, lost: int) -> AsyncIterator[Peer]:
    """A proxy that passes requests on, waits for the answer, and loses the first ones."""
    host, port = target.removeprefix("http://").split(":")

    def passing(loses: bool) -> Behaviour:
        async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            there, back = await asyncio.open_connection(host, int(port))
            back.write(peer.requests[-1])
            answer = await read_message(there)
            back.close()
            if not loses:
                writer.write(answer)
                await writer.drain()

        return behave

    async with serving(*[passing(True)] * lost, passing(False)) as peer:
        yield peer


@asynccontextmanager
async def connected(url: str, timeouts: Timeouts = QUICK) -> AsyncIterator[AuthorityConnection]:
    """A client of that address."""

    async def address() -> str:
        return url

    async def device() -> str:
        return "device-of-tests"

    connection = AuthorityConnection(address, device, timeouts)
    yield connection
    await connection.close()
