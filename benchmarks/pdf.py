"""Signing PDFs with a software RSA key, against plain pyHanko and against hashing and writing the file."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import pymupdf

from benchmarks.report import Row, paired_medians
from core.crypto.algorithms import KeyAlgorithm
from core.pdf.signing import SigningOptions, sign_pdf
from tests.core.pdf.documents import BareKey, signing_key


def measure() -> list[Row]:
    """1 MB and 50 MB."""
    key = signing_key(KeyAlgorithm.RSA_2048)
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        signer = plain_signer(key, folder)
        for megabytes, rounds in ((1, 15), (50, 7)):
            source = document(folder / f"{megabytes}.pdf", megabytes)
            target, other = folder / "ours.pdf", folder / "theirs.pdf"

            def ours(source: Path = source, target: Path = target) -> None:
                asyncio.run(sign_pdf(source, target, key, SigningOptions()))

            def theirs(source: Path = source, other: Path = other) -> None:
                plain(signer, source, other)

            def floor(source: Path = source, other: Path = other) -> None:
                shutil.copyfile(source, other)
                with other.open("r+b") as file:
                    hashlib.file_digest(file, "sha256")
                    os.fsync(file.fileno())

            first, second = paired_medians(ours, theirs, rounds)
            rows.append(Row(f"sign {megabytes} MB (RSA)", first * 1000, second * 1000, "ms", "plain pyHanko", 1.1))
            first, second = paired_medians(ours, floor, rounds)
            rows.append(Row(f"sign {megabytes} MB (RSA)", first * 1000, second * 1000, "ms", "copy, hash, fsync"))
    return rows


def document(path: Path, megabytes: int) -> Path:
    """A PDF of about that size."""
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((72, 100), "benchmark")
    document.embfile_add("filler", os.urandom(megabytes << 20))
    document.save(path)
    document.close()
    return path


def plain_signer(key: BareKey, folder: Path) -> object:
    """PyHanko's own signer with the same key."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from pyhanko.sign import signers

    pem = key.private.cryptography_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(pem)
    (folder / "certificate.pem").write_bytes(key.certificate.to_pem())
    return signers.SimpleSigner.load(folder / "key.pem", folder / "certificate.pem")


def plain(signer: object, source: Path, target: Path) -> None:
    """Sign as pyHanko's documentation shows it."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter

    meta = signers.PdfSignatureMetadata(
        field_name="Signature1", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    with source.open("rb") as file, target.open("wb") as out:
        signers.PdfSigner(meta, signer=signer).sign_pdf(IncrementalPdfFileWriter(file), output=out)
        os.fsync(out.fileno())
