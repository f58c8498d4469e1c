"""管理员转让 in the real window: the deed that leaves this device is judged by others, and the roles swap."""

from __future__ import annotations

import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import pymupdf
import pytest

from authority.accounts.models import FileRow
from authority.organisations.models import TransferRow
from authority.service import Service
from core.secret import Secret
from plugins.mobile_cert.installation import install_certificate
from tests.authority import organisation_orders as orders
from tests.authority.organising import Member
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.applying import STROKES
from tests.plugins.mobile_cert.client import SLOW, Client
from tests.plugins.mobile_cert.losing import losing
from tests.simulators.meddling_proxy import MeddlingProxy

PIN = "135790"


@pytest.mark.timeout(240)
@pytest.mark.feature("M3.3.10.3")
async def test_the_administration_is_transferred_by_a_signed_deed(
    authority: AuthorityProcess,
    proxy: MeddlingProxy,
    service: Service,
    open_client: Callable[..., Awaitable[Client]],
    tmp_path: Path,
) -> None:
    client = await open_client(proxy.url)
    administrator, employee = Member(authority.url, service), Member(authority.url, service)
    organisation = administrator.found(service)
    administrator.decide(employee.join(organisation, administrator), "approve")
    client.sign_in(administrator)

    await client.go("mobile_cert.organisation")
    await client.press("openTransfer")
    await client.shown("mobile_cert.transfer")
    await client.press("employee0")
    await client.press("wizardNext")
    wizard = client.current
    assert (wizard.step.id, wizard.certificates.items, wizard.canContinue) == ("certificate", (), False)
    await client.driver.screenshot("transfer-no-certificate")
    await client.back_to(1)

    # an RSA certificate, which pdfsig can judge
    draft = orders.order(administrator, "certificate_new", key_algorithm="rsa2048").json()
    orders.complete(service, administrator, draft)
    with Secret(PIN) as pin:
        await install_certificate(client.module.service, client.module.store, draft["id"], pin)
    wizard = await client.go("mobile_cert.transfer")
    await client.driver.wait_until(lambda: len(wizard.employees.items) == 1, SLOW, "employees")
    await client.press("employee0")
    await client.driver.screenshot("transfer-employee")
    await client.press("wizardNext")
    await client.press("signer0")
    await client.driver.screenshot("transfer-certificate")
    await client.press("wizardNext")
    assert wizard.step.id == "deed"
    assert not wizard.canContinue, "nothing is written yet"
    await client.press("startSigning")
    await client.driver.draw("handwritingItem", STROKES)
    await client.driver.screenshot("transfer-pad")
    await client.press("handwritingSave")
    await client.driver.wait_until(lambda: wizard.signed and wizard.canContinue, SLOW, "the handwriting is shown")
    await client.driver.screenshot("transfer-deed")
    await client.press("wizardNext")
    await client.driver.wait_for("pinField", SLOW)
    await client.driver.type("pinField", PIN)
    # the authority acts, its answer is lost until the client gives up; the same deed is handed in again, without a PIN
    proxy.after = losing("POST", "/completion", 3)
    await client.driver.click("dialogAccept")
    await client.driver.wait_until(lambda: wizard.errorCode == "NET-001" and not wizard.busy, 60, "no answer")
    await client.press("wizardNext")
    await client.driver.wait_until(lambda: client.current is not wizard or wizard.errorCode != "", 60, "the roles swap")
    assert client.current is not wizard, wizard.errorCause

    session = client.module.service.session
    assert session is not None
    assert session.identity is not None
    assert session.identity.kind == "employee"
    assert "administrator" in employee.identities()
    signed = tmp_path / "deed.pdf"
    with service.store.read() as database:
        [row] = database.query(TransferRow).where(TransferRow.organisation_id == organisation["id"])
        file = database.get_one(FileRow, row.signed_file_id)
        signed.write_bytes(service.keyring.decrypt("file", file.content))
    shown = subprocess.run(["pdfsig", str(signed)], capture_output=True, text=True, check=False)
    assert "Signature is Valid." in shown.stdout, shown.stdout + shown.stderr
    assert "Total document signed" in shown.stdout
    with pymupdf.open(signed) as document:
        pixels = document[0].get_pixmap(dpi=72, clip=pymupdf.Rect(180, 470, 294, 584))
        red = sum(pixels.samples[i] > 150 > pixels.samples[i + 1] + 60 for i in range(0, len(pixels.samples), 3))
    assert red > 300, "the organisation's round seal is on it"
    for person in (administrator, employee):
        person.http.close()
