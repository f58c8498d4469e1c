"""What a person has to be reminded of about certificates: changed data, near their end, or not on this device."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from plugins.mobile_cert import models

SOON = timedelta(days=30)


class Reminder(StrEnum):
    """Why a certificate needs its owner."""

    OUTDATED = "outdated"
    EXPIRING = "expiring"
    NOT_HERE = "not_here"
    EXPIRED = "expired"
    """It can still be renewed."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """A certificate and the reason."""

    certificate: models.CertificateView
    reminder: Reminder


def reminders(
    certificates: Iterable[models.CertificateView], serials_here: set[str], now: datetime
) -> tuple[Reminded, ...]:
    """The certificates that need their owner, the nearest end first.

    Args:
        certificates: as the authority tells them.
        serials_here: serial numbers of the certificates on this device.
        now: aware.
    """
    found = []
    for item in sorted(certificates, key=lambda item: item.not_after):
        if item.state == "expired" and any(name.endswith("certificate_renew") for name in item.allowed):
            found.append(Reminded(item, Reminder.EXPIRED))
        if item.state != "active":
            continue
        if item.outdated:
            found.append(Reminded(item, Reminder.OUTDATED))
        elif item.serial_hex not in serials_here:
            found.append(Reminded(item, Reminder.NOT_HERE))
        elif expires_soon(item, now):
            found.append(Reminded(item, Reminder.EXPIRING))
    return tuple(found)


def expires_soon(item: models.CertificateView, now: datetime) -> bool:
    """Its last 30 days have begun."""
    return item.state == "active" and item.not_after - now < SOON


def calendar_file(item: models.CertificateView, summary: str, description: str, stamp: datetime) -> bytes:
    """The end of a certificate for the person's calendar, with an alarm 30 days before (RFC 5545 §3.6.1, §3.6.6)."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//secure-client//certificates//ZH",
        "BEGIN:VEVENT",
        f"UID:{item.serial_hex}@secure-client",
        f"DTSTAMP:{_utc(stamp)}",
        f"DTSTART:{_utc(item.not_after)}",
        f"SUMMARY:{_text(summary)}",
        f"DESCRIPTION:{_text(description)}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(summary)}",
        f"TRIGGER:-P{SOON.days}D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """Escaped as TEXT (RFC 5545 §3.3.11)."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets (RFC 5545 §3.1), never within a character."""
    parts, part, size = [], "", 0
    for letter in line:
        length = len(letter.encode())
        if size + length > 74:
            parts.append(part)
            part, size = "", 0
        part, size = part + letter, size + length
    return "\r\n ".join([*parts, part])
