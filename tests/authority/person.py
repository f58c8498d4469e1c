"""A person's client of the authority: only what goes over HTTP, plus the shortcut past the ID card's pictures."""

from __future__ import annotations

import base64
import io
import re
import uuid
from datetime import UTC, datetime
from typing import Any

import httpx
from PIL import Image, ImageDraw

from authority.accounts.models import AccountRow
from authority.accounts.real_name import verify_person
from authority.accounts.sessions import find_session
from authority.service import Service
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.keys import PrivateKey
from core.crypto.requests import build_request

PASSWORD = "Zs-2026-test"
NAME, ID_NUMBER = "李晓样", "440421199001018075"


def handwriting() -> bytes:
    """A transparent PNG with a few strokes."""
    picture = Image.new("RGBA", (400, 180), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    for x in range(60, 340, 70):
        pen.line([(x, 40), (x + 40, 90), (x - 10, 150)], fill=(20, 20, 30, 255), width=9)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


class Person:
    """Somebody with a phone."""

    def __init__(self, url: str, phone: str) -> None:
        self.phone = phone
        self.token = ""
        self.http = httpx.Client(base_url=f"{url}/api/v1", trust_env=False, timeout=30)

    def send(self, method: str, path: str, body: Any = None, key: str | None = None, **more: Any) -> httpx.Response:
        """One request as the client sends it; the key is new unless given."""
        headers = {"Idempotency-Key": key or str(uuid.uuid4()), "X-Device-Id": "device-of-tests"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        return self.http.request(method, path, json=body, headers=headers, **more)

    def ask(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        """A request that has to succeed; its JSON."""
        answer = self.send(method, path, body, **more)
        assert answer.is_success, (method, path, answer.status_code, answer.text)
        return answer.json()

    def captcha(self) -> tuple[str, str]:
        """A picture code and its answer."""
        captcha = self.ask("POST", "/captchas")
        return captcha["id"], self.ask("GET", f"/sandbox/captchas/{captcha['id']}")["text"]

    def ask_sms(self, purpose: str) -> httpx.Response:
        """Ask for an SMS code."""
        captcha_id, text = self.captcha()
        body = {"captcha_id": captcha_id, "captcha_text": text, "phone": self.phone, "purpose": purpose}
        return self.send("POST", "/sms-codes", body)

    def sms(self, purpose: str) -> str:
        """Ask for an SMS code and read it in the sandbox."""
        assert self.ask_sms(purpose).status_code == 200
        newest = self.ask("GET", "/sandbox/messages", params={"phone": self.phone})["items"][0]
        found = re.search(r"是 ([0-9]{6})，", newest["text"])
        assert found
        return found[1]

    def ticket(self) -> dict[str, Any]:
        """The first step of signing in."""
        body = {"phone": self.phone, "sms_code": self.sms("login"), "accepted_privacy_version": "1"}
        answer: dict[str, Any] = self.ask("POST", "/sessions", body)
        return answer

    def sign_in(self) -> dict[str, Any]:
        """Register or sign in."""
        body = {"ticket": self.ticket()["ticket"], "password": PASSWORD}
        session: dict[str, Any] = self.ask("POST", "/sessions/password", body)
        self.token = session["access_token"]
        return session

    def become_real(self, service: Service) -> None:
        """Be verified as if the pictures had been read: reading them takes seconds and has its own test."""
        with service.store.write() as session:
            now = datetime.now(UTC)
            row = find_session(service, session, self.token, now)
            assert session.get(AccountRow, row.account_id)
            verify_person(service, session, row, NAME, ID_NUMBER, now)

    def upload(self, kind: str, content: bytes, key: str | None = None) -> httpx.Response:
        """Upload a file."""
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key or str(uuid.uuid4())}
        files = {"file": ("picture.png", content)}
        return self.http.post("/files", data={"kind": kind}, files=files, headers=headers)

    def new_order(self, algorithm: str = "sm2") -> dict[str, Any]:
        """A draft."""
        version = self.ask("GET", "/agreements/personal_certificate")["version"]
        body = {
            "business": "personal_certificate_new",
            "platform_id": "public-resources",
            "ca_id": "house",
            "years": 2,
            "key_algorithm": algorithm,
            "agreement_version": version,
        }
        order: dict[str, Any] = self.ask("POST", "/orders", body)
        return order

    def sign_form(self, order_id: str) -> dict[str, Any]:
        """在线签署."""
        file_id = self.upload("handwriting", handwriting()).json()["id"]
        body = {"file_id": file_id, "strokes": [[[0.1, 0.1, 0], [0.5, 0.5, 20]]]}
        order: dict[str, Any] = self.ask("PUT", f"/orders/{order_id}/signature", body)
        return order

    def give_invoice(self, order_id: str) -> dict[str, Any]:
        """开票信息."""
        body = {"kind": "personal", "title": NAME, "email": "li@example.com"}
        order: dict[str, Any] = self.ask("PUT", f"/orders/{order_id}/invoice", body)
        return order

    def authorise(self, order_id: str) -> dict[str, Any]:
        """申请人授权."""
        body = {"sms_code": self.sms("authorise_order")}
        order: dict[str, Any] = self.ask("POST", f"/orders/{order_id}/authorisation", body)
        return order

    def start_payment(self, order_id: str, channel: str = "wechat") -> dict[str, Any]:
        """A payment."""
        payment: dict[str, Any] = self.ask("POST", f"/orders/{order_id}/payments", {"channel": channel})
        return payment

    def press(self, payment: dict[str, Any], button: str) -> httpx.Response:
        """Press a button of the cashier's page."""
        return self.http.post(f"{payment['pay_url']}/{button}", follow_redirects=True)

    def approved_order(self, algorithm: str = "sm2") -> str:
        """An order that was signed, paid and (with automatic approval) approved; its id."""
        order_id: str = self.new_order(algorithm)["id"]
        self.sign_form(order_id)
        self.give_invoice(order_id)
        self.authorise(order_id)
        self.press(self.start_payment(order_id), "pay")
        return order_id

    def request_of(self, key: PrivateKey) -> dict[str, str]:
        """The body that asks for a certificate for a key."""
        request = build_request({"country_name": "CN", "common_name": NAME}, key.public_key, key.sign)
        return {"signing_request": base64.b64encode(request).decode()}

    def certificate(self, order_id: str, key: PrivateKey) -> dict[str, Any]:
        """Have the certificates issued."""
        answer: dict[str, Any] = self.ask("POST", f"/orders/{order_id}/certificate", self.request_of(key))
        return answer

    def install(self, order_id: str, certificate_id: str) -> dict[str, Any]:
        """Confirm the installation."""
        body = {"certificate_id": certificate_id}
        order: dict[str, Any] = self.ask("POST", f"/orders/{order_id}/installation", body)
        return order


def new_key(algorithm: str) -> PrivateKey:
    """A key of an order's algorithm."""
    return PrivateKey.generate(KeyAlgorithm(algorithm))
