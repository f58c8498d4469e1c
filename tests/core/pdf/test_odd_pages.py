"""Pages that are turned, cropped, in other units, blank or share their parts: seals stand upright where they were put.

What is seen is judged by Poppler, for which our own pictures of pages are no argument.
"""

import subprocess
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from core.crypto.algorithms import KeyAlgorithm
from core.pdf.appearance import Appearance
from core.pdf.errors import FieldOffPage, PdfBroken
from core.pdf.fields import read_facts
from core.pdf.imprint import across_edges
from core.pdf.options import Imprint, NewField, SigningOptions
from core.pdf.pages import Rectangle
from core.pdf.render import open_document
from core.pdf.report import Verdict
from core.pdf.signing import sign_pdf
from core.pdf.trust import TrustRoots
from core.pdf.validation import validate_pdf
from tests.core.pdf.conftest import seal_colour
from tests.core.pdf.documents import BareKey, signing_key
from tests.core.pdf.judges import pdfsig_accepts
from tests.core.pdf.written import stream_of, written_pdf

MEDIA = b"/MediaBox[0 0 595 842]"
NEAR = 16
"""Colours at a place that is rounded to a pixel differ by so much from the exact ones."""
SQUARE = b"<</Type/Annot/Subtype/Square/Rect[300 30 400 60]/C[1 0 0]>>"
BOXES = {
    "elsewhere": b"/MediaBox[100 200 695 1042]",
    "cropped": MEDIA + b"/CropBox[40 60 500 700]",
    "cropped beyond the paper": MEDIA + b"/CropBox[-50 -70 700 900]",
    "in units of two points": b"/MediaBox[0 0 300 400]/UserUnit 2",
}
ODD = {
    **{f"{kind}, {turn}": box + b"/Rotate %d" % turn for kind, box in BOXES.items() for turn in (0, 90, 180, 270)},
    "upside down corners": b"/MediaBox[595 842 0 0]",
    "turned back": MEDIA + b"/Rotate -90",
    "turned more than once": MEDIA + b"/Rotate 450",
    "references for numbers": b"/MediaBox[0 0 100 0 R 842]/Rotate 101 0 R",
    "no crop box after all": MEDIA + b"/CropBox null",
    "blank": MEDIA,
    "blank by null": MEDIA + b"/Contents null/Resources null/Annots null",
    "one content": MEDIA + b"/Contents 102 0 R",
    "shared contents": MEDIA + b"/Contents 103 0 R/Annots 105 0 R",
    "the same shared contents": MEDIA + b"/Contents 103 0 R/Annots[106 0 R]",
    "shared resources": MEDIA + b"/Resources 104 0 R",
    "the same shared resources": MEDIA + b"/Resources 104 0 R/Rotate 90/Annots[" + SQUARE + b"]",
    "of inherited size": b"",
}
MORE = {
    100: b"595",
    101: b"90",
    102: stream_of(b"0.5 0 0 0.5 90 70 cm"),
    103: b"[102 0 R]",
    104: b"<</XObject<</SealImprint1 107 0 R>>>>",
    105: b"[]",
    106: SQUARE,
    107: b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0>>stream\n\nendstream",
}


@pytest.fixture(scope="module")
def key() -> BareKey:
    return signing_key(KeyAlgorithm.EC_P256)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written_pdf(tmp_path_factory.mktemp("odd") / "odd.pdf", [*ODD.values()], MORE, MEDIA + b"/Rotate 270")


def sizes_of(path: Path) -> list[tuple[float, float]]:
    seen = open_document(path)
    try:
        return [(page.width, page.height) for page in seen.pages]
    finally:
        seen.close()


def somewhere(size: tuple[float, float]) -> Rectangle:
    """A square at the upper right, not in the middle of anything."""
    side = min(size) * 0.3
    return Rectangle(size[0] * 0.6, size[1] * 0.1, side, side)


def assert_seen(path: Path, page: int, place: Rectangle, size: tuple[float, float], folder: Path) -> None:
    """Poppler's picture of the page (from 0) shows the seal there, upright and whole."""
    command = ["pdftoppm", "-cropbox", "-scale-to", "400", "-f", str(page + 1), "-singlefile", path, folder / "seen"]
    subprocess.run(command, check=True, capture_output=True)
    pixels = pymupdf.Pixmap(str(folder / "seen.ppm"))
    assert pixels.width / pixels.height == pytest.approx(size[0] / size[1], rel=0.01)
    scale = pixels.width / size[0]
    for across in (0.15, 0.5, 0.85):
        for down in (0.15, 0.5, 0.85):
            x = int((place.left + across * place.width) * scale)
            y = int((place.top + down * place.height) * scale)
            found, wanted = pixels.pixel(x, y), seal_colour(round(across * 255), round(down * 255))
            assert all(abs(a - b) <= NEAR for a, b in zip(found, wanted, strict=True)), (x, y, found, wanted)


