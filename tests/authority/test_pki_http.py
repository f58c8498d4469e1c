"""The PKI's services over HTTP, judged by OpenSSL."""

from __future__ import annotations

import base64
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from core.crypto.certificates import Certificate
from core.crypto.path import validate_path
from core.relying_party.errors import AnswerInvalid
from core.relying_party.party import fetch_lists
from tests.authority.person import Person, new_key
from tests.authority.server import AuthorityProcess


def _openssl(*arguments: str) -> str:
    done = subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("garbage", [b"", b"\x30\x00", b"\x30\x82\xff\xff", b"GET / HTTP/1.1", bytes(5000)])
def test_bad_requests_are_refused_in_the_protocol(authority: AuthorityProcess, tmp_path: Path, garbage: bytes) -> None:
    stamp = httpx.post(f"{authority.url}/pki/tsa", content=garbage, trust_env=False)
    assert stamp.status_code == 200
    answer = tmp_path / "answer.tsr"
    answer.write_bytes(stamp.content)
    assert "Status: Rejected." in _openssl("ts", "-reply", "-in", str(answer), "-text")
    status = httpx.post(f"{authority.url}/pki/ocsp", content=garbage, trust_env=False)
    assert status.status_code == 200
    answer.write_bytes(status.content)
    assert "malformedrequest" in _openssl("ocsp", "-respin", str(answer), "-noverify").lower()


def test_ocsp_follows_the_order(person: Person, authority: AuthorityProcess, tmp_path: Path) -> None:
    """On hold until the installation is confirmed, good after."""
    order_id = person.approved_order("rsa2048")
    issued = person.certificate(order_id, new_key("rsa2048"))
    leaf, issuer, roots = tmp_path / "leaf.pem", tmp_path / "issuer.pem", tmp_path / "roots.pem"
    for path, der in ((leaf, issued["signing_certificate"]), (issuer, issued["chain"][0])):
        path.write_text(_pem(der))
    roots.write_bytes(httpx.get(f"{authority.url}/pki/roots.pem", trust_env=False).content)
    assert "OK" in _openssl("verify", "-CAfile", str(roots), "-untrusted", str(issuer), str(leaf))
    question = ["ocsp", "-issuer", str(issuer), "-cert", str(leaf), "-url", f"{authority.url}/pki/ocsp"]
    question += ["-CAfile", str(roots), "-verify_other", str(issuer)]
    before = _openssl(*question)
    assert "revoked" in before
    assert "certificateHold" in before
    person.install(order_id, issued["certificate_id"])
    after = _openssl(*question)
    assert "Response verify OK" in after
    assert f"{leaf}: good" in after


def test_a_relying_party_fetches_the_lists_that_a_certificate_names(
    person: Person, authority: AuthorityProcess
) -> None:
    """docs/relying-party.md: a site in Python that knows nothing but the certificate and the roots."""
    order_id = person.approved_order("sm2")
    issued = person.certificate(order_id, new_key("sm2"))
    person.install(order_id, issued["certificate_id"])
    leaf, *chain = (
        Certificate.from_bytes(base64.b64decode(der)) for der in (issued["signing_certificate"], *issued["chain"])
    )
    pem = httpx.get(f"{authority.url}/pki/roots.pem", trust_env=False).text
    end = "-----END CERTIFICATE-----\n"
    roots = [Certificate.from_bytes((part + end).encode()) for part in pem.split(end) if part]
    lists = fetch_lists(leaf)
    path = validate_path(leaf, chain, roots, datetime.now(UTC), lists)
    assert path[0] == leaf
    # the root names no list of its own
    with pytest.raises(AnswerInvalid):
        fetch_lists(path[-1])


def _pem(der_base64: str) -> str:
    lines = base64.encodebytes(base64.b64decode(der_base64)).decode()
    return f"-----BEGIN CERTIFICATE-----\n{lines}-----END CERTIFICATE-----\n"
