"""Which certificates need their owner, and the calendar file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from plugins.mobile_cert.models import CertificateView
from plugins.mobile_cert.reminders import Reminder, calendar_file, reminders

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def _certificate(serial: str, days: float, state: str = "active", *, outdated: bool = False) -> CertificateView:
    values = {
        "id": serial,
        "order_id": "1",
        "subject_name_masked": "李**",
        "serial_hex": serial,
        "ca": "体验环境 CA",
        "algorithm": "sm2",
        "not_before": NOW - timedelta(days=300),
        "not_after": NOW + timedelta(days=days),
        "state": state,
        "organisation": None,
        "outdated": outdated,
        "allowed": [],
        "signing_certificate": "",
        "encryption_certificate": "",
    }
    return CertificateView.model_validate(values)


def test_near_their_end_or_elsewhere() -> None:
    items = [
        _certificate("A1", 100),
        _certificate("A2", 29),
        _certificate("A3", 31),
        _certificate("A4", 10),
        _certificate("A5", 5, "revoked"),
        _certificate("A6", 500),
        _certificate("A7", -1, "expired"),
        _certificate("A8", 400, "hold"),
        _certificate("A9", 20, outdated=True),
        _certificate("A0", -2, "expired").model_copy(update={"allowed": ["personal_certificate_renew"]}),
    ]
    found = reminders(items, {"A1", "A2", "A3", "A4", "A5"}, NOW)
    expected = [
        ("A0", Reminder.EXPIRED),  # as long as it can be renewed
        ("A4", Reminder.EXPIRING),
        ("A9", Reminder.OUTDATED),  # here or elsewhere: it can only be changed
        ("A2", Reminder.EXPIRING),
        ("A6", Reminder.NOT_HERE),
    ]
    assert [(item.certificate.id, item.reminder) for item in found] == expected


def test_the_calendar_file_keeps_the_rules_of_rfc_5545() -> None:
    content = calendar_file(_certificate("A1", 40), "数字证书到期：体验环境 CA, 一", "序列号; A1\n" + "很长" * 60, NOW)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    text = content.decode().replace("\r\n ", "")
    lines = text.split("\r\n")
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert "DTSTART:20270102T080000Z" in lines
    assert "SUMMARY:数字证书到期：体验环境 CA\\, 一" in lines
    assert "DESCRIPTION:序列号\\; A1\\n" + "很长" * 60 in lines
    assert "TRIGGER:-P30D" in lines
