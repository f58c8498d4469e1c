"""All pages of the console in one router; they are not part of the API that clients use."""

from __future__ import annotations

from fastapi import APIRouter

from authority.web.console import (
    adjusting,
    entry,
    offers,
    organisations,
    oversight,
    people,
    review,
    self_service,
    transfers,
)

router = APIRouter(tags=["console"], include_in_schema=False)
for part in (entry, review, transfers, self_service, people, organisations, offers, adjusting, oversight):
    router.include_router(part.router)
