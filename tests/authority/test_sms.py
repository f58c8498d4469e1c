"""Text messages leave by the gateway that a file names: signed as published, once, and never after they are needed."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select
from structlog.testing import capture_logs

from authority.accounts.messages import send_sms
from authority.accounts.models import OutgoingSmsRow
from authority.application import open_service
from authority.notifications import aliyun_sms, tencent_sms
from authority.notifications.outbox import send_waiting_sms
from authority.notifications.sms_configuration import SmsFile
from authority.notifications.sms_texts import CODE, INVITATION, TEMPLATES
from authority.service import Service, utc_now
from authority.settings import Environment, Settings
from tests.authority.conftest import QUICK
from tests.authority.person import Person
from tests.authority.server import AuthorityProcess
from tests.simulators.sms_gateways import IDS, SmsPeer

PHONE, SECRET_CODE = "13800138000", "482913"
FILLED = CODE.fill(purpose="登录", code=SECRET_CODE, minutes="5")
SERVICES = ["aliyun", "tencent"]


@pytest.fixture
def peer() -> Iterator[SmsPeer]:
    peer = SmsPeer()
    yield peer
    peer.stop()


@pytest.fixture(params=SERVICES)
def sender(
    request: pytest.FixtureRequest, peer: SmsPeer, new_database_url: Callable[[], str], tmp_path: Path
) -> Iterator[Service]:
    """An authority without a process that sends by the peer."""
    values = {"data_dir": tmp_path, "database_url": new_database_url(), "master_key_file": tmp_path / "k"}
    service = open_service(Settings.model_validate({**values, "sms_file": peer.sms_file(tmp_path, request.param)}))
    yield service
    service.store.close()


def _write(service: Service, minutes: int = 5) -> None:
    now = service.clock()
    with service.store.write() as session:
        send_sms(service, session, PHONE, FILLED, now, needed_until=now + timedelta(minutes=minutes))


def _waiting(service: Service) -> int:
    with service.store.read() as session:
        return session.scalar(select(func.count()).select_from(OutgoingSmsRow)) or 0


def _later(service: Service, seconds: int) -> Service:
    return replace(service, clock=lambda: utc_now() + timedelta(seconds=seconds))


def test_a_message_arrives_as_a_template_and_nobody_logs_it(
    peer: SmsPeer, sender: Service, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    production = sender.settings.model_copy(update={"environment": Environment.PRODUCTION})
    sender = replace(sender, settings=production)
    with caplog.at_level(logging.DEBUG):
        _write(sender)
        send_waiting_sms(sender)
        send_waiting_sms(sender)
    (message,) = peer.received
    assert (message.phone, message.template, message.values) == (PHONE, "code", ("登录", SECRET_CODE, "5"))
    assert len(message.ours) == 36
    assert _waiting(sender) == 0
    printed = caplog.text + "".join(capsys.readouterr())
    assert SECRET_CODE not in printed
    assert PHONE not in printed


def test_what_is_refused_is_sent_later_but_not_too_late(peer: SmsPeer, sender: Service) -> None:
    peer.answer = "isp.SYSTEM_ERROR"
    _write(sender)
    with capture_logs() as told:
        send_waiting_sms(sender)
    assert (peer.received, _waiting(sender)) == ([], 1)
    assert any("isp.SYSTEM_ERROR" in str(entry) for entry in told)
    peer.answer = ""
    send_waiting_sms(sender)
    assert peer.received == [], "not at once again"
    send_waiting_sms(_later(sender, 60))
    assert len(peer.received) == 1
    _write(sender)
    send_waiting_sms(_later(sender, 301))
    assert (len(peer.received), _waiting(sender)) == (1, 0), "the code has no use any more"


@pytest.mark.parametrize("sender", ["tencent"], indirect=True)
def test_a_gateway_that_is_away_is_tried_until_the_end(peer: SmsPeer, sender: Service) -> None:
    peer.stop()
    _write(sender)
    for seconds in range(0, 301, 20):
        send_waiting_sms(_later(sender, seconds))
    assert _waiting(sender) == 0


@pytest.mark.parametrize("sender", ["aliyun"], indirect=True)
def test_processes_together_send_each_once(peer: SmsPeer, sender: Service) -> None:
    for _ in range(8):
        _write(sender)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: send_waiting_sms(sender), range(3)))
    assert (len(peer.received), len({message.ours for message in peer.received})) == (8, 8)


@pytest.mark.parametrize("name", SERVICES)
def test_signatures_are_checked(peer: SmsPeer, tmp_path: Path, name: str) -> None:
    """The peer refuses what another key signed, so that it judges the other tests too."""
    from authority.notifications.sms_configuration import sms_gateway
    from authority.notifications.sms_gateway import SmsNotTaken

    path = peer.sms_file(tmp_path, name)
    (tmp_path / "sms-secret").write_text("another")
    with pytest.raises(SmsNotTaken, match="Signature"):
        sms_gateway(path).send("1", PHONE, FILLED)
    assert peer.received == []


def test_published_signature_of_alibaba_cloud() -> None:
    """The example with fixed parameters of "V3 request body and signature mechanism"."""
    query = aliyun_sms.canonical_query(
        {"RegionId": "cn-shanghai", "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"}
    )
    headers = {
        "host": "ecs.cn-shanghai.aliyuncs.com",
        "x-acs-action": "RunInstances",
        "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-version": "2014-05-26",
    }
    signed = aliyun_sms.authorisation("YourAccessKeyId", "YourAccessKeySecret", query, headers)
    assert signed.endswith("Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0")
    assert aliyun_sms.canonical_query({"a": "登 录*~"}) == "a=%E7%99%BB%20%E5%BD%95%2A~"


def test_published_signature_of_tencent_cloud() -> None:
    """The example of "Signature v3"."""
    payload = b'{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'
    headers = {"content-type": "application/json; charset=utf-8", "host": "cvm.tencentcloudapi.com"}
    key_id, key = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"
    signed = tencent_sms.authorisation(key_id, key, "cvm", 1551113065, headers, payload)
    assert signed == (
        f"TC3-HMAC-SHA256 Credential={key_id}/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, "
        "Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
    )


def test_a_file_that_is_not_complete_is_refused(peer: SmsPeer, tmp_path: Path) -> None:
    told = json.loads(peer.sms_file(tmp_path, "aliyun").read_text("utf-8"))
    account = told["aliyun"]
    wrong = [
        {},
        {"aliyun": {**account, "templates": {**IDS, "code": "SMS_1", "other": "SMS_2"}}},
        {"aliyun": {**account, "templates": {"code": "SMS_1"}}},
        {"aliyun": {**account, "address": "http://dysmsapi.aliyuncs.com"}},
        {"aliyun": account, "tencent": {}},
    ]
    for content in wrong:
        with pytest.raises(ValidationError):
            SmsFile.model_validate(content)


def test_templates_are_documented_in_their_words() -> None:
    text = (Path(__file__).parents[2] / "docs" / "operations.md").read_text("utf-8")
    for template in TEMPLATES:
        assert f"| `{template.name}` | {template.text} |" in text
    assert INVITATION.fill(organisation="示例").values == (("organisation", "示例"),)


def test_a_person_signs_in_with_the_code_that_the_gateway_got(
    peer: SmsPeer, new_database_url: Callable[[], str], tmp_path: Path
) -> None:
    """The whole way: a process of the authority, its outbox, the gateway, the person."""
    settings = {**QUICK, "sms_file": str(peer.sms_file(tmp_path, "tencent"))}
    process = AuthorityProcess(tmp_path / "data", new_database_url(), settings).start()
    person = Person(process.url, PHONE)
    try:
        assert person.ask_sms("login").is_success
        deadline = time.monotonic() + 30
        while not peer.received:
            assert time.monotonic() < deadline, process.log()
            time.sleep(0.05)
        _, code, minutes = peer.received[0].values
        assert minutes == "5"
        body = {"phone": PHONE, "sms_code": code, "accepted_privacy_version": "1"}
        assert person.ask("POST", "/sessions", body)["ticket"]
    finally:
        person.http.close()
        process.stop()
    assert "Traceback" not in process.log()
