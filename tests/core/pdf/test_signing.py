"""Signed PDFs, judged by pdfsig, OpenSSL, and our own verification."""

import asyncio
import re
from pathlib import Path

import pymupdf
import pytest

from core.crypto.algorithms import KeyAlgorithm
from core.errors import AppError, CancelledByUser, FileNotAccessible
from core.pdf.appearance import Appearance
from core.pdf.errors import (
    FieldNotFree,
    FieldOffPage,
    NoChangesAllowed,
    NotAPdf,
    PdfBroken,
    PdfEncrypted,
    SourceIsTarget,
    TimestampFailed,
)
from core.pdf.fields import read_facts
from core.pdf.pages import Rectangle
from core.pdf.render import open_document
from core.pdf.report import Coverage, Verdict
from core.pdf.signing import Cancel, Level, NewField, SigningOptions, sign_pdf
from core.pdf.trust import TrustRoots
from core.pdf.validation import validate_pdf
from tests.core.pdf.documents import BareKey, plain_pdf, signing_key
from tests.core.pdf.judges import openssl_accepts, openssl_accepts_sm2, pdfsig_accepts

ALGORITHMS = [KeyAlgorithm.SM2, KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_P256]
VISIBLE = SigningOptions(
    new_field=NewField(0, Rectangle(300, 600, 200, 80)),
    appearance=Appearance(lines=("签名人：林晓样", "日期：2026-11-23")),
)


@pytest.fixture(scope="module", params=ALGORITHMS, ids=lambda algorithm: algorithm.value)
def key(request: pytest.FixtureRequest) -> BareKey:
    return signing_key(request.param)


@pytest.fixture(scope="module")
def rsa_key() -> BareKey:
    return signing_key(KeyAlgorithm.RSA_2048)


def trust(key: BareKey) -> TrustRoots:
    return TrustRoots(test=key.chain)


async def test_a_visible_signature_is_valid_and_complete(key: BareKey, tmp_path: Path) -> None:
    source = plain_pdf(tmp_path / "in.pdf")
    before = source.read_bytes()
    shares: list[float] = []
    await sign_pdf(source, tmp_path / "out.pdf", key, VISIBLE, progress=shares.append)
    assert source.read_bytes() == before
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(key.signed) >= 1
    report = await validate_pdf(tmp_path / "out.pdf", trust(key))
    (signature,) = report.signatures
    assert signature.verdict is Verdict.VALID, report.to_text()
    assert (signature.signer, signature.trusted_by, signature.test_trust) == ("林晓样", "Test root", True)
    assert signature.coverage is Coverage.WHOLE_FILE
    with pymupdf.open(tmp_path / "out.pdf") as document:
        assert document.page_count == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.pdf", "out.pdf"]


async def test_an_unknown_root_is_not_trusted(key: BareKey, tmp_path: Path) -> None:
    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", key, SigningOptions())
    report = await validate_pdf(tmp_path / "out.pdf", TrustRoots())
    assert report.signatures[0].verdict is Verdict.UNTRUSTED
    assert report.signatures[0].intact


async def test_every_altered_byte_of_the_content_is_noticed(key: BareKey, tmp_path: Path) -> None:
    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", key, SigningOptions())
    signed = (tmp_path / "out.pdf").read_bytes()
    start, end, second, length = (int(n) for n in re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)", signed).groups())
    for place in (20, end // 2, end - 40, second + length - 10):
        altered = bytearray(signed)
        altered[place] ^= 1
        (tmp_path / "altered.pdf").write_bytes(altered)
        try:
            report = await validate_pdf(tmp_path / "altered.pdf", trust(key))
        except PdfBroken:
            continue
        assert not report.all_valid


@pytest.mark.parametrize("algorithm", [KeyAlgorithm.RSA_2048, KeyAlgorithm.EC_P256], ids=lambda a: a.value)
async def test_pdfsig_and_openssl_accept_it(algorithm: KeyAlgorithm, tmp_path: Path) -> None:
    key = signing_key(algorithm)
    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", key, VISIBLE)
    pdfsig_accepts(tmp_path / "out.pdf", 1)
    openssl_accepts(tmp_path / "out.pdf", key.chain)


async def test_openssl_accepts_the_sm2_signature_over_the_attributes(tmp_path: Path) -> None:
    key = signing_key(KeyAlgorithm.SM2)
    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", key, SigningOptions())
    openssl_accepts_sm2(tmp_path / "out.pdf", key.certificate)


async def test_a_second_signature_leaves_the_first_valid(rsa_key: BareKey, tmp_path: Path) -> None:
    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "one.pdf", rsa_key, VISIBLE)
    other = SigningOptions(new_field=NewField(1, Rectangle(100, 100, 150, 60)), appearance=VISIBLE.appearance)
    await sign_pdf(tmp_path / "one.pdf", tmp_path / "two.pdf", rsa_key, other)
    report = await validate_pdf(tmp_path / "two.pdf", trust(rsa_key))
    assert [item.verdict for item in report.signatures] == [Verdict.VALID, Verdict.VALID]
    assert report.signatures[0].coverage is Coverage.EARLIER_REVISION
    assert report.signatures[0].changes == ("new_signatures",)


