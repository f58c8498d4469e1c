"""Reads both sides of a resident identity card."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from core.camera.text_lines import TextLine, decode, read_lines, turned, value_right_of
from core.errors import AppError, Text
from core.validation import check_id_number

Side = TypeVar("Side")
_PERIOD = re.compile(r"(\d{4})[.\-年](\d{2})[.\-月](\d{2})日?[-—–~至]+(?:(\d{4})[.\-年](\d{2})[.\-月](\d{2})|长期)")
_NUMBER = re.compile(r"\d{17}[\dXx]")


class NotAnIdCard(AppError):
    """No such side of an ID card in the picture, or not readable."""

    code = "DOC-002"
    cause = Text("图片中没有识别到身份证{side}。", "No identity card ({side}) was recognised in the picture.")
    remedy = Text("请将证件放满画面，避免反光、模糊和遮挡。", "Fill the frame with the card; avoid glare and blur.")


class WrongSide(AppError):
    """The other side was shown."""

    code = "DOC-003"
    cause = Text("证件正反面放反了，这里需要{side}。", "This is the other side of the card; {side} is needed here.")
    remedy = Text("请上传正确的一面。", "Upload the right side.")


@dataclass(frozen=True, slots=True)
class IdCardFront:
    """人像面. The number passes its check digit (GB 11643)."""

    name: str
    sex: str
    ethnicity: str
    birth: date
    address: str
    id_number: str


@dataclass(frozen=True, slots=True)
class IdCardBack:
    """国徽面; `valid_to` is None for 长期."""

    authority: str
    valid_from: date
    valid_to: date | None


def read_front(content: bytes) -> IdCardFront:
    """Read the side with the face, however it is turned; a second or two of CPU, so call it in a worker thread.

    Raises:
        NotAPicture, NotAnIdCard, WrongSide.
    """
    return _read(content, _front, _back, "人像面")


def read_back(content: bytes) -> IdCardBack:
    """Read the side with the emblem; otherwise like `read_front`."""
    return _read(content, _back, _front, "国徽面")


def _read(
    content: bytes,
    wanted: Callable[[list[TextLine]], Side | None],
    other: Callable[[list[TextLine]], object | None],
    side: str,
) -> Side:
    picture = decode(content)
    wrong_side = False
    for quarters in (0, 2, 1, 3):
        lines = read_lines(turned(picture, quarters))
        found = wanted(lines)
        if found is not None:
            return found
        wrong_side = wrong_side or other(lines) is not None
        if wrong_side:
            break
    if wrong_side:
        raise WrongSide(side=side)
    raise NotAnIdCard(side=side)


def _front(lines: list[TextLine]) -> IdCardFront | None:
    number = next((match.group() for line in lines if (match := _NUMBER.search(line.text.replace(" ", "")))), "")
    number = number.upper()
    if _sideways(lines):
        return None
    name = value_right_of(lines, "姓名")
    if not name or check_id_number(number) is not None:
        return None
    return IdCardFront(
        name=name.replace(" ", ""),
        sex="男" if int(number[16]) % 2 else "女",
        ethnicity=value_right_of(lines, "民族") or "",
        birth=date(int(number[6:10]), int(number[10:12]), int(number[12:14])),
        address=_address(lines),
        id_number=number,
    )


def _sideways(lines: list[TextLine]) -> bool:
    """The engine reads vertical lines too; their places would mislead everything that looks beside a label."""
    upright = sum(1 for line in lines if line.right - line.left > line.height)
    return upright * 2 < len(lines)


def _address(lines: list[TextLine]) -> str:
    """The address runs over several lines: everything from its label down to the number, in the label's columns."""
    label = next((line for line in lines if line.text.startswith("住址")), None)
    number = next((line for line in lines if "号码" in line.text or _NUMBER.search(line.text)), None)
    if label is None or number is None:
        return ""
    inside = [
        line
        for line in lines
        if label.middle - label.height < line.middle < number.top and line is not label and line.text != "样本"
    ]
    return label.text.removeprefix("住址") + "".join(line.text for line in inside if line.left > label.left)


def _back(lines: list[TextLine]) -> IdCardBack | None:
    if _sideways(lines):
        return None
    match = next((found for line in lines if (found := _PERIOD.search(line.text.replace(" ", "")))), None)
    issuer = value_right_of(lines, "签发机关")
    if match is None or not issuer:
        return None
    try:
        start = date(*(int(part) for part in match.groups()[:3]))
        end = date(*(int(part) for part in match.groups()[3:])) if match.group(4) else None
    except ValueError:
        return None
    return IdCardBack(issuer, start, end)
