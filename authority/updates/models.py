"""Tables of update metadata."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from authority.database import Base


class UpdateKeyRow(Base):
    """The Ed25519 key of a role, sealed."""

    __tablename__ = "update_key"

    role: Mapped[str] = mapped_column(String(12), primary_key=True)
    sealed_key: Mapped[bytes] = mapped_column(LargeBinary)


class UpdateMetadataRow(Base):
    """A signed version of a role's metadata; the highest number is current."""

    __tablename__ = "update_metadata"

    role: Mapped[str] = mapped_column(String(12), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    signed_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class ReleaseRow(Base):
    """A file that clients may install; its content lies in the folder `updates` of the data."""

    __tablename__ = "release"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    version: Mapped[str] = mapped_column(String(40))
    platform: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]
