"""Time stamp tokens reach a signature byte for byte as the service made them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from asn1crypto import cms, parser, tsp

from core.crypto.algorithms import DigestAlgorithm
from core.pdf.timestamp_check import check_timestamp_answer
from tests.core.pdf.pki import Pki, open_pki


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pki]:
    pki = open_pki(tmp_path_factory.mktemp("pki"))
    yield pki
    pki.store.close()


def request(algorithm: DigestAlgorithm, nonce_size: int) -> bytes:
    imprint = {"hash_algorithm": {"algorithm": algorithm.value}, "hashed_message": os.urandom(32)}
    nonce = int.from_bytes(b"\x01" + os.urandom(nonce_size - 1))
    der: bytes = tsp.TimeStampReq(
        {"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True}
    ).dump()
    return der


async def answer_of_length(pki: Pki, algorithm: DigestAlgorithm, last: int) -> tuple[bytes, bytes, bytes]:
    """A request, its answer and the token, whose length ends with a byte: each byte of the nonce makes it longer."""
    size = 300
    for _ in range(100):
        asked = request(algorithm, size)
        answer = await pki.timestamp(asked)
        content = parser.parse(answer)[4]
        token = content[parser.peek(content) :]
        missing = (last - parser.parse(token)[3][-1]) % 256
        if not missing:
            return asked, answer, token
        # SM2 signatures differ in length by a byte or two
        size = 300 + (size - 300 + missing) % 256
    pytest.fail("no nonce made a token of that length")


def other_order(token: bytes) -> bytes:
    """The token with its certificates in another order, as of a service that writes no DER (they are not signed)."""
    first, second, *_ = [choice.dump() for choice in cms.ContentInfo.load(token)["content"]["certificates"]]
    assert first + second in token
    return token.replace(first + second, second + first)


@pytest.mark.parametrize("algorithm", [DigestAlgorithm.SHA256, DigestAlgorithm.SM3])
@pytest.mark.parametrize("last", [0x7F, 0x80, 0x81])
async def test_a_token_is_embedded_as_it_came(pki: Pki, algorithm: DigestAlgorithm, last: int) -> None:
    asked, answer, token = await answer_of_length(pki, algorithm, last)
    other = other_order(token)
    response = check_timestamp_answer(answer.replace(token, other), asked)
    assert response["status"]["status"].native == "granted"
    attribute = cms.CMSAttribute({"type": "signature_time_stamp_token", "values": [response["time_stamp_token"]]})
    signer = cms.SignerInfo({"unsigned_attrs": cms.CMSAttributes([attribute])})
    assert other in signer["unsigned_attrs"].copy().dump()
