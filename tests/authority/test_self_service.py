"""Self-service: a phone, a unit that vouches, certificates onto a token, their renewal; nobody reaches another's."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from authority.audit import first_broken
from authority.orders.automatic import approve_what_is_due
from authority.pki.issuance import pair_rows
from authority.problems import IllegalTransition
from authority.self_service.applications import decide
from authority.self_service.models import ApplicationRow, UnitRow
from authority.self_service.states import TRANSITIONS, ApplicationEvent, ApplicationState, after
from authority.self_service.units import add_unit, register_person
from authority.service import Service
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate
from core.crypto.enveloped import unwrap_key_cms, unwrap_sm2_key
from core.crypto.keys import PrivateKey
from tests.authority.server import AuthorityProcess
from tests.authority.visitor import Visitor

NOW = datetime.now(UTC)


@pytest.fixture
def visitor(authority: AuthorityProcess) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors."""
    made: list[Visitor] = []

    def make(algorithm: KeyAlgorithm = KeyAlgorithm.SM2) -> Visitor:
        made.append(Visitor(authority.url, algorithm))
        return made[-1]

    yield make
    for one in made:
        one.http.close()


@pytest.fixture
def unit(service: Service) -> UnitRow:
    """A unit of two years."""
    with service.store.write() as session:
        row = add_unit(session, "示例集团", 2, "clerk:test", NOW)
        session.expunge(row)
    return row


def vouch(service: Service, unit: UnitRow, person: Visitor) -> None:
    with service.store.write() as session:
        register_person(
            service, session, unit.id, name=person.name, id_number=person.id_number, phone=person.phone,
            actor="clerk:test", now=NOW,
        )  # fmt: skip


@pytest.mark.parametrize("algorithm", [KeyAlgorithm.SM2, KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_P256])
def test_who_is_registered_gets_certificates_at_once(
    visitor: Callable[..., Visitor], service: Service, unit: UnitRow, algorithm: KeyAlgorithm, tmp_path: Path
) -> None:
    person = visitor(algorithm)
    vouch(service, unit, person)
    person.visit()
    (known,) = person.ask("GET", "/self-service/registrations")["items"]
    assert (known["unit"], known["years"]) == ("示例集团", 2)
    assert known["name_masked"] != person.name
    wrong = {**person.application(), "name": "赵不对"}
    assert person.send("POST", "/self-service/applications", wrong).json()["code"] == "SELF-002"
    made = person.ask("POST", "/self-service/applications", person.application(), key="apply-once")
    assert person.ask("POST", "/self-service/applications", person.application(), key="apply-once") == made
    assert made["state"] == "approved"
    assert person.send("POST", "/self-service/applications", person.application()).json()["code"] == "SELF-003"

    path = f"/self-service/applications/{made['id']}"
    issued = person.ask("POST", f"{path}/certificate", {**person.request(), "oaep_hash": "sha1"})
    again = person.ask("POST", f"{path}/certificate", {**person.request(), "oaep_hash": "sha1"})
    assert again == issued, "a lost answer is told again"
    other = person.request(PrivateKey.generate(algorithm))
    assert person.send("POST", f"{path}/certificate", other).json()["code"] == "ORD-002"
    signing, encryption = (
        Certificate(base64.b64decode(issued[name])) for name in ("signing_certificate", "encryption_certificate")
    )
    assert signing.public_key == person.key.public_key
    assert signing.subject == {"country_name": "CN", "organization_name": "示例集团", "common_name": person.name}
    envelope = base64.b64decode(issued["encryption_key"]["data"])
    opened = (unwrap_sm2_key if algorithm is KeyAlgorithm.SM2 else unwrap_key_cms)(envelope, person.key)
    assert opened.public_key == encryption.public_key
    body = {"certificate_id": issued["certificate_id"]}
    for _ in range(2):
        assert person.ask("POST", f"{path}/installation", body)["state"] == "installed"
    assert person.send("POST", f"{path}/certificate", person.request()).status_code == 409
    with service.store.read() as session:
        assert {row.status for row in pair_rows(session, issued["certificate_id"]).values()} == {"good"}
        assert first_broken(session) is None
    if algorithm is not KeyAlgorithm.SM2:
        files = [tmp_path / f"{number}.pem" for number in range(3)]
        for file, der in zip(files, [issued["signing_certificate"], *issued["chain"]], strict=True):
            file.write_bytes(Certificate(base64.b64decode(der)).to_pem())
        judge = ["openssl", "verify", "-untrusted", str(files[1]), "-CAfile", str(files[2]), str(files[0])]
        assert "OK" in subprocess.run(judge, capture_output=True, text=True, check=True).stdout


