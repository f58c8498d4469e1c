"""Certified documents (DocMDP) and locked fields (FieldMDP): what is allowed stays valid, everything else is told.

ISO 32000-2 §12.8.2.2 and §12.8.2.4. Judged by pdfsig, by pyHanko's own rules, and by our verification.
"""

from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from core.crypto.algorithms import KeyAlgorithm
from core.pdf.errors import AlreadySigned, FieldLocked, NewFieldForbidden, NoChangesAllowed
from core.pdf.fields import read_facts
from core.pdf.options import Certification, Imprint, NewField, SigningOptions
from core.pdf.pages import Rectangle
from core.pdf.report import Difference, DifferenceKind, SignatureReport, Verdict
from core.pdf.signing import sign_pdf
from core.pdf.trust import TrustRoots
from core.pdf.validation import validate_pdf
from tests.core.pdf.documents import BareKey, form_pdf, signing_key
from tests.core.pdf.judges import pdfsig_accepts, pyhanko_accepts
from tests.core.pdf.test_signing import VISIBLE

SECOND = SigningOptions(new_field=NewField(1, Rectangle(100, 400, 150, 60)), appearance=VISIBLE.appearance)


@pytest.fixture(scope="module")
def key() -> BareKey:
    return signing_key(KeyAlgorithm.EC_P256)


@pytest.fixture(scope="module")
def other() -> BareKey:
    return signing_key(KeyAlgorithm.RSA_2048)


async def signatures(path: Path, *keys: BareKey) -> tuple[SignatureReport, ...]:
    report = await validate_pdf(path, TrustRoots(test=tuple(key.chain[-1] for key in keys)))
    return report.signatures


