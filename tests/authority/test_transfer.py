"""管理员转让: a deed that the organisation seals and its administrator signs, judged by pdfsig; then the roles swap."""

from __future__ import annotations

import asyncio
import base64
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pymupdf
import pytest
from sqlalchemy import select

from authority.accounts.personal_change import PersonalData, change_person
from authority.audit import AuditRow
from authority.orders.models import OrderRow
from authority.organisations.models import TransferRow
from authority.organisations.transfer import forget_outdated
from authority.pki.issuance import revoke_pair
from authority.pki.models import CertificateRow
from authority.service import Service
from core.credentials.seals import Seal
from core.crypto.certificates import Certificate
from core.pdf.appearance import Appearance
from core.pdf.options import NewField, SigningOptions
from core.pdf.pages import Rectangle
from core.pdf.signing import sign_pdf
from plugins.mobile_cert.organisations.deed import SEAL_FIELD, SIGNATURE_FIELD, sign_deed
from tests.authority import organisation_orders as orders
from tests.authority.organising import Member
from tests.authority.person import handwriting, new_key
from tests.core.pdf.documents import BareKey


@dataclass
class Office:
    """An administrator with a certificate and a seal of the organisation, and an employee."""

    administrator: Member
    employee: Member
    organisation: dict[str, Any]
    membership_id: str
    key: BareKey
    seal: Seal

    def begin(self) -> str:
        """Draw up the deed; its id."""
        body = {"membership_id": self.membership_id}
        return str(self.administrator.ask("POST", "/organisation/transfers", body)["id"])

    def deed(self, transfer_id: str) -> bytes:
        """The deed to be signed."""
        return self.administrator.send("GET", f"/organisation/transfers/{transfer_id}/deed").content

    def sign(self, deed: bytes, folder: Path, **changed: Any) -> bytes:
        """Sign it as the client does."""
        given = {"key": self.key, "seal": self.seal, **changed}
        url = str(self.administrator.http.base_url).removesuffix("/api/v1/")

        async def timestamp(request: bytes) -> bytes:
            return httpx.post(f"{url}/pki/tsa", content=request, trust_env=False).content

        return asyncio.run(sign_deed(deed, given["key"], given["seal"], handwriting(), timestamp, folder))

    def complete(self, transfer_id: str, signed: bytes, key: str | None = None) -> dict[str, Any]:
        """Send the signed deed; the answer, which may be a refusal."""
        file_id = self.administrator.upload("deed", signed).json()["id"]
        path = f"/organisation/transfers/{transfer_id}/completion"
        answer: dict[str, Any] = self.administrator.send("POST", path, {"file_id": file_id}, key=key).json()
        return answer


def _certified(service: Service, member: Member, algorithm: str = "sm2") -> tuple[BareKey, Seal]:
    """A certificate of the organisation for the chosen identity, and its seal."""
    draft = orders.order(member, "certificate_new", key_algorithm=algorithm).json()
    orders.complete(service, member, draft)
    private = new_key(algorithm)
    issued = member.certificate(draft["id"], private)
    member.install(draft["id"], issued["certificate_id"])
    certificate, *chain = (
        Certificate(base64.b64decode(text)) for text in (issued["signing_certificate"], *issued["chain"])
    )
    [seal] = [
        Seal("unit", item["name"], base64.b64decode(item["picture_png"]), 40, 40, certificate.fingerprint)
        for item in member.ask("GET", "/seals")["items"]
        if item["certificate_id"] == issued["certificate_id"] and item["kind"] == "organisation"
    ]
    [electronic] = [
        item["electronic_seal"]
        for item in member.ask("GET", "/seals")["items"]
        if item["certificate_id"] == issued["certificate_id"] and item["kind"] == "organisation"
    ]
    key = BareKey(private, certificate, tuple(chain))
    return key, replace(seal, electronic_seal=base64.b64decode(electronic))


@pytest.fixture
def new_office(somebody: Callable[..., Member], service: Service) -> Callable[..., Office]:
    """Makes offices."""

    def make(algorithm: str = "sm2") -> Office:
        administrator, employee = somebody(), somebody()
        organisation = administrator.found(service)
        membership_id = employee.join(organisation, administrator)
        administrator.decide(membership_id, "approve")
        return Office(
            administrator, employee, organisation, membership_id, *_certified(service, administrator, algorithm)
        )

    return make


