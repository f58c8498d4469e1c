"""Certificates, CRLs, OCSP and time stamps over HTTP (RFC 5280, RFC 6960 Appendix A, RFC 3161 §3.4)."""

from __future__ import annotations

import base64
import binascii

from fastapi import APIRouter, Request, Response

from authority.api.idempotency import ServiceNow
from authority.pki import ocsp, revocation_list, timestamp
from authority.pki.hierarchy import ISSUING
from authority.problems import NotFound
from authority.service import Service

router = APIRouter(prefix="/pki", tags=["pki"])
_MAX_REQUEST = 64 * 1024


@router.get("/roots.pem", response_class=Response)
def roots(service: ServiceNow) -> Response:
    """The trust anchors; the caller decides whether to trust them."""
    body = b"".join(certificate.to_pem() for certificate in service.hierarchy.roots)
    return Response(body, media_type="application/x-pem-file")


@router.get("/issuers.pem", response_class=Response)
def issuers(service: ServiceNow) -> Response:
    """All issuing CAs: certificates of services name no place where their issuer lies."""
    body = b"".join(identity.certificate.to_pem() for identity in service.hierarchy.issuers())
    return Response(body, media_type="application/x-pem-file")


@router.get("/ca/{ca_id}.cer", response_class=Response)
def issuer(service: ServiceNow, ca_id: str) -> Response:
    """An issuing CA's certificate, DER."""
    _known(ca_id)
    return Response(service.hierarchy[ca_id].certificate.der, media_type="application/pkix-cert")


@router.get("/crl/{ca_id}.crl", response_class=Response)
def crl(service: ServiceNow, ca_id: str) -> Response:
    """An issuing CA's current CRL, DER."""
    _known(ca_id)
    with service.store.write() as session:
        body = revocation_list.current_list(session, service.hierarchy, ca_id, service.clock())
    return Response(body, media_type="application/pkix-crl")


@router.post("/ocsp", response_class=Response)
async def ocsp_post(service: ServiceNow, request: Request) -> Response:
    """OCSP over POST."""
    body = await request.body()
    return await _in_thread(service, body)


@router.get("/ocsp/{encoded:path}", response_class=Response)
async def ocsp_get(service: ServiceNow, encoded: str) -> Response:
    """OCSP over GET: the request as URL-encoded base64."""
    try:
        body = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        body = b""
    return await _in_thread(service, body)


@router.post("/tsa", response_class=Response)
async def tsa(service: ServiceNow, request: Request) -> Response:
    """A time stamp."""
    from starlette.concurrency import run_in_threadpool

    body = await request.body()
    answer = await run_in_threadpool(timestamp.stamp, service.hierarchy, body[:_MAX_REQUEST], service.clock())
    return Response(answer, media_type="application/timestamp-reply")


async def _in_thread(service: Service, body: bytes) -> Response:
    from starlette.concurrency import run_in_threadpool

    return Response(await run_in_threadpool(_respond, service, body), media_type="application/ocsp-response")


def _respond(service: Service, body: bytes) -> bytes:
    with service.store.read() as session:
        return ocsp.respond(session, service.hierarchy, body[:_MAX_REQUEST], service.clock())


def _known(ca_id: str) -> None:
    if ca_id not in ISSUING:
        raise NotFound
