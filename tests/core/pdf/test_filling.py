"""Forms filled after signing: allowed where the value changed, and nowhere else."""

import re
from pathlib import Path

import pymupdf
import pytest

from core.crypto.algorithms import KeyAlgorithm
from core.pdf.options import SigningOptions
from core.pdf.report import Difference, DifferenceKind, SignatureReport, Verdict
from core.pdf.signing import sign_pdf
from core.pdf.trust import TrustRoots
from core.pdf.validation import validate_pdf
from tests.core.pdf.attacks import SignedFile, stream, updated
from tests.core.pdf.documents import BareKey, form_pdf, signing_key

DRAWN = b"/Type /XObject /Subtype /Form /BBox [0 0 228 30]"
SAID = Difference(DifferenceKind.FIELD_VALUE, "Remark", "", "ten more")


@pytest.fixture(scope="module")
def key() -> BareKey:
    return signing_key(KeyAlgorithm.EC_P256)


async def judged(data: bytes, key: BareKey, folder: Path) -> SignatureReport:
    (folder / "filled.pdf").write_bytes(data)
    (signature,) = (await validate_pdf(folder / "filled.pdf", TrustRoots(test=key.chain))).signatures
    return signature


def objects_of(file: SignedFile, name: str) -> tuple[int, int]:
    """The numbers of a field and of its one widget, which is an object of its own."""
    with pymupdf.open(stream=file.data, filetype="pdf") as document:
        (widget,) = (item.xref for item in document[0].widgets() if item.field_name == name)
    return file.field(name), widget


async def form(key: BareKey, folder: Path, options: SigningOptions) -> SignedFile:
    await sign_pdf(form_pdf(folder / "in.pdf"), folder / "signed.pdf", key, options)
    return SignedFile((folder / "signed.pdf").read_bytes())


def filled(file: SignedFile, name: str = "Remark", extra: bytes = b"") -> dict[int, bytes]:
    """The objects of a field that is filled: its value, and its widget with a new picture."""
    field, widget = objects_of(file, name)
    value = file.object(field).rstrip().removesuffix(b">>") + b"/V (ten more) >>"
    with_picture = file.object(widget).replace(b"/AP<</N", b"/AP<</N %d 0 R/Old" % file.size)
    shown = with_picture[: with_picture.index(b"/Old")] + b">>" + extra + b">>"
    return {field: value, widget: shown, file.size: stream(b"0 g 10 5 90 20 re f", DRAWN)}


async def test_a_field_with_a_widget_of_its_own_can_be_filled(key: BareKey, tmp_path: Path) -> None:
    file = await form(key, tmp_path, SigningOptions())
    signature = await judged(updated(file, filled(file)), key, tmp_path)
    assert (signature.verdict, signature.changes) == (Verdict.VALID, ("form_filling",))
    assert SAID in signature.differences
    assert Difference(DifferenceKind.PAGE_LOOKS_DIFFERENT, "1") in signature.differences


async def test_a_locked_one_cannot(key: BareKey, tmp_path: Path) -> None:
    file = await form(key, tmp_path, SigningOptions(lock_form=True))
    signature = await judged(updated(file, filled(file)), key, tmp_path)
    assert signature.verdict is Verdict.CHANGED
    assert SAID in signature.differences


async def test_a_locked_one_that_nobody_touches_stays_locked_and_valid(key: BareKey, tmp_path: Path) -> None:
    """Field and widget in one dictionary, as most makers write them, with a picture from before the signature."""
    with pymupdf.open(form_pdf(tmp_path / "form.pdf")) as document:
        numbers = {item.field_name: item.xref for item in document[0].widgets()}
        for name, number in numbers.items():
            for entry, value in (("T", f"({name})"), ("FT", "/Tx"), ("Parent", "null")):
                document.xref_set_key(number, entry, value)
        fields = " ".join(f"{number} 0 R" for number in numbers.values())
        document.xref_set_key(document.pdf_catalog(), "AcroForm", f"<< /Fields [{fields}] >>")
        document.save(tmp_path / "in.pdf")
    await sign_pdf(tmp_path / "in.pdf", tmp_path / "locked.pdf", key, SigningOptions(lock_form=True))
    await sign_pdf(tmp_path / "locked.pdf", tmp_path / "both.pdf", key, SigningOptions())
    report = await validate_pdf(tmp_path / "both.pdf", TrustRoots(test=key.chain))
    assert report.all_valid, report.to_text()


async def test_a_widget_is_neither_moved_nor_given_an_action(key: BareKey, tmp_path: Path) -> None:
    file = await form(key, tmp_path, SigningOptions())
    script = b"/AA << /E << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"
    assert (await judged(updated(file, filled(file, extra=script)), key, tmp_path)).verdict is Verdict.CHANGED
    moved = filled(file)
    _, widget = objects_of(file, "Remark")
    assert b"/Rect[72 612 300 642]" in moved[widget]
    moved[widget] = moved[widget].replace(b"/Rect[72 612 300 642]", b"/Rect[72 700 300 760]")
    assert (await judged(updated(file, moved), key, tmp_path)).verdict is Verdict.CHANGED


async def test_a_widget_that_looks_different_without_another_value_is_told(key: BareKey, tmp_path: Path) -> None:
    """By the rules of forms alone this would be allowed (Shadow Attacks, 2021)."""
    file = await form(key, tmp_path, SigningOptions())
    field, _ = objects_of(file, "Remark")
    changed = filled(file)
    del changed[field]
    signature = await judged(updated(file, changed), key, tmp_path)
    assert (signature.verdict, signature.reason) == (Verdict.CHANGED, "appearance")


async def test_forms_far_behind_in_a_file_are_looked_at_too(key: BareKey, tmp_path: Path) -> None:
    with pymupdf.open() as blank, pymupdf.open(form_pdf(tmp_path / "form.pdf")) as document:
        for _ in range(201):
            blank.new_page(width=100, height=100)
        document.insert_pdf(blank, start_at=0)
        document.save(tmp_path / "in.pdf")
    await sign_pdf(tmp_path / "in.pdf", tmp_path / "signed.pdf", key, SigningOptions())
    file = SignedFile((tmp_path / "signed.pdf").read_bytes())
    with pymupdf.open(stream=file.data, filetype="pdf") as document:
        (widget,) = (item.xref for item in document[201].widgets() if item.field_name == "Remark")
    shown = re.sub(rb"/AP\s*<<\s*/N \d+ 0 R\s*>>", b"/AP<</N %d 0 R>>" % file.size, file.object(widget))
    assert shown != file.object(widget)
    signature = await judged(
        updated(file, {widget: shown, file.size: stream(b"0 0 200 30 re f", DRAWN)}), key, tmp_path
    )
    assert (signature.verdict, signature.reason) == (Verdict.CHANGED, "appearance")
    assert [item.where for item in signature.differences] == ["202"]


async def test_a_widget_is_not_filled_in_two_places(key: BareKey, tmp_path: Path) -> None:
    """The value of one field changes, the picture of another."""
    file = await form(key, tmp_path, SigningOptions())
    field, _ = objects_of(file, "Remark")
    _, other = objects_of(file, "Amount")
    mixed = {field: filled(file)[field]} | {
        number: text for number, text in filled(file, "Amount").items() if number in (other, file.size)
    }
    signature = await judged(updated(file, mixed), key, tmp_path)
    assert (signature.verdict, signature.reason) == (Verdict.CHANGED, "appearance")
