"""Draws the specimen documents in resources/specimens: invented people, correct check digits, marked 样本 all over.

Run once when the data changes: `python scripts/make_specimens.py` (needs Noto Sans CJK).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from core.validation import credit_check_character, id_check_character  # noqa: E402

FOLDER = ROOT / "resources" / "specimens"
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
BOLD = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"
SIZE = (1012, 638)
INK, LABEL = (28, 32, 38), (40, 110, 150)


def person(key: str, name: str, sex: str, first17: str, address: str, phone: str, issuer: str) -> dict[str, str]:
    """One invented person; regions with code 990… do not exist."""
    return {
        "key": key,
        "name": name,
        "sex": sex,
        "ethnicity": "汉",
        "id_number": first17 + id_check_character(first17),
        "address": address,
        "phone": phone,
        "authority": issuer,
        "valid_from": "2021.03.15",
        "valid_to": "2041.03.15",
    }


PEOPLE = [
    person(
        "lin",
        "林晓样",
        "女",
        "99010119920618002",
        "样本省示例市模拟区测试路12号",
        "13800001234",
        "示例市公安局模拟分局",
    ),
    person(
        "chen",
        "陈示例",
        "男",
        "99010119850923001",
        "样本省示例市虚构区样本街8号",
        "13900005678",
        "示例市公安局虚构分局",
    ),
    # the same person after a change of name
    person(
        "lin-renamed",
        "林新样",
        "女",
        "99010119920618002",
        "样本省示例市模拟区测试路12号",
        "13800001234",
        "示例市公安局模拟分局",
    ),
]
LICENCE_FIRST17 = "91990101MA0000001"
LICENCE = {
    "key": "licence",
    "name": "示例样本科技有限公司",
    "credit_code": LICENCE_FIRST17 + credit_check_character(LICENCE_FIRST17),
    "legal_representative": "陈示例",
    "valid_from": "2020年05月06日",
    "valid_to": "长期",
}
# the same company after a change of name and of its legal representative
CHANGED_LICENCE = {
    **LICENCE,
    "key": "licence-changed",
    "name": "示例样本数字科技有限公司",
    "legal_representative": "林晓样",
}


def font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Noto Sans CJK SC."""
    return ImageFont.truetype(BOLD if bold else FONT, size, index=2)


def card(tint: tuple[int, int, int]) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty card with a soft guilloche."""
    picture = Image.new("RGB", SIZE, (240, 246, 248))
    pen = ImageDraw.Draw(picture)
    for step in range(-640, 1012, 16):
        pen.line([(step, 0), (step + 638, 638)], fill=tint, width=2)
    pen.rounded_rectangle([4, 4, 1007, 633], radius=36, outline=(170, 185, 190), width=3)
    return picture, pen


def watermark(picture: Image.Image) -> None:
    """样本 across the picture, light enough to read through."""
    tile = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(tile)
    for x, y in (
        (picture.width // 2, 60),
        (picture.width // 2 + 304, picture.height - 168),
        (picture.width // 2 + 40, picture.height - 175),
    ):
        pen.text((x, y), "样本", font=font(64, bold=True), fill=(200, 40, 40, 90), anchor="mm")
    picture.paste(tile, (0, 0), tile)


def front(data: dict[str, str]) -> Image.Image:
    """The side with the face."""
    picture, pen = card((226, 238, 242))
    number = data["id_number"]
    rows = [
        (86, [("姓名", 70), (data["name"], 180)]),
        (170, [("性别", 70), (data["sex"], 180), ("民族", 300), (data["ethnicity"], 410)]),
        (
            254,
            [
                ("出生", 70),
                (number[6:10], 180),
                ("年", 280),
                (str(int(number[10:12])), 330),
                ("月", 390),
                (str(int(number[12:14])), 440),
                ("日", 510),
            ],
        ),
    ]
    for y, parts in rows:
        for text, x in parts:
            label = text in ("姓名", "性别", "民族", "出生", "年", "月", "日")
            pen.text((x, y), text, font=font(34 if label else 42), fill=LABEL if label else INK, anchor="lm")
    pen.text((70, 338), "住址", font=font(34), fill=LABEL, anchor="lm")
    address = data["address"]
    for index in range(0, len(address), 11):
        pen.text((180, 338 + index // 11 * 54), address[index : index + 11], font=font(40), fill=INK, anchor="lm")
    pen.text((70, 556), "公民身份号码", font=font(34), fill=LABEL, anchor="lm")
    pen.text((330, 556), number, font=font(52), fill=INK, anchor="lm")
    pen.rounded_rectangle([690, 100, 930, 420], radius=20, fill=(214, 226, 230))
    pen.ellipse([760, 150, 860, 260], fill=(150, 172, 180))
    pen.pieslice([720, 280, 900, 520], 180, 360, fill=(150, 172, 180))
    watermark(picture)
    return picture


def back(data: dict[str, str]) -> Image.Image:
    """The side with the emblem's place."""
    picture, pen = card((244, 232, 232))
    pen.ellipse([70, 70, 250, 250], outline=(190, 60, 60), width=8)
    pen.text((160, 160), "样本", font=font(52, bold=True), fill=(190, 60, 60), anchor="mm")
    pen.text((600, 120), "中华人民共和国", font=font(64), fill=INK, anchor="mm")
    pen.text((600, 230), "居民身份证", font=font(84, bold=True), fill=INK, anchor="mm")
    pen.text((330, 460), "签发机关", font=font(34), fill=LABEL, anchor="rm")
    pen.text((370, 460), data["authority"], font=font(42), fill=INK, anchor="lm")
    pen.text((330, 550), "有效期限", font=font(34), fill=LABEL, anchor="rm")
    pen.text((370, 550), f"{data['valid_from']}-{data['valid_to']}", font=font(42), fill=INK, anchor="lm")
    return picture


def licence(data: dict[str, str]) -> Image.Image:
    """A business licence."""
    picture = Image.new("RGB", (1400, 990), (252, 250, 240))
    pen = ImageDraw.Draw(picture)
    pen.rectangle([24, 24, 1375, 965], outline=(190, 160, 90), width=10)
    pen.text((700, 150), "营业执照", font=font(110, bold=True), fill=INK, anchor="mm")
    pen.text((700, 250), f"统一社会信用代码 {data['credit_code']}", font=font(38), fill=INK, anchor="mm")
    rows = [
        ("名称", data["name"]),
        ("类型", "有限责任公司"),
        ("法定代表人", data["legal_representative"]),
        ("营业期限", f"{data['valid_from']}至{data['valid_to']}"),
        ("住所", "样本省示例市模拟区测试路99号"),
    ]
    for index, (name, value) in enumerate(rows):
        y = 370 + index * 96
        pen.text((130, y), name, font=font(38), fill=LABEL, anchor="lm")
        pen.text((400, y), value, font=font(42), fill=INK, anchor="lm")
    watermark(picture)
    return picture


def main() -> None:
    """Draw everything and write the data beside it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for holder in PEOPLE:
        front(holder).save(FOLDER / f"{holder['key']}-front.jpg", quality=88)
        back(holder).save(FOLDER / f"{holder['key']}-back.jpg", quality=88)
    for data in (LICENCE, CHANGED_LICENCE):
        licence(data).save(FOLDER / f"{data['key']}.jpg", quality=88)
    everything = {"people": PEOPLE, "licence": LICENCE, "changed_licence": CHANGED_LICENCE}
    text = json.dumps(everything, ensure_ascii=False, indent=1)
    (FOLDER / "specimens.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
