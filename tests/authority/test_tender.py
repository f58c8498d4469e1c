"""The tender site over HTTP: a whole bid with SM2 and RSA certificates, and what attackers try."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from asn1crypto import pem
from sqlalchemy import select

from authority.__main__ import main as command_line
from authority.audit import AuditRow
from authority.relying_party import registration
from authority.service import Service
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.keys import PrivateKey
from core.pdf.appearance import Appearance
from core.pdf.pages import Rectangle
from core.pdf.signing import NewField, SigningOptions, sign_pdf
from core.relying_party.answer import build_answer, state, to_sign
from core.relying_party.request import SignedRequest
from tests.authority.person import Person, handwriting
from tests.authority.scanner import Holder, Scanner, Visitor, installed
from tests.authority.server import AuthorityProcess
from tests.core.credentials.issued import issue
from tests.core.pdf.documents import BareKey, plain_pdf


@pytest.fixture
def site(authority: AuthorityProcess) -> Iterator[Visitor]:
    visitor = Visitor(authority.url)
    yield visitor
    visitor.http.close()


@pytest.fixture
def bidder(authority: AuthorityProcess, person: Person) -> Iterator[Scanner]:
    scanner = Scanner(authority.url, installed(person, "sm2"))
    yield scanner
    scanner.http.close()


def seal(content: bytes, signed: SignedRequest, holder: Holder, folder: Path) -> bytes:
    """The document with a visible seal."""
    assert signed.request.document is not None
    place = signed.request.document.seal_place
    assert place is not None
    options = SigningOptions(
        new_field=NewField(place.page, Rectangle(place.left, place.top, place.width, place.height)),
        appearance=Appearance(handwriting()),
    )
    source, target = folder / "in.pdf", folder / "out.pdf"
    source.write_bytes(content)
    key = BareKey(holder.signing_key, holder.signing, holder.chain)
    asyncio.run(sign_pdf(source, target, key, options))
    return target.read_bytes()


def reach_seal(site: Visitor, bidder: Scanner) -> SignedRequest:
    """A bidder who is asked for the seal."""
    bidder.do(site.code())
    site.fill_in("1,280,000.00")
    bidder.do(site.code())
    assert site.step() == "seal"
    return bidder.scan(site.code())


@pytest.mark.parametrize("algorithm", ["sm2", "rsa2048"])
def test_a_whole_bid(
    site: Visitor, authority: AuthorityProcess, person: Person, service: Service, algorithm: str, tmp_path: Path
) -> None:
    bidder = Scanner(authority.url, installed(person, algorithm))
    assert site.step() == "login"
    signed = reach_seal(site, bidder)
    sealed = seal(bidder.document(signed), signed, bidder.holder, tmp_path)
    bidder.do(site.code(), sealed)
    assert site.step() == "encrypt"
    bidder.do(site.code())
    assert site.step() == "closed"
    # before the opening nobody gets it, and the site holds no plaintext
    assert site.http.get("/tender/bid.pdf").status_code == 404
    site.open_bids()
    bidder.do(site.code())
    assert site.step() == "opened"
    opened = site.http.get("/tender/bid.pdf").content
    assert hashlib.sha256(opened).digest() == hashlib.sha256(sealed).digest()
    (tmp_path / "opened.pdf").write_bytes(opened)
    if algorithm == "rsa2048":
        shown = subprocess.run(["pdfsig", str(tmp_path / "opened.pdf")], capture_output=True, text=True, check=False)
        assert "Signature is Valid." in shown.stdout
    with service.store.read() as session:
        actions = list(
            session.scalars(
                select(AuditRow.action).where(AuditRow.action.startswith("tender.")).order_by(AuditRow.number)
            )
        )
    bidder.http.close()
    assert actions[-5:] == [f"tender.{step}" for step in ("login", "sign", "seal", "encrypt", "decrypt")]


def test_an_answer_counts_once_and_the_same_one_again_is_only_told_again(site: Visitor, bidder: Scanner) -> None:
    signed = bidder.scan(site.code())
    body = bidder.answer(signed)
    assert bidder.post(signed, body).status_code == 200
    assert site.step() == "draft"
    # the first reply was lost: the client sends the same bytes
    assert bidder.post(signed, body).status_code == 200
    # another answer to a used request
    other = bidder.post(signed, bidder.answer(signed))
    assert (other.status_code, other.json()["code"]) == (409, "RP-005")
    assert site.step() == "draft"


def test_nobody_elses_answer_counts_after_the_login(site: Visitor, bidder: Scanner) -> None:
    bidder.do(site.code())
    site.fill_in("100")
    signed = bidder.scan(site.code())
    stranger = PrivateKey.generate(KeyAlgorithm.SM2)
    statement = state(signed, b"")
    # another key under the bidder's certificate, and an encryption certificate that signs
    for certificate, key in (
        (bidder.holder.signing, stranger),
        (bidder.holder.encryption, bidder.holder.encryption_key),
    ):
        body = build_answer(statement, certificate, bidder.holder.chain, key.sign(to_sign(statement)), b"")
        refused = bidder.post(signed, body)
        assert (refused.status_code, refused.json()["code"]) == (409, "RP-009")
    assert site.step() == "sign"


def test_a_self_made_certificate_is_no_login(site: Visitor, bidder: Scanner) -> None:
    key = PrivateKey.generate(KeyAlgorithm.SM2)
    signed = bidder.scan(site.code())
    statement = state(signed, b"")
    forged = issue(key.public_key, key, name="李晓样")
    refused = bidder.post(signed, build_answer(statement, forged, (), key.sign(to_sign(statement)), b""))
    assert refused.json()["code"] == "RP-009"
    assert "certificate" in refused.json()["details"]["reason"]
    assert site.step() == "login"


def test_a_seal_on_another_document_is_refused(site: Visitor, bidder: Scanner, tmp_path: Path) -> None:
    signed = reach_seal(site, bidder)
    other = plain_pdf(tmp_path / "other.pdf").read_bytes()
    for content in (other, bidder.document(signed)):
        result = seal(content, signed, bidder.holder, tmp_path) if content is other else content
        refused = bidder.post(signed, bidder.answer(signed, result))
        assert (refused.status_code, refused.json()["code"]) == (409, "RP-009"), refused.text
    assert site.step() == "seal"


def test_rubbish_is_refused_and_nothing_moves(site: Visitor, bidder: Scanner) -> None:
    signed = bidder.scan(site.code())
    for body in (b"", b"{}", b"[]", b"\xff\xfe", json.dumps({"statement": "", "certificate": ""}).encode()):
        refused = bidder.post(signed, body)
        assert (refused.status_code, refused.json()["code"]) == (409, "RP-009")
    assert bidder.http.post("/tender/requests/none/answer", content=b"{}").status_code == 404
    for price in ("", "-1", "x", "1e400", "9e999999", "0", "NaN"):
        assert site.fill_in(price).status_code in (404, 422)
    assert site.step() == "login"


def test_a_bid_belongs_to_its_browser(site: Visitor, bidder: Scanner, authority: AuthorityProcess) -> None:
    bidder.do(site.code())
    stranger = Visitor(authority.url)
    assert stranger.step() == "login"
    assert site.step() == "draft"
    assert httpx.get(f"{authority.url}/tender/bid.pdf", trust_env=False).status_code == 404
    stranger.http.close()


def test_a_suspended_party_is_not_found(service: Service, authority: AuthorityProcess) -> None:
    key = PrivateKey.generate(KeyAlgorithm.SM2).public_key
    now = service.clock()
    with service.store.write() as session:
        registration.register(session, now, "shop", "商店", "商店运营方", key, ["https://shop.example"])
    url = f"{authority.url}/api/v1/relying-parties/shop"
    told = httpx.get(url, trust_env=False).json()
    assert (told["name"], told["origins"]) == ("商店", ["https://shop.example:443"])
    with service.store.write() as session:
        registration.suspend(session, now, "shop", suspended=True)
    assert httpx.get(url, trust_env=False).status_code == 404


def test_the_site_is_not_there_in_production(start: object) -> None:
    assert callable(start)
    process = start(environment="production", auto_approve_seconds="null")
    assert httpx.get(f"{process.url}/tender", trust_env=False).status_code == 404
    assert httpx.get(f"{process.url}/api/v1/relying-parties/tender-demo", trust_env=False).status_code == 404


def test_parties_are_registered_on_the_command_line(
    tmp_path: Path, authority: AuthorityProcess, capsys: pytest.CaptureFixture[str]
) -> None:
    key = PrivateKey.generate(KeyAlgorithm.SM2).public_key
    (tmp_path / "key.pem").write_bytes(pem.armor("PUBLIC KEY", key.spki))
    base = ["relying-party", "--data", str(authority.data), "--database", authority.database_url]
    base += ["--setting", f"master_key_file={authority.master_key}", "bank"]

    def run(*arguments: str) -> dict[str, object]:
        code = command_line([*base, *arguments])
        told: dict[str, object] = json.loads(capsys.readouterr().out)
        assert told["done"] == (code == 0)
        return told

    named = ("--name", "银行", "--operator", "某银行")
    keyed = (*named, "--key", str(tmp_path / "key.pem"))
    assert "origins" in str(run(*keyed)["reason"])
    assert "origins" in str(run(*keyed, "--origin", "http://bank.example")["reason"])
    assert "key" in str(run(*named, "--origin", "https://bank.example")["reason"])
    assert "name" in str(run("--key", str(tmp_path / "key.pem"), "--origin", "https://bank.example")["reason"])
    url = f"{authority.url}/api/v1/relying-parties/bank"
    assert httpx.get(url, trust_env=False).status_code == 404
    assert run(*keyed, "--origin", "https://bank.example")["done"]
    assert httpx.get(url, trust_env=False).json()["key"] == base64.b64encode(key.spki).decode()
    assert run("--suspend")["done"]
    assert httpx.get(url, trust_env=False).status_code == 404
    assert run("--resume")["done"]
    assert httpx.get(url, trust_env=False).status_code == 200
