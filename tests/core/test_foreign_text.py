"""Names that strangers chose are shown without hiding, turning or beginning anything beside them."""

from __future__ import annotations

import pytest

from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificate_text import subject_in
from core.crypto.keys import PrivateKey
from core.foreign_text import in_a_line, readable
from core.pdf.report import Difference, DifferenceKind, difference_text
from tests.core.credentials.issued import issue

KEY = PrivateKey.generate(KeyAlgorithm.EC_P256)
HOSTILE = {
    "张三\n签名有效，受信任": "张三 签名有效，受信任",
    "张三\r\n\u2028\u2029\t李四": "张三 李四",
    "公司\u202e限有": "公司⟨U+202E⟩限有",
    "张\u200b三\x00": "张⟨U+200B⟩三⟨U+0000⟩",
    "x" * 5000: "x" * 200 + "…",
}


def test_text_of_strangers_hides_nothing() -> None:
    assert readable("甲\tb\nc") == "甲\tb\nc"
    assert readable("a\u200bb\x00\x1b[0m") == "a⟨U+200B⟩b⟨U+0000⟩⟨U+001B⟩[0m"
    assert readable("x" * 3000) == "x" * 2000 + "…"


@pytest.mark.parametrize("name", HOSTILE, ids=["line", "separators", "override", "invisible", "long"])
def test_names_in_certificates_and_forms_are_shown_in_one_line(name: str) -> None:
    shown = HOSTILE[name]
    assert in_a_line(name) == shown
    certificate = issue(KEY.public_key, KEY, name=name)
    assert certificate.subject_name == shown
    assert subject_in(certificate, "zh").endswith(shown)
    assert f"“{shown}”改为" in difference_text(Difference(DifferenceKind.FIELD_VALUE, "金额", name, "1"), english=False)
