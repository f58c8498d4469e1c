"""`secure-client sign` and `verify` as programs of their own, with a real token and the running authority."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pymupdf
import pytest

from authority.pki.issuance import IssuedPair
from authority.service import Service
from core.crypto.algorithms import KeyAlgorithm
from tests.authority.server import AuthorityProcess
from tests.core.pdf.documents import plain_pdf
from tests.core.pdf.judges import openssl_accepts
from tests.plugins.mobile_cert.conftest import authority, service
from tests.plugins.pdf_sign.desk import token_key
from tests.plugins.pdf_sign.seals import NAME as SEAL_NAME
from tests.plugins.pdf_sign.seals import seal_of
from tests.softhsm import PIN, SoftHsm, softhsm

__all__ = ["authority", "service", "softhsm"]
ROOT = Path(__file__).resolve().parents[3]
OK, NEGATIVE, USAGE, ERROR = 0, 1, 2, 3


@dataclass(frozen=True)
class Shell:
    """A command line with a token plugged in."""

    folder: Path
    server: str
    pair: IssuedPair

    def run(self, *arguments: str, pin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command; the PIN comes through a pipe."""
        environment = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
        command = [sys.executable, str(ROOT / "main.py"), "--data-dir", str(self.folder / "data")]
        command += ["--server", self.server, *arguments]
        given: tuple[int, ...] = ()
        if pin is not None:
            reader, writer = os.pipe()
            os.write(writer, f"{pin}\n".encode())
            os.close(writer)
            command += ["--pin-fd", str(reader)]
            given = (reader,)
        try:
            assert pin is None or pin not in command
            return subprocess.run(
                command,
                capture_output=True,
                text=True,
                cwd=self.folder,
                env=environment,
                pass_fds=given,
                stdin=subprocess.DEVNULL,
                timeout=120,
            )
        finally:
            for descriptor in given:
                os.close(descriptor)

    def credential(self) -> str:
        """The token's credential as a program finds it."""
        listed = self.run("credentials", "--json")
        assert listed.returncode == OK, listed.stderr
        (found,) = [row["id"] for row in json.loads(listed.stdout) if row["subject"] == "李晓样"]
        return str(found)


@pytest.fixture
def shell(authority: AuthorityProcess, service: Service, softhsm: SoftHsm, tmp_path: Path) -> Shell:
    softhsm.create_token("单位介质")
    pair = token_key(service, softhsm, "单位介质", "01", KeyAlgorithm.RSA_2048, "李晓样")
    plain_pdf(tmp_path / "in.pdf")
    return Shell(tmp_path, authority.url, pair)


def test_a_file_is_signed_and_verified(shell: Shell) -> None:
    credential = shell.credential()
    options = ("--credential", credential, "--page", "1", "--level", "B-T", "--json")
    signed = shell.run("sign", "in.pdf", "--out", "out.pdf", *options, pin=PIN)
    assert signed.returncode == OK, signed.stderr
    told = json.loads(signed.stdout)
    assert (told["signed"], told["level"]) == ("out.pdf", "B-T")
    openssl_accepts(shell.folder / "out.pdf", shell.pair.chain)

    verified = shell.run("verify", "out.pdf", "--json")
    assert verified.returncode == OK, verified.stderr
    report = json.loads(verified.stdout)
    (signature,) = report["signatures"]
    assert (report["all_valid"], signature["signer"], signature["level"]) == (True, "李晓样", "B-T")
    assert (signature["verdict"], signature["revocation"]) == ("valid", "good")

    plain = shell.run("verify", "out.pdf")
    assert plain.returncode == OK
    assert "李晓样" in plain.stdout


def test_a_seal_signs_in_its_own_size_and_the_report_names_it(shell: Shell, service: Service) -> None:
    """GB/T 38540; its picture is 40 mm by 18 mm."""
    (shell.folder / "unit.esl").write_bytes(seal_of(service, shell.pair.signing.der))
    options = ("--credential", shell.credential(), "--page", "1", "--seal", "unit.esl", "--json")
    signed = shell.run("sign", "in.pdf", "--out", "sealed.pdf", *options, pin=PIN)
    assert signed.returncode == OK, signed.stderr
    assert json.loads(signed.stdout)["seal"] == SEAL_NAME
    with pymupdf.open(shell.folder / "sealed.pdf") as document:
        (field,) = document[0].widgets()
        assert [round(side) for side in field.rect] == [36, 36, 149, 87]

    verified = shell.run("verify", "sealed.pdf", "--json")
    assert verified.returncode == OK, verified.stderr
    (signature,) = json.loads(verified.stdout)["signatures"]
    told = [signature[name] for name in ("verdict", "seal", "signer", "level")]
    assert told == ["valid", SEAL_NAME, "李晓样", "GB/T 38540 V4"]
    plain = shell.run("verify", "sealed.pdf").stdout
    assert SEAL_NAME in plain
    assert signature["seal_maker"] in plain


