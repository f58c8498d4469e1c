"""Every endpoint with every identity: what happens is exactly what the table in docs/security.md says.

After a deliberate change: `UPDATE_AUTHORISATION=1 pytest tests/authority/test_authorisation.py`, then read the diff of
the table line by line before it is committed. Rules that no update can change are checked as well.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi.routing import APIRoute

from authority.accounts.models import AccountRow, SessionRow
from authority.accounts.real_name import verify_person
from authority.accounts.sessions import find_session
from authority.service import Service, new_id
from authority.tender import routes as tender
from authority.web.console import (
    adjusting,
    entry,
    offers,
    organisations,
    oversight,
    people,
    review,
    self_service,
    staff,
    transfers,
)
from authority.web.console.staff import Role
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.crypto.keys import PrivateKey
from resources import specimens
from tests.authority.clerk import STAFF_PASSWORD
from tests.authority.conftest import QUICK
from tests.authority.matrix_people import KINDS, begin_visit, make_organisation, newest_transfer
from tests.authority.person import ID_NUMBER, NAME, PASSWORD, Person, handwriting, new_key
from tests.authority.server import AuthorityProcess

DOCUMENT = Path(__file__).parents[2] / "docs" / "security.md"
BEGIN, END = (
    "<!-- authorisation: begin, written by tests/authority/test_authorisation.py -->",
    "<!-- authorisation: end -->",
)
PEOPLE = ("newcomer", "owner", "other person", *KINDS)
IDENTITIES = ("visitor", "relying party", *PEOPLE, "visit", "clerk", "reviewer", "administrator")
ASK_TO_JOIN = "/api/v1/organisations/{organisation_id}/requests"
"""Everybody may ask to join any organisation; the administrator has to be named."""
_TEXT = "x" * 8
Endpoint = tuple[str, str]


class World:
    """One authority with a person who has everything, another who has nothing, and staff."""

    def __init__(self, process: AuthorityProcess) -> None:
        self.url = process.url
        self.service: Service = process.inside()
        # keeps no cookies: each request comes from somebody else
        forgetful = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        self.http = httpx.Client(base_url=process.url, trust_env=False, timeout=60, cookies=forgetful)
        self.schema: dict[str, Any] = self.http.get("/openapi.json").json()
        self.accounts: dict[str, str] = {}
        self.identities: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.reading: dict[str, str] = {}
        signature = PrivateKey.generate(KeyAlgorithm.SM2).sign(b"tender", SignatureScheme.SM2_SM3)
        self.party_token = f"tender.{signature.hex()[:120]}"
        self._people()
        self._organisation()
        self._staff()
        self.reading = {who: self.token(who) for who in self.accounts}

    def close(self) -> None:
        """Close what is open."""
        self.http.close()
        self.service.store.close()

    def _people(self) -> None:
        owner = Person(self.url, "13500000001")
        owner.sign_in()
        owner.become_real(self.service)
        order = owner.approved_order()
        pair = owner.certificate(order, new_key("sm2"))["certificate_id"]
        owner.install(order, pair)
        draft = owner.new_order()["id"]
        file = owner.upload("handwriting", handwriting()).json()["id"]
        paid = owner.new_order()["id"]
        owner.sign_form(paid)
        owner.give_invoice(paid)
        owner.authorise(paid)
        payment = owner.start_payment(paid)["id"]
        me = owner.ask("GET", "/me")
        self.accounts["owner"] = me["account"]["id"]
        self.names = {
            "order_id": order,
            "draft": draft,
            "pair_id": pair,
            "certificate_id": pair,
            "payment_id": payment,
            "account_id": me["account"]["id"],
            "file_id": file,
            "identity_id": me["current_identity_id"],
            "agreement_id": "real_name",
            "party_id": "tender",
            "captcha_id": owner.ask("POST", "/captchas")["id"],
            "business": "personal_certificate_new",
            "name": "somebody",
            "kind": "handwriting",
        }
        owner.http.close()
        for who in ("other person", "newcomer"):
            self._account(who, verified=who == "other person")

    def _organisation(self) -> None:
        made = make_organisation(self.url, self.service)
        self.accounts |= made.accounts
        self.identities |= made.identities
        self.visit_token, names = begin_visit(self.url, self.service)
        self.names |= made.names | names

    def _account(self, who: str, *, verified: bool) -> None:
        account_id, now = new_id(), datetime.now(UTC)
        keyring = self.service.keyring
        with self.service.store.write() as session:
            session.add(
                AccountRow(
                    id=account_id,
                    phone=keyring.encrypt("phone", b"13500000009"),
                    phone_lookup=account_id,
                    password_hash=PasswordHasher().hash(PASSWORD),
                    password_failures=0,
                    locked_until=None,
                    accepted_privacy_version="1",
                    created_at=now,
                )
            )
        self.accounts[who] = account_id
        if verified:
            token = self.token(who)
            with self.service.store.write() as session:
                row = find_session(self.service, session, token, now)
                verify_person(self.service, session, row, NAME, ID_NUMBER, now)

    def token(self, who: str) -> str:
        """A session of its own for each request, so that ending one leaves the others."""
        token = new_id()
        row = SessionRow(
            token_lookup=self.service.keyring.lookup("session", token),
            account_id=self.accounts[who],
            device_id="device-of-tests",
            identity_id=self.identities.get(who),
            expires_at=datetime.now(UTC) + timedelta(hours=1),
        )
        with self.service.store.write() as session:
            session.add(row)
        return token

    def _staff(self) -> None:
        now = datetime.now(UTC)
        self.cookies: dict[str, str] = {}
        with self.service.store.write() as session:
            for role in Role:
                staff.add_clerk(session, role.value, role, STAFF_PASSWORD, "clerk:admin", now)
            staff.add_clerk(session, "somebody", Role.CLERK, STAFF_PASSWORD, "clerk:admin", now)
        for role in Role:
            self.cookies[role.value] = self._cookie(role.value)

    def _cookie(self, clerk: str) -> str:
        """A session of its own, so that ending one leaves the others."""
        with self.service.store.write() as session:
            return staff.begin_session(self.service, session, clerk, datetime.now(UTC))

    def endpoints(self) -> list[Endpoint]:
        """All of them: those of the OpenAPI document and the pages beside it."""
        found = [(method.upper(), path) for path, item in self.schema["paths"].items() for method in item]
        pages = [entry, review, people, organisations, offers, adjusting, oversight, transfers, self_service]
        for router in (tender.router, *(page.router for page in pages)):
            for route in router.routes:
                assert isinstance(route, APIRoute)
                found += [(method, route.path) for method in route.methods or ()]
        return sorted(set(found), key=lambda endpoint: (endpoint[1], endpoint[0]))

    def ask(self, endpoint: Endpoint, identity: str) -> str:
        """What the identity gets: `yes`, `sign in`, `role` or `not found`."""
        method, path = endpoint
        if "{transfer_id}" in path:
            self.names["transfer_id"] = newest_transfer(self.service)
        url = re.sub(r"\{(\w+)\}", lambda found: self.names.get(found[1], "nothing"), path)
        if path.startswith(("/pki/", "/api/v1/updates/")):
            url = path.format(ca_id="sm2", encoded="MAA=", file="root.json", name="nothing")
        if path in ("/api/v1/orders/{order_id}/cancel", "/api/v1/orders/{order_id}/signature"):
            url = url.replace(self.names["order_id"], self.names["draft"])
        if path.startswith("/console/organisations/"):
            url = url.replace(self.names["file_id"], self.names["document_id"])
        headers = {"X-Device-Id": "device-of-tests"}
        if identity in self.accounts:
            headers["Authorization"] = f"Bearer {self._token_for(method, identity)}"
        elif identity == "visit":
            headers["Authorization"] = f"Bearer {self.visit_token}"
        elif identity == "relying party":
            headers["Authorization"] = f"Bearer {self.party_token}"
        cookie = ""
        if identity in self.cookies:
            cookie = self.cookies[identity] if method == "GET" else self._cookie(identity)
            headers["Cookie"] = f"console={cookie}"
        content = self._content(endpoint, cookie)
        answer = self.http.request(method, url, headers=headers, **content)
        assert answer.status_code < 500, (endpoint, identity, answer.text)
        if answer.status_code == 401 or answer.headers.get("location") == "/console/login":
            # signing out of the console, and a changed password, lead there as well
            return "yes" if answer.status_code == 303 and "set-cookie" in answer.headers else "sign in"
        return {403: "role", 404: "not found"}.get(answer.status_code, "yes")

    def _token_for(self, method: str, identity: str) -> str:
        if method == "GET":
            return self.reading[identity]
        return self.token(identity)  # a request may end its session

    def _content(self, endpoint: Endpoint, cookie: str) -> dict[str, Any]:
        method, path = endpoint
        if path.startswith("/console") and method == "POST":
            form = {"token": self.service.keyring.lookup("console-form", cookie), "role": "clerk", "reason": "because"}
            return {"data": {**form, "name": "nobody", "password": "wrong", "old": "wrong", "new": "wrong"}}
        operation = self.schema["paths"].get(path, {}).get(method.lower(), {})
        content = operation.get("requestBody", {}).get("content", {})
        query = {
            item["name"]: self._value(item["schema"], item["name"])
            for item in operation.get("parameters", ())
            if item["in"] == "query" and item.get("required")
        }
        if "multipart/form-data" in content:
            return {"data": {"kind": "handwriting"}, "files": {"file": ("a.png", handwriting())}, "params": query}
        if "application/json" not in content:
            return {"params": query}
        body = self._value(content["application/json"]["schema"], "")
        if path.endswith("/transfers/{transfer_id}/completion"):
            body["file_id"] = self.names["deed_file_id"]
        return {"json": body, "params": query}

    def _value(self, schema: dict[str, Any], name: str) -> Any:
        """A value that fits a schema, so that the request is refused for who asks and not for what it says."""
        if "$ref" in schema:
            return self._value(self.schema["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], name)
        known = _KNOWN | {key: self.names[key] for key in _NAMED}
        if name in known:
            return known[name]
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        if "anyOf" in schema:
            return self._value(schema["anyOf"][0], name)
        kind = schema.get("type")
        if kind == "object":
            wanted = schema.get("required", ())
            return {key: self._value(item, key) for key, item in schema.get("properties", {}).items() if key in wanted}
        if kind == "array":
            return [self._value(schema["items"], name)] * schema.get("minItems", 0)
        if kind in ("integer", "number"):
            return schema.get("minimum", 1)
        if kind == "boolean":
            return True
        return _TEXT.ljust(schema.get("minLength", 0), "x")[: schema.get("maxLength", 999)]


_NAMED = ("certificate_id", "identity_id", "file_id", "membership_id", "licence_file_id", "unit_code")
_KNOWN: dict[str, Any] = {
    "phone": "13500000007",
    "administrator_phone": "13500000007",
    "legal_phone": "13500000007",
    "credit_code": "91990101MA0000001Y",
    "licence_valid_to": None,
    "legal_id_number": ID_NUMBER,
    "name": NAME,
    "sms_code": "000000",
    "email": "li@example.com",
    "password": PASSWORD,
    "id_number": specimens.people()[0].id_number,
    "key_algorithm": "sm2",
    "business": "personal_certificate_new",
    "platform_id": "public-resources",
    "ca_id": "house",
    "signing_request": "MAA=",
    "years": 2,
    "strokes": [[[0.1, 0.1, 0], [0.5, 0.5, 20]]],
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("authorisation")
    process = AuthorityProcess(folder, f"sqlite:///{folder / 'authority.sqlite3'}", QUICK).start()
    world = World(process)
    yield world
    world.close()
    process.stop()


@pytest.fixture(scope="module")
def observed(world: World) -> dict[Endpoint, tuple[str, ...]]:
    return {endpoint: tuple(world.ask(endpoint, identity) for identity in IDENTITIES) for endpoint in world.endpoints()}


def _table(observed: dict[Endpoint, tuple[str, ...]]) -> str:
    lines = ["| endpoint | " + " | ".join(IDENTITIES) + " |", "| --- |" + " --- |" * len(IDENTITIES)]
    lines += [f"| {method} {path} | {' | '.join(results)} |" for (method, path), results in observed.items()]
    return "\n".join(lines)


def test_every_endpoint_does_what_the_table_says(observed: dict[Endpoint, tuple[str, ...]]) -> None:
    text = DOCUMENT.read_text("utf-8")
    before, rest = text.split(BEGIN)
    written, after = rest.split(END)
    if os.environ.get("UPDATE_AUTHORISATION"):
        DOCUMENT.write_text(f"{before}{BEGIN}\n\n{_table(observed)}\n\n{END}{after}", "utf-8")
        written = f"\n\n{_table(observed)}\n\n"
    assert written.strip().splitlines() == _table(observed).splitlines()


def test_rules_that_hold_for_every_endpoint(observed: dict[Endpoint, tuple[str, ...]]) -> None:
    """Whatever the table says: these are not up to it."""
    for (method, path), results in observed.items():
        got = dict(zip(IDENTITIES, results, strict=True))
        assert got["relying party"] == got["visitor"], "a relying party has no rights of its own at the authority"
        if path.startswith("/console") and path not in ("/console/login", "/console/style.css"):
            outsiders = {got[who] for who in ("visitor", "visit", *PEOPLE)}
            assert outsiders == {"sign in"}, (method, path)
        elif path.startswith("/api/v1"):
            assert [got[role] for role in Role] == [got["visitor"]] * 3, "the console's session opens nothing else"
        if got["owner"] == "yes" and got["visitor"] == "sign in" and "{" in path and "/console" not in path:
            others = {got[who] for who in PEOPLE if who != "owner"}
            assert others == {"not found"} or path == ASK_TO_JOIN, (method, path)
        if path.startswith("/api/v1/organisation/") or path == "/api/v1/organisation":
            assert {got[who] for who in ("newcomer", "owner", "other person", "employee")} == {"not found"}, path
            assert got["org. administrator"] == "yes", (method, path)
        if path.startswith("/api/v1/self-service/") and path != "/api/v1/self-service/sessions":
            assert {got[who] for who in PEOPLE} == {"sign in"}, "an account opens no visit"
        elif got["visit"] != "yes":
            assert got["visit"] == got["visitor"], "a visit opens nothing else"
    changes = [path for method, path in observed if method == "POST" and path.startswith("/console/")]
    decisions = [path for path in changes if path.endswith(("/approve", "/reject", "/revoke"))]
    assert len(decisions) == 3
    for path in decisions:
        assert observed["POST", path][IDENTITIES.index("clerk")] == "role"
    for path in ("/console/settings", "/console/platforms", "/console/prices/{business}", "/console/staff"):
        assert observed["POST", path][IDENTITIES.index("reviewer")] == "role"
        assert observed["POST", path][IDENTITIES.index("administrator")] == "yes"
