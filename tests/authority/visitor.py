"""A visitor of the self-service over HTTP, with a key that stands for one on a token."""

from __future__ import annotations

import base64
from typing import Any

from core.crypto.algorithms import KeyAlgorithm
from core.crypto.keys import PrivateKey
from core.crypto.requests import build_request
from tests.authority.organising import new_names
from tests.authority.person import Person


class Visitor(Person):
    """Somebody with a phone, a name and a key."""

    def __init__(self, url: str, algorithm: KeyAlgorithm = KeyAlgorithm.SM2) -> None:
        self.name, self.id_number, phone = new_names()
        super().__init__(url, phone)
        self.key = PrivateKey.generate(algorithm)

    def visit(self) -> dict[str, Any]:
        """Prove the phone."""
        body = {"phone": self.phone, "sms_code": self.sms("self_service")}
        visit: dict[str, Any] = self.ask("POST", "/self-service/sessions", body)
        self.token = visit["access_token"]
        return visit

    def application(self, unit_code: str = "") -> dict[str, str]:
        """What to send."""
        return {"unit_code": unit_code, "name": self.name, "id_number": self.id_number}

    def request(self, key: PrivateKey | None = None) -> dict[str, str]:
        """A certification request of the key."""
        signer = key or self.key
        der = build_request({"country_name": "CN", "common_name": "token"}, signer.public_key, signer.sign)
        return {"signing_request": base64.b64encode(der).decode()}

    def renewal(self, key: PrivateKey | None = None) -> dict[str, str]:
        """What to send for 证书续期."""
        return {**self.request(key), "name": self.name, "id_number": self.id_number}

    def state(self, application_id: str) -> str:
        """Where an application stands."""
        items = self.ask("GET", "/self-service/applications")["items"]
        return str(next(item["state"] for item in items if item["id"] == application_id))

    def installed(self, application_id: str) -> dict[str, Any]:
        """Have it issued and confirm; what was issued."""
        path = f"/self-service/applications/{application_id}"
        issued: dict[str, Any] = self.ask("POST", f"{path}/certificate", self.request())
        self.ask("POST", f"{path}/installation", {"certificate_id": issued["certificate_id"]})
        return issued
