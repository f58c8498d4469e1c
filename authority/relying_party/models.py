"""Table of the registered relying parties."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from authority.database import Base


class RelyingPartyRow(Base):
    """One relying party: its key, and the hosts to which its requests may lead."""

    __tablename__ = "relying_party"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    operator: Mapped[str] = mapped_column(String(120))
    spki: Mapped[bytes] = mapped_column(LargeBinary)
    origins: Mapped[list[str]] = mapped_column(JSON)
    suspended: Mapped[bool]
    created_at: Mapped[datetime]
