"""Every flow with every answer lost once, and with an authority that dies after every change: all happens once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from authority.accounts.models import PersonRow
from authority.audit import AuditRow, first_broken
from authority.orders.models import OrderRow, PaymentRow, SealRow
from authority.organisations.models import OrganisationRow
from authority.pki.models import CertificateRow
from authority.service import Service
from plugins.mobile_cert.flows.view_model import FlowViewModel
from tests.authority.clerk import Clerk
from tests.authority.killing import MortalAuthority
from tests.authority.organising import Member
from tests.authority.person import handwriting
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import Client
from tests.plugins.mobile_cert.conftest import SETTINGS
from tests.plugins.mobile_cert.flow_walk import FlowWalk
from tests.simulators.meddling_proxy import Answer, Exchange, Lost, MeddlingProxy

Open = Callable[..., Awaitable[Client]]


class Loser:
    """Loses the first answer to each request of a flow."""

    def __init__(self, proxy: MeddlingProxy) -> None:
        self._seen: Counter[tuple[str, bytes]] = Counter()
        proxy.after = self._lose

    @property
    def lost(self) -> set[str]:
        """The requests whose answers were lost."""
        return {name for name, _ in self._seen}

    def _lose(self, exchange: Exchange) -> Answer | None:
        # the same upload has another boundary each time
        plain = exchange.method != "GET" and not exchange.path.endswith("/files")
        key = (exchange.name, exchange.body if plain else b"")
        self._seen[key] += 1
        if self._seen[key] == 1:
            raise Lost
        return None


class PersonalWalk(FlowWalk):
    """The flows of a natural person."""

    async def _invoice(self, flow: FlowViewModel) -> None:
        flow.invoice.heading.value = "李晓样"
        flow.invoice.email.value = "li@example.com"
        flow.invoice.agreed = True


@pytest.fixture
def clerk(authority: AuthorityProcess) -> Iterator[Clerk]:
    clerk = Clerk.administrator(authority)
    yield clerk
    clerk.close()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "申请表.png"
    path.write_bytes(handwriting())
    return path


@pytest.fixture
async def member(authority: AuthorityProcess, service: Service) -> AsyncIterator[Member]:
    member = Member(authority.url, service)
    yield member
    member.http.close()


def _only_certificate(member: Member) -> str:
    (active,) = [item for item in member.ask("GET", "/certificates")["items"] if item["state"] == "active"]
    return str(active["id"])


def _check_once(service: Service, order_ids: list[str], pairs_before: int) -> None:
    """Each order's events, its payment, its certificates and its seals are there once."""
    with service.store.read() as session:
        orders = session.scalars(select(OrderRow).where(OrderRow.id.in_(order_ids))).all()
        assert len(orders) == len(order_ids)
        for order in orders:
            actions = session.scalars(select(AuditRow.action).where(AuditRow.subject == f"order:{order.id}")).all()
            doubled = {name: number for name, number in Counter(actions).items() if number > 1}
            assert doubled == {}, order.business
            paid = session.scalars(select(PaymentRow.state).where(PaymentRow.order_id == order.id)).all()
            assert list(paid) == (["paid"] if order.total_fen else []), order.business
            kinds = session.scalars(select(SealRow.kind).where(SealRow.order_id == order.id)).all()
            assert len(kinds) == len(set(kinds))
        # as many pairs as orders that issue; none for nobody
        issuing = sum(order.pair_id is not None for order in orders)
        assert _pairs(service) - pairs_before == issuing
        mine = select(func.count()).select_from(OrderRow).where(OrderRow.account_id == orders[0].account_id)
        assert session.scalar(mine) == len(order_ids), "no order besides"
        assert first_broken(session) is None


def _pairs(service: Service) -> int:
    with service.store.read() as session:
        return session.scalar(select(func.count(CertificateRow.pair_id.distinct()))) or 0


