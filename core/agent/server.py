"""The socket of the agent: p11-kit's RPC over a Unix socket of this person alone.

A connection begins with one octet, the version (0). Then messages follow in both directions: three numbers of four
octets (the number of the call in flight, the length of the options, the length of the message), the options, the
message. The socket is 0600, and the kernel says who is at the other end (SO_PEERCRED).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from core.agent.consents import Consents
from core.agent.cryptoki import Call, Rv
from core.agent.errors import AddressInUse, NoPeerCredentials
from core.agent.session import Session
from core.agent.wire import MAX_MESSAGE, Malformed, UnknownCall, build_response, parse_request
from core.credentials.registry import CredentialRegistry
from core.log import Log

_log = Log("agent")
_VERSION = b"\x00"
_HEADER = struct.Struct(">III")
_MAX_OPTIONS = 4096


@asynccontextmanager
async def serve(registry: CredentialRegistry, path: Path, consents: Consents) -> AsyncIterator[None]:
    """Serve while the block runs.

    Args:
        registry: the credentials, whose interaction asks for consent and PIN.
        path: of the socket; its folder must be this person's alone.
        consents: what programs may do without a question.

    Raises:
        NoPeerCredentials: this system does not tell who connects.
        AddressInUse: another agent serves there, or nothing can be made there.
    """
    if not hasattr(socket, "SO_PEERCRED"):
        raise NoPeerCredentials
    connections: set[asyncio.Task[None]] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(_connection(registry, consents, reader, writer))
        connections.add(task)
        task.add_done_callback(connections.discard)

    server = await _listen(path, connected)
    try:
        yield
    finally:
        server.close()
        for task in tuple(connections):
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)
        await server.wait_closed()
        _forget(path)


async def _listen(path: Path, connected: object) -> asyncio.Server:
    await _remove_abandoned(path)
    before = os.umask(0o177)
    try:
        return await asyncio.start_unix_server(connected, path)  # type: ignore[arg-type]
    except OSError as error:
        raise AddressInUse(path=path.name) from error
    finally:
        os.umask(before)


async def _remove_abandoned(path: Path) -> None:
    """A socket that an agent left when it was killed; one that answers is in use."""
    try:
        _, writer = await asyncio.open_unix_connection(path)
    except ConnectionRefusedError:
        _forget(path)
        return
    except OSError:
        return
    writer.close()
    raise AddressInUse(path=path.name)


def _forget(path: Path) -> None:
    path.unlink(missing_ok=True)


async def _connection(
    registry: CredentialRegistry, consents: Consents, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    try:
        program = _program(writer)
        if program is not None:
            await _talk(Session(registry, program, consents), reader, writer)
    except (asyncio.IncompleteReadError, ConnectionError, Malformed) as error:
        _log.info("connection ended", kind=type(error).__name__)
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


def _program(writer: asyncio.StreamWriter) -> str | None:
    """The program at the other end; None when it is another person's."""
    peer: socket.socket = writer.get_extra_info("socket")
    # struct ucred (unix(7)): pid, uid, gid
    pid, uid, _ = struct.unpack("3i", peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")))
    if uid != os.getuid():
        _log.info("another person's program was refused")
        return None
    try:
        return str(Path(f"/proc/{pid}/exe").readlink())
    except OSError:
        return f"pid {pid}"


async def _talk(session: Session, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readexactly(1)
    writer.write(_VERSION)
    await writer.drain()
    while True:
        code, options, length = _HEADER.unpack(await reader.readexactly(_HEADER.size))
        if options > _MAX_OPTIONS or length > MAX_MESSAGE:
            raise Malformed("too long")
        await reader.readexactly(options)
        message = await reader.readexactly(length)
        try:
            call, values = await session.answer(parse_request(message))
        except UnknownCall:
            call, values = Call.ERROR, (int(Rv.FUNCTION_NOT_SUPPORTED),)
        answer = build_response(call, values)
        writer.write(_HEADER.pack(code, 0, len(answer)) + answer)
        await writer.drain()
