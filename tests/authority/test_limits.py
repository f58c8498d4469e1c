"""What holds for every answer and every request, whatever the route."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from authority.web.limits import MAX_BODY
from tests.authority.server import AuthorityProcess


@pytest.mark.parametrize("path", ["/tender", "/console/login", "/api/v1/me", "/no/such/page", "/pki/roots/sm2.crt"])
def test_no_answer_is_sniffed_framed_or_kept(authority: AuthorityProcess, path: str) -> None:
    headers = httpx.get(authority.url + path, trust_env=False).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"]
    if headers["content-type"].startswith("text/html"):
        assert headers["content-security-policy"].startswith("default-src 'none'; "), "no page of ours has a script"
        assert "form-action 'self'" in headers["content-security-policy"]


def test_a_body_has_an_end(authority: AuthorityProcess) -> None:
    url = f"{authority.url}/api/v1/captchas"

    def endless() -> Iterator[bytes]:
        for _ in range(MAX_BODY // 65536 + 2):
            yield bytes(65536)

    with httpx.Client(trust_env=False) as client:
        assert client.post(url, content=bytes(MAX_BODY + 1)).status_code == 413
        told = client.post(f"{authority.url}/api/v1/sms-codes", content=endless())
        assert (told.status_code, told.json()["code"]) == (413, "AUTH-007"), told.text
        assert client.post(url).status_code == 200, "the service goes on"


def test_a_client_that_goes_away_while_it_sends_is_no_failure(authority: AuthorityProcess) -> None:
    host, port = authority.url.removeprefix("http://").split(":")
    for path in ("/pki/tsa", "/pki/ocsp", "/api/v1/captchas"):
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9\r\n\r\nhalf".encode())
            # the service has begun to read before the connection ends
            assert httpx.get(f"{authority.url}/api/v1/status", trust_env=False).status_code in (200, 404)
    deadline = time.monotonic() + 1
    while time.monotonic() < deadline:
        httpx.get(f"{authority.url}/api/v1/status", trust_env=False)
        assert "request failed" not in authority.log()
