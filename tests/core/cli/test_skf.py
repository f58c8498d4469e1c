"""SKF tokens on the command line: found by the machine's configuration, listed, used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from authority.service import Service
from core.cli.skf import build_skf
from core.crypto.algorithms import KeyAlgorithm
from core.devices.skf import find_libraries
from core.devices.skf.errors import NotASkfLibrary, UnknownProfile
from tests.authority.server import AuthorityProcess
from tests.core.cli.test_sign import OK, Shell
from tests.core.pdf.documents import plain_pdf
from tests.core.pdf.judges import openssl_accepts_sm2
from tests.plugins.mobile_cert.conftest import authority, service
from tests.plugins.pdf_sign.desk import issue
from tests.simulators.skf.soft_skf import PIN, SoftSkf, configured_skf, soft_skf

__all__ = ["authority", "configured_skf", "service", "soft_skf"]


@pytest.fixture
def shell(authority: AuthorityProcess, service: Service, configured_skf: SoftSkf, tmp_path: Path) -> Shell:
    key, pair = issue(service, KeyAlgorithm.SM2, "李晓样")
    assert key is not None
    configured_skf.insert("KEY1", "单位钥匙", "SN2026").add("国密", signing=(key, pair.signing))
    broken = tmp_path / "libbroken.so"
    broken.write_bytes(b"not a library")
    (tmp_path / "config/secure-client/skf.d/broken.toml").write_text(
        f'[[profile]]\nid = "broken"\nlibraries.linux = ["{broken}"]\n'
    )
    plain_pdf(tmp_path / "in.pdf")
    return Shell(tmp_path, authority.url, pair)


def test_a_file_is_signed_with_sm2_on_an_skf_token(shell: Shell) -> None:
    listed = shell.run("media", "--json")
    assert listed.returncode == OK, listed.stderr
    (row,) = [row for row in json.loads(listed.stdout) if row["kind"] == "skf"]
    assert (row["label"], row["serial"], row["certificates"], row["problem"]) == ("单位钥匙", "SN2026", 1, "")
    problems = {row["label"]: row["problem"] for row in json.loads(listed.stdout) if row["kind"] == "driver"}
    assert problems["libbroken.so"] == "SKF-002"
    signed = shell.run("sign", "in.pdf", "--out", "out.pdf", "--credential", shell.credential(), "--json", pin=PIN)
    assert signed.returncode == OK, signed.stderr
    openssl_accepts_sm2(shell.folder / "out.pdf", shell.pair.signing)
    verified = shell.run("verify", "out.pdf", "--json")
    assert verified.returncode == OK, verified.stderr
    assert json.loads(verified.stdout)["all_valid"]


def test_a_library_is_chosen_after_it_was_tried(
    soft_skf: SoftSkf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    soft_skf.insert()
    app, nothing = build_skf(), tmp_path / "libnothing.so"
    nothing.write_bytes(b"not a library")
    for arguments, meaning in (
        (["add", str(nothing)], NotASkfLibrary),
        (["add", str(soft_skf.library), "--like", "nobody"], UnknownProfile),
    ):
        assert type(CliRunner().invoke(app, arguments).exception) is meaning
    assert json.loads(CliRunner().invoke(app, ["--json"]).stdout) == []
    added = CliRunner().invoke(app, ["add", str(soft_skf.library), "--like", "longmai-gm3000"])
    assert added.exit_code == 0, added.output
    assert "软件厂商" in added.stdout
    (row,) = json.loads(CliRunner().invoke(app, ["--json"]).stdout)
    assert row == {"profile": "chosen-libsoftskf", "library": str(soft_skf.library)}
    assert find_libraries()[soft_skf.library].name == "龙脉 mToken GM3000"
