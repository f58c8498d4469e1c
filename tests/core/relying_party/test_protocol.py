"""The relying-party protocol between two honest ends, and everything that others may try."""

from __future__ import annotations

import base64
import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import pem
from hypothesis import given
from hypothesis import strategies as st

from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate, KeyPurpose
from core.crypto.errors import AlgorithmNotSupported
from core.crypto.keys import PrivateKey
from core.relying_party.addresses import RequestCode, check_address, read_code
from core.relying_party.answer import build_answer, check_answer, state, to_sign
from core.relying_party.errors import AnswerInvalid, ForeignAddress, RequestAltered, RequestExpired
from core.relying_party.request import Document, Operation, SignedRequest, new_request, read_request
from tests.core.credentials.issued import issue

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PARTY, CALLBACK = "tender", "https://tender.example/answer"
SM2, RSA = PrivateKey.generate(KeyAlgorithm.SM2), PrivateKey.generate(KeyAlgorithm.RSA_2048)
HOLDER = PrivateKey.generate(KeyAlgorithm.SM2)
CERTIFICATE = issue(HOLDER.public_key, SM2)
ENCRYPTING = issue(HOLDER.public_key, SM2, KeyPurpose.ENCRYPT)
FILE = Document(
    name="投标文件.pdf",
    media_type="application/pdf",
    size=10,
    sha256="ab" * 32,
    url="https://tender.example/document",
)


def request(operation: Operation = Operation.SIGN, key: PrivateKey = SM2, **changed: object) -> SignedRequest:
    document = None if operation is Operation.LOGIN else FILE
    values = {"document": document, "now": NOW, **changed}
    return new_request(PARTY, operation, "签署投标文件", CALLBACK, key, **values)  # type: ignore[arg-type]


def answer(signed: SignedRequest, result: bytes = b"", certificate: Certificate = CERTIFICATE) -> bytes:
    statement = state(signed, result, int(NOW.timestamp()))
    return build_answer(statement, certificate, (), HOLDER.sign(to_sign(statement)), result)


@pytest.mark.parametrize("key", [SM2, RSA])
@pytest.mark.parametrize("operation", Operation)
def test_a_request_is_read_as_it_was_made(key: PrivateKey, operation: Operation) -> None:
    signed = request(operation, key)
    assert read_request(signed.jws, PARTY, key.public_key) == signed.request
    signed.request.check_time(NOW)


def test_two_requests_are_never_the_same() -> None:
    assert request().request.id != request().request.id


