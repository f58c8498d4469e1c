"""Files of a few hundred bytes that ask for gigabytes, and pictures that are none: told so, with bounded memory."""

from __future__ import annotations

import io
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from core.crypto.algorithms import KeyAlgorithm
from core.pdf.appearance import is_drawable
from core.pdf.errors import PageNotDrawn
from core.pdf.looks import differs_outside, pictures_of
from core.pdf.mupdf import MAX_PIXELS, drawn, failures
from core.pdf.options import SigningOptions
from core.pdf.pages import Rectangle
from core.pdf.render import open_document
from core.pdf.report import Verdict
from core.pdf.signing import sign_pdf
from core.pdf.trust import TrustRoots
from core.pdf.validation import validate_pdf
from tests.core.pdf.documents import signing_key
from tests.core.pdf.written import stream_of, written_pdf

# MuPDF gives up at the second, and would fill 1.4 GB with the first
HUGE = {"large": b"/MediaBox[0 0 9900 14400]", "too large": b"/MediaBox[0 0 1000000 1000000]"}


@pytest.mark.parametrize("kind", HUGE)
def test_a_page_of_any_size_is_drawn_with_bounded_memory(kind: str, tmp_path: Path) -> None:
    path = written_pdf(tmp_path / "huge.pdf", [HUGE[kind]])
    document = open_document(path)
    seen = document.render(0, 4.0)
    document.close()
    assert 0 < seen.width * seen.height <= MAX_PIXELS * 1.01
    with pymupdf.open(path) as opened:
        picture = drawn(opened[0], 1.8)
        assert 0 < picture.width * picture.height <= MAX_PIXELS * 1.01


def test_a_change_on_a_huge_page_is_found_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.pdf.mupdf.MAX_PIXELS", MAX_PIXELS // 20)
    contents = [b"%d 0 0 rg 5000 5000 900 900 re f" % red for red in (0, 1)]
    pages = [
        written_pdf(tmp_path / f"{number}.pdf", [HUGE["large"] + b"/Contents 100 0 R"], {100: stream_of(content)})
        for number, content in enumerate(contents)
    ]
    with pymupdf.open(pages[0]) as before, pymupdf.open(pages[1]) as now:
        then, today = pictures_of(before, now, 0)
    assert then.width * then.height <= MAX_PIXELS / 19
    assert differs_outside(then, today, [])
    assert differs_outside(then, today, [Rectangle(4900, 14400 - 5900, 500, 900)])
    assert not differs_outside(then, today, [Rectangle(4990, 14400 - 5910, 920, 920)])


async def test_a_signed_file_with_a_page_that_is_too_large_is_judged(tmp_path: Path) -> None:
    key = signing_key(KeyAlgorithm.EC_P256)
    await sign_pdf(written_pdf(tmp_path / "0.pdf", [HUGE["too large"]]), tmp_path / "1.pdf", key, SigningOptions())
    await sign_pdf(tmp_path / "1.pdf", tmp_path / "2.pdf", key, SigningOptions())
    report = await validate_pdf(tmp_path / "2.pdf", TrustRoots(test=key.chain))
    assert [item.verdict for item in report.signatures] == [Verdict.VALID, Verdict.VALID]


def test_a_page_that_cannot_be_drawn_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(page: object, scale: float) -> None:
        pymupdf.Pixmap(b"no picture at all")  # MuPDF's own exception, as a damaged page raises it

    monkeypatch.setattr("core.pdf.render.drawn", refuse)
    document = open_document(written_pdf(tmp_path / "page.pdf", [b"/MediaBox[0 0 100 100]"]))
    with pytest.raises(PageNotDrawn) as told:
        document.render(0, 1.0)
    document.close()
    assert (told.value.code, "1" in told.value.cause_in("zh")) == ("PDF-017", True)


def png(side: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("picture", "drawable"),
    [
        (png(40), True),
        (b"", False),
        (b"PK\x03\x04 a seal's picture may be OFD", False),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), False),
        (b"\xff\xd8\xff" + bytes(40), False),
        (png(9000), False),
    ],
    ids=["picture", "nothing", "OFD", "no header", "no JPEG", "bomb"],
)
def test_only_what_can_be_drawn_becomes_an_appearance(picture: bytes, drawable: bool) -> None:
    assert is_drawable(picture) is drawable


def test_what_is_caught_is_what_pymupdf_raises() -> None:
    for broken in (lambda: pymupdf.Pixmap(b"abc"), lambda: pymupdf.open(stream=b"abc", filetype="pdf")):
        with pytest.raises(failures()):
            broken()
