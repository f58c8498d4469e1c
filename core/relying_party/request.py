"""What a relying party asks for: a JSON Web Signature (RFC 7515) in compact form under its registered key.

`alg` is `RS256` (RFC 7518 §3.3) or `SM2SM3`: GB/T 32918.2 with SM3, the signature as DER (GM/T 0009 §7.3).
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from core.crypto.algorithms import KeyAlgorithm
from core.crypto.errors import AlgorithmNotSupported, BadStructure, SignatureInvalid
from core.crypto.keys import PrivateKey, PublicKey
from core.relying_party.errors import RequestAltered, RequestExpired

LONGEST_LIFE = timedelta(minutes=15)
CLOCK_SKEW = timedelta(minutes=1)
MAX_REQUEST = 64 * 1024
MAX_DOCUMENT = 8 * 1024 * 1024
_TYPE = "rp-request+jws"

_Url = Annotated[str, Field(max_length=500)]
_Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Operation(StrEnum):
    """What the person is asked to do."""

    LOGIN = "login"
    SIGN = "sign"
    SEAL = "seal"
    ENCRYPT = "encrypt"
    DECRYPT = "decrypt"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SealPlace(_Strict):
    """Where a seal stands on the page as it is seen: points from the top left corner; page from 0."""

    page: int = Field(ge=0, le=10000)
    left: float = Field(ge=0)
    top: float = Field(ge=0)
    width: float = Field(gt=10, le=1000)
    height: float = Field(gt=10, le=1000)


class Document(_Strict):
    """The document of a request; its bytes are fetched from `url` and must have this digest."""

    name: str = Field(min_length=1, max_length=120)
    media_type: str = Field(max_length=80)
    size: int = Field(ge=1, le=MAX_DOCUMENT)
    sha256: _Digest
    url: _Url
    seal_place: SealPlace | None = None


class Request(_Strict):
    """One request.

    Attributes:
        id: random, unique for the party; the request works once.
        party: the party's id at the authority.
        title: what it is for, one line for the person.
        created: seconds since 1970.
        expires: seconds since 1970; at most fifteen minutes later.
        callback: where the answer is posted.
        document: for all but login.
    """

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{22,64}$")
    party: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{1,39}$")
    operation: Operation
    title: str = Field(min_length=1, max_length=120)
    created: int
    expires: int
    callback: _Url
    document: Document | None = None

    @model_validator(mode="after")
    def _whole(self) -> Request:
        if (self.document is None) != (self.operation is Operation.LOGIN):
            raise ValueError("document")
        if not 0 < self.expires - self.created <= LONGEST_LIFE.total_seconds():
            raise ValueError("expires")
        return self

    def check_time(self, now: datetime) -> None:
        """Raise `RequestExpired` unless it is valid at a moment (aware)."""
        skew = CLOCK_SKEW.total_seconds()
        if not self.created - skew <= now.timestamp() <= self.expires + skew:
            raise RequestExpired


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request and its signed form."""

    request: Request
    jws: str


def new_request(
    party: str,
    operation: Operation,
    title: str,
    callback: str,
    key: PrivateKey,
    *,
    document: Document | None = None,
    life: timedelta = timedelta(minutes=5),
    now: datetime | None = None,
    request_id: str = "",
) -> SignedRequest:
    """Make and sign a request; for relying parties. `request_id` is 128 random bits unless given."""
    created = int((now or datetime.now(UTC)).timestamp())
    request = Request(
        id=request_id or secrets.token_urlsafe(16),
        party=party,
        operation=operation,
        title=title,
        created=created,
        expires=created + int(life.total_seconds()),
        callback=callback,
        document=document,
    )
    header = {"alg": _algorithm(key.public_key), "kid": party, "typ": _TYPE}
    signed = f"{_encode(_json(header))}.{_encode(request.model_dump_json(exclude_none=True).encode())}"
    signature = key.sign(signed.encode(), key.algorithm.default_scheme)
    return SignedRequest(request, f"{signed}.{_encode(signature)}")


def read_request(jws: str, party: str, key: PublicKey) -> Request:
    """Check the signature with the party's registered key and read the request.

    Raises:
        RequestAltered: another key, another party, an altered byte, or not a request.
    """
    try:
        head, body, tail = jws.split(".")
        header = json.loads(_decode(head))
        # the algorithm is that of the registered key, whatever the header would like
        if header != {"alg": _algorithm(key), "kid": party, "typ": _TYPE}:
            raise RequestAltered
        key.verify(_decode(tail), f"{head}.{body}".encode(), key.algorithm.default_scheme)
        request = Request.model_validate_json(_decode(body))
    except (
        ValueError,
        RecursionError,
        ValidationError,
        SignatureInvalid,
        BadStructure,
        AlgorithmNotSupported,
    ) as error:
        raise RequestAltered from error
    if request.party != party:
        raise RequestAltered
    return request


def _algorithm(key: PublicKey) -> str:
    if key.algorithm is KeyAlgorithm.SM2:
        return "SM2SM3"
    if key.algorithm.is_rsa:
        return "RS256"
    raise AlgorithmNotSupported(name=key.algorithm.value)


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    """Strict base64url without padding (RFC 7515 §2): one form only for each value."""
    try:
        data = base64.b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise ValueError("base64url") from error
    if _encode(data) != text:
        raise ValueError("base64url")
    return data