async def test_an_existing_field_is_used_once(rsa_key: BareKey, tmp_path: Path) -> None:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    source = plain_pdf(tmp_path / "in.pdf")
    with source.open("r+b") as file:
        writer = IncrementalPdfFileWriter(file)
        append_signature_field(writer, SigFieldSpec("Buyer", on_page=1, box=(100, 100, 300, 180)))
        writer.write_in_place()
    (field,) = read_facts(source).free_fields
    assert (field.name, field.page) == ("Buyer", 1)
    assert field.rectangle == Rectangle(100, 842 - 180, 200, 80)
    options = SigningOptions(field_name="Buyer", appearance=VISIBLE.appearance)
    await sign_pdf(source, tmp_path / "out.pdf", rsa_key, options)
    assert read_facts(tmp_path / "out.pdf").free_fields == ()
    assert (await validate_pdf(tmp_path / "out.pdf", trust(rsa_key))).all_valid
    with pytest.raises(FieldNotFree):
        await sign_pdf(tmp_path / "out.pdf", tmp_path / "again.pdf", rsa_key, options)
    assert not (tmp_path / "again.pdf").exists()


async def test_a_change_after_signing_is_told(rsa_key: BareKey, tmp_path: Path) -> None:
    """An incremental update that writes over a page's content (a shadow attack)."""
    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", rsa_key, SigningOptions())
    with pymupdf.open(tmp_path / "out.pdf") as document:
        document[0].insert_text((72, 300), "and 1,000,000 more", fontsize=20)
        document.saveIncr()
    report = await validate_pdf(tmp_path / "out.pdf", trust(rsa_key))
    assert report.signatures[0].verdict is Verdict.CHANGED
    assert not report.all_valid


async def test_a_certified_document_refuses_changes(rsa_key: BareKey, tmp_path: Path) -> None:
    await asyncio.to_thread(certify, plain_pdf(tmp_path / "in.pdf"), tmp_path / "certified.pdf", rsa_key)
    assert read_facts(tmp_path / "certified.pdf").certification_level == 1
    with pytest.raises(NoChangesAllowed):
        await sign_pdf(tmp_path / "certified.pdf", tmp_path / "out.pdf", rsa_key, SigningOptions())


