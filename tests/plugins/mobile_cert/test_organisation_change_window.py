"""机构信息变更 in the real window: the new licence fills the form, the new representative proves the phone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from authority.service import Service
from tests.authority.organising import Member, draw_licence
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import Client
from tests.plugins.mobile_cert.losing import losing
from tests.simulators.meddling_proxy import MeddlingProxy


@pytest.mark.timeout(180)
@pytest.mark.feature("M3.3.10.4")
async def test_the_administrator_changes_name_and_representative(
    authority: AuthorityProcess,
    proxy: MeddlingProxy,
    service: Service,
    open_client: Callable[..., Awaitable[Client]],
    tmp_path: Path,
) -> None:
    client = await open_client(proxy.url)
    administrator, successor = Member(authority.url, service), Member(authority.url, service)
    organisation = administrator.found(service)
    client.sign_in(administrator)
    await client.go("mobile_cert.organisation")
    await client.press("openOrganisationChange")
    await client.shown("mobile_cert.organisation_change")
    form = client.current
    assert (form.name.text, form.legalName.text) == (organisation["name"], administrator.name)
    assert not client.driver.is_shown("legalIdNumber"), "the representative stays until a licence says otherwise"
    await client.press("submitOrganisationChange")
    assert form.licenceProblem == "请上传营业执照"
    await client.press("useLicenceSpecimen")
    await client.driver.wait_until(lambda: not form.reading, 60, "the licence is read")
    assert "不是本机构" in form.licenceProblem
    await client.driver.screenshot("organisation-other-licence")

    name = organisation["name"].removesuffix("有限公司") + "数字有限公司"
    file = tmp_path / "licence.png"
    file.write_bytes(draw_licence(name, organisation["credit_code"], successor.name))
    form.chooseLicence(QUrl.fromLocalFile(str(file)))
    await client.driver.wait_until(lambda: form.name.text == name and not form.reading, 60, "the licence is read")
    assert form.otherRepresentative
    await client.driver.type("legalIdNumber", successor.id_number)
    await client.driver.type("legalPhone", successor.phone)
    await client.type_sms_code(authority.url)
    await client.driver.screenshot("organisation-change")
    # the authority acts, its answer is lost until the client gives up, the person presses again
    proxy.after = losing("PUT", "/organisation", 3)
    await client.press("submitOrganisationChange")
    await client.driver.wait_until(lambda: form.errorCode == "NET-001", 60, "no answer")
    await client.press("submitOrganisationChange")
    await client.driver.wait_until(lambda: form.done or form.errorCode != "", 60, "the authority has read the licence")
    assert form.done, form.errorCause
    await client.press("finishOrganisationChange")
    await client.shown("mobile_cert.organisation")
    facts = {entry["key"]: entry["value"] for entry in client.current.facts}
    assert (facts["机构名称"], facts["法定代表人"]) == (name, successor.name)
    await client.back_to(1)
    await client.go("mobile_cert.home")
    assert client.current.identity == f"管理员 · {name}"
    assert "legal_representative" in successor.identities()
    for person in (administrator, successor):
        person.http.close()