class Flows:
    """All flows of a kind, one after the other.

    Attributes:
        made: the orders.
    """

    def __init__(
        self, client: Client, walk: FlowWalk, service: Service, member: Member, organisation: dict[str, Any] | None
    ) -> None:
        self.made: list[str] = []
        self._client, self._walk, self._service = client, walk, service
        self._member, self._organisation = member, organisation
        self._prefix = "organisation_" if organisation else ""

    async def apply(self) -> None:
        """办理."""
        await self._do("apply", about=False)

    async def all_others(self) -> None:
        """续期, 补发, 变更, of organisations 印章变更, 注销."""
        await self._do("renew")
        await self._do("reissue")
        with self._service.store.write() as session:
            if self._organisation is not None:
                session.get_one(OrganisationRow, self._organisation["id"]).name += "（集团）"
            else:
                mine = PersonRow.account_id == self._member.account_id
                person = session.scalars(select(PersonRow).where(mine)).one()
                person.name = self._service.keyring.encrypt("person", "李新名".encode())
        if self._organisation is not None:
            await self._do("change_certificate")
            await self._do("seals", issues=False)
        else:
            await self._do("change")
        await self._do("revoke", issues=False)

    async def _do(self, page: str, *, issues: bool = True, about: bool = True) -> None:
        certificate = _only_certificate(self._member) if about else ""
        self.made.append(await self._walk.walk(self._prefix + page, certificate))
        if issues:
            await self._walk.install(self.made[-1])
        else:
            await self._walk.approved(self.made[-1])


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", ["personal", "organisation"])
async def test_every_answer_of_every_flow_is_lost_once(
    kind: str,
    proxy: MeddlingProxy,
    open_client: Open,
    authority: AuthorityProcess,
    service: Service,
    member: Member,
    clerk: Clerk,
    scan: Path,
) -> None:
    organisation = member.found(service) if kind == "organisation" else None
    client = await open_client(proxy.url)
    client.sign_in(member)
    walk = (FlowWalk if organisation else PersonalWalk)(client, authority.url, clerk, scan)
    flows, pairs_before = Flows(client, walk, service, member, organisation), _pairs(service)
    loser = Loser(proxy)
    await flows.apply()
    await flows.all_others()
    for order in flows.made:
        ends = {f"POST /api/v1/orders/{order}/{end}" for end in ("authorisation", "submission")}
        assert len(ends.intersection(loser.lost)) == 1
    issued = [name for name in loser.lost if name.endswith("/installation")]
    assert len(issued) == len(flows.made) - (2 if organisation else 1)
    _check_once(service, flows.made, pairs_before)


class Killer(Loser):
    """After each change the authority is killed before its answer leaves, and comes back at another port."""

    def __init__(self, proxy: MeddlingProxy, authority: MortalAuthority, clerk: Clerk) -> None:
        super().__init__(proxy)
        self.deaths: Counter[str] = Counter()
        self._proxy, self._authority, self._clerk = proxy, authority, clerk
        self._one_at_a_time = threading.Lock()

    def _lose(self, exchange: Exchange) -> Answer | None:
        if exchange.method == "GET" or not exchange.path.startswith("/api/"):
            return None
        with self._one_at_a_time:
            try:
                return super()._lose(exchange)
            except Lost:
                self._authority.kill()
                self._authority.start()
                self._proxy.target = self._authority.url
                self._clerk.http.base_url = self._authority.url
                self.deaths[exchange.path.rpartition("/")[2]] += 1
                raise


ALL = pytest.param(True, marks=pytest.mark.campaign, id="all flows")


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("everything", [pytest.param(False, id="apply"), ALL])
@pytest.mark.parametrize("kind", ["personal", "organisation"])
async def test_the_authority_dies_after_every_change(
    kind: str, everything: bool, tmp_path: Path, open_client: Open, scan: Path
) -> None:
    """SIGKILL; what was committed is there, the answer is asked for again, and the flow goes on where it stood."""
    proxy = MeddlingProxy("").start()
    database, folder = f"sqlite:///{tmp_path / 'own.sqlite3'}", tmp_path / "own"
    folder.mkdir()
    mortal = MortalAuthority(folder, database, SETTINGS)
    mortal.start()
    proxy.target = mortal.url
    process = AuthorityProcess(folder, database, {}, mortal.url)
    service, clerk = process.inside(), Clerk.administrator(process)
    member = Member(mortal.url, service)
    try:
        organisation = member.found(service) if kind == "organisation" else None
        client = await open_client(proxy.url)
        client.sign_in(member)
        walk = (FlowWalk if organisation else PersonalWalk)(client, proxy.url, clerk, scan)
        killer, flows = Killer(proxy, mortal, clerk), Flows(client, walk, service, member, organisation)
        await flows.apply()
        if everything:
            await flows.all_others()
        paying = "payments" if everything or walk.cents else "authorisation"
        assert killer.deaths.keys() >= {"orders", "files", "authorisation", paying, "certificate", "installation"}
        _check_once(service, flows.made, 0)
    finally:
        member.http.close()
        clerk.close()
        mortal.kill()
        proxy.stop()
        service.store.close()
