"""The English translation is complete: nothing that people see stays Chinese by oversight."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

TRANSLATION = Path(__file__).resolve().parents[3] / "resources" / "translations" / "secure_client_en.ts"


def messages() -> list[ET.Element]:
    return list(ET.parse(TRANSLATION).getroot().iter("message"))  # noqa: S314 our own file


def test_every_text_is_translated() -> None:
    assert len(messages()) > 300
    missing = [
        message.findtext("source")
        for message in messages()
        if (translation := message.find("translation")) is None
        or translation.get("type") == "unfinished"
        or not (translation.text or "").strip()
    ]
    assert missing == []


def test_placeholders_survive_translation() -> None:
    for message in messages():
        source, english = message.findtext("source") or "", message.findtext("translation") or ""
        for place in ("%1", "%2", "%3"):
            assert (place in source) == (place in english), source
