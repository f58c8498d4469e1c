"""Every flow of organisation certificates for every identity (M3.3.11.2–.18, M3.3.12.1), step by step to its end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from authority.organisations.models import OrganisationRow
from authority.service import Service
from tests.authority.clerk import Clerk
from tests.authority.organising import Member
from tests.authority.person import handwriting
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import Client
from tests.plugins.mobile_cert.flow_walk import FlowWalk

STAMPED = ["agreement", "attachment", "confirmation", "invoice", "authorisation", "payment"]
FREE = ["certificate", "agreement", "attachment", "authorisation"]


@pytest.fixture
def clerk(authority: AuthorityProcess) -> Iterator[Clerk]:
    """Who looks at the account's statement."""
    clerk = Clerk.administrator(authority)
    yield clerk
    clerk.close()


def acting(somebody: Callable[..., Member], service: Service, role: str) -> tuple[Member, dict[str, Any]]:
    """Somebody who acts in a role, with the organisation."""
    administrator, other = somebody(), somebody()
    organisation = administrator.found(service, other)
    if role == "administrator":
        return administrator, organisation
    if role == "employee":
        assert administrator.decide(other.join(organisation, administrator), "approve") == "active"
    other.act_as(role)
    return other, organisation


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "role",
    [
        pytest.param(
            "administrator",
            marks=pytest.mark.feature("M3.3.11.2", "M3.3.11.3", "M3.3.11.4", "M3.3.11.5", "M3.3.11.6", "M3.3.12.1"),
        ),
        pytest.param(
            "legal_representative",
            marks=pytest.mark.feature(
                "M3.3.11.7", "M3.3.11.8", "M3.3.11.9", "M3.3.11.10", "M3.3.11.11", "M3.3.11.12", "M3.3.12.1"
            ),
        ),
        pytest.param(
            "employee",
            marks=pytest.mark.feature(
                "M3.3.11.13", "M3.3.11.14", "M3.3.11.15", "M3.3.11.16", "M3.3.11.17", "M3.3.11.18", "M3.3.12.1"
            ),
        ),
    ],
)
async def test_every_flow_of_an_identity(
    role: str,
    somebody: Callable[..., Member],
    open_client: Callable[..., Awaitable[Client]],
    authority: AuthorityProcess,
    service: Service,
    clerk: Clerk,
    tmp_path: Path,
) -> None:
    member, organisation = acting(somebody, service, role)
    holder = member.name if role == "employee" else organisation["name"]
    scan = tmp_path / "盖章申请表.png"
    scan.write_bytes(handwriting())
    client = await open_client(authority.url)
    client.sign_in(member)
    walk = FlowWalk(client, authority.url, clerk, scan)

    await walk.install(await walk.walk("organisation_apply"))
    assert (walk.steps, walk.cents) == (["platform", *STAMPED], 104000)
    first = _active(member)
    assert _holder(client, first) == holder

    await walk.install(await walk.walk("organisation_renew", first["id"]))
    signed = ["signature" if step == "attachment" else step for step in STAMPED]
    assert (walk.steps, walk.cents) == (["certificate", *signed], 92000)
    second = _active(member)
    assert second["not_after"] > first["not_after"]
    # only who signs in person has a handwriting
    own = {"legal_representative": "法定代表人手写签名", "employee": "手写签名"}.get(role)
    names = [seal.name for seal in client.application.services.credentials.seals.seals()]
    assert len(names) == (3 if own else 2)
    assert own is None or any(name.endswith(own) for name in names), names

    await walk.install(await walk.walk("organisation_reissue", second["id"]))
    assert (walk.steps, walk.cents) == (["authorisation"], 0)
    third = _active(member)
    assert third["not_after"] == second["not_after"]

    with service.store.write() as session:
        session.get_one(OrganisationRow, organisation["id"]).name += "（集团）"
    page = await client.go("mobile_cert.certificates")
    assert page.certificates.items[0].stateText == "信息已变更"
    assert all(item["outdated"] for item in member.ask("GET", "/seals")["items"] if item["state"] == "active")
    await walk.install(await walk.walk("organisation_change_certificate", third["id"]))
    assert (walk.steps, walk.cents) == (["certificate", *STAMPED], 500)
    fourth = _active(member)
    assert _holder(client, fourth) == (holder if role == "employee" else organisation["name"] + "（集团）")

    sealed = await walk.walk("organisation_seals", fourth["id"])
    await walk.approved(sealed)
    assert (walk.steps, walk.cents) == (["certificate", "agreement", "attachment"], 0)
    assert _active(member)["id"] == fourth["id"], "seals change, the certificate stays"
    order = await client.go("mobile_cert.order", {"order": await client.module.service.order(sealed)})
    assert {"key": "企业名称", "value": f"{organisation['name']}（集团）"} in order.facts
    await client.back_to(1)
    await client.go("mobile_cert.home")
    shown = {seal.id for seal in client.application.services.credentials.seals.seals()}
    active = {item["id"] for item in member.ask("GET", "/seals")["items"] if item["state"] == "active"}
    assert shown == {f"mobile_cert:{name}" for name in active}, "the new ones are offered for signing"
    states = [item["state"] for item in member.ask("GET", "/seals")["items"] if item["certificate_id"] == fourth["id"]]
    assert sorted(set(states)) == ["active", "revoked"]

    await walk.approved(await walk.walk("organisation_revoke", fourth["id"]))
    assert (walk.steps, walk.cents) == (FREE, 0)
    assert {item["state"] for item in member.ask("GET", "/certificates")["items"]} == {"revoked"}
    assert {item["state"] for item in member.ask("GET", "/seals")["items"]} == {"revoked"}


def _active(member: Member) -> dict[str, Any]:
    (found,) = [item for item in member.ask("GET", "/certificates")["items"] if item["state"] == "active"]
    return dict(found)


def _holder(client: Client, item: dict[str, Any]) -> str:
    """Whom the certificate on this device names."""
    credentials = client.application.services.credentials.credentials()
    return next(x.certificate.subject_name for x in credentials if x.certificate.serial_hex == item["serial_hex"])
