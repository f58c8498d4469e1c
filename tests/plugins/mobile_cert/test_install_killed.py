"""kill -9 of the client at every step of an installation, and lost answers: resumed, nothing lost, nothing doubled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from authority.audit import AuditRow
from authority.orders.models import OrderRow, SealRow
from authority.pki.models import CertificateRow, EscrowedKeyRow
from authority.service import Service
from core.credentials.software import SoftwareKeyStore
from core.credentials.software.container import ContainerState
from core.crypto.algorithms import SignatureScheme
from core.plugin.manifest import read_manifest
from core.secret import Secret
from core.services import Options, Services
from core.storage.paths import find_paths
from plugins.mobile_cert.module import Module
from tests.authority.person import Person
from tests.plugins.mobile_cert.mortal_client import PIN, Job, MortalClient
from tests.simulators.meddling_proxy import Answer, Exchange, Lost, MeddlingProxy

REQUESTS = ["GET order", "POST certificate", "POST installation", "GET seals"]
_MANIFEST = Path(__file__).resolve().parents[3] / "plugins" / "mobile_cert" / "plugin.toml"


async def _check(data: Path, service: Service, order_id: str) -> None:
    """One order, one pair of certificates, one seal, one container whose keys are those of the certificates."""
    with service.store.read() as session:
        order = session.get_one(OrderRow, order_id)
        assert order.state == "installed"
        pairs = list(session.scalars(select(CertificateRow).where(CertificateRow.pair_id == order.pair_id)))
        assert sorted(row.usage for row in pairs) == ["encrypt", "sign"]
        assert {row.status for row in pairs} == {"good"}
        signing = next(row.der for row in pairs if row.usage == "sign")
        encryption = next(row for row in pairs if row.usage == "encrypt")
        assert session.get(EscrowedKeyRow, encryption.id) is not None
        assert len(list(session.scalars(select(SealRow).where(SealRow.order_id == order_id)))) == 1
        told = session.scalars(select(AuditRow.action).where(AuditRow.subject == f"order:{order_id}")).all()
        assert told.count("certificate.issued") == told.count("certificate.installed") == 1
    services = Services(find_paths(data), Options(server="http://127.0.0.1:1"))
    store: SoftwareKeyStore = Module(services._context(read_manifest(_MANIFEST))).store
    try:
        (container,) = await store.installed()
        assert await store.damaged() == ()
        assert (container.order_id, container.state) == (order_id, ContainerState.INSTALLED)
        assert (container.signing_certificate, container.encryption_certificate) == (signing, encryption.der)
        with Secret(PIN) as pin:
            keys = await store.open_keys(container.id, pin)
        certificate, other = container.certificates()
        signature = keys.signing.sign(b"whole", SignatureScheme.SM2_SM3)
        certificate.public_key.verify(signature, b"whole", SignatureScheme.SM2_SM3)
        assert keys.encryption is not None
        assert keys.encryption.public_key == other.public_key
        assert await store.tries_left(container.id) == 10
    finally:
        await services.stop()


async def _killed_and_resumed(job: Job, service: Service) -> None:
    assert MortalClient(job).result()[0] == -9
    resumed = Job(job.data, job.url, job.token, job.order_id)
    code, (_, failure) = MortalClient(resumed).result()
    assert (code, failure) == (0, None), f"killed at change {job.die_at}"
    await _check(job.data, service, job.order_id)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("first", [1, pytest.param(2, marks=pytest.mark.campaign)], ids=["odd", "even"])
async def test_killed_at_every_change_of_a_file(
    proxy: MeddlingProxy, service: Service, new_person: Callable[[], Person], tmp_path: Path, first: int
) -> None:
    person = new_person()

    def job(name: str, die_at: int) -> Job:
        return Job(tmp_path / name, proxy.url, person.token, person.approved_order(), die_at)

    whole = job("whole", 0)
    code, (changes, failure) = MortalClient(whole).result()
    assert (code, failure) == (0, None)
    await _check(whole.data, service, whole.order_id)
    assert changes > 15, "key, counter and container are files"
    for die_at in range(first, changes + 1, 2):
        await _killed_and_resumed(job(f"change-{die_at}", die_at), service)


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_killed_around_every_request(
    proxy: MeddlingProxy, service: Service, new_person: Callable[[], Person], tmp_path: Path
) -> None:
    person = new_person()
    assert await _requests(proxy, person, tmp_path) == REQUESTS
    for number in range(1, len(REQUESTS) + 1):
        for moment in ("before", "after"):
            running: list[MortalClient] = []

            def kill(exchange: Exchange, number: int = number, running: list[MortalClient] = running) -> None:
                if exchange.number == number:
                    running[0].kill()
                    raise Lost

            data, order_id = tmp_path / f"{moment}-{number}", person.approved_order()
            proxy.forget()
            setattr(proxy, moment, kill)
            running.append(MortalClient(Job(data, proxy.url, person.token, order_id)))
            assert running[0].result()[0] == -9, (moment, number)
            proxy.forget()
            code, (_, failure) = MortalClient(Job(data, proxy.url, person.token, order_id)).result()
            assert (code, failure) == (0, None), (moment, number)
            await _check(data, service, order_id)


@pytest.mark.slow
@pytest.mark.parametrize("losses", [1, 3], ids=["once", "until the client gives up"])
async def test_every_answer_is_lost(
    proxy: MeddlingProxy, service: Service, new_person: Callable[[], Person], tmp_path: Path, losses: int
) -> None:
    """Lost once the client asks again by itself; lost three times it says so, and the person presses again."""
    person = new_person()
    for number in range(1, len(REQUESTS) + 1):
        data, order_id = tmp_path / str(number), person.approved_order()
        lost: list[str] = []

        def lose(exchange: Exchange, number: int = number, lost: list[str] = lost) -> Answer | None:
            if exchange.number >= number and len(lost) < losses:
                lost.append(exchange.name)
                raise Lost
            return None

        proxy.forget()
        proxy.after = lose
        code, (_, failure) = MortalClient(Job(data, proxy.url, person.token, order_id)).result()
        assert code == 0
        assert len(lost) == losses
        assert len(set(lost)) == 1, "the same request again"
        if losses == 3:
            assert failure is not None
            assert failure.startswith("NET-001")
            code, (_, failure) = MortalClient(Job(data, proxy.url, person.token, order_id)).result()
            assert code == 0
        assert failure is None
        await _check(data, service, order_id)


async def _requests(proxy: MeddlingProxy, person: Person, folder: Path) -> list[str]:
    """The requests of an undisturbed installation, by the last word of their paths."""
    proxy.forget()
    order_id = person.approved_order()
    code, (_, failure) = MortalClient(Job(folder / "undisturbed", proxy.url, person.token, order_id)).result()
    assert (code, failure) == (0, None)
    return [
        f"{exchange.method} {'order' if exchange.path.endswith(order_id) else exchange.path.rsplit('/', 1)[1]}"
        for exchange in proxy.seen
    ]
