"""A signature field that holds an electronic seal's signature (SES_Signature, GB/T 38540-2020 §7.1) in place of CMS.

That is where products in China put it: in `Contents`, over the byte range, beside a `SubFilter` that says CMS. So it is
known by its structure alone.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from asn1crypto import parser
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, extract_contents

from core.crypto.certificates import Certificate
from core.crypto.seal import SealSignature, parse_seal_signature


class SealedSignature(EmbeddedPdfSignature):
    """PyHanko's view of a signature, for what concerns the file: coverage and later changes; the rest is `seal`.

    Raises whatever the structure is bad for.
    """

    def __init__(self, reader: Any, sig_field: Any, fq_name: str) -> None:
        # not the base's: it reads CMS
        self.reader = reader
        self.sig_field = sig_field
        value = sig_field.raw_get("/V")
        self.sig_object = value.get_object()
        self.byte_range = self.sig_object.raw_get("/ByteRange")
        self.pkcs7_content = extract_contents(self.sig_object)
        self.seal: SealSignature = parse_seal_signature(_without_padding(self.pkcs7_content))
        self.external_md_algorithm = self.seal.signed.scheme.digest.value
        self.signed_revision = reader.xrefs.get_last_change(value.reference)
        self.fq_name = fq_name
        self.coverage = None
        self.external_digests = {}
        self.diff_result = None
        self._docmdp = self._fieldmdp = None
        self._docmdp_queried = self._fieldmdp_queried = self._integrity_checked = False

    @property
    def signer(self) -> Certificate:
        """Whose key signed."""
        return self.seal.signed.certificate

    @property
    def maker(self) -> Certificate:
        """Who made the seal."""
        return self.seal.seal.made.certificate

    @property
    def self_reported_timestamp(self) -> datetime | None:
        """What the signer's clock said."""
        return self.seal.time


def _without_padding(contents: bytes) -> bytes:
    """The DER object at the beginning; the rest of the room is zeros, as its own last byte may be."""
    _, _, _, header, content, trailer = parser.parse(contents, strict=False)
    return bytes(header + content + trailer)
