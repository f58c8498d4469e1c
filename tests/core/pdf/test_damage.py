"""Damaged files are never believed, only the product's own errors come out, and unusual files are not damaged."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.crypto.algorithms import KeyAlgorithm
from core.errors import AppError
from core.pdf.appearance import Appearance
from core.pdf.errors import PdfBroken
from core.pdf.fields import read_facts
from core.pdf.options import NewField, SigningOptions
from core.pdf.pages import Rectangle
from core.pdf.render import open_document
from core.pdf.report import Verdict
from core.pdf.signing import sign_pdf
from core.pdf.trust import TrustRoots
from core.pdf.validation import validate_pdf
from tests.core.pdf.attacks import PAINT, SignedFile, bodies, stream
from tests.core.pdf.documents import BareKey, plain_pdf, signing_key
from tests.core.pdf.judges import pdfsig_accepts
from tests.core.pdf.written import hybrid_pdf, written_pdf

KEY = signing_key(KeyAlgorithm.EC_P256)
TRUST = TrustRoots(test=KEY.chain)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> SignedFile:
    folder = tmp_path_factory.mktemp("signed")
    asyncio.run(sign_pdf(plain_pdf(folder / "in.pdf"), folder / "out.pdf", KEY, SigningOptions()))
    return SignedFile((folder / "out.pdf").read_bytes())


async def is_believed(data: bytes, path: Path) -> bool:
    """Verification calls everything valid; no other exception than the product's own may come out of it."""
    path.write_bytes(data)
    try:
        return (await validate_pdf(path, TRUST)).all_valid
    except AppError:
        return False


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1, exclude_max=True), value=st.integers(1, 255))
async def test_no_changed_byte_is_believed(signed: SignedFile, tmp_path: Path, share: float, value: int) -> None:
    _, gap, end, length = signed.byte_range
    place = int(share * (gap + length))
    place += end - gap if place >= gap else 0
    damaged = bytearray(signed.data)
    damaged[place] ^= value
    assert not await is_believed(bytes(damaged), tmp_path / "damaged.pdf")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1, exclude_max=True))
async def test_no_part_of_a_file_is_believed(signed: SignedFile, tmp_path: Path, share: float) -> None:
    cut = int(share * len(signed.data.rstrip()))
    assert not await is_believed(signed.data[:cut], tmp_path / "cut.pdf")


async def test_the_whole_file_is_believed(signed: SignedFile, tmp_path: Path) -> None:
    assert await is_believed(signed.data, tmp_path / "whole.pdf")


def compressed(path: Path) -> bytes:
    """Objects and the cross-reference table in streams (ISO 32000-2 §7.5.7 and §7.5.8)."""
    with pymupdf.open(path) as document:
        return bytes(document.tobytes(use_objstms=1, deflate=True))


def written_pdf_with(objects: dict[int, bytes], catalog: bytes = b"") -> Callable[[Path], object]:
    """Writes a file of one page with these objects."""
    return lambda path: written_pdf(path, [b"/MediaBox[0 0 595 842]"], objects, catalog=catalog)


UNUSUAL = {
    "streams of objects": compressed,
    "text behind the end": lambda path: path.read_bytes() + b"\r\n\r\nprinted by nobody\r\n",
    "no line end": lambda path: path.read_bytes().rstrip(),
}


@pytest.mark.parametrize("kind", UNUSUAL)
async def test_unusual_files_are_signed_twice_and_stay_valid(kind: str, tmp_path: Path) -> None:
    source = tmp_path / "0.pdf"
    source.write_bytes(UNUSUAL[kind](plain_pdf(tmp_path / "plain.pdf")))
    last = await signed_twice(source, KEY)
    for behind in (b"", b"\r\n\0\0", b"% a comment\n"):
        last_with_more = tmp_path / "more.pdf"
        last_with_more.write_bytes(last.read_bytes() + behind)
        report = await validate_pdf(last_with_more, TRUST)
        assert report.all_valid, report.to_text()
    last.write_bytes(last.read_bytes() + bodies({4: stream(PAINT)}))
    report = await validate_pdf(last, TRUST)
    assert [item.verdict for item in report.signatures] == [Verdict.CHANGED, Verdict.CHANGED]


async def test_a_file_with_two_kinds_of_cross_references_is_signed_and_stays_valid(tmp_path: Path) -> None:
    source = hybrid_pdf(tmp_path / "hybrid.pdf")
    assert [field.name for field in read_facts(source).free_fields] == ["Buyer"]
    await sign_pdf(source, tmp_path / "0.pdf", KEY, SigningOptions(field_name="Buyer"))
    last = await signed_twice(tmp_path / "0.pdf", KEY)
    report = await validate_pdf(last, TRUST)
    assert report.all_valid, report.to_text()
    pdfsig_accepts(last, 3)


IRREGULAR = {
    "two fields of one name": b"/AcroForm<</Fields[100 0 R 101 0 R]>>",
    "a dot in a name": b"/AcroForm<</Fields[102 0 R]>>",
    "a null for a dictionary": b"/DSS null",
}
FIELDS = {100: b"<</FT/Tx/T(a)/V(b)>>", 101: b"<</FT/Tx/T(a)/V(b)>>", 102: b"<</FT/Tx/T(a.b)/V(c)>>"}


@pytest.mark.parametrize("kind", IRREGULAR)
async def test_what_cannot_be_compared_is_not_believed_and_says_nothing_against_the_signature(
    kind: str, tmp_path: Path
) -> None:
    source = written_pdf(tmp_path / "0.pdf", [b"/MediaBox[0 0 595 842]"], FIELDS, catalog=IRREGULAR[kind])
    last = await signed_twice(source, KEY)
    first, second = (await validate_pdf(last, TRUST)).signatures
    assert (first.verdict, first.reason, first.intact) == (Verdict.CHANGED, "not_comparable", True)
    assert second.verdict is Verdict.VALID
    assert (await validate_pdf(tmp_path / "1.pdf", TRUST)).all_valid


BROKEN = {
    "more pages said than there are": written_pdf_with({2: b"<</Type/Pages/Kids[3 0 R]/Count 9>>"}),
    "pages without their number": written_pdf_with({2: b"<</Type/Pages/Kids[3 0 R]>>"}),
    "fields that are no objects": written_pdf_with({}, b"/AcroForm<</Fields[<</FT/Tx/T(a)/V(b)>>]>>"),
    "fields that go round in circles": written_pdf_with(
        {100: b"<</T(a)/Kids[100 0 R 100 0 R]>>"}, b"/AcroForm<</Fields[100 0 R]>>"
    ),
    "no cross-reference table": lambda path: path.write_bytes(path.read_bytes().split(b"xref")[0]),
}


@pytest.mark.parametrize("kind", BROKEN)
async def test_broken_files_are_called_so(kind: str, tmp_path: Path) -> None:
    source = written_pdf(tmp_path / "0.pdf", [b"/MediaBox[0 0 595 842]"])
    BROKEN[kind](source)
    with pytest.raises(PdfBroken):
        open_document(source).close()
        read_facts(source)
        await signed_twice(source, KEY)
    assert [path.name for path in tmp_path.iterdir()] == ["0.pdf"]


async def signed_twice(source: Path, key: BareKey) -> Path:
    for number in (1, 2):
        place = NewField(0, Rectangle(150 * number, 400, 120, 50))
        target = source.with_name(f"{number}.pdf")
        options = SigningOptions(new_field=place, appearance=Appearance(lines=("签名人：林晓样",)))
        await sign_pdf(source, target, key, options)
        source = target
    return source
