"""The certificate's state in the report of a signed PDF, by OCSP responses of delegated responders."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.crypto.algorithms import KeyAlgorithm
from core.pdf.report import Revocation, Verdict
from core.pdf.signing import sign_pdf
from core.pdf.trust import TrustRoots
from core.pdf.validation import validate_pdf
from tests.authority.pki.ca import open_ca
from tests.core.pdf.documents import BareKey, plain_pdf
from tests.core.pdf.test_signing import VISIBLE


@pytest.mark.parametrize("algorithm", [KeyAlgorithm.SM2, KeyAlgorithm.RSA_2048])
async def test_the_report_follows_the_responder(algorithm: KeyAlgorithm, tmp_path: Path) -> None:
    ca = open_ca(tmp_path)
    private, pair = ca.issue(algorithm)
    ca.activate(pair)
    signed = tmp_path / "signed.pdf"
    await sign_pdf(plain_pdf(tmp_path / "in.pdf"), signed, BareKey(private, pair.signing, pair.chain), VISIBLE)
    trust = TrustRoots(test=(pair.chain[-1],))

    async def judged(*responses: bytes) -> tuple[Verdict, Revocation]:
        (signature,) = (await validate_pdf(signed, trust, responses)).signatures
        return signature.verdict, signature.revocation

    assert await judged() == (Verdict.VALID, Revocation.UNKNOWN)
    assert await judged(ca.ocsp(pair)) == (Verdict.VALID, Revocation.GOOD)
    ca.revoke(pair)
    assert await judged(ca.ocsp(pair)) == (Verdict.INVALID, Revocation.REVOKED)
    ca.store.close()
