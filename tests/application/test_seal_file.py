"""Electronic seals in the window: those of the authority, files of others, altered and foreign ones."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from core.crypto.algorithms import KeyAlgorithm
from core.crypto.keys import PrivateKey
from core.crypto.seal import SealContent, SealKind, SealPicture, make_seal
from core.secret import Secret
from plugins.mobile_cert.installation import install_certificate
from tests.authority.person import NAME, Person, handwriting
from tests.authority.server import AuthorityProcess
from tests.core.credentials.issued import issue
from tests.plugins.mobile_cert.client import SLOW, Client

Open = Callable[..., Awaitable[Client]]


async def with_seal(client: Client, person: Person) -> bytes:
    """The application of somebody whose seal the authority made."""
    client.sign_in(person)
    with Secret("246810") as pin:
        await install_certificate(client.module.service, client.module.store, person.approved_order("sm2"), pin)
    seals = client.application.services.credentials.seals
    await client.driver.wait_until(lambda: any(seal.electronic_seal for seal in seals.seals()), SLOW, "seal")
    (made,) = [seal.electronic_seal for seal in seals.seals() if seal.electronic_seal]
    return made


@pytest.mark.feature("M3.5.5")
@pytest.mark.parametrize("size", ["phone", "kiosk"])
async def test_a_seal_is_looked_into_verified_and_kept(
    authority: AuthorityProcess,
    open_client: Open,
    new_person: Callable[[], Person],
    tmp_path: Path,
    size: str,
) -> None:
    client = await open_client(authority.url, size=size)
    made = await with_seal(client, new_person())
    await client.go("seal.home")
    await client.press("inspect0")
    await client.shown("seal.inspection")
    page = client.current
    await client.driver.wait_until(lambda: page.sealName != "", SLOW, "the seal")
    assert (page.verdictText, page.canKeep) == ("印章有效", False)
    assert [entry["key"] for entry in page.holders] == [NAME]
    await client.driver.screenshot(f"seal-{size}")

    altered = tmp_path / "altered.esl"
    place = made.rindex(b"\x89PNG") + 60
    altered.write_bytes(made[:place] + bytes([made[place] ^ 1]) + made[place + 1 :])
    page.choose(QUrl.fromLocalFile(str(altered)))
    await client.settled()
    assert (page.verdictText, page.verdictKind, page.canKeep) == ("印章被篡改", "danger", False)

    foreign = tmp_path / "foreign.esl"
    foreign.write_bytes(foreign_seal())
    page.choose(QUrl.fromLocalFile(str(foreign)))
    await client.settled()
    assert (page.sealName, page.verdictText) == ("某单位公章", "制章机构不受信任")

    text = tmp_path / "text.esl"
    text.write_text("not a seal")
    page.choose(QUrl.fromLocalFile(str(text)))
    await client.settled()
    assert page.errorCode == "SEAL-002"

    mine = tmp_path / "mine.esl"
    mine.write_bytes(made)
    client.application.window.shell.fileDropped.emit(QUrl.fromLocalFile(str(mine)))
    dropped = client.current
    await client.driver.wait_until(lambda: dropped.sealName != "", SLOW, "the dropped seal")
    assert (dropped.verdictText, dropped.canKeep) == ("印章有效", True)
    await client.press("keepSeal")
    seals = client.application.services.credentials.seals
    kept = [seal for seal in seals.seals() if seal.id.startswith("own:")]
    assert [seal.electronic_seal for seal in kept] == [made]
    assert kept[0].certificate_fingerprint != "", "it stands with its holder's certificate only"


def foreign_seal() -> bytes:
    """A seal of a maker whom nobody here knows."""
    key, now = PrivateKey.generate(KeyAlgorithm.SM2), datetime.now(UTC)
    maker = issue(key.public_key, key)
    content = SealContent(
        id="X1",
        vendor="OTHER",
        kind=SealKind.ORGANISATION,
        name="某单位公章",
        picture=SealPicture("PNG", handwriting(), 42, 42),
        signers=(maker.der,),
        created=now,
        valid_from=now - timedelta(days=1),
        valid_to=now + timedelta(days=365),
    )
    return make_seal(content, maker, key.sign)
