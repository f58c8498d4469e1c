"""`secure-client diagnose` as a program of its own, against the embedded authority and against none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
IDS = {
    "firewall",
    "authority",
    "clock",
    "timestamp",
    "smart_card_service",
    "readers",
    "drivers",
    "media",
    "plugins",
    "database",
    "disk",
    "versions",
}


def run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "COLUMNS": "160"}
    command = [sys.executable, "main.py", "--data-dir", str(tmp_path / "data"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=120)


def test_with_the_embedded_authority_all_is_well_and_packed(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle.zip"
    told = run(tmp_path, "diagnose", "--json", "--bundle", str(bundle))
    assert told.returncode == 0, told.stdout + told.stderr
    values = json.loads(told.stdout)
    assert {check["id"] for check in values["checks"]} == IDS
    outcomes = {check["id"]: check["outcome"] for check in values["checks"]}
    for name in ("firewall", "authority", "clock", "timestamp", "plugins", "database", "versions"):
        assert outcomes[name] == "ok", values
    with zipfile.ZipFile(bundle) as opened:
        assert json.loads(opened.read("diagnostics.json"))["checks"] == values["checks"]


def test_without_its_server_it_says_so_and_ends_with_one(tmp_path: Path) -> None:
    told = run(tmp_path, "--server", "http://127.0.0.1:9", "diagnose")
    assert told.returncode == 1
    assert "服务器拒绝连接" in told.stdout
    assert "The server refuses the connection" in told.stdout
    assert told.stderr == ""
