"""Every legal text is there in both languages, with the same sections, under the version in force."""

import pytest

from resources.legal import VERSION, LegalText, legal_text


@pytest.mark.parametrize("which", LegalText)
def test_both_languages_have_the_same_sections(which: LegalText) -> None:
    chinese, english = legal_text(which, "zh_CN"), legal_text(which, "en_GB")
    assert chinese != english
    for mark in ("# ", "## ", "- ", "|"):
        counts = [sum(line.startswith(mark) for line in text.splitlines()) for text in (chinese, english)]
        assert counts[0] == counts[1], mark


@pytest.mark.parametrize("which", [LegalText.USER_AGREEMENT, LegalText.PRIVACY_POLICY])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_agreements_carry_the_version_in_force(which: LegalText, language: str) -> None:
    assert VERSION in legal_text(which, language)