@pytest.mark.parametrize("algorithm", ["sm2", "rsa2048"])
def test_the_roles_swap_on_a_sound_deed(
    new_office: Callable[..., Office], service: Service, tmp_path: Path, algorithm: str
) -> None:
    office = new_office(algorithm)
    administrator, employee = office.administrator, office.employee
    administrator.act_as("legal_representative")
    represents, _ = _certified(service, administrator)
    administrator.act_as("administrator")
    open_order = orders.order(administrator, "certificate_new").json()["id"]
    transfer_id = office.begin()
    deed = office.deed(transfer_id)
    text = pymupdf.open(stream=deed)[0].get_text().replace("\n", "")
    for name in (office.organisation["name"], administrator.name, employee.name):
        assert name in text
    assert administrator.id_number not in text
    assert employee.id_number not in text
    signed = office.sign(deed, tmp_path)
    (tmp_path / "deed.pdf").write_bytes(signed)
    done = office.complete(transfer_id, signed, key="complete-once")
    assert done.get("completed_at"), done
    assert done["successor"] == employee.name
    if algorithm == "rsa2048":
        shown = subprocess.run(["pdfsig", str(tmp_path / "deed.pdf")], capture_output=True, text=True, check=False)
        assert "Signature is Valid." in shown.stdout, shown.stdout + shown.stderr
        assert "Total document signed" in shown.stdout

    assert set(administrator.identities()) == {"natural_person", "legal_representative", "employee"}
    assert "administrator" in employee.identities()
    assert administrator.send("GET", "/organisation").status_code == 404
    employee.act_as("administrator")
    assert employee.ask("GET", "/organisation")["acting_as"] == "administrator"
    for member, said in ((administrator, "现在是员工"), (employee, "您已成为")):
        assert any(said in item["text"] for item in member.ask("GET", "/notifications")["items"])
    with service.store.read() as session:
        states = {row.serial_hex: row.status for row in session.scalars(select(CertificateRow))}
        assert states[office.key.certificate.serial_hex] == "revoked", "held as administrator"
        assert states[represents.certificate.serial_hex] == "good", "still the legal representative"
        assert session.get_one(OrderRow, open_order).state == "cancelled"
        query = select(AuditRow).where(AuditRow.subject == f"organisation:{office.organisation['id']}")
        [row] = session.scalars(query.where(AuditRow.action == "administration.transferred"))
        assert (row.details["from"], row.details["to"]) != (row.details["to"], row.details["from"])
        assert row.details["certificate"] == office.key.certificate.serial_hex
        assert employee.name not in str(row.details)
    assert office.complete(transfer_id, signed)["code"] == "AUTH-002", "it was the administrator's"


