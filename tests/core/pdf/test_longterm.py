"""Signatures that last: proofs inside the file and time stamps over them, judged years later."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from authority.pki.issuance import IssuedPair
from core.crypto.algorithms import KeyAlgorithm
from core.errors import CancelledByUser
from core.pdf.drafts import Cancel
from core.pdf.errors import NothingToProve, ProofsMissing, TimestampFailed
from core.pdf.longterm import certificates_to_prove, extend_pdf
from core.pdf.options import Certification, Level, Material, SigningOptions
from core.pdf.report import Report, Revocation, Verdict
from core.pdf.signing import sign_pdf
from core.pdf.validation import validate_pdf
from tests.core.pdf.documents import BareKey, plain_pdf
from tests.core.pdf.pki import Pki, open_pki
from tests.core.pdf.test_signing import VISIBLE

YEAR = timedelta(days=365)
OpenPki = Callable[[timedelta], Pki]


@pytest.fixture
def pki_of_age(tmp_path: Path) -> Iterator[OpenPki]:
    opened: list[Pki] = []

    def make(age: timedelta) -> Pki:
        opened.append(open_pki(tmp_path, age))
        return opened[-1]

    yield make
    for pki in opened:
        pki.store.close()


async def signed(pki: Pki, key: BareKey, pair: IssuedPair, level: Level, folder: Path) -> Path:
    source = plain_pdf(folder / "in.pdf")
    target = folder / f"{level.value}.pdf"
    await sign_pdf(source, target, key, pki.options(VISIBLE, level, pair))
    return target


async def judged(pki: Pki, path: Path, *responses: bytes) -> Report:
    return await validate_pdf(path, pki.trust, responses)


@pytest.mark.parametrize("algorithm", [KeyAlgorithm.SM2, KeyAlgorithm.RSA_2048], ids=lambda item: item.value)
async def test_each_level_is_reached_and_found_again(
    algorithm: KeyAlgorithm, pki_of_age: OpenPki, tmp_path: Path
) -> None:
    pki = pki_of_age(timedelta(minutes=10)).at(datetime.now(UTC))
    key, pair = pki.issue(algorithm)
    for level in Level:
        path = await signed(pki, key, pair, level, tmp_path)
        report = await judged(pki, path)
        (signature,) = report.signatures
        assert report.all_valid, report.to_text()
        assert signature.level == level.value
        wanted = Revocation.GOOD if level.has_proofs else Revocation.UNKNOWN
        assert signature.revocation is wanted
        assert [stamp.valid for stamp in report.timestamps] == ([True] if level is Level.B_LTA else [])
        if algorithm.is_rsa:
            told = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True).stdout
            assert "Signature is Valid." in told


async def test_a_signature_outlives_its_certificate_by_what_it_carries(pki_of_age: OpenPki, tmp_path: Path) -> None:
    pki = pki_of_age(4 * YEAR)
    then = pki.now + timedelta(days=30)
    key, pair = pki.at(then).issue(KeyAlgorithm.SM2)
    found = {}
    for level in Level:
        path = await signed(pki.at(then), key, pair, level, tmp_path)
        (signature,) = (await judged(pki, path)).signatures
        found[level] = (signature.verdict, signature.reason, signature.revocation)
    assert found == {
        Level.B_B: (Verdict.INVALID, "expired", Revocation.UNKNOWN),
        Level.B_T: (Verdict.VALID, "", Revocation.UNKNOWN),
        Level.B_LT: (Verdict.VALID, "", Revocation.GOOD),
        Level.B_LTA: (Verdict.VALID, "", Revocation.GOOD),
    }


async def test_a_revocation_counts_from_its_time_on(pki_of_age: OpenPki, tmp_path: Path) -> None:
    pki = pki_of_age(timedelta(days=100))
    key, pair = pki.issue(KeyAlgorithm.RSA_2048)
    before = await signed(pki.at(pki.now + timedelta(days=10)), key, pair, Level.B_T, tmp_path)
    pki.at(pki.now + timedelta(days=20)).revoke(pair)
    (tmp_path / "later").mkdir()
    after = await signed(pki.at(pki.now + timedelta(days=30)), key, pair, Level.B_T, tmp_path / "later")
    fresh = pki.at(datetime.now(UTC)).ocsp(pair)
    (early,) = (await judged(pki, before, fresh)).signatures
    (late,) = (await judged(pki, after, fresh)).signatures
    assert (early.verdict, early.revocation) == (Verdict.VALID, Revocation.GOOD)
    assert (late.verdict, late.reason, late.revocation) == (Verdict.INVALID, "revoked", Revocation.REVOKED)


async def test_an_archive_stamp_has_to_be_renewed_in_time(pki_of_age: OpenPki, tmp_path: Path) -> None:
    """The time-stamping unit's certificate lasts eight years."""
    pki = pki_of_age(9 * YEAR)
    then = pki.at(pki.now + timedelta(days=30))
    key, pair = then.issue(KeyAlgorithm.RSA_2048)
    path = await signed(then, key, pair, Level.B_LTA, tmp_path)
    report = await judged(pki, path)
    assert not report.all_valid
    assert [stamp.valid for stamp in report.timestamps] == [False]


