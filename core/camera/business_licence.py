"""Reads a business licence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from core.camera.text_lines import TextLine, decode, read_lines, turned, value_right_of
from core.errors import AppError, Text
from core.validation import check_credit_code

_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_PERIOD = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日至(?:(\d{4})年(\d{1,2})月(\d{1,2})日|长期|无固定期限)")


class NotALicence(AppError):
    """No business licence in the picture, or not readable."""

    code = "DOC-004"
    cause = Text("图片中没有识别到营业执照。", "No business licence was recognised in the picture.")
    remedy = Text("请将执照放满画面，避免反光、模糊和遮挡。", "Fill the frame with the licence; avoid glare and blur.")


@dataclass(frozen=True, slots=True)
class BusinessLicence:
    """What a licence says. The code passes its check character (GB 32100); `valid_to` is None for 长期.

    Attributes:
        name: 企业名称.
        credit_code: 统一社会信用代码.
        legal_representative: 法定代表人.
        valid_from: first day; None when the licence names no period.
        valid_to: last day.
    """

    name: str
    credit_code: str
    legal_representative: str
    valid_from: date | None
    valid_to: date | None


def read_licence(content: bytes) -> BusinessLicence:
    """Read a licence, however it is turned; a second or two of CPU, so call it in a worker thread.

    Raises:
        NotAPicture, NotALicence.
    """
    picture = decode(content)
    for quarters in (0, 2, 1, 3):
        found = _licence(read_lines(turned(picture, quarters)))
        if found is not None:
            return found
    raise NotALicence


def _licence(lines: list[TextLine]) -> BusinessLicence | None:
    texts = [line.text.replace(" ", "") for line in lines]
    codes = [match.group() for text in texts for match in _CODE.finditer(text)]
    code = next((found for found in codes if check_credit_code(found) is None), None)
    name = value_right_of(lines, "名称")
    person = value_right_of(lines, "法定代表人")
    if code is None or not name or not person:
        return None
    try:
        start, end = _period(texts)
    except ValueError:
        return None
    return BusinessLicence(name, code, person, start, end)


def _period(texts: list[str]) -> tuple[date | None, date | None]:
    match = next((found for text in texts if (found := _PERIOD.search(text))), None)
    if match is None:
        return None, None
    numbers = [int(part) for part in match.groups() if part]
    return date(*numbers[:3]), date(*numbers[3:]) if len(numbers) > 3 else None
