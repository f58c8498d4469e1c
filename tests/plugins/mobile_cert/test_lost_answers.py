"""Every flow with every answer lost once, and with an authority that is killed at every step: all happens once."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from authority.accounts.models import PersonRow
from authority.audit import AuditRow, first_broken
from authority.orders.models import OrderRow, PaymentRow, SealRow
from authority.organisations.models import OrganisationRow
from authority.pki.models import CertificateRow
from authority.service import Service
from plugins.mobile_cert.flows.table import StepKind
from plugins.mobile_cert.flows.view_model import FlowViewModel
from tests.authority.clerk import Clerk
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

    def forget(self) -> None:
        """A new flow: everything is lost again."""
        self._seen.clear()

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
    prefix, pairs_before, made = "organisation_" if organisation else "", _pairs(service), []
    changed = "organisation_change_certificate" if organisation else "change"
    loser = Loser(proxy)

    async def do(page: str, *, issues: bool = True, about: bool = True) -> None:
        loser.forget()
        made.append(await walk.walk(page, _only_certificate(member) if about else ""))
        assert f"POST /api/v1/orders/{made[-1]}/authorisation" in loser.lost
        if issues:
            await walk.install(made[-1])
            assert f"POST /api/v1/orders/{made[-1]}/installation" in loser.lost
        else:
            await walk.approved(made[-1])

    await do(f"{prefix}apply", about=False)
    await do(f"{prefix}renew")
    await do(f"{prefix}reissue")
    with service.store.write() as session:
        if organisation is not None:
            session.get_one(OrganisationRow, organisation["id"]).name += "（集团）"
        else:
            person = session.scalars(select(PersonRow).where(PersonRow.account_id == member.account_id)).one()
            person.name = service.keyring.encrypt("person", "李新名".encode())
    await do(changed)
    if organisation is not None:
        await do("organisation_seals", issues=False)
    await do(f"{prefix}revoke", issues=False)
    _check_once(service, made, pairs_before)


class KilledWalk(FlowWalk):
    """Before each step the authority dies without a word and comes back at another port."""

    def kill_with(self, process: AuthorityProcess, proxy: MeddlingProxy) -> None:
        """From now on."""
        self.deaths = 0
        for step, act in tuple(self._acts.items()):
            self._acts[step] = self._after_death(act, process, proxy)

    def _after_death(
        self, act: Callable[[FlowViewModel], Awaitable[None]], process: AuthorityProcess, proxy: MeddlingProxy
    ) -> Callable[[FlowViewModel], Awaitable[None]]:
        async def die_and_act(flow: FlowViewModel) -> None:
            process.kill()
            process.start()
            proxy.target = self._url = process.url
            self._clerk.http.base_url = process.url
            self.deaths += 1
            await act(flow)

        return die_and_act


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_the_authority_dies_before_every_step(tmp_path: Path, open_client: Open, scan: Path) -> None:
    """SIGKILL; what was answered before is there, and the flow goes on where it stood."""
    process = AuthorityProcess(tmp_path / "own", f"sqlite:///{tmp_path / 'own.sqlite3'}", SETTINGS).start()
    proxy, service = MeddlingProxy(process.url).start(), process.inside()
    member, clerk = Member(process.url, service), Clerk.administrator(process)
    try:
        member.found(service)
        client = await open_client(proxy.url)
        client.sign_in(member)
        walk = KilledWalk(client, process.url, clerk, scan)
        walk.kill_with(process, proxy)
        order_id = await walk.walk("organisation_apply")
        await walk.install(order_id)
        assert walk.deaths == len({*walk.steps} & {*walk._acts}) == 5
        assert walk.steps[-1] is StepKind.PAYMENT
        _check_once(service, [order_id], 0)
    finally:
        member.http.close()
        clerk.close()
        proxy.stop()
        process.stop()
        service.store.close()
