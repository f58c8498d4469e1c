"""PDFs made for tests, and keys that sign without a medium."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pymupdf
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from authority.pki.profiles import ROOT_USAGE, SIGNING_USAGE, Profile, build_certificate, new_serial
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.crypto.certificates import Certificate
from core.crypto.keys import PrivateKey


@dataclass
class BareKey:
    """An `AuthorisedKey` straight on a private key."""

    private: PrivateKey
    certificate: Certificate
    chain: tuple[Certificate, ...]
    signed: list[bytes] = field(default_factory=list)

    async def sign(self, data: bytes, scheme: SignatureScheme) -> bytes:
        self.signed.append(data)
        return self.private.sign(data, scheme)

    async def decrypt(self, ciphertext: bytes) -> bytes:
        return self.private.decrypt(ciphertext)


def signing_key(algorithm: KeyAlgorithm, *, started_days_ago: int = 1, days: int = 365, usage=SIGNING_USAGE) -> BareKey:
    """A key with a certificate of a root of its own."""
    root_key, key = PrivateKey.generate(algorithm), PrivateKey.generate(algorithm)
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(days=started_days_ago)
    common = {"not_before": start, "not_after": start + timedelta(days=days), "issuer_key": root_key}
    root = build_certificate(
        subject={"common_name": "Test root"},
        public_key=root_key.public_key,
        issuer=None,
        profile=Profile(usage=ROOT_USAGE, ca_path_length=0),
        serial=new_serial(),
        **common,
    )
    leaf = build_certificate(
        subject={"common_name": "林晓样"},
        public_key=key.public_key,
        issuer=root,
        profile=Profile(usage=usage),
        serial=new_serial(),
        **common,
    )
    return BareKey(key, leaf, (root,))


def plain_pdf(path: Path, pages: int = 2, text: str = "Contract 合同") -> Path:
    """A small PDF with text."""
    document = pymupdf.open()
    for number in range(pages):
        page = document.new_page()
        page.insert_text((72, 100), f"{text} {number + 1}", fontname="china-s", fontsize=18)
    document.save(path)
    document.close()
    return path


def with_fields(path: Path) -> Path:
    """Two free signature fields, one of which no page shows."""
    plain_pdf(path)
    with path.open("r+b") as file:
        writer = IncrementalPdfFileWriter(file)
        append_signature_field(writer, SigFieldSpec("甲方", on_page=0, box=(100, 100, 300, 180)))
        append_signature_field(writer, SigFieldSpec("乙方"))
        writer.write_in_place()
    return path


def form_pdf(path: Path) -> Path:
    """Two pages and two empty text fields on the first, `Remark` and `Amount`."""
    document = pymupdf.open()
    document.new_page()
    document.new_page()
    page = document[0]
    page.insert_text((72, 100), "Contract 合同", fontname="china-s", fontsize=18)
    for number, name in enumerate(("Remark", "Amount")):
        widget = pymupdf.Widget()
        widget.field_name, widget.field_type = name, pymupdf.PDF_WIDGET_TYPE_TEXT
        widget.rect = pymupdf.Rect(72, 200 + 60 * number, 300, 230 + 60 * number)
        page.add_widget(widget)
    document.save(path)
    document.close()
    return path
