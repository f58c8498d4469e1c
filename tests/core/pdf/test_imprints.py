"""骑缝章 and seals on several pages: the parts stand where they should, make the picture, and are signed."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.crypto.algorithms import KeyAlgorithm
from core.pdf.appearance import Appearance
from core.pdf.errors import FieldOffPage
from core.pdf.imprint import MOST_PARTS, across_edges, on_pages
from core.pdf.options import Imprint, SigningOptions
from core.pdf.pages import Rectangle
from core.pdf.report import Verdict
from core.pdf.signing import sign_pdf
from core.pdf.trust import TrustRoots
from core.pdf.validation import validate_pdf
from tests.core.pdf.conftest import seal_colour
from tests.core.pdf.documents import BareKey, plain_pdf, signing_key
from tests.core.pdf.judges import pdfsig_accepts, pyhanko_accepts

SCALE = 2
SIDE = 120.0
NEAR = 12
"""Colours at a place that is rounded to a pixel differ by so much from the exact ones."""


@pytest.fixture(scope="module")
def key() -> BareKey:
    return signing_key(KeyAlgorithm.EC_P256)


sizes = st.lists(st.tuples(st.floats(150, 2000), st.floats(150, 2000)), min_size=2, max_size=70)


@given(sizes, st.floats(20, 140), st.floats(0, 1))
def test_strips_stand_at_right_edges_and_tile_whole_seals(
    pages: list[tuple[float, float]], side: float, height: float
) -> None:
    strips = across_edges(pages, side, height)
    assert [strip.page for strip in strips] == list(range(len(pages)))
    groups: list[list[Imprint]] = []
    for strip, (width, tall) in zip(strips, pages, strict=True):
        place = strip.place
        assert place.left + place.width == pytest.approx(width)
        assert place.left >= 0
        assert place.top >= 0
        assert place.top + place.height <= tall + 1e-6
        assert place.height == pytest.approx(side)
        assert place.width == pytest.approx(side * (strip.end - strip.start))
        if strip.start == 0.0:
            groups.append([])
        groups[-1].append(strip)
    for group in groups:
        assert 2 <= len(group) <= MOST_PARTS
        assert group[-1].end == 1.0
        assert all(before.end == after.start for before, after in pairwise(group))
    lengths = [len(group) for group in groups]
    assert max(lengths) - min(lengths) <= 1


def test_a_single_page_shares_its_edge_with_no_other() -> None:
    assert across_edges([(595, 842)], SIDE, 0.5) == ()


@pytest.mark.parametrize("pages", [2, 5, 40])
async def test_the_strips_of_all_pages_make_whole_seals(
    pages: int, key: BareKey, seal_png: bytes, tmp_path: Path
) -> None:
    strips = across_edges([(595, 842)] * pages, SIDE, 0.3)
    signed = await printed(plain_pdf(tmp_path / "in.pdf", pages), strips, key, seal_png)
    with pymupdf.open(signed) as document:
        for strip in strips:
            assert_shows_its_part(document[strip.page], strip)
    report = await validate_pdf(signed, TrustRoots(test=key.chain))
    assert report.all_valid, report.to_text()
    pdfsig_accepts(signed, 1)
    await pyhanko_accepts(signed, key.chain)


async def test_the_same_seal_on_chosen_pages_and_nothing_else_changes(
    key: BareKey, seal_png: bytes, tmp_path: Path
) -> None:
    source = plain_pdf(tmp_path / "in.pdf", 4)
    imprints = on_pages((0, 2), Rectangle(200, 300, SIDE, SIDE))
    signed = await printed(source, imprints, key, seal_png)
    with pymupdf.open(source) as before, pymupdf.open(signed) as after:
        for imprint in imprints:
            assert_shows_its_part(after[imprint.page], imprint)
        for number in (1, 3):
            assert after[number].get_pixmap().samples == before[number].get_pixmap().samples
        assert [page.get_text() for page in after] == [page.get_text() for page in before]
        pictures = {image[0] for page in after for image in page.get_images(full=True)}
    assert len(pictures) == 1


@pytest.mark.parametrize("rotation", [0, 90])
async def test_a_seal_keeps_its_shape_in_a_place_of_another(
    rotation: int, key: BareKey, seal_png: bytes, tmp_path: Path
) -> None:
    with pymupdf.open() as document:
        document.new_page(width=600, height=600).set_rotation(rotation)
        document.save(tmp_path / "in.pdf")
    signed = await printed(tmp_path / "in.pdf", (Imprint(0, Rectangle(100, 300, 200, 72)),), key, seal_png)
    with pymupdf.open(signed) as document:
        assert_shows_its_part(document[0], Imprint(0, Rectangle(164, 300, 72, 72)))


async def test_an_imprint_that_is_taken_away_is_noticed(key: BareKey, seal_png: bytes, tmp_path: Path) -> None:
    strips = across_edges([(595, 842)] * 2, SIDE, 0.5)
    signed = await printed(plain_pdf(tmp_path / "in.pdf"), strips, key, seal_png)
    with pymupdf.open(signed) as document:
        document[1].set_contents(document[1].get_contents()[1])
        document.saveIncr()
    (signature,) = (await validate_pdf(signed, TrustRoots(test=key.chain))).signatures
    assert signature.verdict is Verdict.CHANGED
    assert [difference.where for difference in signature.differences] == ["2"]


@pytest.mark.parametrize(
    "wrong",
    [
        Imprint(2, Rectangle(10, 10, 50, 50)),
        Imprint(0, Rectangle(580, 10, 50, 50)),
        Imprint(0, Rectangle(10, 10, 50, 50), 0.5, 0.5),
        Imprint(0, Rectangle(10, 10, 50, 50), 0.5, 1.5),
    ],
    ids=["no such page", "off the page", "nothing of the picture", "beyond the picture"],
)
async def test_imprints_off_their_page_are_refused(
    wrong: Imprint, key: BareKey, seal_png: bytes, tmp_path: Path
) -> None:
    source = plain_pdf(tmp_path / "in.pdf")
    with pytest.raises(FieldOffPage):
        await printed(source, (wrong,), key, seal_png)
    assert [path.name for path in tmp_path.iterdir()] == ["in.pdf"]


async def printed(source: Path, imprints: Sequence[Imprint], key: BareKey, picture: bytes) -> Path:
    """The file signed with the seal's picture on its pages."""
    options = SigningOptions(appearance=Appearance(picture))
    target = source.with_name("signed.pdf")
    await sign_pdf(source, target, key, replace(options, imprints=tuple(imprints)))
    return target


def assert_shows_its_part(page: pymupdf.Page, imprint: Imprint) -> None:
    """The pixels inside the place are those of the picture's part; left of it the page is as white as it was."""
    pixels = page.get_pixmap(matrix=pymupdf.Matrix(SCALE, SCALE), alpha=False)
    place = imprint.place
    for across in (0.15, 0.5, 0.85):
        for down in (0.05, 0.5, 0.95):
            x = int((place.left + across * place.width) * SCALE)
            y = int((place.top + down * place.height) * SCALE)
            part = imprint.start + across * (imprint.end - imprint.start)
            wanted = seal_colour(round(part * 255), round(down * 255))
            found = pixels.pixel(x, y)
            assert all(abs(a - b) <= NEAR for a, b in zip(found, wanted, strict=True)), (x, y, found, wanted)
    beside = int((place.left - 2) * SCALE), int((place.top + place.height / 2) * SCALE)
    assert pixels.pixel(*beside) == (255, 255, 255)
