"""What the client answers: a statement about the request and the result, signed where a signing key was used."""

from __future__ import annotations

import base64
import binascii
import hashlib
import time
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.crypto.certificates import Certificate
from core.crypto.errors import AlgorithmNotSupported, BadStructure, SignatureInvalid
from core.relying_party.errors import AnswerInvalid
from core.relying_party.request import Operation, SignedRequest

_DOMAIN = b"secure-client relying-party answer 1\n"
"""Before each signed statement, so that it can never be taken for a signature over anything else."""

SIGNED = frozenset({Operation.LOGIN, Operation.SIGN, Operation.SEAL})
"""Operations whose statement is signed; the others use a key that cannot sign, or a public one."""

_Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Statement(_Strict):
    """What the person did.

    Attributes:
        request_sha256: of the signed request as it was fetched: all its words are confirmed.
        document_sha256: of the document, where there is one.
        result_sha256: of the file that goes with the answer, where there is one.
        made: seconds since 1970, by the client's clock.
    """

    request: str
    request_sha256: _Digest
    party: str
    operation: Operation
    made: int
    document_sha256: _Digest | None = None
    result_sha256: _Digest | None = None


class Answer(_Strict):
    """The body that is posted to the callback; binary parts in base64."""

    statement: str
    certificate: str
    chain: list[str] = Field(default=[], max_length=5)
    signature: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """An answer that fits its request.

    Attributes:
        certificate: whose; its path and revocation are still to be checked (`party.RelyingParty` does).
        chain: issuers that came with it.
        signed: the statement carries a valid signature of the certificate's key.
    """

    statement: Statement
    certificate: Certificate
    chain: tuple[Certificate, ...]
    result: bytes
    signed: bool


def state(signed: SignedRequest, result: bytes, made: int | None = None) -> bytes:
    """The bytes of the statement on a request and its result."""
    request = signed.request
    statement = Statement(
        request=request.id,
        request_sha256=_sha256(signed.jws.encode()),
        party=request.party,
        operation=request.operation,
        made=int(time.time()) if made is None else made,
        document_sha256=request.document.sha256 if request.document else None,
        result_sha256=_sha256(result) if result else None,
    )
    return statement.model_dump_json(exclude_none=True).encode()


def to_sign(statement: bytes) -> bytes:
    """What the key signs for a statement."""
    return _DOMAIN + statement


def build_answer(
    statement: bytes, certificate: Certificate, chain: tuple[Certificate, ...], signature: bytes, result: bytes
) -> bytes:
    """The JSON body for the callback."""
    answer = Answer(
        statement=_text(statement),
        certificate=_text(certificate.der),
        chain=[_text(issuer.der) for issuer in chain[:5]],
        signature=_text(signature),
        result=_text(result),
    )
    return answer.model_dump_json().encode()


def check_answer(signed: SignedRequest, body: bytes) -> CheckedAnswer:
    """Read an answer and compare it with its request; the trust in the certificate is another question.

    Raises:
        AnswerInvalid: it is not the answer to this request, or its signature is not the certificate's.
    """
    request = signed.request
    try:
        answer = Answer.model_validate_json(body)
        raw, signature, result = _bytes(answer.statement), _bytes(answer.signature), _bytes(answer.result)
        statement = Statement.model_validate_json(raw)
        certificate = Certificate(_bytes(answer.certificate))
        chain = tuple(Certificate(_bytes(issuer)) for issuer in answer.chain)
    except (ValidationError, ValueError, BadStructure, AlgorithmNotSupported) as error:
        raise AnswerInvalid(reason="structure") from error
    expected = Statement(
        request=request.id,
        request_sha256=_sha256(signed.jws.encode()),
        party=request.party,
        operation=request.operation,
        made=statement.made,
        document_sha256=request.document.sha256 if request.document else None,
        result_sha256=_sha256(result) if result else None,
    )
    if statement != expected:
        raise AnswerInvalid(reason="statement")
    if request.operation in SIGNED:
        _check_signature(certificate, raw, signature)
    elif signature:
        raise AnswerInvalid(reason="signature")
    if bool(result) != (request.operation in _WITH_RESULT):
        raise AnswerInvalid(reason="result")
    return CheckedAnswer(statement, certificate, chain, result, bool(signature))


_WITH_RESULT = frozenset({Operation.SEAL, Operation.ENCRYPT, Operation.DECRYPT})


def _check_signature(certificate: Certificate, statement: bytes, signature: bytes) -> None:
    if not certificate.purpose.can_sign:
        raise AnswerInvalid(reason="key usage")
    try:
        certificate.public_key.verify(signature, to_sign(statement), certificate.algorithm.default_scheme)
    except (SignatureInvalid, BadStructure, AlgorithmNotSupported) as error:
        raise AnswerInvalid(reason="signature") from error


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("base64") from error
