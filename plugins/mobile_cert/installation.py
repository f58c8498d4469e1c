"""安装证书 (M3.3.13.3): the key is made here and stays here; every stage can be resumed after a kill."""

from __future__ import annotations

import base64

from core.credentials.software import SoftwareKeyStore
from core.credentials.software.errors import NoPendingKey
from core.credentials.software.store import PendingKey
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate
from core.crypto.requests import build_request
from core.plugin.api import Secret
from plugins.mobile_cert import models
from plugins.mobile_cert.service import MobileService


async def install_certificate(
    service: MobileService, store: SoftwareKeyStore, order: models.Order, pin: Secret
) -> None:
    """Make or reopen the order's key, have it certified, install both certificates, confirm.

    The key is on disk before its request leaves, so a lost answer is asked for again with the same key. The
    confirmation comes last: until then the certificates are on hold. Killed right before it, only it is repeated.

    Raises:
        WrongPin, PinLocked, PinNotAccepted: as `SoftwareKeyStore.create_pending`.
        AuthorityRefused: not approved, or issued to a key of another device.
    """
    try:
        pending = await store.create_pending(order.id, KeyAlgorithm(order.key_algorithm), pin, order.title["zh"])
    except NoPendingKey:
        if order.certificate_id is None:
            raise
        certificate_id = order.certificate_id
    else:
        with pending:
            certificate_id = await _certify(service, store, order, pending)
    await service.confirm(order.id, certificate_id)
    await service.publish_seals()


async def _certify(service: MobileService, store: SoftwareKeyStore, order: models.Order, pending: PendingKey) -> str:
    subject = {"country_name": "CN", "common_name": order.number}
    request = build_request(subject, pending.public_key, pending.sign)
    issued = await service.issue(order.id, request)
    await store.install(
        pending,
        _certificate(issued.signing_certificate),
        _certificate(issued.encryption_certificate),
        tuple(_certificate(item) for item in issued.chain),
        base64.b64decode(issued.encryption_key.data),
    )
    return issued.certificate_id


def _certificate(text: str) -> Certificate:
    return Certificate(base64.b64decode(text))