def test_what_is_signed_has_to_be_the_deed(new_office: Callable[..., Office], tmp_path: Path) -> None:
    office = new_office()
    transfer_id = office.begin()
    deed = office.deed(transfer_id)
    assert office.complete(transfer_id, deed)["code"] == "ORG-042", "nobody signed"
    office.begin()
    assert office.complete(transfer_id, office.sign(deed, tmp_path))["code"] == "AUTH-002", "a newer took its place"
    transfer_id = office.begin()
    assert office.complete(transfer_id, office.sign(deed, tmp_path))["code"] == "ORG-041", "that of another transfer"
    deed = office.deed(transfer_id)
    altered = bytearray(signed := office.sign(deed, tmp_path))
    altered[len(deed) // 2] ^= 1
    refused = office.complete(transfer_id, bytes(altered))
    assert refused["code"] in ("ORG-041", "FILE-001")
    assert office.complete(transfer_id, _painted(deed, office, tmp_path))["code"] == "ORG-041", "something else is seen"
    assert office.complete(transfer_id, _more(signed, office.key, tmp_path))["code"] == "ORG-041", "a third signature"
    assert office.complete(transfer_id, _without_seal(deed, office.key, tmp_path))["details"]["field"] == "单位公章"
    assert office.complete(transfer_id, signed)["completed_at"], "none of that did any harm"


def test_only_the_organisations_own_certificate_and_seal_count(
    new_office: Callable[..., Office], somebody: Callable[..., Member], service: Service, tmp_path: Path
) -> None:
    office, other = new_office(), new_office()
    transfer_id = office.begin()
    deed = office.deed(transfer_id)
    theirs = office.sign(deed, tmp_path, key=other.key, seal=other.seal)
    assert office.complete(transfer_id, theirs)["code"] == "ORG-043", "another organisation's certificate"
    office.employee.act_as("employee")
    second_key, second_seal = _certified(service, office.administrator)
    # sealed with one certificate, signed with another of the same organisation
    mixed = _signed_by(deed, office, second_key, tmp_path)
    assert office.complete(transfer_id, mixed)["code"] == "ORG-042"
    assert office.complete(transfer_id, office.sign(deed, tmp_path, key=second_key, seal=second_seal))["completed_at"]


def test_a_revoked_certificate_signs_nothing(
    new_office: Callable[..., Office], service: Service, tmp_path: Path
) -> None:
    office = new_office()
    transfer_id = office.begin()
    signed = office.sign(office.deed(transfer_id), tmp_path)
    pair_id = office.administrator.ask("GET", "/certificates")["items"][0]["id"]
    with service.store.write() as session:
        revoke_pair(session, pair_id, "key_compromise", datetime.now(UTC))
    assert office.complete(transfer_id, signed)["code"] == "ORG-043"


def test_the_deed_counts_as_long_as_it_is_true(
    new_office: Callable[..., Office], service: Service, tmp_path: Path
) -> None:
    office = new_office()
    employee = office.employee
    transfer_id = office.begin()
    signed = office.sign(office.deed(transfer_id), tmp_path)
    with service.store.write() as session:
        data = PersonalData("赵新名", employee.id_number, employee.phone)
        change_person(service, session, employee.account_id, data, datetime.now(UTC))
    assert office.complete(transfer_id, signed)["code"] == "ORG-040", "the successor has another name"
    transfer_id = office.begin()
    signed = office.sign(office.deed(transfer_id), tmp_path)
    with service.store.write() as session:
        row = session.get_one(TransferRow, transfer_id)
        row.expires_at = row.created_at
    assert office.complete(transfer_id, signed)["code"] == "ORG-040", "a day is over"
    transfer_id = office.begin()
    signed = office.sign(office.deed(transfer_id), tmp_path)
    office.administrator.decide(office.membership_id, "remove")
    assert office.complete(transfer_id, signed)["code"] == "ORG-040", "the successor is no member any more"


def test_who_may_begin_and_for_whom(new_office: Callable[..., Office], somebody: Callable[..., Member]) -> None:
    office, stranger = new_office(), somebody()
    administrator, employee = office.administrator, office.employee
    own = administrator.identities()["administrator"]
    for membership_id in (own, "nobody"):
        body = {"membership_id": membership_id}
        assert administrator.send("POST", "/organisation/transfers", body).json()["code"] == "AUTH-002"
    pending = stranger.join(office.organisation, administrator)
    refused = administrator.send("POST", "/organisation/transfers", {"membership_id": pending}).json()
    assert refused["code"] == "AUTH-002", "not a member yet"
    transfer_id = office.begin()
    body = {"membership_id": office.membership_id}
    administrator.act_as("legal_representative")
    assert administrator.send("POST", "/organisation/transfers", body).json()["code"] == "AUTH-006"
    employee.act_as("employee")
    assert employee.send("POST", "/organisation/transfers", body).json()["code"] == "AUTH-002"
    assert employee.send("GET", f"/organisation/transfers/{transfer_id}/deed").json()["code"] == "AUTH-002"


def test_what_is_not_completed_is_forgotten(new_office: Callable[..., Office], service: Service) -> None:
    office = new_office()
    transfer_id = office.begin()
    for since, kept in ((timedelta(0), True), (timedelta(hours=23), True), (timedelta(hours=25), False)):
        with service.store.write() as session:
            session.get_one(TransferRow, transfer_id).expires_at = service.clock() - since
        forget_outdated(service)
        with service.store.read() as session:
            assert (session.get(TransferRow, transfer_id) is not None) == kept, since


def _painted(deed: bytes, office: Office, folder: Path) -> bytes:
    """Another name is written over the successor's before anybody signs."""
    path = folder / "painted.pdf"
    path.write_bytes(deed)
    with pymupdf.open(path) as document:
        document[0].insert_text((300, 345), "Wang Wu", fontsize=14)
        document.saveIncr()
    return office.sign(path.read_bytes(), folder)


def _more(signed: bytes, key: BareKey, folder: Path) -> bytes:
    """With one signature more."""
    source, target = folder / "source.pdf", folder / "target.pdf"
    source.write_bytes(signed)
    asyncio.run(sign_pdf(source, target, key, SigningOptions(new_field=NewField(0, Rectangle(400, 700, 90, 40)))))
    return target.read_bytes()


def _without_seal(deed: bytes, key: BareKey, folder: Path) -> bytes:
    """Signed, not sealed."""
    source, target = folder / "source.pdf", folder / "target.pdf"
    source.write_bytes(deed)
    options = SigningOptions(field_name=SIGNATURE_FIELD, appearance=Appearance(handwriting()))
    asyncio.run(sign_pdf(source, target, key, options))
    return target.read_bytes()


def _signed_by(deed: bytes, office: Office, key: BareKey, folder: Path) -> bytes:
    """Sealed by the office's key, signed by another."""
    source, sealed, target = (folder / name for name in ("source.pdf", "sealed.pdf", "target.pdf"))
    source.write_bytes(deed)
    by_seal = SigningOptions(field_name=SEAL_FIELD, electronic_seal=office.seal.electronic_seal)
    asyncio.run(sign_pdf(source, sealed, office.key, by_seal))
    asyncio.run(sign_pdf(sealed, target, key, SigningOptions(field_name=SIGNATURE_FIELD)))
    return target.read_bytes()
