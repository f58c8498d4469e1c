"""Others' judgement of a signed PDF: the command lines of Poppler and OpenSSL, and pyHanko's own rules."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from asn1crypto import cms

from core.crypto.algorithms import sm3
from core.crypto.certificates import Certificate


def cms_of(path: Path, number: int = -1) -> tuple[bytes, bytes]:
    """The signed bytes and the CMS object of one signature (the last one), cut out by its byte range."""
    data = path.read_bytes()
    ranges = re.findall(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)", data)
    a, b, c, d = (int(value) for value in ranges[number])
    padded = bytes.fromhex(data[b + 1 : c - 1].decode())
    length = int.from_bytes(padded[2:4], "big") + 4
    return data[a : a + b] + data[c : c + d], padded[:length]


def pdfsig_accepts(path: Path, count: int) -> None:
    """Poppler finds so many signatures, all valid, and of the last one that it covers the whole file."""
    told = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True).stdout
    assert told.count("Signature is Valid.") == told.count("Signature Validation:") == count, told
    assert "Total document signed" in told, told


def openssl_accepts(path: Path, chain: Sequence[Certificate], number: int = -1) -> None:
    """`openssl cms -verify` with the last of the chain as the root."""
    content, signed = cms_of(path, number)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "content").write_bytes(content)
        (folder / "cms").write_bytes(signed)
        (folder / "root.pem").write_bytes(chain[-1].to_pem())
        command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "cms", "-content", "content"]
        command += ["-CAfile", "root.pem", "-purpose", "any", "-out", "/dev/null"]
        judged = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert judged.returncode == 0, judged.stderr


def openssl_accepts_sm2(path: Path, certificate: Certificate, number: int = -1) -> None:
    """`openssl cms` knows no SM2 user id, so `openssl pkeyutl` is given the signed attributes."""
    content, signed = cms_of(path, number)
    signer = cms.ContentInfo.load(signed)["content"]["signer_infos"][0]
    attributes = {item["type"].native: item["values"][0].native for item in signer["signed_attrs"]}
    assert attributes["message_digest"] == sm3(content)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "attributes").write_bytes(signer["signed_attrs"].untag().dump())
        (folder / "signature").write_bytes(signer["signature"].native)
        (folder / "public.der").write_bytes(certificate.public_key.spki)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "public.der", "-keyform", "DER", "-rawin"]
        command += ["-digest", "sm3", "-in", "attributes", "-sigfile", "signature"]
        command += ["-pkeyopt", "distid:1234567812345678"]
        judged = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert judged.returncode == 0, judged.stdout + judged.stderr


async def pyhanko_accepts(path: Path, roots: Sequence[Certificate]) -> None:
    """PyHanko's own verification, without our settings, finds every signature valid and every change allowed."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    with path.open("rb") as file:
        found = PdfFileReader(file).embedded_regular_signatures
        assert found
        for signature in found:
            status = await async_validate_pdf_signature(
                signature,
                ValidationContext(trust_roots=[root.asn1 for root in roots]),
                key_usage_settings=KeyUsageConstraints(key_usage={"digital_signature"}),
            )
            assert status.bottom_line, status.pretty_print_details()
