"""Organisations in the real window: created by the licence, joined with consent, left; acting for them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from authority.service import Service
from resources.specimens import licence
from tests.authority.organising import Member
from tests.authority.person import PASSWORD
from tests.authority.server import AuthorityProcess
from tests.plugins.mobile_cert.client import Client

Open = Callable[..., Awaitable[Client]]


@pytest.fixture
async def client(open_client: Open, authority: AuthorityProcess) -> Client:
    """The application before the authority."""
    return await open_client(authority.url)


@pytest.mark.feature("M3.3.5.1", "M3.3.5.2", "M3.3.5.3", "M3.3.5.4", "M3.3.5.5", "M3.3.5.6", "M3.3.8.1")
async def test_an_organisation_is_created_by_its_licence_and_its_creator_becomes_administrator(
    client: Client, somebody: Callable[..., Member], authority: AuthorityProcess
) -> None:
    person, specimen = somebody(), licence()
    client.sign_in(person)
    await client.go("mobile_cert.home")
    await client.press("association")
    await client.shown("mobile_cert.association")
    await client.driver.type("organisationCode", specimen.credit_code[:-1] + "0")
    await client.press("searchOrganisation")
    assert client.current.stage == "query", "a name is needed, and a code that passes its check"
    await client.driver.type("organisationName", specimen.name)
    await client.driver.type("organisationCode", specimen.credit_code)
    await client.press("searchOrganisation")
    assert client.current.stage == "missing"
    await client.driver.screenshot("organisation-missing")
    await client.press("createOrganisation")
    await client.shown("mobile_cert.new_organisation")
    form = client.current
    await client.press("readOrganisationAgreement")
    await client.shown("mobile_cert.agreement")
    assert client.current.heading == "机构认证服务协议"
    await client.application.window.navigator.pop()
    await client.shown("mobile_cert.new_organisation")
    await client.press("beginOrganisation")
    await client.press("submitOrganisation")
    assert form.licenceProblem == "请上传营业执照"
    await client.press("useLicenceSpecimen")
    await client.driver.wait_until(lambda: not form.reading, 60, "the licence is read")
    assert (form.name.text, form.creditCode.text) == (specimen.name, specimen.credit_code)
    assert (form.legalName.text, form.unlimited, form.licenceProblem) == (specimen.legal_representative, True, "")
    await client.type_sms_code(authority.url)
    await client.press("submitOrganisation")
    assert not form.done, "the collection of data has to be agreed to"
    await client.press("privacyAgreed")
    await client.driver.screenshot("organisation-form")
    await client.press("submitOrganisation")
    await client.driver.wait_until(lambda: form.done, 60, "the authority has read the licence")
    await client.press("becomeAdministrator")
    await client.shown("mobile_cert.identity")
    assert [row.title for row in client.current.identities.items] == ["自然人", "管理员"]
    await client.press("identity1")
    await client.driver.screenshot("identities")
    await client.press("confirmIdentity")
    await client.shown("mobile_cert.home")
    assert client.current.identity == f"管理员 · {specimen.name}"
    await client.go("mobile_cert.transfer")
    await client.press("emptyAction")
    await client.shown("mobile_cert.invite")
    await client.go("mobile_cert.home")
    await client.driver.screenshot("home-of-an-administrator")
    assert person.ask("GET", "/organisation")["credit_code"] == specimen.credit_code
    await client.press("identity")
    await client.shown("mobile_cert.identity")
    await client.press("identity0")
    await client.press("confirmIdentity")
    await client.shown("mobile_cert.home")
    assert client.current.identity == "自然人"
    assert not client.current.manages


@pytest.mark.feature("M3.3.6.1", "M3.3.6.2", "M3.3.6.3", "M3.3.6.4", "M3.3.7", "M3.3.2.5", "M3.3.8.2")
async def test_joining_needs_the_administrator_named_and_leads_to_an_identity_that_can_be_left(
    client: Client, somebody: Callable[..., Member], service: Service, authority: AuthorityProcess
) -> None:
    administrator, person = somebody(), somebody()
    organisation = administrator.found(service)
    client.sign_in(person)
    await client.go("mobile_cert.association")
    await client.driver.type("organisationName", organisation["name"])
    await client.driver.type("organisationCode", organisation["credit_code"])
    await client.press("searchOrganisation")
    assert client.current.stage == "found"
    assert administrator.name not in client.current.administrator
    assert f"{administrator.phone[:3]}****" in client.current.administrator
    await client.press("applyToJoin")
    await client.driver.type("administratorName", "赵不对")
    await client.driver.type("administratorPhone", administrator.phone)
    await client.press("submitRequest")
    assert "还可尝试 4 次" in client.current.problem
    await client.driver.screenshot("administrator-differs")
    await client.driver.type("administratorName", administrator.name)
    await client.press("submitRequest")
    assert client.current.stage == "sent"
    await client.driver.screenshot("request-sent")
    await client.press("openHistory")
    await client.shown("mobile_cert.associations")
    (row,) = client.current.associations.items
    assert (row.title, row.stateText, row.canWithdraw) == (organisation["name"], "待审核", True)
    assert administrator.decide(row.membershipId, "approve") == "active"
    client.current.refresh()
    await client.settled()
    assert client.current.associations.items[0].stateText == "已关联"
    await client.module.service.sign_out()
    await client.back_to(1)

    await client.go("mobile_cert.login")
    await client.to_password(authority.url, person.phone)
    await client.driver.type("password", PASSWORD)
    await client.press("confirmPassword")
    await client.shown("mobile_cert.identity")
    assert client.current.signingIn
    assert client.current.chosen == "", "nobody is chosen for the person"
    await client.press("identity1")
    await client.press("confirmIdentity")
    await client.driver.wait_until(lambda: client.page != "mobile_cert.identity", 20, "signed in")
    session = client.module.service.session
    assert session is not None
    assert session.identity is not None
    assert (session.identity.kind, session.identity.organisation) == ("employee", organisation["name"])

    await client.back_to(1)
    await client.go("mobile_cert.associations")
    await client.press("leaveOrganisation0")
    await client.driver.screenshot("leave-organisation")
    await client.accept()
    assert client.current.associations.items[0].stateText == "已退出"
    session = client.module.service.session
    assert session is not None
    assert [item.kind for item in session.view.identities] == ["natural_person"]


@pytest.mark.feature("M3.3.6.5", "M3.3.10.1", "M3.3.10.2")
async def test_an_administrator_decides_about_requests_members_and_invitations(
    client: Client, somebody: Callable[..., Member], service: Service
) -> None:
    administrator, wanted, unwanted, invited = somebody(), somebody(), somebody(), somebody()
    organisation = administrator.found(service)
    wanted.join(organisation, administrator)
    unwanted.join(organisation, administrator)
    client.sign_in(administrator)
    await client.go("mobile_cert.home")
    await client.press("organisation")
    await client.shown("mobile_cert.organisation")
    page = client.current
    assert {"key": "统一社会信用代码", "value": organisation["credit_code"]} in page.facts
    assert page.waiting == 2
    assert [row.title for row in page.members.items] == [administrator.name]
    await client.press("tab1")
    await client.driver.screenshot("requests-to-join")
    await client.press("approve0")
    await client.press("reject0")
    await client.accept()
    assert [(row.title, row.stateText) for row in page.members.items] == [(unwanted.name, "已拒绝")]
    assert page.waiting == 0
    await client.press("tab2")
    await client.press("invite")
    await client.shown("mobile_cert.invite")
    await client.driver.type("inviteName", invited.name)
    await client.driver.type("invitePhone", invited.phone)
    await client.press("sendInvitation")
    await client.shown("mobile_cert.organisation")
    assert [(row.title, row.canRevoke) for row in page.members.items] == [(invited.name, True)]
    (invitation,) = invited.ask("GET", "/me/memberships")["items"]
    assert invited.decide_own(invitation["id"], "accept") == "active"
    await client.press("revoke0")
    assert page.errorCause == "该记录已被处理，状态已变化。", "it was accepted meanwhile"
    await client.press("tab0")
    assert [row.title for row in page.members.items] == [administrator.name, wanted.name, invited.name]
    await client.driver.screenshot("members")
    await client.press("member1")
    await client.shown("mobile_cert.member")
    assert {"key": "姓名", "value": wanted.name} in client.current.facts
    await client.driver.screenshot("member")
    await client.press("removeMember")
    await client.accept()
    await client.shown("mobile_cert.organisation")
    assert [row.title for row in page.members.items] == [administrator.name, invited.name]
    assert wanted.identities().keys() == {"natural_person"}
    await client.press("member0")
    await client.shown("mobile_cert.member")
    assert not client.driver.is_shown("removeMember"), "an administrator stays until there is a successor"


async def test_an_invited_person_answers_in_the_window(
    client: Client, somebody: Callable[..., Member], service: Service
) -> None:
    administrator, person = somebody(), somebody()
    administrator.found(service)
    body = {"name": person.name, "phone": person.phone}
    administrator.ask("POST", "/organisation/invitations", body)
    client.sign_in(person)
    await client.go("mobile_cert.associations")
    await client.press("declineInvitation0")
    assert client.current.associations.items[0].stateText == "已谢绝"
    administrator.ask("POST", "/organisation/invitations", body)
    client.current.refresh()
    await client.settled()
    await client.press("acceptInvitation0")
    assert client.current.associations.items[0].stateText == "已关联"
    assert "employee" in person.identities()
