"""Whatever is at the other end, the caller gets an answer of the contract or an error with its code, in time."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import sqlite3
import ssl
import time
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import BaseModel

from core.errors import AppError
from core.network.authority import MAX_ANSWER
from core.network.errors import AuthorityRefused, NotTrusted, RubbishAnswer, ServerBusy, TimedOut, Unreachable
from core.network.timeouts import Timeouts
from tests.authority.server import AuthorityProcess
from tests.core.network.peers import (
    QUICK,
    Behaviour,
    answering,
    connected,
    endless,
    losing_answers,
    raw,
    serving,
    silent,
    trickling,
)


class Answer(BaseModel):
    value: int


class Report(BaseModel):
    category: str = "其他"
    text: str = "测试举报内容"
    contact: str = ""


class Receipt(BaseModel):
    receipt_number: str


PATIENT = Timeouts(pause=0.01)
"""A real authority may need its time on a busy machine."""
GOOD = answering("200 OK", b'{"value": 7}', Content_Type="application/json")
REFUSAL = {
    "code": "ORD-007",
    "cause": {"zh": "不行", "en": "no"},
    "remedy": {"zh": "改", "en": "change it"},
    "details": {"tries": 2, "list": [1], "name": "x"},
}


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


async def test_a_good_answer() -> None:
    async with serving(GOOD) as peer, connected(peer.url) as connection:
        connection.use_token("secret-token")
        assert (await connection.get("/thing", Answer, {"page": 2})).value == 7
        assert peer.requests[0].startswith(b"GET /api/v1/thing?page=2 ")
        assert peer.header("Authorization") == ["Bearer secret-token"]
        assert peer.header("X-Device-Id") == ["device-of-tests"]


async def test_first_requests_at_once_share_one_client(monkeypatch: pytest.MonkeyPatch) -> None:
    from core.network import authority

    made: list[object] = []
    make = authority._new_client

    def counted(timeouts: Timeouts) -> object:
        made.append(timeouts)
        return make(timeouts)

    monkeypatch.setattr(authority, "_new_client", counted)
    async with serving(GOOD) as peer, connected(peer.url) as connection:
        await asyncio.gather(*(connection.get("/thing", Answer) for _ in range(5)))
    assert len(made) == 1


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:{port}", "http://does-not-exist.invalid", "http://[bad", "ftp://127.0.0.1", "nonsense"]
)
async def test_nobody_there(url: str) -> None:
    async with connected(url.format(port=_closed_port())) as connection:
        with pytest.raises(Unreachable):
            await connection.get("/thing", Answer)


@pytest.mark.parametrize("behaviour", [silent, trickling], ids=["silent", "trickling"])
async def test_a_peer_that_hangs_is_left_in_time(behaviour: Behaviour) -> None:
    begin = time.monotonic()
    async with serving(behaviour) as peer, connected(peer.url) as connection:
        with pytest.raises(TimedOut):
            await connection.get("/thing", Answer)
    assert len(peer.requests) == 3
    assert time.monotonic() - begin < 3 * QUICK.whole + 3


HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + b'{"value": 7}'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        HALF,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"\x16\x03\x01\x02\x00" * 20,
        b"HTTP/1.1 20",
    ],
    ids=["nothing", "half", "half chunk", "bad length", "ssh", "tls", "half a line"],
)
async def test_a_connection_that_breaks_is_tried_again_then_named(content: bytes) -> None:
    async with serving(raw(content)) as peer, connected(peer.url) as connection:
        with pytest.raises(Unreachable):
            await connection.get("/thing", Answer)
        assert len(peer.requests) == 3
    async with serving(raw(content), raw(content), GOOD) as peer, connected(peer.url) as connection:
        assert (await connection.get("/thing", Answer)).value == 7


RUBBISH = {
    "empty": answering("200 OK"),
    "html of a portal": answering("200 OK", b"<html>Please sign in</html>", Content_Type="text/html"),
    "not json": answering("200 OK", b"{value: 7}"),
    "another shape": answering("200 OK", b'{"value": "seven"}'),
    "a list": answering("200 OK", b"[]"),
    "null": answering("200 OK", b"null"),
    "deep": answering("200 OK", b"[" * 100_000),
    "bytes": answering("200 OK", bytes(range(256))),
    "not gzip": answering("200 OK", b"plain", Content_Encoding="gzip"),
    "half gzip": answering("200 OK", gzip.compress(b'{"value": 7}' * 9)[:30], Content_Encoding="gzip"),
    "redirect": answering("302 Found", Location="http://127.0.0.1:9/"),
    "not found in html": answering("404 Not Found", b"<html>", Content_Type="text/html"),
    "error in html": answering("500 Internal Server Error", b"<html>", Content_Type="text/html"),
    "refusal of another shape": answering("400 Bad Request", b'{"code": "X", "cause": "no", "remedy": "no"}'),
    "refusal as a list": answering("400 Bad Request", b"[1]"),
    "deep refusal": answering("400 Bad Request", b"[" * 100_000),
}


@pytest.mark.parametrize("behaviour", RUBBISH.values(), ids=RUBBISH.keys())
async def test_rubbish_is_an_error_and_is_not_asked_for_again(behaviour: Behaviour) -> None:
    async with serving(behaviour) as peer, connected(peer.url) as connection:
        with pytest.raises(RubbishAnswer):
            await connection.get("/thing", Answer)
        assert len(peer.requests) == 1


async def test_a_huge_answer_is_cut_off() -> None:
    async with serving(endless) as peer, connected(peer.url) as connection:
        with pytest.raises(RubbishAnswer):
            await connection.fetch_bytes("/file")


async def test_a_small_answer_that_unpacks_to_a_huge_one_is_cut_off() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(MAX_ANSWER // (1 << 20) + 2)) + packer.flush()
    assert len(bomb) < 1 << 16
    async with serving(answering("200 OK", bomb, Content_Encoding="gzip")) as peer, connected(peer.url) as connection:
        with pytest.raises(RubbishAnswer):
            await connection.fetch_bytes("/file")


@pytest.mark.parametrize("status", ["502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"])
async def test_a_gateway_without_its_service_is_tried_again(status: str) -> None:
    busy = answering(status, b"<html>", Content_Type="text/html")
    async with serving(busy) as peer, connected(peer.url) as connection:
        with pytest.raises(ServerBusy):
            await connection.get("/thing", Answer)
        assert len(peer.requests) == 3
    async with serving(busy, GOOD) as peer, connected(peer.url) as connection:
        assert (await connection.post("/thing", Report(), Answer)).value == 7
        assert len(set(peer.header("Idempotency-Key"))) == 1


@pytest.mark.parametrize("status", ["400 Bad Request", "401 Unauthorized", "409 Conflict", "503 Service Unavailable"])
async def test_a_refusal_in_the_authoritys_words_is_final(status: str) -> None:
    refusal = answering(status, json.dumps(REFUSAL).encode(), Content_Type="application/json")
    async with serving(refusal) as peer, connected(peer.url) as connection:
        with pytest.raises(AuthorityRefused) as refused:
            await connection.post("/thing", Report(), Answer)
        assert len(peer.requests) == 1
    error = refused.value
    assert (error.status, error.server_code, error.told_code) == (int(status[:3]), "ORD-007", "ORD-007")
    assert (error.cause_in("zh"), error.remedy_in("en")) == ("不行", "change it")
    assert error.told_details == {"tries": 2, "name": "x"}


async def test_every_failure_has_code_cause_and_remedy_without_the_body() -> None:
    async with serving(RUBBISH["html of a portal"]) as peer, connected(peer.url) as connection:
        with pytest.raises(AppError) as failed:
            await connection.get("/thing", Answer)
    assert failed.value.code == "NET-003"
    assert failed.value.cause_in("zh")
    assert failed.value.remedy_in("en")
    assert "sign in" not in str(failed.value)


async def test_the_next_request_after_a_failure_works() -> None:
    async with serving(raw(b""), raw(b""), raw(b""), GOOD) as peer, connected(peer.url) as connection:
        with pytest.raises(Unreachable):
            await connection.get("/thing", Answer)
        assert (await connection.get("/thing", Answer)).value == 7


async def test_a_cancelled_request_leaves_the_connection_usable() -> None:
    async with serving(silent, GOOD) as peer, connected(peer.url) as connection:
        task = asyncio.create_task(connection.get("/thing", Answer))
        while not peer.requests:
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await connection.get("/thing", Answer)).value == 7


async def test_the_proxy_of_the_environment_is_not_used_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{_closed_port()}")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    async with serving(GOOD) as peer:
        for host in ("127.0.0.1", "localhost"):
            async with connected(peer.url.replace("127.0.0.1", host)) as connection:
                assert (await connection.get("/thing", Answer)).value == 7


async def test_the_proxy_of_the_environment_is_used_for_the_world(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    async with serving(GOOD) as peer:
        monkeypatch.setenv("http_proxy", peer.url)
        async with connected("http://authority.invalid") as connection:
            assert (await connection.get("/thing", Answer)).value == 7
        assert peer.requests[0].startswith(b"GET http://authority.invalid/api/v1/thing ")


async def test_a_server_that_cannot_prove_its_name_is_left_at_once(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*_self_signed(tmp_path))
    seen: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await reader.read())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server, connected(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}") as connection:
        connection.use_token("secret-token")
        with pytest.raises(NotTrusted):
            await connection.get("/thing", Answer)
    assert not any(seen)


def _self_signed(folder: Path) -> tuple[Path, Path]:
    from datetime import UTC, datetime, timedelta
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    chain, private = folder / "server.pem", folder / "server.key"
    chain.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    encoding, kind = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    private.write_bytes(key.private_bytes(encoding, kind, serialization.NoEncryption()))
    return chain, private


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuthorityProcess]:
    folder = tmp_path_factory.mktemp("authority")
    process = AuthorityProcess(folder, f"sqlite:///{folder / 'authority.sqlite3'}").start()
    yield process
    process.stop()


def reports(process: AuthorityProcess) -> set[str]:
    """The receipts of all reports that the authority holds."""
    with closing(sqlite3.connect(process.database_url.removeprefix("sqlite:///"))) as connection:
        return {str(row[0]) for row in connection.execute("SELECT receipt_number FROM report")}


@pytest.mark.parametrize("lost", [1, 2])
async def test_a_lost_answer_is_told_again_and_the_authority_acts_once(authority: AuthorityProcess, lost: int) -> None:
    before = reports(authority)
    async with losing_answers(authority.url, lost) as proxy, connected(proxy.url, PATIENT) as connection:
        receipt = await connection.post("/reports", Report(), Receipt)
        assert len(proxy.requests) == lost + 1
        assert len(set(proxy.header("Idempotency-Key"))) == 1
    assert reports(authority) == before | {receipt.receipt_number}


async def test_a_caller_that_lost_all_answers_may_come_back_with_its_key(authority: AuthorityProcess) -> None:
    before = reports(authority)
    async with losing_answers(authority.url, 3) as proxy, connected(proxy.url, PATIENT) as connection:
        with pytest.raises(Unreachable):
            await connection.post("/reports", Report(), Receipt, key="f3f1ad27-5a2c-4e0f-9d6b-7c9a31a0c5aa")
        receipt = await connection.post("/reports", Report(), Receipt, key="f3f1ad27-5a2c-4e0f-9d6b-7c9a31a0c5aa")
    assert reports(authority) == before | {receipt.receipt_number}


async def test_two_reports_are_two(authority: AuthorityProcess) -> None:
    before = reports(authority)
    async with connected(authority.url, PATIENT) as connection:
        first, second = [await connection.post("/reports", Report(), Receipt) for _ in range(2)]
    assert reports(authority) == before | {first.receipt_number, second.receipt_number}
    assert first != second