def test_a_units_code_leads_to_a_clerks_decision(
    visitor: Callable[..., Visitor], service: Service, unit: UnitRow
) -> None:
    wanted, unwanted = visitor(), visitor()
    made = {}
    for person in (wanted, unwanted):
        person.visit()
        nobody = person.send("POST", "/self-service/applications", person.application())
        assert nobody.json()["code"] == "SELF-002", "not registered, no code"
        assert person.send("GET", "/self-service/units/unknown").json()["code"] == "SELF-001"
        assert person.ask("GET", f"/self-service/units/{unit.code}") == {"name": "示例集团", "years": 2}
        made[person] = person.ask("POST", "/self-service/applications", person.application(unit.code))
        assert made[person]["state"] == "reviewing"
        path = f"/self-service/applications/{made[person]['id']}/certificate"
        assert person.send("POST", path, person.request()).status_code == 409
    with service.store.write() as session:
        decide(session, made[unwanted]["id"], ApplicationEvent.REJECT, "clerk:test", "不是本单位人员", NOW)
    assert unwanted.ask("GET", "/self-service/applications")["items"][0]["reject_reason"] == "不是本单位人员"
    approve_what_is_due(service)
    wanted.installed(made[wanted]["id"])
    assert wanted.state(made[wanted]["id"]) == "installed"
    path = f"/self-service/applications/{made[wanted]['id']}"
    assert unwanted.send("POST", f"{path}/certificate", unwanted.request()).status_code == 404, "another's"
    assert unwanted.send("POST", f"{path}/installation", {"certificate_id": "x"}).status_code == 404


def test_a_renewal_keeps_the_keys_and_goes_on_from_the_end(
    visitor: Callable[..., Visitor], service: Service, unit: UnitRow
) -> None:
    person, thief = visitor(), visitor()
    vouch(service, unit, person)
    person.visit()
    thief.visit()
    first = person.installed(person.ask("POST", "/self-service/applications", person.application())["id"])
    stolen = thief.send("POST", "/self-service/renewals", person.renewal())
    assert stolen.json()["code"] == "SELF-004", "the phone is another"
    assert person.send("POST", "/self-service/renewals", thief.renewal()).json()["code"] == "SELF-004"
    for other in ({"name": thief.name}, {"id_number": thief.id_number}):
        differs = person.send("POST", "/self-service/renewals", {**person.renewal(), **other})
        assert (differs.status_code, differs.json()["code"]) == (422, "SELF-007")
    renewal = person.ask("POST", "/self-service/renewals", person.renewal())
    assert (renewal["state"], renewal["renewal"]) == ("approved", True)
    assert person.ask("POST", "/self-service/renewals", person.renewal()) == renewal, "it goes on"
    path = f"/self-service/applications/{renewal['id']}/certificate"
    assert person.send("POST", path, thief.request()).json()["code"] == "ORD-002"
    second = person.installed(renewal["id"])
    assert second["encryption_key"] is None
    for name in ("signing_certificate", "encryption_certificate"):
        before, now = (Certificate(base64.b64decode(pair[name])) for pair in (first, second))
        assert now.public_key == before.public_key
        assert now.not_after == before.not_after + timedelta(days=730)
        assert now.subject == before.subject
    with service.store.read() as session:
        old = pair_rows(session, first["certificate_id"])
        assert {(row.status, row.reason) for row in old.values()} == {("revoked", "superseded")}
        assert {row.status for row in pair_rows(session, second["certificate_id"]).values()} == {"good"}
    third = person.ask("POST", "/self-service/renewals", person.renewal())
    with service.store.write() as session:
        row = session.get_one(ApplicationRow, third["id"])
        assert row.old_pair_id == second["certificate_id"], "renewals follow each other"
        session.get_one(UnitRow, unit.id).open = False
    assert person.send("GET", f"/self-service/units/{unit.code}").json()["code"] == "SELF-001"


def test_a_visit_needs_the_phone_and_ends(visitor: Callable[..., Visitor], service: Service) -> None:
    person = visitor()
    for method, path in (("GET", "registrations"), ("GET", "applications"), ("GET", "units/x")):
        assert person.send(method, f"/self-service/{path}").status_code == 401
    body = {"phone": person.phone, "sms_code": person.sms("login")}
    assert person.send("POST", "/self-service/sessions", body).json()["code"] == "AUTH-012", "of another purpose"
    person.sign_in()
    assert person.send("GET", "/self-service/applications").status_code == 401, "an account is no visit"
    person.visit()
    assert person.send("GET", "/me").status_code == 401, "a visit is no account"


@pytest.mark.parametrize("state", list(ApplicationState))
@pytest.mark.parametrize("event", list(ApplicationEvent))
def test_only_what_the_table_says_is_possible(state: ApplicationState, event: ApplicationEvent) -> None:
    if (state, event) in TRANSITIONS:
        assert after(state, event) is TRANSITIONS[state, event]
    else:
        with pytest.raises(IllegalTransition):
            after(state, event)
