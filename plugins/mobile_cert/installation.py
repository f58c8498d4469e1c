"""安装证书 (M3.3.13.3): the key is made here and stays here; every stage can be resumed after a kill."""

from __future__ import annotations

import base64
from enum import StrEnum

from core.credentials.errors import MediumRemoved
from core.credentials.software import SoftwareKeyStore
from core.credentials.software.container import ContainerState, container_id
from core.credentials.software.store import PendingKey
from core.crypto.algorithms import KeyAlgorithm
from core.crypto.certificates import Certificate
from core.crypto.requests import build_request
from core.errors import AppError, Text
from core.network.errors import AuthorityRefused
from core.plugin.api import Secret
from plugins.mobile_cert import models
from plugins.mobile_cert.service import MobileService

_OTHER_KEY = "ORD-002"
_ENDED = ("cancelled", "rejected", "installed")


class InstalledElsewhere(AppError):
    """The order's certificates are for a key that this device does not have."""

    code = "MC-001"
    cause = Text(
        "该订单的证书已在其他设备上安装，或本设备上的密钥已被删除。",
        "This order's certificate was installed on another device, or its key was deleted from this one.",
    )
    remedy = Text(
        "请在原设备上使用；原设备不可用时，请补发证书。", "Use it on that device, or ask for a reissue if it is gone."
    )


class Progress(StrEnum):
    """How far an installation is on this device."""

    NOT_BEGUN = "not_begun"
    KEY_MADE = "key_made"
    STORED = "stored"


async def progress_of(store: SoftwareKeyStore, order_id: str) -> Progress:
    """How far an order's installation is on this device; nothing but this device is asked."""
    try:
        container = await store.read(container_id(order_id))
    except MediumRemoved:
        return Progress.NOT_BEGUN
    return Progress.STORED if container.state is ContainerState.INSTALLED else Progress.KEY_MADE


async def install_certificate(service: MobileService, store: SoftwareKeyStore, order_id: str, pin: Secret) -> None:
    """Make or reopen the order's key, have it certified, install both certificates, confirm.

    The key is on disk before its request leaves, so a lost answer is asked for again with the same key. The
    confirmation comes last: until then the certificates are on hold. What was done before a kill or a lost answer is
    found done: at the authority by the order's state, here by the key's container.

    Raises:
        WrongPin, PinLocked, PinNotAccepted: as `SoftwareKeyStore.create_pending`.
        InstalledElsewhere: the certificates belong to a key that is not here.
        AuthorityRefused: not approved.
    """
    order = await service.order(order_id)
    if order.state == "installed":
        if await progress_of(store, order_id) is not Progress.STORED:
            raise InstalledElsewhere
    else:
        algorithm = KeyAlgorithm(order.key_algorithm)
        with await store.create_pending(order.id, algorithm, pin, order.platform) as pending:
            certificate_id = await _certify(service, store, order, pending)
        await service.confirm(order.id, certificate_id)
    await service.publish_seals()


async def begin_again(service: MobileService, store: SoftwareKeyStore, order_id: str) -> None:
    """Drop the key that waits under a forgotten PIN; nothing is lost, because nothing was issued to it.

    Raises:
        InstalledElsewhere: certificates were issued to the key; without its PIN they need a reissue.
    """
    if (await service.order(order_id)).state != "approved":
        raise InstalledElsewhere
    await store.discard(order_id)


async def discard_what_ended(service: MobileService, store: SoftwareKeyStore) -> None:
    """Delete keys that wait for certificates which will never come: their orders ended, or went to another device."""
    for waiting in await store.pending():
        try:
            order = await service.order(waiting.order_id)
        except AuthorityRefused:
            continue  # another account's order
        if order.state in _ENDED:
            await store.discard(order.id)


async def _certify(service: MobileService, store: SoftwareKeyStore, order: models.Order, pending: PendingKey) -> str:
    subject = {"country_name": "CN", "common_name": order.number}
    request = build_request(subject, pending.public_key, pending.sign)
    try:
        issued = await service.issue(order.id, request)
    except AuthorityRefused as error:
        if error.server_code != _OTHER_KEY:
            raise
        # this key can never get a certificate any more
        await store.discard(order.id)
        raise InstalledElsewhere from error
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
