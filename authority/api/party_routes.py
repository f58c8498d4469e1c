"""Who a relying party is, for clients that scanned its code."""

from __future__ import annotations

import base64

from fastapi import APIRouter
from pydantic import BaseModel, Field

from authority.api.idempotency import ServiceNow
from authority.problems import NotFound
from authority.relying_party.models import RelyingPartyRow

router = APIRouter(prefix="/relying-parties", tags=["relying parties"])


class RelyingPartyView(BaseModel):
    """A relying party in good standing."""

    id: str
    name: str
    operator: str = Field(description="who runs it")
    key: str = Field(description="SubjectPublicKeyInfo, base64: its requests are signed with it")
    origins: list[str] = Field(description="where its requests and callbacks may lie")


@router.get("/{party_id}")
def relying_party(service: ServiceNow, party_id: str) -> RelyingPartyView:
    """A registered relying party; a suspended one is not found."""
    with service.store.read() as session:
        row = session.get(RelyingPartyRow, party_id)
        if row is None or row.suspended:
            raise NotFound
        return RelyingPartyView(
            id=row.id,
            name=row.name,
            operator=row.operator,
            key=base64.b64encode(row.spki).decode(),
            origins=row.origins,
        )
