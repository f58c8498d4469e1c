"""Electronic seals (GB/T 38540) in PDFs: made, kept in the file, verified whole, judged by OpenSSL as well."""

import hashlib
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pymupdf
import pytest

from authority.pki.issuance import IssuedPair
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme, sm3
from core.crypto.errors import BadStructure, SealNotValid
from core.crypto.seal import SealContent, SealKind, SealPicture, make_seal, parse_seal, parse_seal_signature
from core.pdf.appearance import Appearance
from core.pdf.errors import FieldNotFree
from core.pdf.longterm import certificates_to_prove
from core.pdf.options import Level, NewField, SigningOptions
from core.pdf.pages import Rectangle
from core.pdf.report import Coverage, Report, Revocation, Verdict
from core.pdf.signing import sign_pdf
from core.pdf.trust import TrustRoots
from core.pdf.validation import signer_certificates, validate_pdf
from tests.core.pdf.attacks import PAINT, SignedFile, stream, updated
from tests.core.pdf.documents import BareKey, form_pdf, plain_pdf, signing_key
from tests.core.pdf.judges import cms_of
from tests.core.pdf.pki import Pki, open_pki

YEAR = timedelta(days=365)
PLACE = NewField(0, Rectangle(300, 600, 120, 54))


@dataclass(frozen=True)
class Sealer:
    """Somebody with a key, a seal for it, and the infrastructure that both come from."""

    pki: Pki
    key: BareKey
    pair: IssuedPair
    seal: bytes

    def options(self, **changes: object) -> SigningOptions:
        plain = SigningOptions(new_field=PLACE, appearance=Appearance(picture()), electronic_seal=self.seal)
        return replace(plain, **changes)

    async def judged(self, path: Path, *responses: bytes) -> Report:
        return await validate_pdf(path, self.pki.trust, responses)


def picture() -> bytes:
    with pymupdf.open() as drawing:
        page = drawing.new_page(width=200, height=90)
        page.draw_oval(pymupdf.Rect(5, 5, 195, 85), color=(0.8, 0, 0), width=4)
        return bytes(page.get_pixmap(alpha=True).tobytes("png"))


def make(
    pki: Pki, signer: bytes, *, days: int = 300, maker: str = "sm2-seal", created: timedelta = timedelta()
) -> bytes:
    content = SealContent(
        "44010000000001",
        "TEST",
        SealKind.ORGANISATION,
        "广州某某有限公司电子公章",
        SealPicture("PNG", picture(), 40, 18),
        (signer,),
        pki.now + created,
        pki.now,
        pki.now + timedelta(days=days),
    )
    unit = pki.hierarchy[maker]
    return make_seal(content, unit.certificate, unit.key.sign)


def sealer(pki: Pki, algorithm: KeyAlgorithm = KeyAlgorithm.SM2, days: int = 300) -> Sealer:
    key, pair = pki.issue(algorithm)
    return Sealer(pki, key, pair, make(pki, key.certificate.der, days=days))


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pki]:
    opened = open_pki(tmp_path_factory.mktemp("pki"))
    yield opened
    opened.store.close()


@pytest.fixture(scope="module")
def person(pki: Pki) -> Sealer:
    return sealer(pki)


@pytest.fixture
async def sealed(person: Sealer, tmp_path: Path) -> Path:
    await sign_pdf(form_pdf(tmp_path / "in.pdf"), tmp_path / "sealed.pdf", person.key, person.options())
    return tmp_path / "sealed.pdf"


async def test_the_seal_is_in_the_file_and_the_report(sealed: Path, person: Sealer) -> None:
    report = await person.judged(sealed, person.pki.at(datetime.now(UTC)).ocsp(person.pair))
    assert report.all_valid, report.to_text()
    (signature,) = report.signatures
    assert (signature.seal, signature.signer) == ("广州某某有限公司电子公章", "张三")
    assert signature.seal_maker == person.pki.hierarchy["sm2-seal"].certificate.subject_name
    assert (signature.level, signature.coverage) == ("GB/T 38540 V4", Coverage.WHOLE_FILE)
    assert (signature.intact, signature.test_trust, signature.revocation) == (True, True, Revocation.GOOD)
    assert "广州某某有限公司电子公章" in report.to_text()
    with pymupdf.open(sealed) as document:
        seen = document[0].get_pixmap(clip=pymupdf.Rect(300, 600, 420, 654))
        assert seen.is_unicolor is False


