"""The bid as a PDF."""

from __future__ import annotations

from datetime import datetime

PROJECT = "体验项目 TY-2026-001：市民中心信息化改造"
SEAL_PLACE = (0, 360.0, 620.0, 150.0, 110.0)
"""Page and, in points, left, top, width, height of the place for the seal."""


def bid_pdf(bidder: str, price_fen: int, moment: datetime) -> bytes:
    """One A4 page."""
    import pymupdf

    document = pymupdf.open()
    page = document.new_page(width=595, height=842)
    font = pymupdf.Font("china-s")
    writer = pymupdf.TextWriter(page.rect)
    writer.append((72, 110), "投标函", font=font, fontsize=26)
    lines = (
        f"项目：{PROJECT}",
        f"投标人：{bidder}",
        f"投标报价：人民币 {price_fen / 100:,.2f} 元",
        f"日期：{moment:%Y-%m-%d}",
        "",
        "我方已仔细研究招标文件，愿意以上述报价完成该项目。",
        "本投标函自开标之日起九十天内有效。",
        "本文件由体验环境生成，不具有法律效力。",
    )
    for number, line in enumerate(lines):
        writer.append((72, 170 + number * 30), line, font=font, fontsize=13)
    writer.append((360, 605), "投标人（盖章）", font=font, fontsize=13)
    writer.write_text(page)
    document.subset_fonts(fallback=False)
    content: bytes = document.tobytes(garbage=3, deflate=True)
    document.close()
    return content
