"""Draws the sample documents in resources/samples; run once when their text changes."""

from __future__ import annotations

from pathlib import Path

import pymupdf

TARGET = Path(__file__).resolve().parents[1] / "resources" / "samples" / "contract.pdf"
CLAUSES = (
    "一、本合同为体验用样本，仅用于演示 PDF 电子签名，不具有法律效力。",
    "二、甲方向乙方提供数字证书与电子印章的体验服务，服务内容以平台公示为准。",
    "三、乙方确认所填写的信息均为虚构的样本信息，不包含真实个人信息。",
    "四、双方同意以电子签名的方式签署本合同，签名与手写签名具有同等的演示意义。",
    "五、本合同自双方签署之时起生效，至体验结束时终止。",
)


def main() -> None:
    """Draw the contract."""
    font = pymupdf.Font("china-s")
    document = pymupdf.open()
    for number in (1, 2):
        page = document.new_page(width=595, height=842)
        writer = pymupdf.TextWriter(page.rect)
        writer.append((190, 110), "服务合同（样本）", font=font, fontsize=24)
        y = 180.0
        for clause in CLAUSES if number == 1 else ("（以下无正文，为签署页）",):
            writer.fill_textbox(pymupdf.Rect(72, y, 523, y + 60), clause, font=font, fontsize=13, lineheight=1.6)
            y += 64
        if number == 2:
            writer.append((72, 620), "甲方：体验环境", font=font, fontsize=13)
            writer.append((320, 620), "乙方：", font=font, fontsize=13)
        writer.append((270, 800), f"第 {number} 页，共 2 页", font=font, fontsize=10)
        writer.write_text(page, color=(0.1, 0.14, 0.18))
    document.subset_fonts(fallback=False)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    document.save(TARGET, garbage=3, deflate=True)


if __name__ == "__main__":
    main()