def test_a_verdict_that_is_not_good_ends_with_one(shell: Shell) -> None:
    unsigned = shell.run("verify", "in.pdf")
    assert (unsigned.returncode, "没有签名" in unsigned.stdout) == (NEGATIVE, True)
    signed = shell.run("sign", "in.pdf", "--out", "out.pdf", "--credential", shell.credential(), pin=PIN)
    assert signed.returncode == OK, signed.stderr
    with pymupdf.open(shell.folder / "out.pdf") as document:
        document[0].insert_text((72, 300), "and 1,000,000 more", fontsize=20)
        document.saveIncr()
    changed = shell.run("verify", "out.pdf", "--json")
    assert (changed.returncode, changed.stderr) == (NEGATIVE, "")
    (signature,) = json.loads(changed.stdout)["signatures"]
    assert signature["verdict"] == "changed"
    assert {"kind": "page_looks_different", "where": "1", "before": "", "now": ""} in signature["differences"]


def test_many_files_take_one_pin_and_signatures_are_made_to_last(shell: Shell) -> None:
    for name in ("one.pdf", "two.pdf"):
        plain_pdf(shell.folder / name)
    (shell.folder / "text.pdf").write_text("just text")
    out = shell.folder / "out"
    out.mkdir()
    options = ("--out-dir", "out", "--credential", shell.credential(), "--json")
    told = shell.run("sign-all", "one.pdf", "text.pdf", "two.pdf", *options, pin=PIN)
    assert told.returncode == NEGATIVE, told.stderr
    assert told.stdout, told.stderr
    bad, *good = json.loads(told.stdout)
    assert (bad["source"], bad["code"]) == ("text.pdf", "PDF-001")
    assert [item["source"] for item in good] == ["one.pdf", "two.pdf"]
    assert sorted(path.name for path in out.iterdir()) == ["one-signed.pdf", "two-signed.pdf"]
    for item in good:
        openssl_accepts(shell.folder / item["signed"], shell.pair.chain)

    extended = shell.run("extend", good[0]["signed"], "--out", "lasting.pdf")
    assert extended.returncode == OK, extended.stderr
    verified = shell.run("verify", "lasting.pdf", "--json")
    assert verified.returncode == OK, verified.stderr
    report = json.loads(verified.stdout)
    assert (report["all_valid"], report["signatures"][0]["level"]) == (True, "B-LTA")


def test_errors_have_a_code_and_leave_nothing(shell: Shell, service: Service) -> None:
    credential = ("--credential", shell.credential())

    def refused(code: str, *arguments: str, pin: str | None = PIN) -> None:
        told = shell.run("sign", *arguments, pin=pin)
        assert (told.returncode, told.stderr[: len(code)], told.stdout) == (ERROR, code, ""), told.stderr
        assert PIN not in told.stderr
        assert not (shell.folder / "out.pdf").exists()
        assert not list(shell.folder.glob(".*.part"))

    refused("CLI-001", "in.pdf", "--out", "out.pdf", *credential, pin="999999")
    refused("CLI-002", "in.pdf", "--out", "out.pdf", *credential, pin=None)
    refused("CLI-003", "in.pdf", "--out", "out.pdf", *credential, "--page", "1", "--rect", "here")
    refused("PDF-007", "in.pdf", "--out", "out.pdf", *credential, "--page", "1", "--rect", "9000,1,50,50")
    refused("PDF-006", "in.pdf", "--out", "out.pdf", *credential, "--field", "no such field")
    refused("MED-006", "in.pdf", "--out", "out.pdf", "--credential", "no such credential")
    refused("APP-004", "missing.pdf", "--out", "out.pdf", *credential)
    (shell.folder / "text.pdf").write_text("just text")
    refused("PDF-001", "text.pdf", "--out", "out.pdf", *credential)
    refused("SEAL-002", "in.pdf", "--out", "out.pdf", *credential, "--seal", "text.pdf")
    (shell.folder / "foreign.esl").write_bytes(seal_of(service, service.hierarchy["sm2-tsa"].certificate.der))
    refused("CRY-008", "in.pdf", "--out", "out.pdf", *credential, "--seal", "foreign.esl")


def test_arguments_that_are_wrong_end_with_two_and_a_pin_is_none_of_them(shell: Shell) -> None:
    for arguments in (("sign", "in.pdf"), ("sign", "in.pdf", "--out", "o.pdf", "--credential", "x", "--pin", PIN)):
        told = shell.run(*arguments)
        assert told.returncode == USAGE, told.stderr
    helped = shell.run("sign", "--help")
    assert helped.returncode == OK
    assert "--pin-fd" in helped.stdout


def test_a_defect_is_an_error_and_no_verdict_and_tells_no_texts(shell: Shell) -> None:
    broken = "raise ValueError('secret')"
    (shell.folder / "sitecustomize.py").write_text(
        f"import core.pdf.validation as v\nasync def broken(*_):\n    {broken}\nv.validate_pdf = broken\n"
    )
    environment = {**os.environ, "PYTHONPATH": f"{shell.folder}{os.pathsep}{ROOT}"}
    command = [
        sys.executable,
        str(ROOT / "main.py"),
        "--data-dir",
        str(shell.folder / "data"),
        "--server",
        shell.server,
    ]
    told = subprocess.run(
        [*command, "verify", "in.pdf"], capture_output=True, text=True, cwd=shell.folder, env=environment, timeout=120
    )
    assert (told.returncode, told.stderr[:7], told.stdout) == (ERROR, "APP-001", ""), told.stderr
    assert "secret" not in told.stderr
