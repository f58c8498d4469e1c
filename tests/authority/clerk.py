"""A clerk's browser without a screen: the console over HTTP, with the forms' token."""

from __future__ import annotations

import re
from typing import Self

import httpx

from tests.authority.server import AuthorityProcess

STAFF_PASSWORD = "Staff-2026-test"


class Clerk:
    """Somebody at the console."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, trust_env=False, follow_redirects=True, timeout=30)

    def sign_in(self, name: str, password: str) -> httpx.Response:
        """Send the sign-in form."""
        return self.http.post("/console/login", data={"name": name, "password": password})

    def get(self, path: str = "") -> httpx.Response:
        """A page below /console."""
        return self.http.get(f"/console{path}")

    def send(self, path: str, token: str | None = None, /, **fields: str | list[str]) -> httpx.Response:
        """Send a form with the session's token, or another one."""
        return self.http.post(f"/console{path}", data={"token": token or self.token(), **fields})

    def token(self) -> str:
        """What the forms of this session carry."""
        found = re.search(r'name="token" value="([0-9a-f]+)"', self.get().text)
        assert found
        return found[1]

    def add(self, name: str, role: str) -> Clerk:
        """Have an administrator add somebody, who signs in."""
        self.send("/staff", name=name, role=role, password=STAFF_PASSWORD)
        other = Clerk(str(self.http.base_url))
        assert other.sign_in(name, STAFF_PASSWORD).status_code == 200
        return other

    def close(self) -> None:
        """Close the connections."""
        self.http.close()

    @classmethod
    def administrator(cls, process: AuthorityProcess) -> Self:
        """The first clerk, with the password of the file."""
        clerk = cls(process.url)
        password = (process.data / "console-password.txt").read_text().strip()
        assert clerk.sign_in("admin", password).status_code == 200
        return clerk
