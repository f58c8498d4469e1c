"""SKF tokens on the command line: found by the machine's configuration, listed, used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from authority.service import Service
from core.crypto.algorithms import KeyAlgorithm
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
    (broken,) = [row for row in json.loads(listed.stdout) if row["kind"] == "driver"]
    assert (broken["label"], broken["problem"]) == ("libbroken.so", "MED-002")
    signed = shell.run("sign", "in.pdf", "--out", "out.pdf", "--credential", shell.credential(), "--json", pin=PIN)
    assert signed.returncode == OK, signed.stderr
    openssl_accepts_sm2(shell.folder / "out.pdf", shell.pair.signing)
    verified = shell.run("verify", "out.pdf", "--json")
    assert verified.returncode == OK, verified.stderr
    assert json.loads(verified.stdout)["all_valid"]
