"""A client of relying parties without a window: scans, checks and answers as the real one does."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import Any

import httpx
import numpy as np
import pymupdf

from core.camera.codes import read_codes
from core.crypto.certificates import Certificate
from core.crypto.enveloped import unwrap_key_cms, unwrap_sm2_key
from core.crypto.keys import PrivateKey, PublicKey
from core.crypto.message import encrypt_message, parse_message
from core.relying_party.addresses import read_code
from core.relying_party.answer import SIGNED, build_answer, state, to_sign
from core.relying_party.request import Operation, SignedRequest, read_request
from tests.authority.person import Person, new_key


@dataclass
class Holder:
    """Somebody's two certificates with their keys."""

    signing: Certificate
    signing_key: PrivateKey
    encryption: Certificate
    encryption_key: PrivateKey
    chain: tuple[Certificate, ...]
    order_id: str


def installed(person: Person, algorithm: str) -> Holder:
    """A person's certificates, installed."""
    order_id = person.approved_order(algorithm)
    key = new_key(algorithm)
    issued = person.certificate(order_id, key)
    person.install(order_id, issued["certificate_id"])
    envelope = base64.b64decode(issued["encryption_key"]["data"])
    unwrap = unwrap_sm2_key if issued["encryption_key"]["format"] == "sm2_enveloped_key" else unwrap_key_cms
    return Holder(
        _certificate(issued["signing_certificate"]),
        key,
        _certificate(issued["encryption_certificate"]),
        unwrap(envelope, key),
        tuple(_certificate(text) for text in issued["chain"]),
        order_id,
    )


def _certificate(text: str) -> Certificate:
    return Certificate(base64.b64decode(text))


class Visitor:
    """A browser at the tender site."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, trust_env=False, timeout=30, follow_redirects=True)

    def page(self) -> str:
        """The site's page now."""
        answer = self.http.get("/tender")
        assert answer.status_code == 200, answer.text
        return answer.text

    def step(self) -> str:
        """The step that the page shows."""
        found = re.search(r'id="step-(\w+)"', self.page())
        assert found
        return found[1]

    def request_id(self) -> str:
        """The request whose code the page shows."""
        found = re.search(r"/tender/requests/([\w-]+)/code.svg", self.page())
        assert found
        return found[1]

    def code(self) -> str:
        """What the page's QR code says, read from the picture."""
        svg = self.http.get(f"/tender/requests/{self.request_id()}/code.svg").content
        picture = pymupdf.open("svg", svg)[0].get_pixmap(alpha=False)
        frame = np.frombuffer(picture.samples, np.uint8).reshape(picture.height, picture.width, 3)
        (code,) = read_codes(frame)
        return code.text

    def fill_in(self, price: str) -> httpx.Response:
        """The form."""
        return self.http.post("/tender/bid", data={"price": price})

    def open_bids(self) -> None:
        """开标."""
        assert self.http.post("/tender/opening").status_code == 200


class Scanner:
    """Answers codes."""

    def __init__(self, url: str, holder: Holder) -> None:
        self.http = httpx.Client(base_url=url, trust_env=False, timeout=30)
        self.holder = holder

    def scan(self, text: str) -> SignedRequest:
        """Fetch and check the request of a code."""
        code = read_code(text)
        assert code is not None
        party = self.http.get(f"/api/v1/relying-parties/{code.party}").json()
        jws = self.http.get(code.request_url).text
        return SignedRequest(read_request(jws, code.party, PublicKey(base64.b64decode(party["key"]))), jws)

    def document(self, signed: SignedRequest) -> bytes:
        """The request's document, checked."""
        assert signed.request.document is not None
        content = self.http.get(signed.request.document.url).content
        assert hashlib.sha256(content).hexdigest() == signed.request.document.sha256
        return content

    def answer(self, signed: SignedRequest, sealed: bytes = b"") -> bytes:
        """The body for the callback; a sealed PDF is made by the caller."""
        holder, operation = self.holder, signed.request.operation
        result, certificate = sealed, holder.signing
        if operation is Operation.ENCRYPT:
            certificate = holder.encryption
            result = encrypt_message(self.document(signed), certificate)
        elif operation is Operation.DECRYPT:
            certificate = holder.encryption
            message = parse_message(self.document(signed))
            result = message.open(holder.encryption_key.decrypt(message.encrypted_key))
        statement = state(signed, result)
        signature = holder.signing_key.sign(to_sign(statement)) if operation in SIGNED else b""
        return build_answer(statement, certificate, holder.chain, signature, result)

    def post(self, signed: SignedRequest, body: bytes) -> httpx.Response:
        """Post an answer."""
        return self.http.post(signed.request.callback, content=body, headers={"Content-Type": "application/json"})

    def do(self, text: str, sealed: bytes = b"") -> Any:
        """All of it; the site has to take it."""
        signed = self.scan(text)
        answer = self.post(signed, self.answer(signed, sealed))
        assert answer.status_code == 200, answer.text
        return answer.json()
