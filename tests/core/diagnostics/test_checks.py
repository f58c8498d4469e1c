"""Each check against the real thing: well, ill, hanging; nothing takes the others down."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import threading
import zipfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.credentials.registry import CredentialRegistry
from core.devices.pkcs11 import Pkcs11Provider
from core.devices.skf import find_libraries
from core.diagnostics.check import Check, Finding, Outcome, Result, run_checks
from core.diagnostics.devices import DriversCheck, MediaCheck, ReadersCheck, SmartCardServiceCheck
from core.diagnostics.machine import DatabaseCheck, DiskCheck, PluginsCheck, VersionsCheck
from core.diagnostics.network import AuthorityCheck, ClockCheck, FirewallCheck, TimestampCheck
from core.diagnostics.report import worst, write_bundle
from core.errors import FileNotAccessible, Text
from core.log_file import LogFile
from core.network.authority import AuthorityConnection
from core.network.timeouts import Timeouts
from core.storage.database import Database
from tests.authority.server import AuthorityProcess
from tests.core.credentials.test_registry import Audit, Person
from tests.core.network.peers import answering, connected, serving, silent
from tests.core.plugin.folders import DropIn, clean_imports
from tests.simulators.skf.soft_skf import SoftSkf, configured_skf, soft_skf
from tests.softhsm import SoftHsm, make_token, softhsm

__all__ = ["configured_skf", "soft_skf", "softhsm"]


class Fixed(Check):
    """Finds what it is told, after a while, or raises."""

    title = Text("标题", "Title")

    def __init__(self, name: str, finding: Finding | Exception, wait: float = 0.0) -> None:
        self.id = name
        self._finding = finding
        self._wait = wait

    async def look(self) -> Finding:
        await asyncio.sleep(self._wait)
        if isinstance(self._finding, Exception):
            raise self._finding
        return self._finding


GOOD = Finding(Outcome.OK, Text("好。", "Fine."))


async def look(check: Check) -> Finding:
    (result,) = [result async for result in run_checks([check])]
    assert result.id == check.id
    assert result.milliseconds >= 0
    for text in (result.title, result.finding.text, *([result.finding.remedy] if result.finding.remedy else [])):
        assert text.zh
        assert text.en
    if result.finding.outcome in (Outcome.FAILED, Outcome.WARNING):
        assert result.finding.remedy is not None
    return result.finding


async def test_checks_run_at_once_and_one_that_hangs_or_raises_is_told() -> None:
    checks = [
        Fixed("hangs", GOOD, 600),
        Fixed("raises", RuntimeError("PIN 123456")),
        Fixed("refused", FileNotAccessible(name="a.pdf")),
        *(Fixed(f"slow{n}", GOOD, 0.2) for n in range(20)),
    ]
    begin = asyncio.get_running_loop().time()
    results = {result.id: result.finding async for result in run_checks(checks, timeout=0.5)}
    assert asyncio.get_running_loop().time() - begin < 3
    assert results["hangs"].details == {"code": "timeout"}
    assert results["raises"].details == {"code": "APP-001"}
    assert results["refused"].details == {"code": "APP-004"}
    assert "123456" not in repr(results)
    assert all(results[f"slow{n}"] is GOOD for n in range(20))


async def test_leaving_early_stops_the_rest() -> None:
    checks = [Fixed("first", GOOD), Fixed("hangs", GOOD, 600)]
    running = run_checks(checks)
    assert (await anext(running)).id == "first"
    await running.aclose()  # type: ignore[attr-defined]
    async with asyncio.timeout(30):
        while len(asyncio.all_tasks()) > 1:
            await asyncio.sleep(0)


async def test_versions_name_product_and_system() -> None:
    finding = await look(VersionsCheck())
    assert finding.outcome is Outcome.OK
    assert finding.details["python"] == f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    assert {"secure-client", "cryptography", "system"} <= finding.details.keys()


async def test_disk(tmp_path: Path) -> None:
    finding = await look(DiskCheck(tmp_path))
    assert int(finding.details["free_megabytes"]) > 0
    assert list(tmp_path.iterdir()) == []
    assert (await look(DiskCheck(tmp_path / "gone"))).outcome is Outcome.FAILED


@pytest.mark.parametrize(("free", "outcome"), [(10 << 20, Outcome.FAILED), (100 << 20, Outcome.WARNING)])
async def test_little_room_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, outcome: Outcome
) -> None:
    import shutil
    from types import SimpleNamespace

    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=free))
    assert (await look(DiskCheck(tmp_path))).outcome is outcome


async def test_database(tmp_path: Path) -> None:
    path = tmp_path / "client.sqlite3"
    database = Database(path)
    assert (await look(DatabaseCheck(database))).outcome is Outcome.OK
    database.close()
    path.write_bytes(b"a letter to my bank" * 999)
    damaged = Database(path)
    assert (await look(DatabaseCheck(damaged))).details == {"code": "STO-001"}
    damaged.close()


async def test_plugins(tmp_path: Path) -> None:
    with clean_imports():
        drop_in = DropIn(tmp_path)
        drop_in.add("good")
        manager = drop_in.manager()
        assert (await look(PluginsCheck(manager))).outcome is Outcome.OK
        drop_in.add("bad", "raise RuntimeError")
        finding = await look(PluginsCheck(drop_in.manager()))
        assert finding.outcome is Outcome.WARNING
        assert "bad" in finding.text.en
        assert "PLG-005" in finding.details["bad"]


@pytest.fixture
def pcscd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "pcscd.comm"
    monkeypatch.setenv("PCSCLITE_CSOCK_NAME", str(place))
    return place


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="pcscd")
async def test_the_smart_card_service_is_missing_dead_or_running(pcscd: Path) -> None:
    assert (await look(SmartCardServiceCheck())).details == {"socket": "missing"}
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(pcscd))
        assert (await look(SmartCardServiceCheck())).outcome is Outcome.FAILED
        listener.listen()
        assert (await look(SmartCardServiceCheck())).outcome is Outcome.OK


async def test_readers_without_the_service_are_a_warning_not_a_crash(pcscd: Path) -> None:
    assert (await look(ReadersCheck())).outcome in (Outcome.SKIPPED, Outcome.WARNING, Outcome.OK)


async def test_drivers_are_asked_what_they_see(softhsm: SoftHsm) -> None:
    await asyncio.to_thread(softhsm.create_token, "张三的介质")
    finding = await look(DriversCheck(lambda: [softhsm.module]))
    assert finding.outcome is Outcome.OK
    assert "SoftHSM" in finding.details[softhsm.module.name]
    assert "张三" not in str(finding.details)


async def test_skf_libraries_are_asked_too(configured_skf: SoftSkf) -> None:
    configured_skf.insert("KEY1", "张三的钥匙", "SN2026")
    finding = await look(DriversCheck(list, find_libraries))
    assert finding.outcome is Outcome.OK
    assert finding.details["libsoftskf.so"] == "SKF soft [软件厂商]"
    configured_skf.fault("SKF_ConnectDev 0x0A00000F")
    finding = await look(DriversCheck(list, find_libraries))
    assert finding.details["libsoftskf.so"] == "SKF soft [MED-003]"
    configured_skf.fault("SKF_EnumDev 0x0A000001")
    assert (await look(DriversCheck(list, find_libraries))).outcome is Outcome.WARNING


async def test_no_driver_at_all_is_a_warning() -> None:
    assert (await look(DriversCheck(list))).outcome is Outcome.WARNING


async def test_a_driver_that_is_none_or_crashes_is_named(tmp_path: Path, softhsm: SoftHsm) -> None:
    rubbish = tmp_path / "librubbish.so"
    rubbish.write_bytes(b"not a library")
    finding = await look(DriversCheck(lambda: [rubbish, softhsm.module]))
    assert finding.outcome is Outcome.WARNING
    assert "librubbish.so" in finding.text.en
    assert "ended with 1" in finding.details["librubbish.so"]
    assert "SoftHSM" in finding.details[softhsm.module.name]


async def test_media_are_counted_without_their_names(softhsm: SoftHsm) -> None:
    registry = CredentialRegistry(Audit(), Person())
    assert (await look(MediaCheck(registry))).outcome is Outcome.OK
    await registry.add_provider(Pkcs11Provider([softhsm.module]))
    await asyncio.to_thread(make_token, softhsm, "张三的介质")
    async with asyncio.timeout(30):
        while len(registry.credentials()) < 2:
            await asyncio.sleep(0.02)
    finding = await look(MediaCheck(registry))
    assert "1 media, 2 usable certificates" in finding.text.en
    assert "张三" not in str(finding)
    await registry.stop()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuthorityProcess]:
    folder = tmp_path_factory.mktemp("authority")
    process = AuthorityProcess(folder, f"sqlite:///{folder / 'authority.sqlite3'}").start()
    yield process
    process.stop()


@pytest.fixture
async def connection(authority: AuthorityProcess) -> AsyncIterator[AuthorityConnection]:
    async with connected(authority.url, Timeouts(pause=0.01)) as connection:
        yield connection


async def test_a_healthy_authority(connection: AuthorityConnection) -> None:
    for check in (
        FirewallCheck(connection.base_url),
        AuthorityCheck(connection),
        ClockCheck(connection),
        TimestampCheck(connection),
    ):
        assert (await look(check)).outcome is Outcome.OK, check.id


@pytest.mark.parametrize(
    ("off", "outcome"),
    [
        (timedelta(seconds=-30), Outcome.OK),
        (timedelta(minutes=2), Outcome.WARNING),
        (timedelta(minutes=-2), Outcome.WARNING),
        (timedelta(days=400), Outcome.FAILED),
        (timedelta(days=-400), Outcome.FAILED),
    ],
)
async def test_a_clock_that_is_wrong(connection: AuthorityConnection, off: timedelta, outcome: Outcome) -> None:
    finding = await look(ClockCheck(connection, lambda: datetime.now(UTC) + off))
    assert finding.outcome is outcome
    assert abs(int(finding.details["seconds"]) - abs(off.total_seconds())) < 5 or outcome is Outcome.OK


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_a_server_that_is_down_is_told_from_a_name_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    async with connected(f"http://127.0.0.1:{_closed_port()}") as connection:
        refused = await look(FirewallCheck(connection.base_url))
        assert (refused.outcome, refused.details["code"]) == (Outcome.FAILED, "ConnectionRefusedError")
        assert (await look(AuthorityCheck(connection))).details == {"code": "NET-001"}
        assert (await look(ClockCheck(connection))).details == {"code": "NET-001"}
        assert (await look(TimestampCheck(connection))).details == {"code": "NET-001"}
    async with connected("https://does-not-exist.invalid") as connection:
        assert (await look(FirewallCheck(connection.base_url))).details["code"] == "gaierror"


async def test_a_silent_server_is_open_but_does_not_answer() -> None:
    async with serving(silent) as peer, connected(peer.url) as connection:
        assert (await look(FirewallCheck(connection.base_url))).outcome is Outcome.OK
        assert (await look(AuthorityCheck(connection))).details == {"code": "NET-002"}


async def test_without_a_direct_way_a_proxy_is_only_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    async with connected("http://authority.invalid") as connection:
        finding = await look(FirewallCheck(connection.base_url))
    assert (finding.outcome, finding.details["proxy"]) == (Outcome.WARNING, "yes")


@pytest.mark.parametrize("body", [b"", b"rubbish", b"0\x03\x02\x01\x02", b"0\x05\x30\x03\x02\x01\x02"])
async def test_a_time_stamp_service_that_answers_rubbish(body: bytes) -> None:
    async with serving(answering("200 OK", body)) as peer, connected(peer.url) as connection:
        assert (await look(TimestampCheck(connection))).outcome is Outcome.FAILED


async def test_a_stamp_of_another_request_is_none(authority: AuthorityProcess) -> None:
    """A replayed answer carries another nonce."""
    from core.diagnostics.network import _timestamp_request

    async with connected(authority.url, Timeouts(pause=0.01)) as connection:
        old = await connection.post_bytes("/pki/tsa", _timestamp_request(1), "application/timestamp-query")
    async with serving(answering("200 OK", old)) as peer, connected(peer.url) as connection:
        assert (await look(TimestampCheck(connection))).outcome is Outcome.FAILED


def result(outcome: Outcome, text: str = "文。") -> Result:
    return Result(
        outcome.value, Text("标", "T"), Finding(outcome, Text(text, "T."), None, {"legacy_token": "13812345678"}), 3
    )


def test_the_worst_outcome_counts() -> None:
    assert worst([]) is Outcome.OK
    assert worst([result(Outcome.SKIPPED), result(Outcome.OK)]) is Outcome.OK
    assert worst([result(Outcome.WARNING), result(Outcome.OK)]) is Outcome.WARNING
    assert worst([result(Outcome.WARNING), result(Outcome.FAILED)]) is Outcome.FAILED


def test_the_bundle_is_redacted_and_whole(tmp_path: Path) -> None:
    log = tmp_path / "client.log"
    log.write_text("call 13812345678 code 482913\n", "utf-8")
    target = tmp_path / "bundle.zip"
    write_bundle(target, [result(Outcome.FAILED, "手机 13812345678。")], [log])
    with zipfile.ZipFile(target) as bundle:
        assert sorted(bundle.namelist()) == ["client.log", "diagnostics.json"]
        texts = [bundle.read(name).decode() for name in bundle.namelist()]
        values = json.loads(bundle.read("diagnostics.json"))
    assert all("13812345678" not in text and "482913" not in text for text in texts)
    assert values["checks"][0]["details"] == {"legacy_token": "138****5678"}
    assert values["outcome"] == "failed"
    write_bundle(target, [], [log])
    with zipfile.ZipFile(target) as bundle:
        assert bundle.namelist() == ["client.log"]


def test_a_bundle_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotAccessible):
        write_bundle(tmp_path / "gone" / "bundle.zip", [], [])
    target = tmp_path / "bundle.zip"
    target.write_bytes(b"the older one")
    with pytest.raises(FileNotAccessible):
        write_bundle(target, [], [tmp_path / "no.log"])
    assert target.read_bytes() == b"the older one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bundle.zip"]


def test_a_live_log_goes_into_the_bundle(tmp_path: Path) -> None:
    from core.log import Log

    log = LogFile(tmp_path / "log")
    log.switch_on()
    threads = [threading.Thread(target=lambda: Log("x").info("from a thread")) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    write_bundle(tmp_path / "bundle.zip", [], log.files())
    log.switch_off()
    with zipfile.ZipFile(tmp_path / "bundle.zip") as bundle:
        assert bundle.read("client.log").count(b"from a thread") == 5