def filled(source: Path, name: str, value: str) -> Path:
    """The form with one field filled in an incremental update, as a viewer does it."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    target = source.with_name(f"filled-{name}.pdf")
    target.write_bytes(source.read_bytes())
    with target.open("r+b") as file:
        writer = IncrementalPdfFileWriter(file)
        fields = writer.root["/AcroForm"]["/Fields"]
        for index in range(len(fields)):
            if fields[index].get("/T") == name:
                fields[index]["/V"] = generic.pdf_string(value)
                writer.mark_update(fields.raw_get(index))
        writer.write_in_place()
    return target


def annotated(source: Path) -> Path:
    """The file with a visible note on its first page."""
    target = source.with_name("annotated.pdf")
    target.write_bytes(source.read_bytes())
    with pymupdf.open(target) as document:
        document[0].add_freetext_annot(pymupdf.Rect(72, 90, 300, 130), "as agreed")
        document.saveIncr()
    return target


@pytest.mark.parametrize("allowed", list(Certification), ids=lambda item: item.name)
async def test_a_certified_document_says_what_it_allows_and_everybody_accepts_it(
    allowed: Certification, key: BareKey, tmp_path: Path
) -> None:
    source, target = form_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf"
    await sign_pdf(source, target, key, replace(VISIBLE, certify=allowed))
    assert read_facts(target).certification_level == allowed.value
    report = await validate_pdf(target, TrustRoots(test=key.chain))
    assert (report.all_valid, report.certification_level) == (True, allowed.value)
    pdfsig_accepts(target, 1)
    await pyhanko_accepts(target, key.chain)


async def test_no_changes_means_none(key: BareKey, other: BareKey, tmp_path: Path) -> None:
    source, target = form_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf"
    await sign_pdf(source, target, key, replace(VISIBLE, certify=Certification.NO_CHANGES))
    with pytest.raises(NoChangesAllowed):
        await sign_pdf(target, tmp_path / "second.pdf", other, SECOND)
    assert not (tmp_path / "second.pdf").exists()
    (signature,) = await signatures(filled(target, "Remark", "ten more"), key)
    assert signature.verdict is Verdict.CHANGED
    assert Difference(DifferenceKind.FIELD_VALUE, "Remark", "", "ten more") in signature.differences


@pytest.mark.parametrize("allowed", [Certification.FORMS_AND_SIGNATURES, Certification.ANNOTATIONS])
async def test_forms_and_further_signatures_can_be_allowed(
    allowed: Certification, key: BareKey, other: BareKey, tmp_path: Path
) -> None:
    source, certified = form_pdf(tmp_path / "in.pdf"), tmp_path / "certified.pdf"
    _signature_field(source, "Seller")
    await sign_pdf(source, certified, key, replace(VISIBLE, certify=allowed))
    form = filled(certified, "Remark", "ten more")
    (signature,) = await signatures(form, key)
    assert (signature.verdict, signature.changes) == (Verdict.VALID, ("form_filling",))
    assert Difference(DifferenceKind.FIELD_VALUE, "Remark", "", "ten more") in signature.differences
    for options in (SigningOptions(field_name="Seller", appearance=VISIBLE.appearance), SigningOptions()):
        await sign_pdf(form, tmp_path / "both.pdf", other, options)
        by_name = {item.field: item for item in await signatures(tmp_path / "both.pdf", key, other)}
        assert [item.verdict for item in by_name.values()] == [Verdict.VALID, Verdict.VALID]
        assert by_name["Signature1"].changes == ("new_signatures",)
        pdfsig_accepts(tmp_path / "both.pdf", 2)
        await pyhanko_accepts(tmp_path / "both.pdf", (*key.chain, *other.chain))
    with pytest.raises(NewFieldForbidden):
        await sign_pdf(form, tmp_path / "third.pdf", other, SECOND)
    assert not (tmp_path / "third.pdf").exists()


async def test_an_annotation_that_was_not_allowed_breaks_the_certification(key: BareKey, tmp_path: Path) -> None:
    certified = tmp_path / "certified.pdf"
    await sign_pdf(
        form_pdf(tmp_path / "in.pdf"), certified, key, replace(VISIBLE, certify=Certification.FORMS_AND_SIGNATURES)
    )
    (signature,) = await signatures(annotated(certified), key)
    assert signature.verdict is Verdict.CHANGED
    assert Difference(DifferenceKind.PAGE_LOOKS_DIFFERENT, "1") in signature.differences


async def test_the_first_signature_alone_can_certify_or_print_on_pages(
    key: BareKey, other: BareKey, seal_png: bytes, tmp_path: Path
) -> None:
    signed = tmp_path / "signed.pdf"
    await sign_pdf(form_pdf(tmp_path / "in.pdf"), signed, key, VISIBLE)
    imprint = Imprint(0, Rectangle(300, 300, 80, 80))
    appearance = replace(VISIBLE.appearance, picture=seal_png)
    for options in (
        replace(SECOND, certify=Certification.NO_CHANGES),
        replace(SECOND, appearance=appearance, imprints=(imprint,)),
    ):
        with pytest.raises(AlreadySigned):
            await sign_pdf(signed, tmp_path / "again.pdf", other, options)
    assert not (tmp_path / "again.pdf").exists()


@pytest.mark.parametrize("existing", [False, True], ids=["new field", "field of the form"])
async def test_a_lock_freezes_the_form_but_not_the_document(
    existing: bool, key: BareKey, other: BareKey, tmp_path: Path
) -> None:
    source, locked = form_pdf(tmp_path / "in.pdf"), tmp_path / "locked.pdf"
    options = replace(VISIBLE, lock_form=True)
    if existing:
        _signature_field(source, "Buyer")
        options = replace(options, field_name="Buyer", new_field=None)
    await sign_pdf(source, locked, key, options)
    assert (await signatures(locked, key))[0].verdict is Verdict.VALID
    assert next(field for field in read_facts(locked).fields if field.signed).locks
    await sign_pdf(locked, tmp_path / "both.pdf", other, SECOND)
    both = await signatures(tmp_path / "both.pdf", key, other)
    assert [item.verdict for item in both] == [Verdict.VALID, Verdict.VALID]
    pdfsig_accepts(tmp_path / "both.pdf", 2)
    await pyhanko_accepts(tmp_path / "both.pdf", (*key.chain, *other.chain))
    broken = await signatures(filled(tmp_path / "both.pdf", "Amount", "9,999"), key, other)
    assert broken[0].verdict is Verdict.CHANGED
    assert Difference(DifferenceKind.FIELD_VALUE, "Amount", "", "9,999") in broken[0].differences


async def test_a_field_locked_by_its_maker_cannot_be_signed_later(key: BareKey, tmp_path: Path) -> None:
    """The maker of the form locks everything with the buyer's signature, also the field of the seller."""
    source = form_pdf(tmp_path / "in.pdf")
    _signature_field(source, "Seller")
    _signature_field(source, "Buyer", locks_all=True)
    await sign_pdf(source, tmp_path / "bought.pdf", key, SigningOptions(field_name="Buyer"))
    with pytest.raises(FieldLocked):
        await sign_pdf(tmp_path / "bought.pdf", tmp_path / "sold.pdf", key, SigningOptions(field_name="Seller"))
    assert not (tmp_path / "sold.pdf").exists()


def _signature_field(path: Path, name: str, locks_all: bool = False) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, SigFieldSpec, append_signature_field

    lock = FieldMDPSpec(FieldMDPAction.ALL) if locks_all else None
    with path.open("r+b") as file:
        writer = IncrementalPdfFileWriter(file)
        append_signature_field(writer, SigFieldSpec(name, on_page=1, box=(100, 100, 300, 180), field_mdp_spec=lock))
        writer.write_in_place()
