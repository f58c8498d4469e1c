"""Who tries the endpoints besides a natural person: an organisation's people, and a visit of the self-service."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select

from authority.organisations.models import OrganisationRow, TransferRow
from authority.self_service.models import UnitRow
from authority.self_service.units import SAMPLE_UNIT
from authority.service import Service
from tests.authority.organising import Member
from tests.authority.person import handwriting
from tests.authority.visitor import Visitor

KINDS = {"org. administrator": "administrator", "legal rep.": "legal_representative", "employee": "employee"}


@dataclass
class OrganisationPeople:
    """Three people in three roles, and somebody who asked to join.

    Attributes:
        accounts: account ids by the names of `KINDS`.
        identities: the ids of the identities that their sessions act as.
        names: what stands for the parts of paths and for the fields of bodies.
    """

    accounts: dict[str, str] = field(default_factory=dict)
    identities: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def make_organisation(url: str, service: Service) -> OrganisationPeople:
    """One organisation whose people can be tried in all roles."""
    people = {name: Member(url, service) for name in KINDS}
    administrator, representative, employee = people.values()
    organisation = administrator.found(service, representative=representative)
    membership_id = employee.join(organisation, administrator)
    administrator.decide(membership_id, "approve")
    made = OrganisationPeople()
    for name, kind in KINDS.items():
        made.accounts[name] = people[name].account_id
        made.identities[name] = people[name].identities()[kind]
    administrator.ask("POST", "/organisation/transfers", {"membership_id": membership_id})
    with service.store.read() as session:
        licence = session.get_one(OrganisationRow, organisation["id"]).licence_file_id
    made.names = {
        "document_id": licence,
        "organisation_id": organisation["id"],
        "membership_id": membership_id,
        "licence_file_id": administrator.upload("business_licence", handwriting()).json()["id"],
        "deed_file_id": administrator.upload("deed", handwriting()).json()["id"],
    }
    for member in people.values():
        member.http.close()
    return made


def newest_transfer(service: Service) -> str:
    """The transfer that can be completed: each that is begun takes the place of the one before."""
    with service.store.read() as session:
        return session.scalars(select(TransferRow.id).order_by(TransferRow.created_at.desc())).first() or ""


def begin_visit(url: str, service: Service) -> tuple[str, dict[str, str]]:
    """The token of a visit with an application at the sample unit; what stands for the parts of its paths."""
    visitor = Visitor(url)
    visitor.visit()
    with service.store.read() as session:
        unit = session.scalars(select(UnitRow).where(UnitRow.name == SAMPLE_UNIT)).one()
        names = {"code": unit.code, "unit_code": unit.code, "unit_id": unit.id}
    application = visitor.ask("POST", "/self-service/applications", visitor.application(names["code"]))
    visitor.http.close()
    return visitor.token, {**names, "application_id": str(application["id"])}