@pytest.mark.parametrize("key", [SM2, RSA])
def test_openssl_agrees_with_the_signature(key: PrivateKey, tmp_path: Path) -> None:
    head, body, tail = request(key=key).jws.split(".")
    (tmp_path / "signature").write_bytes(base64.urlsafe_b64decode(tail + "=" * (-len(tail) % 4)))
    (tmp_path / "signed").write_text(f"{head}.{body}")
    (tmp_path / "key").write_bytes(pem.armor("PUBLIC KEY", key.public_key.spki))
    digest = ["-sm3", "-sigopt", "distid:1234567812345678"] if key is SM2 else ["-sha256"]
    command = ["openssl", "dgst", *digest, "-verify", str(tmp_path / "key"), "-signature", str(tmp_path / "signature")]
    done = subprocess.run([*command, str(tmp_path / "signed")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


_ONE = request()


@given(st.data())
def test_an_altered_request_is_refused_whichever_letter_it_is(data: st.DataObject) -> None:
    jws = _ONE.jws
    place = data.draw(st.integers(0, len(jws) - 1))
    letter = data.draw(st.sampled_from("ABCxyz019-_.=% "))
    if jws[place] != letter:
        with pytest.raises(RequestAltered):
            read_request(jws[:place] + letter + jws[place + 1 :], PARTY, SM2.public_key)


@given(st.text(max_size=200))
def test_text_that_is_no_request_is_refused(text: str) -> None:
    with pytest.raises(RequestAltered):
        read_request(text, PARTY, SM2.public_key)


def test_neither_another_key_nor_another_party_nor_another_algorithm_counts() -> None:
    signed = request()
    for party, key in (("other", SM2), (PARTY, HOLDER), (PARTY, RSA)):
        with pytest.raises(RequestAltered):
            read_request(signed.jws, party, key.public_key)
    head, body, tail = signed.jws.split(".")
    for header in ({"alg": "none"}, {"alg": "RS256", "kid": PARTY, "typ": "rp-request+jws"}):
        forged = base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
        for signature in (tail, ""):
            with pytest.raises(RequestAltered):
                read_request(f"{forged}.{body}.{signature}", PARTY, SM2.public_key)
    with pytest.raises(AlgorithmNotSupported):
        request(key=PrivateKey.generate(KeyAlgorithm.EC_P256))


def test_a_request_lives_for_minutes_only() -> None:
    signed = request(life=timedelta(minutes=5)).request
    signed.check_time(NOW + timedelta(minutes=5, seconds=59))
    for moment in (NOW + timedelta(minutes=7), NOW - timedelta(minutes=2)):
        with pytest.raises(RequestExpired):
            signed.check_time(moment)
    for life in (timedelta(minutes=16), timedelta(0), timedelta(minutes=-1)):
        with pytest.raises(ValueError, match="expires"):
            request(life=life)


def test_a_login_has_no_document_and_everything_else_has_one() -> None:
    with pytest.raises(ValueError, match="document"):
        request(Operation.LOGIN, document=FILE)
    with pytest.raises(ValueError, match="document"):
        request(Operation.SIGN, document=None)


def test_only_registered_addresses_count() -> None:
    origins = ("https://tender.example", "http://127.0.0.1:8080")
    for url in ("https://tender.example/a?b", "https://tender.example:443/", "http://127.0.0.1:8080/x"):
        check_address(url, origins)
    for url in (
        "https://tender.example.evil/",
        "https://evil/tender.example",
        "https://tender.example:444/",
        "https://tender.example@evil/",
        "https://user@tender.example/",
        "http://tender.example/",
        "http://127.0.0.1:8081/",
        "https://[",
        "https://tender.example:99999/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "",
    ):
        with pytest.raises(ForeignAddress):
            check_address(url, origins)


def test_codes_are_read_strictly() -> None:
    code = RequestCode("tender", "https://tender.example/requests/1")
    assert read_code(code.text) == code
    for text in (
        code.text + "\n",
        code.text + " x",
        " " + code.text,
        code.text.replace("https", "ftp"),
        code.text.replace("party=tender", "party=Tender"),
        "https://tender.example/",
        "",
        code.text + "x" * 500,
    ):
        assert read_code(text) is None


@pytest.mark.parametrize("operation", [Operation.LOGIN, Operation.SIGN])
def test_a_signed_answer_is_taken(operation: Operation) -> None:
    signed = request(operation)
    checked = check_answer(signed, answer(signed))
    assert (checked.signed, checked.result, checked.certificate) == (True, b"", CERTIFICATE)


def test_results_come_along_and_are_part_of_the_statement() -> None:
    signed = request(Operation.SEAL)
    assert check_answer(signed, answer(signed, b"sealed")).result == b"sealed"
    altered = json.loads(answer(signed, b"sealed"))
    altered["result"] = base64.b64encode(b"other").decode()
    with pytest.raises(AnswerInvalid):
        check_answer(signed, json.dumps(altered).encode())
    with pytest.raises(AnswerInvalid, match="result"):
        check_answer(signed, answer(signed))


@pytest.mark.parametrize("operation", [Operation.ENCRYPT, Operation.DECRYPT])
def test_encryption_keys_do_not_sign(operation: Operation) -> None:
    signed = request(operation)
    statement = state(signed, b"result")
    checked = check_answer(signed, build_answer(statement, ENCRYPTING, (), b"", b"result"))
    assert (checked.result, checked.signed) == (b"result", False)
    with pytest.raises(AnswerInvalid, match="signature"):
        check_answer(signed, answer(signed, b"result"))


def test_an_answer_belongs_to_one_request() -> None:
    first, second = request(), request()
    with pytest.raises(AnswerInvalid, match="statement"):
        check_answer(second, answer(first))
    # the same id with other words: what the person read is what was signed
    other = request(request_id=first.request.id, life=timedelta(minutes=4))
    with pytest.raises(AnswerInvalid, match="statement"):
        check_answer(other, answer(first))


def test_an_answer_is_signed_by_a_signing_key_over_a_statement_and_nothing_else() -> None:
    signed = request()
    statement = state(signed, b"")
    stranger = PrivateKey.generate(KeyAlgorithm.SM2)
    for key, data in ((stranger, to_sign(statement)), (HOLDER, statement)):
        with pytest.raises(AnswerInvalid, match="signature"):
            check_answer(signed, build_answer(statement, CERTIFICATE, (), key.sign(data), b""))
    with pytest.raises(AnswerInvalid, match="key usage"):
        check_answer(signed, answer(signed, certificate=ENCRYPTING))
    with pytest.raises(AnswerInvalid, match="signature"):
        check_answer(signed, build_answer(statement, CERTIFICATE, (), b"", b""))


@given(
    st.one_of(
        st.binary(max_size=300), st.recursive(st.text(), st.lists, max_leaves=5).map(lambda v: json.dumps(v).encode())
    )
)
def test_rubbish_is_no_answer(body: bytes) -> None:
    with pytest.raises(AnswerInvalid, match="structure"):
        check_answer(request(), body)
