"""The log: off until switched on, and without secrets whatever is thrown at it."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import FileNotAccessible, StorageFull
from core.log import Log
from core.log_file import LogFile
from core.logging import redact
from core.secret import Secret

ROOT = Path(__file__).resolve().parents[2]
PHONE, ID_NUMBER, CODE = "13812345678", "11010519491231002X", "482913"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[LogFile]:
    log = LogFile(tmp_path / "log")
    yield log
    log.switch_off()


def written(log: LogFile) -> str:
    return "".join(path.read_text("utf-8") for path in log.files())


def test_nothing_is_written_until_it_is_switched_on(log: LogFile) -> None:
    Log("test").error("before")
    assert (log.on, log.files(), log.size()) == (False, [], 0)
    log.switch_on()
    log.switch_on()
    Log("test").info("while on", page="core.about")
    log.switch_off()
    Log("test").error("after")
    assert "while on" in written(log)
    assert written(log).count("while on") == 1
    assert "before" not in written(log)
    assert "after" not in written(log)
    assert log.size() > 0


def test_records_are_json_with_level_and_time(log: LogFile) -> None:
    log.switch_on()
    Log("network").warning("request", path="/orders", status=503)
    record = json.loads(written(log).split(" WARNING ", 1)[1])
    assert (record["event"], record["path"], record["status"], record["level"]) == (
        "request",
        "/orders",
        503,
        "warning",
    )
    assert record["timestamp"].endswith("Z")


def test_clearing_deletes_and_goes_on(log: LogFile) -> None:
    log.switch_on()
    Log("test").info("first")
    log.clear()
    assert log.on
    Log("test").info("second")
    assert "first" not in written(log)
    assert "second" in written(log)
    log.switch_off()
    log.clear()
    assert (log.files(), log.on) == ([], False)


def test_files_are_few_small_and_private(log: LogFile) -> None:
    log.switch_on()
    for number in range(50):
        Log("test").info("large", text="x" * 150_000, number=number)
    assert len(log.files()) == 4
    assert log.size() < 5 << 20
    if os.name == "posix":
        assert all(path.stat().st_mode & 0o077 == 0 for path in log.files())


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file")
    with pytest.raises(FileNotAccessible):
        LogFile(tmp_path / "log").switch_on()


def test_a_disk_that_fills_up_does_not_disturb_the_work(log: LogFile, capfd: pytest.CaptureFixture[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    log.switch_on()
    (handler,) = [handler for handler in logging.getLogger().handlers if type(handler).__name__ == "_File"]
    assert isinstance(handler, logging.StreamHandler)
    with Path("/dev/full").open("a") as full:
        before = handler.setStream(full)
        before.close()
        Log("test").info("lost")
        log.switch_off()
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"phone": PHONE},
        {"text": f"call {PHONE} now"},
        {"body": {"a": [{"b": ID_NUMBER}]}},
        {"text": f"code:{CODE}"},
        {"pin": "Abc-1"},
        {"sms_code": 482913},
        {"Password": "Abc-1"},
        {"nested": {"token": "Abc-1"}},
        {"header": "Authorization: Bearer eyJhbGciOi.Abc-1"},
        {"value": Secret("Abc-1")},
        {"value": (PHONE, {ID_NUMBER})},
    ],
)
def test_secrets_and_personal_numbers_never_reach_the_file(log: LogFile, fields: dict[str, object]) -> None:
    log.switch_on()
    Log("test").info("event", **fields)
    logging.getLogger("foreign").warning("plain %s", fields)
    text = written(log)
    assert "event" in text
    assert "plain" in text
    for hidden in (PHONE, ID_NUMBER, CODE):
        assert hidden not in text
    assert "Abc-1" not in text.split("plain")[0]


def fail(error: Exception) -> None:
    raise error


def test_exceptions_are_told_without_their_texts(log: LogFile) -> None:
    log.switch_on()
    for error in (ValueError("PIN Abc-1 is wrong"), StorageFull(what="张三的合同.pdf")):
        try:
            fail(error)
        except Exception as raised:
            Log("test").exception("failed")
            Log("test").warning("failed", exc_info=raised)
            logging.getLogger("foreign").exception("plain")
    text = written(log)
    assert "Abc-1" not in text
    assert "张三" not in text
    assert "ValueError" in text
    assert "StorageFull APP-003" in text
    assert "test_logging.py" in text


@given(st.text(), st.integers(10**5, 10**6 - 1))
def test_masking_leaves_no_code_and_is_steady(around: str, code: int) -> None:
    masked = redact(f"{around} {code} {around}")
    assert f" {code} " not in masked
    assert redact(masked) == masked


def test_what_is_no_secret_stays() -> None:
    text = "GET /api/v1/orders 200 in 35 ms; 2026-11-23T10:15:00; order 2026112300000017; 12345; v1.2.3"
    assert redact(text) == text
    assert redact({"count": 3, "list": [1, None, True]}) == {"count": 3, "list": [1, None, True]}


def test_a_quiet_log_imports_nothing() -> None:
    """Importing structlog takes longer than a frame; start-up must not pay for it."""
    code = "import sys; from core.log import Log; Log('x').info('y'); assert 'structlog' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_warnings_go_to_standard_error_redacted() -> None:
    code = (
        "from core.logging import configure; configure(); configure();"
        f"import logging; logging.getLogger('foreign').error('call {PHONE}');"
        "from core.log import Log; Log('x').warning('careful', pin='Abc-1'); Log('x').info('quiet')"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, text=True)
    assert "call 138****5678\n" in told.stderr
    assert told.stderr.count("careful") == 1
    assert "Abc-1" not in told.stderr
    assert "quiet" not in told.stderr
    assert told.stdout == ""


@pytest.mark.parametrize(
    "failing",
    [
        "raise ValueError('PIN Abc-1')",
        "import threading; t = threading.Thread(target=lambda: int('Abc-1')); t.start(); t.join()",
    ],
)
def test_what_nobody_catches_is_told_without_its_text(failing: str) -> None:
    code = f"from core.logging import configure, log_uncaught; configure(); log_uncaught(); {failing}"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == (1 if failing.startswith("raise") else 0)
    assert "uncaught" in told.stderr
    assert "ValueError" in told.stderr
    assert "Abc-1" not in told.stderr.replace(failing, "")