@pytest.mark.parametrize("kind", ODD)
async def test_a_signature_is_seen_where_it_was_placed(
    kind: str, odd: Path, key: BareKey, seal_png: bytes, tmp_path: Path
) -> None:
    page = list(ODD).index(kind)
    size = sizes_of(odd)[page]
    place = somewhere(size)
    options = SigningOptions(new_field=NewField(page, place), appearance=Appearance(seal_png, margin=0))
    await sign_pdf(odd, tmp_path / "signed.pdf", key, options)
    assert_seen(tmp_path / "signed.pdf", page, place, size, tmp_path)
    (field,) = read_facts(tmp_path / "signed.pdf").fields
    assert (field.page, field.signed) == (page, True)
    for side in ("left", "top", "width", "height"):
        assert getattr(field.rectangle, side) == pytest.approx(getattr(place, side), abs=1.1)


async def test_seals_printed_on_all_of_them_are_seen_there(
    odd: Path, key: BareKey, seal_png: bytes, tmp_path: Path
) -> None:
    sizes = sizes_of(odd)
    imprints = tuple(Imprint(page, somewhere(size)) for page, size in enumerate(sizes))
    strips = across_edges(sizes, 90, 0.8)
    options = SigningOptions(appearance=Appearance(seal_png), imprints=(*imprints, *strips))
    await sign_pdf(odd, tmp_path / "signed.pdf", key, options)
    for imprint, size in zip(imprints, sizes, strict=True):
        assert_seen(tmp_path / "signed.pdf", imprint.page, imprint.place, size, tmp_path)
    pdfsig_accepts(tmp_path / "signed.pdf", 1)
    with pymupdf.open(tmp_path / "signed.pdf") as document:
        content = [page.read_contents() for page in document]
    # a page that shares its content with another shows its own seal and strip alone
    assert {page.count(b" Do") for page in content} == {2}


async def test_two_signatures_on_each_kind_of_annotations_stay_valid(
    key: BareKey, seal_png: bytes, odd: Path, tmp_path: Path
) -> None:
    pages = [number for number, kind in enumerate(ODD) if "shared" in kind][::-1]
    source, trust = odd, TrustRoots(test=key.chain)
    for number, page in enumerate((*pages, *pages)):
        place = Rectangle(60 + 30 * number, 100, 20, 20)
        options = SigningOptions(new_field=NewField(page, place), appearance=Appearance(seal_png, margin=0))
        await sign_pdf(source, tmp_path / f"{number}.pdf", key, options)
        source = tmp_path / f"{number}.pdf"
    report = await validate_pdf(source, trust)
    assert report.all_valid, report.to_text()
    pdfsig_accepts(source, 2 * len(pages))


async def test_annotations_that_are_no_objects_are_protected_too(key: BareKey, odd: Path, tmp_path: Path) -> None:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    await sign_pdf(odd, tmp_path / "once.pdf", key, SigningOptions())
    with (tmp_path / "once.pdf").open("r+b") as file:
        writer = IncrementalPdfFileWriter(file)
        page, _ = writer.find_page_for_modification(list(ODD).index("the same shared resources"))
        page.get_object()["/Annots"][0]["/Rect"][0] = generic.NumberObject(301)
        writer.mark_update(page)
        writer.write_in_place()
    await sign_pdf(tmp_path / "once.pdf", tmp_path / "twice.pdf", key, SigningOptions())
    report = await validate_pdf(tmp_path / "twice.pdf", TrustRoots(test=key.chain))
    assert [item.verdict for item in report.signatures] == [Verdict.CHANGED, Verdict.VALID]


async def test_an_existing_field_without_a_picture_stays_empty(key: BareKey, tmp_path: Path) -> None:
    objects = {101: b"[100 0 R]"}
    objects[100] = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Buyer)/Rect[100 100 300 200]/F 4/P 3 0 R>>"
    form = b"/AcroForm<</Fields[100 0 R]/SigFlags 1>>"
    source = written_pdf(tmp_path / "in.pdf", [MEDIA + b"/Annots 101 0 R"], objects, catalog=form)
    (known,) = read_facts(source).fields
    assert (known.name, known.page, known.rectangle) == ("Buyer", 0, Rectangle(100, 642, 200, 100))
    await sign_pdf(source, tmp_path / "out.pdf", key, SigningOptions(field_name="Buyer"))
    with pymupdf.open(tmp_path / "out.pdf") as document:
        assert set(document[0].get_pixmap(colorspace=pymupdf.csGRAY).samples) == {255}
        assert document[0].get_text().strip() == ""


async def test_page_trees_that_go_round_in_circles_end(key: BareKey, seal_png: bytes, tmp_path: Path) -> None:
    source = written_pdf(tmp_path / "in.pdf", [MEDIA], {2: b"<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count 3>>"})
    wanted = SigningOptions(appearance=Appearance(seal_png), imprints=(Imprint(2, Rectangle(10, 10, 50, 50)),))
    for options in (wanted, replace(wanted, imprints=(), new_field=NewField(99999, Rectangle(10, 10, 50, 50)))):
        with pytest.raises((FieldOffPage, PdfBroken)):
            await sign_pdf(source, tmp_path / "out.pdf", key, options)
    assert not (tmp_path / "out.pdf").exists()
