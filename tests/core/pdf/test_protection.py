"""Documents with an owner's password, which open without one: verified always, signed where their author permits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from core.crypto.algorithms import KeyAlgorithm
from core.pdf.errors import PdfEncrypted, SigningNotPermitted
from core.pdf.fields import read_facts
from core.pdf.longterm import extend_pdf
from core.pdf.options import Imprint, Level, SigningOptions
from core.pdf.pages import Rectangle
from core.pdf.protection import Permission
from core.pdf.report import Verdict
from core.pdf.signing import sign_pdf
from core.pdf.validation import validate_pdf
from tests.core.pdf.documents import plain_pdf, signing_key, with_fields
from tests.core.pdf.judges import pdfsig_accepts
from tests.core.pdf.pki import Pki, open_pki
from tests.core.pdf.test_signing import VISIBLE

FILL = pymupdf.PDF_PERM_FORM
NOTES = pymupdf.PDF_PERM_ANNOTATE
CHANGE = pymupdf.PDF_PERM_MODIFY | NOTES


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pki]:
    pki = open_pki(tmp_path_factory.mktemp("pki"))
    yield pki
    pki.store.close()


def protected(path: Path, permissions: int, method: int = pymupdf.PDF_ENCRYPT_AES_256) -> Path:
    """The same document under an owner's password."""
    target = path.with_name("protected.pdf")
    with pymupdf.open(path) as document:
        document.save(target, encryption=method, owner_pw="owner", permissions=permissions | pymupdf.PDF_PERM_PRINT)
    return target


@pytest.mark.feature("M3.5.3")
@pytest.mark.parametrize(
    "method",
    [
        pytest.param(pymupdf.PDF_ENCRYPT_RC4_128, id="rc4"),
        pytest.param(pymupdf.PDF_ENCRYPT_AES_128, id="aes128"),
        pytest.param(pymupdf.PDF_ENCRYPT_AES_256, id="aes256"),
    ],
)
async def test_it_is_signed_twice_and_changes_are_seen(pki: Pki, tmp_path: Path, method: int) -> None:
    source = protected(plain_pdf(tmp_path / "in.pdf"), CHANGE, method)
    first, second, longer, altered = (tmp_path / f"{name}.pdf" for name in ("first", "second", "longer", "altered"))
    key, pair = pki.issue(KeyAlgorithm.RSA_2048)
    await sign_pdf(source, first, key, pki.options(VISIBLE, Level.B_T, pair))
    await sign_pdf(first, second, key, pki.options(SigningOptions(), Level.B_T, pair))
    pdfsig_accepts(second, 2)
    assert second.read_bytes().startswith(source.read_bytes())
    report = await validate_pdf(second, pki.trust)
    assert report.all_valid, report.to_text()
    assert len(report.signatures) == 2

    options = pki.options(VISIBLE, Level.B_LTA, pair)
    assert options.timestamp is not None
    assert options.material is not None
    await extend_pdf(second, longer, Level.B_LTA, options.timestamp, options.material)
    report = await validate_pdf(longer, pki.trust)
    assert report.all_valid, report.to_text()
    assert [stamp.valid for stamp in report.timestamps] == [True]

    altered.write_bytes(first.read_bytes())
    with pymupdf.open(altered) as document:
        document[0].insert_text((300, 345), "Wang Wu", fontsize=14)
        document.saveIncr()
    (signature,) = (await validate_pdf(altered, pki.trust)).signatures
    assert signature.verdict is Verdict.CHANGED


@pytest.mark.parametrize(
    ("bits", "permission"),
    [(0, Permission.READ), (FILL, Permission.FILL), (NOTES, Permission.FILL), (CHANGE, Permission.CHANGE)],
    ids=["read", "fill", "annotate", "change"],
)
async def test_its_author_says_who_may_sign_what(tmp_path: Path, bits: int, permission: Permission) -> None:
    source, target = protected(with_fields(tmp_path / "in.pdf"), bits), tmp_path / "out.pdf"
    facts = read_facts(source)
    assert facts.permission is permission
    key, free = signing_key(KeyAlgorithm.SM2), facts.free_fields[0].name
    in_field = SigningOptions(field_name=free)
    drawn_elsewhere = replace(VISIBLE, imprints=(Imprint(1, Rectangle(10, 10, 60, 60)),))
    for options in (VISIBLE, SigningOptions(), drawn_elsewhere):
        if permission is Permission.CHANGE:
            await sign_pdf(source, target, key, options)
        else:
            with pytest.raises(SigningNotPermitted):
                await sign_pdf(source, target, key, options)
            assert not target.exists()
    if permission is Permission.READ:
        with pytest.raises(SigningNotPermitted):
            facts.check_may_sign(free)
        with pytest.raises(SigningNotPermitted):
            await sign_pdf(source, target, key, in_field)
        assert not target.exists()
    else:
        await sign_pdf(source, target, key, in_field)
        assert read_facts(target).fields[0].signed


def test_a_password_to_open_it_is_asked_of_its_sender(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    with pymupdf.open(plain_pdf(tmp_path / "in.pdf")) as document:
        document.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="owner")
    with pytest.raises(PdfEncrypted):
        read_facts(path)
