"""The software key store: keys for orders, installation, PIN tries, killed processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.credentials.errors import CertificateNotOfKey, MediumLocked, PinLocked, PinNotAccepted, WrongPin
from core.credentials.software import ContainerDamaged, NoPendingKey, SoftwareKeyStore
from core.credentials.software.container import container_id
from core.credentials.software.errors import DeviceKeyMissing
from core.credentials.software.wrapping import Argon2Cost
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import KeyPurpose
from core.crypto.enveloped import wrap_key_cms, wrap_sm2_key
from core.crypto.keys import PrivateKey
from core.crypto.requests import build_request, parse_request
from core.secret import Secret
from tests.core.credentials.issued import issue

PIN = "246810"
CHEAP = Argon2Cost(memory_kib=64, passes=1, lanes=1)


def open_store(folder: Path, device_key: bytes = b"d" * 32) -> SoftwareKeyStore:
    async def give() -> Secret:
        return Secret(device_key)

    return SoftwareKeyStore(folder, give, CHEAP)


@pytest.fixture
def store(tmp_path: Path) -> SoftwareKeyStore:
    return open_store(tmp_path / "keys")


async def install(store: SoftwareKeyStore, algorithm: KeyAlgorithm, order: str = "order-1") -> str:
    issuer = PrivateKey.generate(KeyAlgorithm.EC_P256)
    encryption = PrivateKey.generate(algorithm)
    with await store.create_pending(order, algorithm, Secret(PIN), "张三的证书") as pending:
        wrap = wrap_sm2_key if algorithm is KeyAlgorithm.SM2 else wrap_key_cms
        return await store.install(
            pending,
            issue(pending.public_key, issuer),
            issue(encryption.public_key, issuer, KeyPurpose.ENCRYPT),
            (),
            wrap(encryption, pending.public_key),
        )


@pytest.mark.parametrize("algorithm", [KeyAlgorithm.SM2, KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_P256])
async def test_a_key_is_made_requested_installed_and_used(store: SoftwareKeyStore, algorithm: KeyAlgorithm) -> None:
    identity = await install(store, algorithm)
    container = await store.read(identity)
    keys = await store.open_keys(identity, Secret(PIN))
    signing, encryption = container.certificates()
    signing.public_key.verify(keys.signing.sign(b"data"), b"data", algorithm.default_scheme)
    assert keys.encryption is not None
    assert keys.encryption.public_key == encryption.public_key


async def test_the_request_is_signed_by_the_pending_key(store: SoftwareKeyStore) -> None:
    with await store.create_pending("order-1", KeyAlgorithm.SM2, Secret(PIN)) as pending:
        request = build_request({"common_name": "张三"}, pending.public_key, pending.sign)
        assert parse_request(request).public_key == pending.public_key
    with pytest.raises(MediumLocked):
        pending.sign(b"", KeyAlgorithm.SM2.default_scheme)


async def test_an_order_has_one_key_however_often_it_is_asked_for(store: SoftwareKeyStore, tmp_path: Path) -> None:
    first = await store.create_pending("order-1", KeyAlgorithm.SM2, Secret(PIN))
    again = await store.create_pending("order-1", KeyAlgorithm.SM2, Secret(PIN))
    restarted = await open_store(tmp_path / "keys").open_pending("order-1", Secret(PIN))
    assert first.public_key == again.public_key == restarted.public_key
    info = await store.pending_for("order-1")
    assert info is not None
    assert info.public_key == first.public_key
    with pytest.raises(WrongPin):
        await store.create_pending("order-1", KeyAlgorithm.SM2, Secret("another-pin"))


async def test_installing_again_after_a_lost_confirmation_changes_nothing(store: SoftwareKeyStore) -> None:
    issuer = PrivateKey.generate(KeyAlgorithm.SM2)
    with await store.create_pending("order-1", KeyAlgorithm.SM2, Secret(PIN)) as pending:
        certificate = issue(pending.public_key, issuer)
        assert await store.install(pending, certificate) == await store.install(pending, certificate)
    assert [container.signing_certificate for container in await store.installed()] == [certificate.der]
    assert await store.pending_for("order-1") is None


async def test_a_foreign_certificate_or_key_is_refused_and_nothing_is_lost(store: SoftwareKeyStore) -> None:
    issuer, stranger = PrivateKey.generate(KeyAlgorithm.SM2), PrivateKey.generate(KeyAlgorithm.SM2)
    with await store.create_pending("order-1", KeyAlgorithm.SM2, Secret(PIN)) as pending:
        with pytest.raises(CertificateNotOfKey):
            await store.install(pending, issue(stranger.public_key, issuer))
        own, foreign = issue(pending.public_key, issuer), issue(issuer.public_key, issuer, KeyPurpose.ENCRYPT)
        with pytest.raises(CertificateNotOfKey):
            await store.install(pending, own, foreign, (), wrap_sm2_key(stranger, pending.public_key))
    assert await store.pending_for("order-1") is not None


async def test_ten_wrong_pins_lock_and_a_right_one_resets_the_count(store: SoftwareKeyStore) -> None:
    identity = await install(store, KeyAlgorithm.SM2)
    with pytest.raises(WrongPin) as wrong:
        await store.open_keys(identity, Secret("wrong-pin"))
    assert wrong.value.tries_left == 9
    await store.open_keys(identity, Secret(PIN))
    assert await store.tries_left(identity) == 10
    for _ in range(9):
        with pytest.raises(WrongPin):
            await store.open_keys(identity, Secret("wrong-pin"))
    with pytest.raises(PinLocked):
        await store.open_keys(identity, Secret("wrong-pin"))
    with pytest.raises(PinLocked):
        await store.open_keys(identity, Secret(PIN))


_KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from core.credentials.software import store as module
from core.secret import Secret

async def give():
    return Secret(b"d" * 32)

def killed(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)

module.unwrap_container_key = killed
store = module.SoftwareKeyStore(Path(sys.argv[1]), give)
asyncio.run(store.open_keys(sys.argv[2], Secret("wrong-pin")))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
async def test_a_try_counts_even_when_the_process_is_killed_before_the_answer(
    store: SoftwareKeyStore, tmp_path: Path
) -> None:
    identity = await install(store, KeyAlgorithm.SM2)
    done = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path / "keys"), identity], check=False)
    assert done.returncode == -signal.SIGKILL
    assert await store.tries_left(identity) == 9


async def test_the_pin_is_changed_and_its_length_is_checked(store: SoftwareKeyStore) -> None:
    identity = await install(store, KeyAlgorithm.SM2)
    with pytest.raises(PinNotAccepted):
        await store.change_pin(identity, Secret(PIN), Secret("12345"))
    await store.change_pin(identity, Secret(PIN), Secret("135791"))
    await store.open_keys(identity, Secret("135791"))
    with pytest.raises(WrongPin):
        await store.open_keys(identity, Secret(PIN))


async def test_another_device_key_is_not_called_a_wrong_pin(store: SoftwareKeyStore, tmp_path: Path) -> None:
    identity = await install(store, KeyAlgorithm.SM2)
    elsewhere = open_store(tmp_path / "keys", b"e" * 32)
    with pytest.raises(DeviceKeyMissing):
        await elsewhere.open_keys(identity, Secret(PIN))
    assert await store.tries_left(identity) == 10


async def test_damage_is_named_and_leaves_the_other_containers_usable(store: SoftwareKeyStore, tmp_path: Path) -> None:
    damaged, good = await install(store, KeyAlgorithm.SM2, "a"), await install(store, KeyAlgorithm.SM2, "b")
    path = tmp_path / "keys" / damaged / "container.json"
    path.write_bytes(path.read_bytes()[:100])
    assert [container.id for container in await store.installed()] == [good]
    assert await store.damaged() == (damaged,)
    with pytest.raises(ContainerDamaged):
        await store.read(damaged)


async def test_swapped_keys_are_damage_and_never_signed_with(store: SoftwareKeyStore, tmp_path: Path) -> None:
    identity = await install(store, KeyAlgorithm.SM2)
    path = tmp_path / "keys" / identity / "container.json"
    values = json.loads(path.read_text())
    values["signing_key"], values["encryption_key"] = values["encryption_key"], values["signing_key"]
    path.write_text(json.dumps(values))
    with pytest.raises(ContainerDamaged):
        await store.open_keys(identity, Secret(PIN))


async def test_a_deleted_count_gives_one_try_not_ten(store: SoftwareKeyStore, tmp_path: Path) -> None:
    identity = await install(store, KeyAlgorithm.SM2)
    (tmp_path / "keys" / identity / "tries").unlink()
    assert await store.tries_left(identity) == 1


async def test_discarding_takes_waiting_keys_only(store: SoftwareKeyStore) -> None:
    (await store.create_pending("cancelled", KeyAlgorithm.SM2, Secret(PIN))).close()
    await store.discard("cancelled")
    with pytest.raises(NoPendingKey):
        await store.open_pending("cancelled", Secret(PIN))
    identity = await install(store, KeyAlgorithm.SM2, "done")
    await store.discard("done")
    assert [container.id for container in await store.installed()] == [identity] == [container_id("done")]


async def test_nothing_secret_is_readable_in_the_files(store: SoftwareKeyStore, tmp_path: Path) -> None:
    await install(store, KeyAlgorithm.SM2)
    for path in (tmp_path / "keys").rglob("*"):
        if path.is_file():
            assert PIN.encode() not in path.read_bytes()
            assert path.stat().st_mode & 0o077 == 0


async def test_what_a_kill_left_is_cleared_away_and_a_waiting_key_stays(
    store: SoftwareKeyStore, tmp_path: Path
) -> None:
    await install(store, KeyAlgorithm.EC_P256)
    (await store.create_pending("order-2", KeyAlgorithm.EC_P256, Secret(PIN))).close()
    root = tmp_path / "keys"
    kept = sorted(path.relative_to(root) for path in root.rglob("*"))
    deleted, half, in_hand = root / ".old-1a", root / ".new-2b", root / ".new-3c"
    for folder in (deleted, half, in_hand):
        folder.mkdir()
        (folder / "container.json").write_bytes(b"wrapped keys")
    unfinished = root / container_id("order-2") / ".tries-4d"
    unfinished.write_bytes(b"1")
    for old in (half, unfinished):
        os.utime(old, (1, 1))
    await store.sweep()
    left = sorted(path.relative_to(root) for path in root.rglob("*") if in_hand not in (path, path.parent))
    assert left == kept
    assert in_hand.is_dir(), "another process may be at it"
    assert [waiting.order_id for waiting in await store.pending()] == ["order-2"]
