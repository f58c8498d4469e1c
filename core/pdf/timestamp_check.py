"""Requests to and answers of a time-stamping service (RFC 3161)."""

from __future__ import annotations

import secrets
from typing import Any

from asn1crypto import cms, parser, tsp

from core.crypto import registration  # noqa: F401 names of SM2
from core.crypto.algorithms import DigestAlgorithm, digest
from core.pdf.errors import TimestampFailed

_GRANTED = ("granted", "granted_with_mods")


def probe_request(algorithm: DigestAlgorithm) -> bytes:
    """A DER TimeStampReq over random bytes: whether the service works is only known by asking it."""
    imprint = {
        "hash_algorithm": {"algorithm": algorithm.value},
        "hashed_message": digest(algorithm, secrets.token_bytes(32)),
    }
    request = tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, "nonce": secrets.randbits(63)})
    der: bytes = request.dump()
    return der


class ExactToken(cms.ContentInfo):  # type: ignore[misc]  # asn1crypto is untyped
    """A time stamp token that is always written as it came.

    asn1crypto takes any length whose last byte is 0x80 for an indefinite one (X.690 §8.1.3.6) and encodes such a token
    anew, in a time that grows exponentially with its depth; where the service did not write DER, the new bytes are not
    those that it signed.
    """

    _exact: bytes

    @classmethod
    def load(cls, encoded_data: bytes, strict: bool = False, **kwargs: Any) -> Any:
        """See asn1crypto's `load`."""
        token = super().load(encoded_data, strict=strict, **kwargs)
        token._exact = encoded_data
        return token

    def dump(self, force: bool = False) -> bytes:
        """The token's bytes as they were loaded."""
        return self._exact

    def _copy(self, other: ExactToken, copy_func: Any) -> None:
        super()._copy(other, copy_func)
        self._exact = other._exact


def check_timestamp_answer(answer: bytes, request_der: bytes) -> Any:
    """The TimeStampResp of an answer to a request, with an `ExactToken`.

    Raises:
        TimestampFailed: it is none, the service refused, or it stamped something else (RFC 3161 §2.4.2).
    """
    try:
        request = tsp.TimeStampReq.load(request_der)
        response = tsp.TimeStampResp.load(answer, strict=True)
        granted = response["status"]["status"].native in _GRANTED
        content = response["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed if granted else None
        of_this = content is not None and (
            content["message_imprint"].dump() == request["message_imprint"].dump()
            and content["nonce"].native == request["nonce"].native
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise TimestampFailed from error
    if not of_this:
        raise TimestampFailed
    response["time_stamp_token"] = ExactToken.load(_token_bytes(answer))
    return response


def _token_bytes(answer: bytes) -> bytes:
    """The token's own bytes: what follows the status (RFC 3161 §2.4.2)."""
    content: bytes = parser.parse(answer)[4]
    return content[parser.peek(content) :]
