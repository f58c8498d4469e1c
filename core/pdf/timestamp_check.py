"""Requests to and answers of a time-stamping service (RFC 3161)."""

from __future__ import annotations

import secrets
from typing import Any

from asn1crypto import tsp

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


def check_timestamp_answer(answer: bytes, request_der: bytes) -> Any:
    """The TimeStampResp of an answer to a request.

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
    return response