def certify(source: Path, target: Path, key: BareKey) -> None:
    """Certify with plain pyHanko: no changes allowed."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import MDPPerm

    folder = target.parent
    pem = key.private.cryptography_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "k.pem").write_bytes(pem)
    (folder / "c.pem").write_bytes(key.certificate.to_pem())
    signer = signers.SimpleSigner.load(folder / "k.pem", folder / "c.pem")
    meta = signers.PdfSignatureMetadata(field_name="Certifier", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    with source.open("rb") as file, target.open("wb") as out:
        signers.PdfSigner(meta, signer=signer).sign_pdf(IncrementalPdfFileWriter(file), output=out)


def encrypted(path: Path) -> Path:
    with pymupdf.open(plain_pdf(path.with_name("open.pdf"))) as document:
        document.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="owner")
    return path


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda path: path, FileNotAccessible),
        (lambda path: (path.write_bytes(b"just text, no PDF"), path)[1], NotAPdf),
        (lambda path: (path.write_bytes(b"%PDF-1.7\n" + b"\x00junk" * 200), path)[1], PdfBroken),
        (encrypted, PdfEncrypted),
    ],
    ids=["missing", "not a PDF", "broken", "encrypted"],
)
async def test_bad_files_get_their_own_error_and_leave_nothing(make, error, rsa_key: BareKey, tmp_path: Path) -> None:
    source = make(tmp_path / "bad.pdf")
    with pytest.raises(error):
        await sign_pdf(source, tmp_path / "out.pdf", rsa_key, SigningOptions())
    with pytest.raises(error):
        read_facts(source)
    with pytest.raises(error):
        open_document(source)
    with pytest.raises(error):
        await validate_pdf(source, TrustRoots())
    assert not (tmp_path / "out.pdf").exists()
    assert not list(tmp_path.glob(".*part"))


async def test_places_off_the_page_are_refused(rsa_key: BareKey, tmp_path: Path) -> None:
    source = plain_pdf(tmp_path / "in.pdf")
    for place in (Rectangle(500, 10, 200, 50), Rectangle(-1, 10, 50, 50), Rectangle(10, 10, 1, 1)):
        with pytest.raises(FieldOffPage):
            await sign_pdf(source, tmp_path / "out.pdf", rsa_key, SigningOptions(new_field=NewField(0, place)))


async def test_the_source_is_never_the_target(rsa_key: BareKey, tmp_path: Path) -> None:
    source = plain_pdf(tmp_path / "in.pdf")
    with pytest.raises(SourceIsTarget):
        await sign_pdf(source, source, rsa_key, SigningOptions())


async def test_cancelling_leaves_nothing(rsa_key: BareKey, tmp_path: Path) -> None:
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledByUser):
        await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", rsa_key, SigningOptions(), cancel=cancel)
    assert [path.name for path in tmp_path.iterdir()] == ["in.pdf"]


@pytest.mark.parametrize(
    "answer", [b"", b"rubbish", bytes.fromhex("30053003020102")], ids=["empty", "rubbish", "rejected"]
)
async def test_a_failing_timestamp_service_changes_nothing(answer: bytes, rsa_key: BareKey, tmp_path: Path) -> None:
    async def fetch(request: bytes) -> bytes:
        return answer

    with pytest.raises(TimestampFailed):
        options = SigningOptions(level=Level.B_T, timestamp=fetch)
        await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", rsa_key, options)
    assert [path.name for path in tmp_path.iterdir()] == ["in.pdf"]


async def test_a_failing_key_changes_nothing(rsa_key: BareKey, tmp_path: Path) -> None:
    from core.credentials.errors import MediumRemoved

    class Gone(BareKey):
        async def sign(self, data: bytes, scheme: object) -> bytes:
            raise MediumRemoved

    with pytest.raises(MediumRemoved):
        gone = Gone(rsa_key.private, rsa_key.certificate, rsa_key.chain)
        await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", gone, SigningOptions())
    assert [path.name for path in tmp_path.iterdir()] == ["in.pdf"]


async def test_expired_certificates_are_told(tmp_path: Path) -> None:
    key = signing_key(KeyAlgorithm.EC_P256, started_days_ago=30, days=10)
    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", key, SigningOptions())
    report = await validate_pdf(tmp_path / "out.pdf", trust(key))
    assert (report.signatures[0].verdict, report.signatures[0].reason) == (Verdict.INVALID, "expired")


async def test_foreign_signature_formats_are_found_and_named(rsa_key: BareKey, tmp_path: Path) -> None:
    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", rsa_key, SigningOptions())
    data = (tmp_path / "out.pdf").read_bytes()
    (tmp_path / "foreign.pdf").write_bytes(data.replace(b"/ETSI.CAdES.detached", b"/XXXX.Unknown.format"))
    report = await validate_pdf(tmp_path / "foreign.pdf", trust(rsa_key))
    assert report.signatures[0].verdict is Verdict.UNSUPPORTED
    assert not report.all_valid


def test_every_pdf_error_has_texts_in_both_languages() -> None:
    errors = [kind for code, kind in AppError.catalogue().items() if code.startswith("PDF-")]
    assert len(errors) >= 10
    for kind in errors:
        for text in (kind.cause, kind.remedy):
            assert text.zh
            assert text.en


async def test_the_report_is_plain_data(rsa_key: BareKey, tmp_path: Path) -> None:
    import json

    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", rsa_key, VISIBLE)
    report = await validate_pdf(tmp_path / "out.pdf", trust(rsa_key))
    told = json.loads(json.dumps(report.to_json()))
    assert told["all_valid"] is True
    assert told["signatures"][0]["signer"] == "林晓样"
    for language in ("zh", "en"):
        assert "林晓样" in report.to_text(language)
