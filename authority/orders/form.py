"""The filled application form as a PDF, with the handwriting once it is given.

个人数字证书申请表, and 机构数字证书申请表, which the organisation prints, stamps and sends back as a scan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

_ACCENT = (0.05, 0.42, 0.47)
_INK = (0.13, 0.16, 0.18)
_GREY = (0.45, 0.5, 0.53)
_LEFT, _RIGHT = 56.0, 539.0


@dataclass(frozen=True, slots=True)
class OrganisationData:
    """What the form says about the organisation; `role` is what the applicant is in it."""

    name: str
    credit_code: str
    legal_name: str
    role: str


@dataclass(frozen=True, slots=True)
class FormData:
    """What the form says; `organisation` is None for a person's own certificate."""

    number: str
    mark: str
    years: int
    name: str
    id_number: str
    phone: str
    email: str
    platform: str
    algorithm: str
    date: datetime
    signature_png: bytes | None
    organisation: OrganisationData | None = None


_DECLARATION = (
    "本人声明：本人已充分理解并同意本申请表以及《电子认证服务协议》《隐私政策》的内容；所填写的信息和提交的证明材料真实、完整、有效。"
    "数字证书及电子印章的申请、使用、更新、变更和注销均由本人负责；因资料虚假造成的后果由本人承担。"
    "本表由体验环境生成，仅用于测试，不具有法律效力。"
)

_DECLARATION_OF_ORGANISATION = (
    "本单位声明：本单位已充分理解并同意本申请表以及《电子认证服务协议》《隐私政策》的内容，授权经办人办理本业务；所填写的信息和提交的"
    "证明材料真实、完整、有效。数字证书及电子印章的申请、使用、更新、变更和注销均由本单位负责；因资料虚假造成的后果由本单位承担。"
    "本表由体验环境生成，仅用于测试，不具有法律效力。"
)

_MARKS = (("新申请", 0.0), ("更新", 130.0), ("变更", 260.0), ("注销", 310.0), ("补办", 360.0), ("印章变更", 410.0))
_WITH_YEARS = ("新申请", "更新")


@cache
def _font() -> Any:
    import pymupdf

    return pymupdf.Font("china-s")


def render_form(data: FormData) -> bytes:
    """One A4 page."""
    import pymupdf

    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    writer = pymupdf.TextWriter(page.rect)
    y = _heading(page, data)
    y = _section(page, y, "I. 申请业务类型")
    _checks(writer, y, tuple((_box(data, name), offset) for name, offset in _MARKS))
    _checks(writer, y + 24, (("是否申请证书：  ☑ 是    □ 否", 0), (f"密钥算法：{data.algorithm}", 240)))
    y = _section(page, y + 52, "II. 申请人资料")
    y = _table(page, writer, y, _rows(data))
    asked = "III. 申请人签名（用于验样，请保持签名工整，不要压线）"
    if data.organisation is not None:
        asked = "III. 单位盖章、法定代表人签章（请打印后盖章，印章清晰、不要压线）"
    y = _section(page, y + 22, asked)
    box = pymupdf.Rect(_LEFT, y, _RIGHT, y + 130)
    page.draw_rect(box, color=_GREY, width=0.7, dashes="[4 3] 0")
    if data.signature_png:
        page.insert_image(
            pymupdf.Rect(box.x0 + 40, box.y0 + 10, box.x1 - 40, box.y1 - 10),
            stream=data.signature_png,
            keep_proportion=True,
        )
    y = _section(page, y + 152, "IV. 申请人声明")
    area = pymupdf.Rect(_LEFT, y, _RIGHT, y + 90)
    declaration = _DECLARATION if data.organisation is None else _DECLARATION_OF_ORGANISATION
    writer.fill_textbox(area, declaration, font=_font(), fontsize=10.5, lineheight=1.6)
    _sign_off(page, writer, y + 112, data)
    writer.write_text(page, color=_INK)
    document.set_metadata({"title": _title(data), "creator": "数字证书统一服务平台"})
    document.subset_fonts(fallback=False)
    rendered: bytes = document.tobytes(garbage=3, deflate=True)
    document.close()
    return rendered