async def test_a_file_is_brought_to_a_higher_level_later(pki_of_age: OpenPki, tmp_path: Path) -> None:
    pki = pki_of_age(2 * YEAR)
    then = pki.at(pki.now + timedelta(days=30))
    key, pair = then.issue(KeyAlgorithm.EC_P256)
    plain = await signed(then, key, pair, Level.B_B, tmp_path)

    def raised(name: str) -> Path:
        return tmp_path / f"raised-{name}.pdf"

    async def raise_to(level: Level, source: Path, name: str, when: datetime) -> str:
        at = pki.at(when)

        async def material(path: Path) -> Material:
            proven = {certificate.subject_name for certificate, _ in await certificates_to_prove(path)}
            assert "张三" in proven
            return at.material(pair)

        await extend_pdf(source, raised(name), level, at.timestamp, material)
        report = await judged(pki, raised(name))
        assert report.all_valid, report.to_text()
        return report.signatures[0].level

    week = then.now + timedelta(days=7)
    before = plain.read_bytes()
    assert await raise_to(Level.B_T, plain, "t", week) == "B-T"
    assert await raise_to(Level.B_LT, plain, "lt", week) == "B-LT"
    assert await raise_to(Level.B_LTA, plain, "lta", week) == "B-LTA"
    assert plain.read_bytes() == before
    # again after a year: one stamp more, over the first
    assert await raise_to(Level.B_LTA, raised("lta"), "again", then.now + timedelta(days=300)) == "B-LTA"
    stamps = (await judged(pki, raised("again"))).timestamps
    assert len(stamps) == len((await judged(pki, raised("lta"))).timestamps) + 1
    times = [stamp.time for stamp in stamps if stamp.time is not None]
    assert times == sorted(times)


async def test_a_certified_document_can_still_be_archived(pki_of_age: OpenPki, tmp_path: Path) -> None:
    pki = pki_of_age(timedelta(minutes=10)).at(datetime.now(UTC))
    key, pair = pki.issue(KeyAlgorithm.EC_P256)
    options = pki.options(SigningOptions(certify=Certification.NO_CHANGES), Level.B_LTA, pair)
    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), tmp_path / "out.pdf", key, options)
    report = await judged(pki, tmp_path / "out.pdf")
    assert (report.all_valid, report.certification_level, report.signatures[0].level) == (True, 1, "B-LTA")


async def test_what_fails_on_the_way_leaves_no_file(pki_of_age: OpenPki, tmp_path: Path) -> None:
    pki = pki_of_age(timedelta(minutes=10)).at(datetime.now(UTC))
    key, pair = pki.issue(KeyAlgorithm.EC_P256)
    source = await signed(pki, key, pair, Level.B_B, tmp_path)
    target = tmp_path / "target.pdf"

    async def nobody(path: Path) -> Material:
        raise ProofsMissing(name="张三")

    async def rubbish(request: bytes) -> bytes:
        return b"rubbish"

    async def material(path: Path) -> Material:
        return pki.material(pair)

    with pytest.raises(ProofsMissing):
        await extend_pdf(source, target, Level.B_LT, pki.timestamp, nobody)
    with pytest.raises(TimestampFailed):
        await extend_pdf(source, target, Level.B_LTA, rubbish, material)
    with pytest.raises(NothingToProve):
        await extend_pdf(tmp_path / "in.pdf", target, Level.B_LTA, pki.timestamp, material)
    cancel = Cancel()
    cancel.set()
    with pytest.raises(CancelledByUser):
        await extend_pdf(source, target, Level.B_LTA, pki.timestamp, material, cancel=cancel)
    assert not target.exists()
    assert not list(tmp_path.glob(".*part"))
