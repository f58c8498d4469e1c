"""The care around every use of a key."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta

import pytest

from core.credentials.credential import Credential
from core.credentials.errors import (
    BadSignatureFromMedium,
    CertificateExpired,
    CertificateNotYetValid,
    CertificateRevoked,
    CredentialNotFound,
    DriverFailure,
    MediumLocked,
    MediumRemoved,
    OperationNotSupported,
    PinLocked,
    UseDenied,
)
from core.credentials.interaction import PinRequest
from core.credentials.medium import MediumInfo
from core.credentials.pin_cache import PinCache, PinCacheDuration
from core.credentials.registry import CredentialRegistry, RegistryEvent, RegistryEventKind
from core.credentials.use import KeyOperation, KeyUse
from core.credentials.use_audit import UseOutcome, UseRecord
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.crypto.certificates import KeyPurpose
from core.crypto.keys import PrivateKey
from core.errors import CancelledByUser
from core.secret import Secret
from tests.core.credentials.issued import NOW, issue
from tests.simulators.bad_medium import PIN, BadMedium, BadProvider, Fault

SIGN = KeyUse(KeyOperation.SIGN, "签署 合同.pdf", "pdf_sign")
SM2 = SignatureScheme.SM2_SM3


class Person:
    """Answers questions from a list; None cancels."""

    def __init__(self, *pins: str | None) -> None:
        self.pins = list(pins)
        self.asked: list[PinRequest] = []
        self.consents = 0
        self.agrees = True
        self.waits = asyncio.Event()
        self.waits.set()

    async def ask_pin(self, request: PinRequest) -> Secret | None:
        self.asked.append(request)
        await self.waits.wait()
        answer = self.pins.pop(0)
        if answer is None:
            raise CancelledByUser
        return Secret(answer)

    async def ask_consent(self, medium: MediumInfo, use: KeyUse) -> None:
        self.consents += 1
        if not self.agrees:
            raise CancelledByUser


class Audit:
    """Keeps records in a list."""

    def __init__(self) -> None:
        self.records: list[UseRecord] = []
        self.outcomes: dict[int, tuple[UseOutcome, int, str]] = {}

    async def begin(self, record: UseRecord) -> int:
        self.records.append(record)
        return len(self.records) - 1

    async def finish(self, number: int, outcome: UseOutcome, operations: int, error_code: str = "") -> None:
        self.outcomes[number] = (outcome, operations, error_code)


class House:
    """A registry with one bad medium."""

    def __init__(self, person: Person | None, fault: Fault = Fault.NONE, purpose: KeyPurpose = KeyPurpose.SIGN) -> None:
        self.seconds = 0.0
        self.now = NOW
        self.revoked = False
        self.audit = Audit()
        key = PrivateKey.generate(KeyAlgorithm.SM2)
        self.medium = BadMedium(issue(key.public_key, key, purpose), key, fault)
        self.provider = BadProvider(self.medium)
        self.cache = PinCache(clock=lambda: self.seconds)
        self.registry = CredentialRegistry(self.audit, person, self.cache, lambda: self.now, lambda _: self.revoked)

    async def open(self) -> Credential:
        await self.registry.add_provider(self.provider)
        (credential,) = self.registry.credentials()
        return credential


async def sign_once(credential: Credential, use: KeyUse = SIGN) -> bytes:
    async with credential.authorise(use) as key:
        return await key.sign(b"data", SM2)


async def test_a_use_asks_signs_verifies_locks_and_is_recorded() -> None:
    person = Person(PIN)
    house = House(person)
    credential = await house.open()
    credential.certificate.public_key.verify(await sign_once(credential), b"data", SM2)
    assert not house.medium.unlocked
    assert house.audit.records == [
        UseRecord(NOW, credential.id, "张三", KeyOperation.SIGN, "pdf_sign", "签署 合同.pdf")
    ]
    assert house.audit.outcomes == {0: (UseOutcome.DONE, 1, "")}


async def test_one_pin_question_covers_a_block_and_the_key_ends_with_it() -> None:
    person = Person(PIN)
    credential = await House(person).open()
    async with credential.authorise(SIGN) as key:
        for _ in range(5):
            await key.sign(b"data", SM2)
    assert len(person.asked) == 1
    with pytest.raises(MediumLocked):
        await key.sign(b"data", SM2)


async def test_a_wrong_pin_is_asked_again_with_the_tries_that_are_left() -> None:
    person = Person("000000", PIN)
    credential = await House(person).open()
    await sign_once(credential)
    assert [(request.wrong_before, request.state.tries_left) for request in person.asked] == [(False, 3), (True, 2)]


async def test_the_last_wrong_pin_locks_and_a_locked_medium_is_not_asked_for() -> None:
    person = Person("0000", "0000", "0000")
    house = House(person)
    credential = await house.open()
    for _ in range(2):
        with pytest.raises(PinLocked):
            await sign_once(credential)
    assert len(person.asked) == 3
    assert person.asked[-1].state.final_try
    assert house.audit.outcomes[1] == (UseOutcome.FAILED, 0, "PIN-002")


async def test_cancelling_is_recorded_as_that() -> None:
    house = House(Person(None))
    credential = await house.open()
    with pytest.raises(CancelledByUser):
        await sign_once(credential)
    assert house.audit.outcomes[0][0] is UseOutcome.CANCELLED


async def test_a_generic_failure_is_not_a_wrong_pin_and_is_not_asked_again() -> None:
    person = Person(PIN, PIN)
    credential = await House(person, Fault.GENERIC_FAILURE_AT_LOGIN).open()
    with pytest.raises(DriverFailure):
        await sign_once(credential)
    assert len(person.asked) == 1


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.GENERIC_FAILURE_WHILE_SIGNING, DriverFailure),
        (Fault.REMOVED_WHILE_SIGNING, MediumRemoved),
        (Fault.ZERO_SIGNATURE, BadSignatureFromMedium),
        (Fault.SIGNATURE_OF_OTHER_DATA, BadSignatureFromMedium),
    ],
)
async def test_faults_while_signing_are_told_apart(fault: Fault, error: type[Exception]) -> None:
    house = House(Person(PIN), fault)
    credential = await house.open()
    with pytest.raises(error):
        await sign_once(credential)
    assert not house.medium.unlocked
    assert house.audit.outcomes[0][0] is UseOutcome.FAILED


async def test_removal_ends_a_signature_that_hangs() -> None:
    house = House(Person(PIN), Fault.HANGS_WHILE_SIGNING)
    credential = await house.open()
    signing = asyncio.create_task(sign_once(credential))
    await asyncio.wait_for(house.medium.signing.wait(), 5)
    assert house.provider.sink is not None
    house.provider.sink.removed("bad:1")
    with pytest.raises(MediumRemoved):
        await asyncio.wait_for(signing, 5)
    assert house.registry.media() == ()


async def test_removal_closes_a_pin_question() -> None:
    person = Person(PIN)
    person.waits.clear()
    house = House(person)
    credential = await house.open()
    signing = asyncio.create_task(sign_once(credential))
    async with asyncio.timeout(30):
        while not person.asked:
            await asyncio.sleep(0)
    assert house.provider.sink is not None
    house.provider.sink.removed("bad:1")
    with pytest.raises(MediumRemoved):
        await asyncio.wait_for(signing, 5)


@pytest.mark.parametrize(
    ("shift", "error"),
    [(timedelta(days=400), CertificateExpired), (timedelta(days=-2), CertificateNotYetValid)],
)
async def test_a_certificate_outside_its_validity_is_refused_before_any_question(
    shift: timedelta, error: type[Exception]
) -> None:
    person = Person(PIN)
    house = House(person)
    credential = await house.open()
    house.now = NOW + shift
    with pytest.raises(error):
        await sign_once(credential)
    assert person.asked == []


async def test_a_revoked_certificate_and_a_wrong_purpose_are_refused() -> None:
    house = House(Person(PIN))
    credential = await house.open()
    house.revoked = True
    with pytest.raises(CertificateRevoked):
        await sign_once(credential)
    encrypting = await House(Person(PIN), purpose=KeyPurpose.ENCRYPT).open()
    with pytest.raises(OperationNotSupported):
        await sign_once(encrypting)


async def test_an_expired_certificate_still_opens_old_messages() -> None:
    house = House(Person(PIN), purpose=KeyPurpose.ENCRYPT)
    credential = await house.open()
    house.now = NOW + timedelta(days=4000)
    ciphertext = credential.certificate.public_key.encrypt(b"old")
    async with credential.authorise(KeyUse(KeyOperation.DECRYPT, "打开旧邮件", "mail")) as key:
        assert await key.decrypt(ciphertext) == b"old"
        with pytest.raises(UseDenied):
            await key.sign(b"data", SM2)


async def test_the_cache_holds_a_medium_open_and_every_use_moves_the_end() -> None:
    person = Person(PIN, PIN)
    house = House(person)
    credential = await house.open()
    house.cache.choose(PinCacheDuration.HALF_HOUR)
    for house.seconds in (0.0, 1799.0, 3598.0):
        await sign_once(credential)
    assert len(person.asked) == 1
    house.seconds = 3598.0 + 1800.0
    await sign_once(credential)
    assert len(person.asked) == 2


async def test_consent_is_asked_even_when_the_pin_is_cached() -> None:
    person = Person(PIN)
    house = House(person)
    credential = await house.open()
    house.cache.choose(PinCacheDuration.ONE_HOUR)
    await sign_once(credential)
    foreign = KeyUse(KeyOperation.SIGN, "登录 政务网", "relying-party", needs_consent=True)
    await sign_once(credential, foreign)
    person.agrees = False
    with pytest.raises(CancelledByUser):
        await sign_once(credential, foreign)
    assert (person.consents, len(person.asked)) == (2, 1)


async def test_locking_everything_forgets_the_cache() -> None:
    person = Person(PIN, PIN)
    house = House(person)
    credential = await house.open()
    house.cache.choose(PinCacheDuration.TWO_HOURS)
    await sign_once(credential)
    assert house.medium.unlocked
    await house.registry.lock_all()
    assert not house.medium.unlocked
    await sign_once(credential)
    assert len(person.asked) == 2


async def test_without_anybody_to_ask_nothing_is_used() -> None:
    credential = await House(None).open()
    with pytest.raises(UseDenied):
        await sign_once(credential)


async def test_two_uses_of_a_medium_wait_for_each_other() -> None:
    person = Person(PIN, PIN)
    credential = await House(person).open()
    async with credential.authorise(SIGN) as key:
        other = asyncio.create_task(sign_once(credential))
        await asyncio.sleep(0)
        await key.sign(b"data", SM2)
        assert len(person.asked) == 1
    await asyncio.wait_for(other, 5)
    assert len(person.asked) == 2


async def test_media_announced_from_another_thread_appear_and_disappear() -> None:
    house = House(Person(PIN))
    credential = await house.open()
    events: list[RegistryEvent] = []
    done = asyncio.Event()

    def listen(event: RegistryEvent) -> None:
        events.append(event)
        if len(events) == 2:
            done.set()

    house.registry.subscribe(listen)
    sink = house.provider.sink
    assert sink is not None

    def replug() -> None:
        sink.removed("bad:1")
        sink.arrived(house.medium)

    thread = threading.Thread(target=replug)
    thread.start()
    await asyncio.wait_for(done.wait(), 5)
    thread.join()
    assert [event.kind for event in events] == [RegistryEventKind.REMOVED, RegistryEventKind.ARRIVED]
    assert house.registry.find(credential.id).certificate == credential.certificate


async def test_an_unreadable_medium_is_listed_with_its_problem() -> None:
    house = House(Person(), Fault.UNREADABLE)
    await house.registry.add_provider(house.provider)
    (view,) = house.registry.media()
    assert isinstance(view.problem, DriverFailure)
    assert view.credentials == ()
    with pytest.raises(CredentialNotFound):
        house.registry.find("bad:1/0")


async def test_a_medium_that_failed_once_is_read_again() -> None:
    house = House(Person(PIN), Fault.UNREADABLE)
    changed = asyncio.Event()
    house.registry.subscribe(lambda event: changed.set() if event.kind is RegistryEventKind.CHANGED else None)
    await house.registry.add_provider(house.provider)
    house.medium.fault = Fault.NONE
    await asyncio.wait_for(changed.wait(), 20)
    (view,) = house.registry.media()
    assert (view.problem, len(view.credentials)) == (None, 1)
    await sign_once(view.credentials[0])


async def test_stopping_removes_everything() -> None:
    house = House(Person(PIN))
    await house.open()
    await house.registry.stop()
    assert house.registry.media() == ()


async def test_a_reading_that_has_just_ended_keeps_no_provider_waiting() -> None:
    house = House(Person(PIN))
    ended = asyncio.create_task(asyncio.sleep(0))
    await ended
    house.registry._reading["another medium"] = ended
    async with asyncio.timeout(30):
        await house.registry.add_provider(house.provider)
    assert len(house.registry.credentials()) == 1
