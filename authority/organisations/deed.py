"""单位管理员转让授权委托书: the deed as a PDF with a field for the organisation's seal and one for the signature."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

from authority.service import masked_id_number
from core.pdf.pages import Rectangle

SEAL_FIELD, SIGNATURE_FIELD = "organisation_seal", "administrator"
_INK, _ACCENT, _GREY = (0.13, 0.16, 0.18), (0.05, 0.42, 0.47), (0.45, 0.5, 0.53)
_LEFT, _RIGHT, _HEIGHT = 70.0, 525.0, 842.0
# from the page's top left, in points; a round seal is 40 mm wide
_BOXES = {SEAL_FIELD: (180.0, 470.0, 294.0, 584.0), SIGNATURE_FIELD: (180.0, 600.0, 340.0, 660.0)}
_MATTER = (
    "本人{administrator}系{organisation}在“数字证书统一服务平台”中的单位管理员，现将单位管理员身份转让给{successor}"
    "（身份证号：{successor_number}），由其全权负责办理相应操作权限下可能发生的单位证书管理（申领、授权、变更等）、"
    "单位印章管理（制作、授权等）、单位成员管理（新增、删除等）以及单位信息维护、转让委托权等操作，特此委托和证明！"
)


@dataclass(frozen=True, slots=True)
class DeedFacts:
    """What the deed says; ID numbers are masked on it."""

    organisation: str
    credit_code: str
    administrator: str
    administrator_number: str
    successor: str
    successor_number: str


def render_deed(facts: DeedFacts, number: str, day: datetime) -> bytes:
    """One A4 page with both signature fields, unsigned."""
    import pymupdf

    font = pymupdf.Font("china-s")
    document = pymupdf.open()
    page = document.new_page(width=595, height=_HEIGHT)
    writer = pymupdf.TextWriter(page.rect)

    def put(x: float, y: float, text: str, size: float = 12.0) -> None:
        shrunk = size * min(1.0, (_RIGHT - x) / max(1.0, font.text_length(text, size)))
        writer.append((x, y), text, font=font, fontsize=shrunk)

    title = "单位管理员转让授权委托书"
    put((595 - font.text_length(title, 20)) / 2, 110, title, 20)
    page.draw_line((_LEFT, 130), (_RIGHT, 130), color=_ACCENT, width=1.2)
    put(_LEFT, 170, "委托信息：", 13)
    lines = (
        ("单位名称", facts.organisation),
        ("统一社会信用代码", facts.credit_code),
        ("管 理 员", facts.administrator),
        ("身份证号", masked_id_number(facts.administrator_number)),
    )
    for index, (name, value) in enumerate(lines):
        put(_LEFT + 20, 196 + 24 * index, f"{name}：{value}")
    put(_LEFT, 310, "委托事项：", 13)
    matter = _MATTER.format(
        administrator=facts.administrator,
        organisation=facts.organisation,
        successor=facts.successor,
        successor_number=masked_id_number(facts.successor_number),
    )
    area = pymupdf.Rect(_LEFT + 20, 324, _RIGHT, 450)
    writer.fill_textbox(area, matter, font=font, fontsize=12, lineheight=1.6)
    put(_LEFT, 530, "单位公章（盖章）：")
    put(_LEFT, 634, "管理员（签字）：")
    put(_LEFT, 700, f"日期：{day.year} 年 {day.month} 月 {day.day} 日")
    writer.write_text(page, color=_INK)
    note = pymupdf.TextWriter(page.rect)
    note.append((_LEFT, 790), f"编号：{number}　体验环境生成，仅用于测试，不具有法律效力", font=font, fontsize=9)
    note.write_text(page, color=_GREY)
    document.set_metadata({"title": title, "creator": "数字证书统一服务平台"})
    document.subset_fonts(fallback=False)
    rendered: bytes = document.tobytes(garbage=3, deflate=True)
    document.close()
    return _with_fields(rendered)


def places() -> tuple[Rectangle, ...]:
    """Where seal and signature are seen."""
    return tuple(Rectangle(left, top, right - left, bottom - top) for left, top, right, bottom in _BOXES.values())


def _with_fields(document: bytes) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    file = io.BytesIO(document)
    writer = IncrementalPdfFileWriter(file)
    for name, (left, top, right, bottom) in _BOXES.items():
        box = (round(left), round(_HEIGHT - bottom), round(right), round(_HEIGHT - top))
        append_signature_field(writer, SigFieldSpec(name, on_page=0, box=box))
    writer.write_in_place()
    return file.getvalue()
