"""pyHanko's view of a key of the registry, and of a time-stamping service.

pyHanko computes; so it runs in a worker thread with an event loop of its own, and calls back to the loop on which the
key and the network live.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from asn1crypto import tsp
from asn1crypto.algos import SignedDigestAlgorithm
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core.credentials.credential import AuthorisedKey
from core.crypto import registration  # noqa: F401 names of SM2
from core.crypto.algorithms import KeyAlgorithm, SignatureScheme
from core.pdf.options import FetchTimestamp
from core.pdf.timestamp_check import check_timestamp_answer

Result = TypeVar("Result")
_EC_SIGNATURE = 144
_TOKEN = 12_000


class KeySigner(Signer):
    """Signs with an `AuthorisedKey` that lives on another event loop."""

    def __init__(self, key: AuthorisedKey, loop: asyncio.AbstractEventLoop) -> None:
        store = SimpleCertificateStore()
        for certificate in key.chain:
            store.register(certificate.asn1)
        self._key = key
        self._loop = loop
        self._scheme = key.certificate.algorithm.default_scheme
        super().__init__(
            signing_cert=key.certificate.asn1,
            cert_registry=store,
            signature_mechanism=SignedDigestAlgorithm({"algorithm": self._scheme.x509_name}),
        )

    @property
    def digest_name(self) -> str:
        """The hash of the document and of the signed attributes."""
        return self._scheme.digest.value

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """See pyHanko's `Signer`."""
        if dry_run:
            return bytes(signature_size(self._key.certificate.algorithm))
        return await on_loop(self._loop, self._key.sign(data, SignatureScheme(self._scheme)))


class ServiceTimeStamper(TimeStamper):
    """Asks a time-stamping service through a callable of another event loop."""

    def __init__(self, fetch: FetchTimestamp, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # pyHanko is partly typed
        self._fetch = fetch
        self._loop = loop

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """See pyHanko's `TimeStamper`; raises `TimestampFailed` unless the answer is a granted token."""

        async def ask() -> bytes:
            return await self._fetch(req.dump())

        return check_timestamp_answer(await on_loop(self._loop, ask()), req.dump())


async def on_loop(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, Result]) -> Result:
    """Run work on another loop and await it here."""
    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, loop))


def signature_size(algorithm: KeyAlgorithm) -> int:
    """An upper bound of a signature's size in bytes."""
    return algorithm.bits // 8 if algorithm.is_rsa else _EC_SIGNATURE


def reserved_size(key: AuthorisedKey, with_timestamp: bool) -> int:
    """Hex digits to reserve for the CMS object: certificates, signature, attributes, time stamp, with room to spare.

    Computed instead of measured by a dry run, which would ask the time-stamping service twice.
    """
    certificates = sum(len(certificate.der) for certificate in (key.certificate, *key.chain))
    size = certificates + signature_size(key.certificate.algorithm) + 2048 + (_TOKEN if with_timestamp else 0)
    return 2 * size