async def test_openssl_accepts_what_is_in_the_file(sealed: Path, person: Sealer, tmp_path: Path) -> None:
    """The signature over TBS_Sign, and the hash in it of the bytes that the range covers."""
    covered, contents = cms_of(sealed)
    read = parse_seal_signature(contents)
    assert read.data_hash == sm3(covered)
    assert read.seal.der == person.seal
    for name, data in (
        ("data", read.signed.data),
        ("signature", read.signed.signature),
        ("key", person.key.certificate.public_key.spki),
    ):
        (tmp_path / name).write_bytes(data)
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key", "-keyform", "DER", "-rawin"]
    command += ["-digest", "sm3", "-pkeyopt", "distid:1234567812345678", "-in", "data", "-sigfile", "signature"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "Signature Verified Successfully" in told.stdout, told.stderr


async def test_an_rsa_key_seals_with_its_own_hash(pki: Pki, tmp_path: Path) -> None:
    rsa = sealer(pki, KeyAlgorithm.RSA_2048)
    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", rsa.key, rsa.options())
    covered, contents = cms_of(tmp_path / "out.pdf")
    assert parse_seal_signature(contents).data_hash == hashlib.sha256(covered).digest()
    # the signer's issuers are in the file; those of a seal maker of another hierarchy have to be known otherwise
    assert (await rsa.judged(tmp_path / "out.pdf")).signatures[0].verdict is Verdict.UNTRUSTED
    asked = [certificate for certificate, _ in await signer_certificates(tmp_path / "out.pdf")]
    assert asked == [rsa.key.certificate, pki.hierarchy["sm2-seal"].certificate]
    trust = replace(pki.trust, intermediates=pki.hierarchy["sm2-seal"].chain)
    report = await validate_pdf(tmp_path / "out.pdf", trust)
    assert report.all_valid, report.to_text()


async def test_altered_bytes_are_noticed(sealed: Path, person: Sealer) -> None:
    file = SignedFile(sealed.read_bytes())
    _, b, c, _ = file.byte_range
    for place in (file.data.index(b"/MediaBox") + 11, file.data.index(b"/M (D", c) + 12):
        altered = bytearray(file.data)
        altered[place] ^= 1
        sealed.write_bytes(altered)
        (signature,) = (await person.judged(sealed)).signatures
        assert (signature.verdict, signature.reason, signature.intact) == (Verdict.INVALID, "tampered", False)
    digits = bytearray(file.data)
    digits[b + 400 : b + 402] = b"00" if digits[b + 400 : b + 402] != b"00" else b"11"
    sealed.write_bytes(digits)
    assert not (await person.judged(sealed)).all_valid


async def test_later_changes_are_told_as_with_any_signature(sealed: Path, person: Sealer) -> None:
    file = SignedFile(sealed.read_bytes())
    sealed.write_bytes(updated(file, {file.content(): stream(PAINT)}))
    (signature,) = (await person.judged(sealed)).signatures
    assert (signature.verdict, signature.intact) == (Verdict.CHANGED, True)
    assert [item.where for item in signature.differences] == ["1"]


async def test_seals_and_signatures_stand_beside_each_other(sealed: Path, person: Sealer, tmp_path: Path) -> None:
    second = SigningOptions(new_field=NewField(1, Rectangle(100, 100, 120, 54)), appearance=Appearance(picture()))
    await sign_pdf(sealed, tmp_path / "signed.pdf", person.key, second)
    third = person.options(new_field=NewField(1, Rectangle(300, 100, 120, 54)))
    await sign_pdf(tmp_path / "signed.pdf", tmp_path / "all.pdf", person.key, third)
    report = await person.judged(tmp_path / "all.pdf")
    assert report.all_valid, report.to_text()
    assert [bool(item.seal) for item in report.signatures] == [True, False, True]
    assert [item.changes for item in report.signatures] == [("new_signatures",), ("new_signatures",), ()]
    with pytest.raises(FieldNotFree):
        await sign_pdf(sealed, tmp_path / "again.pdf", person.key, person.options(field_name="Signature1"))


async def test_who_has_to_be_asked_about(sealed: Path, person: Sealer) -> None:
    asked = await signer_certificates(sealed)
    assert [item[0] for item in asked] == [person.key.certificate, person.pki.hierarchy["sm2-seal"].certificate]
    assert all(set(person.key.chain) <= set(kept) for _, kept in asked)
    assert [certificate for certificate, _ in await certificates_to_prove(sealed)] == [person.key.certificate]


async def test_an_unknown_root_is_not_trusted(sealed: Path) -> None:
    (signature,) = (await validate_pdf(sealed, TrustRoots())).signatures
    assert (signature.verdict, signature.intact, signature.trusted_by) == (Verdict.UNTRUSTED, True, "")


@pytest.mark.parametrize(
    ("created", "reason"), [(-10 * YEAR, "maker_not_yet_valid"), (30 * YEAR, "maker_expired")], ids=["early", "late"]
)
async def test_a_maker_who_could_not_make_seals_then(
    created: timedelta, reason: str, person: Sealer, tmp_path: Path
) -> None:
    seal = make(person.pki, person.key.certificate.der, created=created)
    options = person.options(electronic_seal=seal)
    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", person.key, options)
    (signature,) = (await person.judged(tmp_path / "out.pdf")).signatures
    assert (signature.verdict, signature.reason, signature.intact) == (Verdict.INVALID, reason, True)


async def test_a_maker_whom_nobody_knows(person: Sealer, tmp_path: Path) -> None:
    maker = signing_key(KeyAlgorithm.SM2)
    content = replace(parse_seal(person.seal).content, created=datetime.now(UTC))
    seal = make_seal(content, maker.certificate, maker.private.sign)
    options = person.options(electronic_seal=seal)
    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", person.key, options)
    (signature,) = (await person.judged(tmp_path / "out.pdf")).signatures
    assert (signature.verdict, signature.reason, signature.intact) == (Verdict.UNTRUSTED, "maker_untrusted", True)


async def test_a_seal_that_its_signer_may_not_use_is_refused_before_the_key_is(person: Sealer, tmp_path: Path) -> None:
    source = plain_pdf(tmp_path / "in.pdf")
    stranger, _ = person.pki.issue(KeyAlgorithm.SM2)
    expired = make(person.pki, person.key.certificate.der, days=0)
    for key, seal, error in (
        (stranger, person.seal, SealNotValid),
        (person.key, expired, SealNotValid),
        (person.key, b"no seal", BadStructure),
    ):
        before = len(key.signed)
        with pytest.raises(error) as refused:
            await sign_pdf(source, tmp_path / "out.pdf", key, person.options(electronic_seal=seal))
        assert not re.search("[a-zA-Z]", refused.value.cause_in("zh_CN")), "a cause in two languages"
        assert len(key.signed) == before
    assert [path.name for path in tmp_path.iterdir()] == ["in.pdf"]


async def test_somebody_elses_seal_in_a_file_is_told(
    person: Sealer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made by a program that does not look whose seal it is."""
    from core.pdf import seal_signing

    stranger, _ = person.pki.issue(KeyAlgorithm.SM2)
    monkeypatch.setattr(seal_signing, "open_seal", lambda der, signer: parse_seal(der))
    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", stranger, person.options())
    (signature,) = (await person.judged(tmp_path / "out.pdf")).signatures
    assert (signature.verdict, signature.reason) == (Verdict.INVALID, "seal_signer")


async def test_a_revoked_signer(pki: Pki, tmp_path: Path) -> None:
    revoked = sealer(pki)
    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", revoked.key, revoked.options())
    pki.at(datetime.now(UTC)).revoke(revoked.pair)
    answer = pki.at(datetime.now(UTC)).ocsp(revoked.pair)
    (signature,) = (await revoked.judged(tmp_path / "out.pdf", answer)).signatures
    assert (signature.verdict, signature.reason) == (Verdict.INVALID, "revoked")


@pytest.mark.parametrize("level", list(Level), ids=lambda level: level.value)
async def test_time_stamps_over_the_file_prove_when_it_was_sealed(level: Level, person: Sealer, tmp_path: Path) -> None:
    options = person.pki.at(datetime.now(UTC)).options(person.options(), level, person.pair)
    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", person.key, options)
    report = await person.judged(tmp_path / "out.pdf")
    assert report.all_valid, report.to_text()
    (signature,) = report.signatures
    assert bool(signature.timestamp_by) is level.has_timestamp
    assert signature.revocation is (Revocation.GOOD if level.has_proofs else Revocation.UNKNOWN)
    assert len(report.timestamps) == (0, 1, 1, 2)[list(Level).index(level)]


async def test_a_failing_key_changes_nothing(person: Sealer, tmp_path: Path) -> None:
    from core.credentials.errors import MediumRemoved

    class Gone(BareKey):
        async def sign(self, data: bytes, scheme: SignatureScheme) -> bytes:
            raise MediumRemoved

    gone = Gone(person.key.private, person.key.certificate, person.key.chain)
    with pytest.raises(MediumRemoved):
        await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", gone, person.options())
    assert [path.name for path in tmp_path.iterdir()] == ["in.pdf"]
