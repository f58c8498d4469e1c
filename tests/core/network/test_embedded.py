"""The embedded authority: started once, started again when it died, named when it cannot start, ended with the app."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
from pydantic import BaseModel

from core.network.authority import AuthorityConnection
from core.network.embedded import EmbeddedAuthority
from core.network.errors import AuthorityNotReady, Unreachable
from tests.core.network.peers import connected


class Status(BaseModel):
    """Any object."""


def processes(data: Path) -> list[psutil.Process]:
    """The authorities that serve from a folder."""
    own = psutil.Process().children(recursive=True)
    return [process for process in own if process.is_running() and str(data) in " ".join(_command(process))]


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


@pytest.fixture
async def embedded(tmp_path: Path) -> AsyncIterator[EmbeddedAuthority]:
    authority = EmbeddedAuthority(tmp_path / "authority")
    yield authority
    await authority.stop()


async def test_it_starts_once_however_many_ask_and_ends(embedded: EmbeddedAuthority, tmp_path: Path) -> None:
    first, second, third = await asyncio.gather(embedded.url(), embedded.url(), embedded.url())
    assert first == second == third
    assert len(processes(tmp_path)) == 1
    await embedded.stop()
    assert processes(tmp_path) == []
    await embedded.stop()


async def test_one_that_died_is_started_again_and_keeps_its_data(embedded: EmbeddedAuthority, tmp_path: Path) -> None:
    async def device() -> str:
        return "device-of-tests"

    connection = AuthorityConnection(embedded.url, device)
    roots = await connection.fetch_bytes("/pki/roots.pem")
    (process,) = processes(tmp_path)
    process.send_signal(signal.SIGKILL)
    await asyncio.to_thread(process.wait, 10)
    assert await connection.fetch_bytes("/pki/roots.pem") == roots
    (again,) = processes(tmp_path)
    assert again.pid != process.pid
    await connection.close()


async def test_one_that_dies_between_two_tries_is_found_at_its_new_place(
    embedded: EmbeddedAuthority, tmp_path: Path
) -> None:
    """The first try still knows the old address; the next asks for it anew."""
    asked: list[str] = []

    async def address() -> str:
        asked.append(await embedded.url())
        if len(asked) == 1:
            (process,) = processes(tmp_path)
            process.send_signal(signal.SIGKILL)
            await asyncio.to_thread(process.wait, 10)
        return asked[-1]

    async def device() -> str:
        return "device-of-tests"

    connection = AuthorityConnection(address, device)
    assert b"BEGIN CERTIFICATE" in await connection.fetch_bytes("/pki/roots.pem")
    assert len(asked) == 2
    await connection.close()


async def test_a_folder_that_cannot_be_used_is_named_and_tried_again(tmp_path: Path) -> None:
    data = tmp_path / "authority"
    data.write_text("not a folder")
    authority = EmbeddedAuthority(data)
    for _ in range(2):
        with pytest.raises(AuthorityNotReady):
            await authority.url()
    data.unlink()
    assert (await authority.url()).startswith("http://127.0.0.1:")
    await authority.stop()


async def test_one_that_ends_at_once_is_named(tmp_path: Path) -> None:
    authority = EmbeddedAuthority(tmp_path / "authority", {"no_such_setting": "1"})
    with pytest.raises(AuthorityNotReady) as failed:
        await authority.url()
    assert failed.value.code == "NET-005"
    assert "no_such_setting" in (tmp_path / "authority" / "service.log").read_text()
    await authority.stop()


async def test_stopped_while_starting_nothing_is_left(tmp_path: Path) -> None:
    authority = EmbeddedAuthority(tmp_path / "authority")
    authority.start()
    async with asyncio.timeout(20):
        while not processes(tmp_path):
            await asyncio.sleep(0.01)
    await authority.stop()
    assert processes(tmp_path) == []


async def test_stopped_before_the_start_has_told_of_its_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    launch, stopping, launched = EmbeddedAuthority._launch, threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(self: EmbeddedAuthority, ready: Path) -> object:
        process = launch(self, ready)
        loop.call_soon_threadsafe(launched.set)
        assert stopping.wait(20)
        return process

    monkeypatch.setattr(EmbeddedAuthority, "_launch", slow)
    authority = EmbeddedAuthority(tmp_path / "authority")
    authority.start()
    await launched.wait()
    stop = asyncio.create_task(authority.stop())
    await asyncio.sleep(0)
    stopping.set()
    await stop
    assert processes(tmp_path) == []


APP = """
import asyncio, sys
from pathlib import Path
from core.network.embedded import EmbeddedAuthority

async def main():
    print(await EmbeddedAuthority(Path(sys.argv[1])).url(), flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


async def test_it_ends_with_an_app_that_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", APP, str(tmp_path / "authority")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).resolve().parents[3]) as app:
        assert app.stdout is not None
        url = (await asyncio.to_thread(app.stdout.readline)).decode().strip()
        children = psutil.Process(app.pid).children()
        assert len(children) == 1
        os.kill(app.pid, signal.SIGKILL)
        await asyncio.to_thread(children[0].wait, 20)
    async with connected(url) as connection:
        with pytest.raises(Unreachable):
            await connection.get("/status", Status)