def _title(data: FormData) -> str:
    return "个人数字证书申请表" if data.organisation is None else "机构数字证书申请表"


def _rows(data: FormData) -> tuple[tuple[tuple[str, str], tuple[str, str]], ...]:
    person = (
        (("姓　　名", data.name), ("身份证号码", data.id_number)),
        (("手机号码", data.phone), ("电子邮箱", data.email or "—")),
        (("交易平台", data.platform), ("订单编号", data.number)),
    )
    if data.organisation is None:
        return person
    organisation = data.organisation
    return (
        (("机构名称", organisation.name), ("信用代码", organisation.credit_code)),
        (("法定代表人", organisation.legal_name), ("经办身份", organisation.role)),
        *person,
    )


def _box(data: FormData, name: str) -> str:
    text = f"{'☑' if name == data.mark else '□'} {name}"
    return f"{text}，年限：{data.years} 年" if name == data.mark and name in _WITH_YEARS else text


def _heading(page: Any, data: FormData) -> float:
    _text(page, _LEFT, 66, "数字证书统一服务平台", 11, _ACCENT)
    _text(page, _RIGHT - 110, 66, "体验环境 · 测试文件", 10, _GREY)
    page.draw_line((_LEFT, 76), (_RIGHT, 76), color=_ACCENT, width=1.2)
    title = _title(data)
    width = _font().text_length(title, 20)
    _text(page, (595 - width) / 2, 116, title, 20, _INK)
    return 140


def _section(page: Any, y: float, title: str) -> float:
    page.draw_rect((_LEFT, y, _LEFT + 3, y + 14), color=_ACCENT, fill=_ACCENT)
    _text(page, _LEFT + 10, y + 12, title, 12, _INK)
    return y + 26


def _checks(writer: Any, y: float, items: tuple[tuple[str, float], ...]) -> None:
    for text, offset in items:
        writer.append((_LEFT + offset, y + 10), text, font=_font(), fontsize=10.5)


def _table(page: Any, writer: Any, y: float, rows: tuple[tuple[tuple[str, str], tuple[str, str]], ...]) -> float:
    half, label, height = (_RIGHT - _LEFT) / 2, 76.0, 28.0
    for row in rows:
        for column, (name, value) in enumerate(row):
            x = _LEFT + column * half
            page.draw_rect((x, y, x + label, y + height), color=_GREY, fill=(0.95, 0.97, 0.97), width=0.5)
            page.draw_rect((x + label, y, x + half, y + height), color=_GREY, width=0.5)
            writer.append((x + 8, y + 18), name, font=_font(), fontsize=10)
            size = min(10.5, 10.5 * (half - label - 12) / max(1.0, _font().text_length(value, 10.5)))
            writer.append((x + label + 6, y + 18), value, font=_font(), fontsize=size)
        y += height
    return y


def _sign_off(page: Any, writer: Any, y: float, data: FormData) -> None:
    writer.append((_LEFT + 240, y + 24), "申请人签名：", font=_font(), fontsize=11)
    if data.signature_png:
        page.insert_image((_LEFT + 310, y - 4, _LEFT + 430, y + 40), stream=data.signature_png, keep_proportion=True)
    day = f"申请日期：{data.date.year} 年 {data.date.month} 月 {data.date.day} 日"
    writer.append((_LEFT + 240, y + 56), day, font=_font(), fontsize=11)


def _text(page: Any, x: float, y: float, text: str, size: float, colour: tuple[float, float, float]) -> None:
    import pymupdf

    writer = pymupdf.TextWriter(page.rect)
    writer.append((x, y), text, font=_font(), fontsize=size)
    writer.write_text(page, color=colour)
