"""Updates are offered only when signed, fresh and newer; against a real authority and against forgers."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from core.network.authority import AuthorityConnection
from core.network.errors import Unreachable
from core.network.updates import NoUpdateRoot, UpdateNotTrusted, UpdateService, this_platform
from tests.authority.server import AuthorityProcess
from tests.core.network.update_server import publish


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[AuthorityProcess]:
    process = AuthorityProcess(tmp_path / "authority", f"sqlite:///{tmp_path / 'authority.sqlite3'}").start()
    yield process
    process.stop()


def connection(url: str) -> AuthorityConnection:
    async def address() -> str:
        return url

    async def device() -> str:
        return "device"

    return AuthorityConnection(address, device)


async def test_a_newer_release_is_offered_and_downloaded(authority: AuthorityProcess, tmp_path: Path) -> None:
    conn = connection(authority.url)
    updates = UpdateService(conn, tmp_path / "updates", trust_first_root=True)
    assert await updates.check("0.1.0") is None
    package = tmp_path / "client-0.2.0.bin"
    package.write_bytes(b"the new client" * 10_000)
    publish(authority, package, "0.2.0", this_platform())
    other = tmp_path / "client-0.9.0-other.bin"
    other.write_bytes(b"for another machine")
    publish(authority, other, "0.9.0", "somewhere-else")
    release = await updates.check("0.1.0")
    assert release is not None
    assert (release.version, release.size) == ("0.2.0", package.stat().st_size)
    shares: list[float] = []
    assert (await updates.download(release, shares.append)).read_bytes() == package.read_bytes()
    assert shares[-1] == 1.0
    assert await updates.check("0.2.0") is None
    assert await updates.check("0.10.0") is None
    await conn.close()


async def test_a_file_that_is_not_the_signed_one_is_not_kept(authority: AuthorityProcess, tmp_path: Path) -> None:
    conn = connection(authority.url)
    updates = UpdateService(conn, tmp_path / "updates", trust_first_root=True)
    package = tmp_path / "client-0.2.0.bin"
    package.write_bytes(b"the new client")
    publish(authority, package, "0.2.0", this_platform())
    release = await updates.check("0.1.0")
    assert release is not None
    (authority.data / "updates" / package.name).write_bytes(b"the bad client")
    with pytest.raises(UpdateNotTrusted):
        await updates.download(release, lambda share: None)
    assert not list((tmp_path / "updates" / "files").iterdir())
    await conn.close()


async def test_without_a_root_of_trust_nothing_is_asked(authority: AuthorityProcess, tmp_path: Path) -> None:
    conn = connection(authority.url)
    with pytest.raises(NoUpdateRoot):
        await UpdateService(conn, tmp_path / "updates", trust_first_root=False).check("0.1.0")
    await conn.close()


class Replayer:
    """Answers with what it is given: old, foreign or altered metadata."""

    def __init__(self, answers: dict[str, bytes]) -> None:
        self.answers = answers
        replayer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = replayer.answers.get(self.path.rsplit("/", 1)[-1])
                self.send_response(404 if body is None else 200)
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *arguments: object) -> None:
                return None

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def recorded(url: str) -> dict[str, bytes]:
    names = ("1.root.json", "timestamp.json", "snapshot.json", "targets.json")
    return {name: httpx.get(f"{url}/api/v1/updates/{name}", trust_env=False).content for name in names}


async def test_older_and_altered_metadata_is_refused(authority: AuthorityProcess, tmp_path: Path) -> None:
    old = recorded(authority.url)
    package = tmp_path / "client-0.2.0.bin"
    package.write_bytes(b"the new client")
    publish(authority, package, "0.2.0", this_platform())
    new = recorded(authority.url)
    replayer = Replayer(new)
    conn = connection(replayer.url)
    updates = UpdateService(conn, tmp_path / "updates", trust_first_root=True)
    assert await updates.check("0.1.0") is not None
    replayer.answers = old
    with pytest.raises(UpdateNotTrusted):
        await updates.check("0.1.0")
    altered = json.loads(new["targets.json"])
    altered["signed"]["targets"][package.name]["custom"]["version"] = "9.9.9"
    replayer.answers = {**new, "targets.json": json.dumps(altered).encode()}
    fresh = UpdateService(conn, tmp_path / "fresh", trust_first_root=True)
    with pytest.raises(UpdateNotTrusted):
        await fresh.check("0.1.0")
    unsigned = json.loads(new["timestamp.json"])
    unsigned["signatures"] = []
    replayer.answers = {**new, "timestamp.json": json.dumps(unsigned).encode()}
    with pytest.raises(UpdateNotTrusted):
        await UpdateService(conn, tmp_path / "third", trust_first_root=True).check("0.1.0")
    replayer.stop()
    await conn.close()


async def test_a_lost_connection_is_not_called_a_forgery(authority: AuthorityProcess, tmp_path: Path) -> None:
    conn = connection(authority.url)
    updates = UpdateService(conn, tmp_path / "updates", trust_first_root=True)
    assert await updates.check("0.1.0") is None
    authority.stop()
    with pytest.raises(Unreachable):
        await updates.check("0.1.0")
    await conn.close()
