"""A desk for signing: the real application, keys whose certificates the running authority issued, files to sign."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, QUrl

from authority.pki.issuance import IssuedPair, Subject, activate_pair, issue_pair, revoke_pair
from authority.service import Service
from core.credentials.software import SoftwareKeyStore
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.keys import PrivateKey
from core.crypto.requests import build_request
from core.secret import Secret
from tests.plugins.mobile_cert.client import SLOW, Client
from tests.softhsm import PIN as TOKEN_PIN
from tests.softhsm import SoftHsm

PIN = "135790"
ID_NUMBER = "11010519491231002X"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Desk:
    """One person's application and what lies on the table."""

    client: Client
    folder: Path

    @property
    def page(self) -> Any:
        """The view model in front."""
        return self.client.current

    async def see(self, subject: str) -> str:
        """Wait for a credential of that name; its id."""
        registry = self.client.application.services.credentials

        def found() -> list[str]:
            return [item.id for item in registry.credentials() if item.certificate.subject_name == subject]

        await self.client.driver.wait_until(lambda: bool(found()), SLOW, subject)
        return next(item for item in found() if registry.find(item).certificate.purpose.can_sign)

    async def home(self) -> None:
        """Leave all pages, as an event of Qt: what Qt deletes later goes only when its loop called."""
        window = self.client.application.window
        QTimer.singleShot(0, window.window, lambda: window.navigator.drop_to(1))
        await self.client.shown("core.home")
        for _ in range(15):
            await self.client.driver.turn()

    async def open(self, source: Path) -> Any:
        """The page for signing with a file chosen, as the system's dialog would return it."""
        await self.home()
        page = await self.client.go("pdf_sign.sign")
        page.choose(QUrl.fromLocalFile(str(source)))
        await self.client.settled()
        return page

    async def begin(self, target: Path) -> None:
        """[签名] with the name of the signed file, up to what comes next: the PIN, an error, the report."""
        driver = self.client.driver
        # a question that was just refused may still be on the screen of a busy machine
        await driver.wait_until(lambda: not self.page.busy and not driver.is_shown("pinField"), SLOW, "nothing asked")
        self.page.sign(QUrl.fromLocalFile(str(target)))
        await driver.wait_until(lambda: driver.is_shown("pinField") or not self.page.busy, SLOW, "PIN, error or report")

    async def give_pin(self, pin: str = PIN) -> None:
        """Type the PIN into the open question and confirm."""
        driver = self.client.driver
        question = self.client.application.window.dialogs.current.get("id")
        await driver.wait_for("pinField", SLOW)
        for _ in range(20):
            await driver.turn()
        await driver.type("pinField", pin)
        await driver.click("dialogAccept")
        dialogs = self.client.application.window.dialogs
        await driver.wait_until(
            lambda: not self.page.busy or dialogs.current.get("id") not in (question, None), SLOW, "after the PIN"
        )

    async def sign(self, target: Path, pin: str = PIN) -> None:
        """Sign to the end; the report is in front afterwards."""
        await self.begin(target)
        await self.give_pin(pin)
        assert self.page.errorCode == "", (self.page.errorCode, self.page.errorCause)
        await self.client.shown("pdf_sign.verify")
        await self.client.driver.wait_until(lambda: self.page.checked, SLOW, "report")

    def nothing_left(self, *kept: Path) -> None:
        """The folder holds these files alone: no half-written one, no draft."""
        assert sorted(path.name for path in self.folder.iterdir()) == sorted(path.name for path in kept)


def issue(
    service: Service,
    algorithm: KeyAlgorithm,
    name: str = "张三",
    *,
    key: PrivateKey | None = None,
    began: timedelta = timedelta(),
    years: int = 1,
    sign: Any = None,
    public_key: Any = None,
) -> tuple[PrivateKey | None, IssuedPair]:
    """A pair of certificates of the running authority, good at once."""
    if public_key is None:
        key = key or PrivateKey.generate(algorithm)
        public_key, sign = key.public_key, key.sign
    request = build_request({"common_name": name}, public_key, sign)
    now = datetime.now(UTC) - began
    with service.store.write() as session:
        pair = issue_pair(
            session,
            service.hierarchy,
            subject=Subject({"common_name": name}, ID_NUMBER),
            request_der=request,
            algorithm=algorithm,
            years=years,
            public_url=str(service.settings.public_url).rstrip("/"),
            now=now,
        )
        activate_pair(session, pair.pair_id, now)
    return key, pair


def revoke(service: Service, pair: IssuedPair) -> None:
    """As the administration console does."""
    with service.store.write() as session:
        revoke_pair(session, pair.pair_id, "key_compromise", datetime.now(UTC))


async def software_key(
    service: Service,
    store: SoftwareKeyStore,
    algorithm: KeyAlgorithm = KeyAlgorithm.SM2,
    name: str = "张三",
    **when: Any,
) -> IssuedPair:
    """Make a key on this device and install the certificates that the authority issues for it."""
    with await store.create_pending(f"order-{next(_numbers)}", algorithm, Secret(PIN), name) as pending:
        _, pair = issue(service, algorithm, name, sign=pending.sign, public_key=pending.public_key, **when)
        await store.install(pending, pair.signing, pair.encryption, pair.chain, pair.envelope)
    return pair


def token_key(
    service: Service, softhsm: SoftHsm, label: str, key_id: str, algorithm: KeyAlgorithm, name: str, **when: Any
) -> IssuedPair:
    """Put a key with a certificate of the authority on a token; its issuers are not put there, as often in life."""
    key, pair = issue(service, algorithm, name, **when)
    assert key is not None
    softhsm.add_key(label, pair.signing, key, key_id)
    return pair


__all__ = ["PIN", "TOKEN_PIN", "Desk", "issue", "revoke", "software_key", "token_key"]
