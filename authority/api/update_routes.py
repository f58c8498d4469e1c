"""Update metadata and the files that it names."""

from __future__ import annotations

import re

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse

from authority.api.idempotency import ServiceNow
from authority.problems import NotFound
from authority.updates import metadata
from authority.updates.models import ReleaseRow

router = APIRouter(prefix="/updates", tags=["updates"])
_FILE = re.compile(r"(?:([0-9]{1,9})\.)?(root|targets|snapshot|timestamp)\.json")


@router.get("/{file}", response_class=Response, responses={200: {"content": {"application/json": {}}}})
def update_metadata(service: ServiceNow, file: str) -> Response:
    """`root.json`, `timestamp.json`, `snapshot.json`, `targets.json`, or an older root as `3.root.json`."""
    found = _FILE.fullmatch(file)
    if found is None or (found[1] and found[2] != "root"):
        raise NotFound
    now, version = service.clock(), int(found[1]) if found[1] else None
    with service.store.read() as session:
        row = metadata.stored(session, found[2], version)
        fresh = all(metadata.is_fresh(metadata.stored(session, role), now) for role in metadata.ROLES)
    if not fresh:
        with service.store.write() as session:
            metadata.renew(service, session, now)
            row = metadata.stored(session, found[2], version)
    if row is None:
        raise NotFound
    return Response(row.body, media_type="application/json")


@router.get(
    "/targets/{name}",
    response_class=FileResponse,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
def update_file(service: ServiceNow, name: str) -> FileResponse:
    """The content of a published file."""
    with service.store.read() as session:
        if session.get(ReleaseRow, name) is None:
            raise NotFound
    path = metadata.folder(service) / name
    if not path.is_file():
        raise NotFound
    return FileResponse(path, media_type="application/octet-stream")
