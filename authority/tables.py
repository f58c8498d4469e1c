"""Imports every module that declares tables, so that the metadata is whole."""

from __future__ import annotations

from authority import adjustment, audit
from authority.accounts import closing, login_keys
from authority.accounts import models as accounts
from authority.api import idempotency
from authority.database import Base
from authority.orders import catalogue, invoices
from authority.orders import models as orders
from authority.organisations import models as organisations
from authority.pki import models as pki
from authority.relying_party import models as relying_party
from authority.self_service import models as self_service
from authority.tender import models as tender
from authority.updates import models as updates
from authority.web.console import staff

__all__ = [
    "Base",
    "accounts",
    "adjustment",
    "audit",
    "catalogue",
    "closing",
    "idempotency",
    "invoices",
    "login_keys",
    "orders",
    "organisations",
    "pki",
    "relying_party",
    "self_service",
    "staff",
    "tender",
    "updates",
]
